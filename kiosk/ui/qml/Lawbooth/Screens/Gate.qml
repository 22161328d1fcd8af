// Something comes before this matter: what, why, and the way there; where it only warns, on all the same.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool block: view.block === true
    readonly property var other: view.other || null

    title: block ? qsTr("这件事之前，要先办另一件") : qsTr("往下办以前，请先看一看")
    spacing: Theme.u(28)
    aside: [
        Badge {
            kind: "look"
            text: screen.block ? qsTr("现在还不能交") : qsTr("提醒，不拦您")
        }
    ]

    Card {
        Layout.fillWidth: true
        padding: Theme.u(40)

        Words {
            objectName: "gate-message"
            Layout.fillWidth: true
            role: "lead"
            font.bold: true
            text: screen.view.message || ""
            Accessible.role: Accessible.AlertMessage
        }
        Words {
            visible: !!screen.view.basis
            Layout.fillWidth: true
            role: "small"
            text: qsTr("依据：%1").arg(screen.view.basis || "")
        }
    }
    Note {
        visible: screen.block || screen.other !== null
        Layout.fillWidth: true
        kind: "done"
        text: qsTr("您答过的都还在，回来可以接着办。")
    }
    Item {
        Layout.fillHeight: true
    }
    ListRow {
        objectName: "action-other"
        visible: screen.other !== null
        Layout.fillWidth: true
        iconName: "document"
        title: screen.other ? screen.other.title : ""
        detail: qsTr("先去办这一项，填过的能用上的都带过去")
        onActivated: Kiosk.act("other", {})
    }
    ListRow {
        objectName: "action-change"
        Layout.fillWidth: true
        iconName: "pen"
        title: qsTr("答错了，回去改答案")
        detail: qsTr("回到问这件事的那一页")
        onActivated: Kiosk.act("change", {})
    }
    actions: [
        ActionButton {
            objectName: "action-go_on"
            visible: !screen.block
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: qsTr("知道了，接着办")
            trailingIcon: "chevron"
            onActivated: Kiosk.act("go_on", {})
        },
        ActionButton {
            objectName: "action-ask"
            visible: screen.block
            Layout.fillWidth: true
            Layout.fillHeight: true
            kind: "secondary"
            iconName: "help"
            text: qsTr("拿不准，找人问一问")
            onActivated: Kiosk.act("help", {})
        }
    ]
}
