// Exactly what will be signed: page by page, larger at a touch, or as plain text; signing comes after the last page.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool ready: view.phase === "ready"
    readonly property bool failed: view.phase === "failed"
    readonly property int place: documents.value.findIndex(one => one.id === view.document)
    readonly property var current: place < 0 ? ({}) : documents.value[place]
    readonly property bool first: place <= 0 && !(view.page > 0)

    // turnPage goes on within the document, or over to the next or the one before.
    function turnPage(by: int) {
        const page = view.page + by;
        if (page >= 0 && page < view.pages)
            Kiosk.act("page", {by: by});
        else if (documents.value[place + by])
            Kiosk.act("open", {id: documents.value[place + by].id});
    }

    title: ready ? "" : failed ? qsTr("文书没有写成") : qsTr("正在写您的文书")
    subtitle: ready ? (documents.value.length > 1 ? qsTr("第 %1 份，共 %2 份：%3").arg(place + 1).arg(documents.value.length).arg(current.title || "") : current.title || "") : failed ? qsTr("您填的都在，没有丢。可以再试一次，或者找人帮忙。") : qsTr("一般几秒钟就好。")

    aside: [
        Drawing {
            visible: !screen.ready && !Theme.portrait
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.u(300)
            name: "page"
            accent: screen.failed ? Theme.amber : Theme.primary
        },
        Words {
            visible: screen.ready && !Theme.portrait
            Layout.fillWidth: true
            color: Theme.ink2
            text: qsTr("还没有提交。屏幕上遮住号码，交出去的是全的。")
        },
        Item {
            Layout.fillHeight: !Theme.portrait
        }
    ]

    Stable {
        id: documents
        source: screen.view.documents || []
    }
    Drawing {
        visible: !screen.ready && Theme.portrait
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.u(360)
        Layout.maximumHeight: Theme.u(560)
        name: "page"
        accent: screen.failed ? Theme.amber : Theme.primary
    }
    WaitingDots {
        visible: screen.view.phase === "composing"
        Layout.alignment: Qt.AlignHCenter
    }
    PageView {
        visible: screen.ready
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.u(!Theme.portrait ? 400 : Theme.largest ? 940 : 640)
        title: screen.current.title || ""
        page: screen.view.page || 0
        pages: screen.view.pages || 0
        twin: screen.view.text || ""
        canGoUp: !screen.first
        onUp: screen.turnPage(-1)
    }
    Note {
        objectName: "oral"
        visible: screen.ready && screen.view.oral === true
        Layout.fillWidth: true
        kind: "info"
        text: qsTr("这是照您说的写的。请按下面的“朗读”听一遍，对了再签；不会写字的可以按指印。")
    }
    RowLayout {
        visible: screen.ready && Theme.portrait
        Layout.fillWidth: true
        spacing: Theme.u(20)

        Icon {
            name: "lock"
        }
        Words {
            Layout.fillWidth: true
            color: Theme.ink2
            text: qsTr("还没有提交。屏幕上遮住号码，交出去的是全的。")
        }
    }
    actions: [
        ActionButton {
            objectName: "action-next-page"
            visible: screen.ready && !(screen.view.last === true && screen.view.seenAll === true)
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            text: screen.view.last === true ? qsTr("回头看没看过的") : qsTr("看下一页")
            trailingIcon: "chevron"
            onActivated: screen.view.last === true ? Kiosk.act("open", {id: documents.value[0].id}) : screen.turnPage(1)
        },
        ActionButton {
            objectName: "action-to-sign"
            visible: screen.ready && screen.view.last === true && screen.view.seenAll === true
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            text: qsTr("都看过了，去签名")
            trailingIcon: "chevron"
            onActivated: Kiosk.act("to_sign", {})
        },
        ActionButton {
            objectName: "action-retry"
            visible: screen.failed
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            iconName: "retry"
            text: qsTr("再试一次")
            busyText: qsTr("正在写…")
            onActivated: Kiosk.act("retry", {})
        },
        ActionButton {
            objectName: "action-edit_answers"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            kind: "secondary"
            iconName: Theme.large ? "" : "pen"
            text: qsTr("有地方要改")
            onActivated: Kiosk.act("edit_answers", {})
        }
    ]
}
