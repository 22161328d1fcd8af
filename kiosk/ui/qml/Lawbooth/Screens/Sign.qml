// The signature by pen or finger, beside what it binds; red because it binds.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Fields
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool byPen: (view.byPen || []).length > 0
    // beside the pad there is no room for large words; below it there is
    readonly property bool beside: !Theme.portrait && !Theme.large

    title: qsTr("请签您的名字")
    subtitle: qsTr("用笔或手指写在框里，签不好可以重写。")
    spacing: Theme.u(Theme.portrait ? 28 : 20)
    aside: [
        Part {
            wanted: screen.beside
            sourceComponent: binding
        },
        Part {
            wanted: screen.beside
            sourceComponent: meaning
        },
        Item {
            Layout.fillHeight: !Theme.portrait
        }
    ]

    // a stroke must not scroll the page
    Binding {
        target: screen.flick
        property: "interactive"
        value: false
    }
    Component {
        id: binding
        DocumentCard {
            lead: qsTr("您要签的是")
            documents: screen.view.documents || []
            to: screen.view.to || ""
        }
    }
    Component {
        id: meaning
        Note {
            readonly property string mark: screen.view.mark || ""
            kind: mark === "" ? "info" : "look"
            text: mark === "failed" ? qsTr("签名没有放进文书，不是您的问题。请再点一次“确认签名”，或者印出来用笔签。") : mark === "empty" && pad.empty ? qsTr("框里还没有字，请先签名。") : mark === "empty" ? qsTr("签得太少，认不出是名字。请擦掉，把姓名写大一点。") : qsTr("点“确认签名”，就是您同意上面文书的内容。之后还要再点一次“提交”，才会送出去。")
        }
    }
    Part {
        wanted: Theme.portrait && !Theme.large
        sourceComponent: binding
    }
    Note {
        objectName: "by-pen"
        visible: screen.byPen
        Layout.fillWidth: true
        kind: "info"
        text: qsTr("“%1”涉及身份关系，法律要求在纸上签：办完会印出来，请用笔签，或者在法院平台上确认。").arg((screen.view.byPen || []).join("”“"))
    }
    SignaturePad {
        id: pad
        objectName: "pad"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: Theme.u(!Theme.portrait ? 280 : screen.byPen ? 400 : 520)
        Layout.minimumHeight: Theme.u(!Theme.portrait ? 280 : screen.byPen ? 300 : 360)
        Layout.maximumHeight: Theme.u(640)
        hint: qsTr("在这个框里签")
        date: screen.view.date || ""
    }
    GridLayout {
        Layout.fillWidth: true
        columns: Theme.large ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        ActionButton {
            objectName: "action-wipe"
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            least: Theme.target
            kind: "secondary"
            iconName: "retry"
            text: qsTr("擦掉重写")
            possible: !pad.empty
            onActivated: pad.wipe()
        }
        ActionButton {
            objectName: "action-paper"
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            least: Theme.target
            kind: "quiet"
            iconName: "printer"
            text: qsTr("印出来用笔签")
            onActivated: Kiosk.act("paper", {})
        }
    }
    Part {
        wanted: Theme.large
        sourceComponent: binding
    }
    Part {
        wanted: !screen.beside
        sourceComponent: meaning
    }
    actions: [
        ActionButton {
            objectName: "action-sign"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            kind: "sign"
            iconName: "pen"
            text: qsTr("确认签名")
            busyText: qsTr("正在签进文书…")
            possible: !pad.empty
            reason: qsTr("先在框里签名")
            onActivated: {
                pad.end();
                Kiosk.act("sign", {strokes: pad.strokes});
            }
        },
        ActionButton {
            objectName: "action-review"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            kind: "quiet"
            text: qsTr("回去再看文书")
            onActivated: Kiosk.act("review", {})
        }
    ]
}
