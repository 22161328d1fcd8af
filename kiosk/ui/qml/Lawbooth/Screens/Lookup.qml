// How is my filing going: by the code on the slip, without a name.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

ScreenFrame {
    id: screen

    spacing: Theme.u(Theme.portrait ? 24 : 8)

    readonly property string problem: Kiosk.view.error || ""
    readonly property var words: ({
        format: qsTr("这个码不完整，请对照凭条再看一下。"),
        not_found: qsTr("这台机器上没查到这个码。请再核对一下，或者到当时办理的那台机器查。"),
        unavailable: qsTr("现在查不了，不是没有这个码。请过一会儿再查，或者找工作人员。")
    })

    title: qsTr("查办到哪了")
    subtitle: qsTr("请输入凭条或回执上的查询码。有草稿码的，也在这里打进去，接着办。")
    aside: [
        Drawing {
            visible: !Theme.large && !Theme.seated
            name: "slip"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: Theme.u(330)
            Layout.maximumHeight: Theme.u(420)
        }
    ]

    EntryBox {
        id: code
        Layout.fillWidth: true
        implicitHeight: Theme.u(Theme.portrait ? 136 : 112)
        inputName: "field-code"
        label: qsTr("查询码")
        placeholder: qsTr("例如 K7 4P 29")
        keyboardKind: ""
        wideLetters: true
        maximumLength: 23
        wrong: screen.problem !== ""
        onFinished: screen.find()
    }
    Note {
        visible: screen.problem !== ""
        Layout.fillWidth: true
        kind: "look"
        text: screen.words[screen.problem] || ""
    }
    KeyGrid {
        Layout.fillWidth: true
        columns: 8
        rowSpacing: Theme.u(Theme.portrait ? 12 : 8)
        keys: "23456789ABCDEFGHJKMNPQRSTUVWXYZ".split("").concat(["delete"])
        keyHeight: Theme.u(Theme.portrait ? 124 : 112)
        onKey: value => {
            const plain = code.text.replace(/\s/g, "");
            const next = value === "delete" ? plain.slice(0, -1) : plain + value;
            code.text = (next.match(/.{1,2}/g) || []).join(" ");
        }
    }
    Words {
        visible: Theme.portrait
        Layout.fillWidth: true
        role: "small"
        text: qsTr("码里没有数字 0、1，也没有字母 O、I、L。")
    }
    Item {
        Layout.fillHeight: true
    }

    function find() {
        Kiosk.act("find", {code: code.text});
    }

    actions: [
        ActionButton {
            objectName: "action-find"
            Layout.fillWidth: true
            iconName: "search"
            text: qsTr("查一查")
            busyText: qsTr("正在查…")
            possible: code.text.trim() !== ""
            reason: qsTr("请先输入查询码")
            onActivated: screen.find()
        },
        ActionButton {
            objectName: "action-mine"
            Layout.fillWidth: true
            kind: "secondary"
            iconName: Theme.large ? "" : "card"
            text: qsTr("刷身份证，看我的全部")
            onActivated: Kiosk.act("mine", {})
        }
    ]
}
