// Language, size, contrast, seat and motion; each shows at once what it does.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

DialogBox {
    id: dialog

    title: qsTr("语言、字号、颜色")

    function set(key: string, value: var) {
        Kiosk.act("set_mode", {key: key, value: value});
    }

    component Choice: ToggleButton {
        required property string key
        required property var value
        property string symbol: ""
        objectName: "set-" + key + "-" + value
        iconName: Theme.seated || Theme.large ? "" : symbol
        Layout.fillWidth: true
        sort: Accessible.RadioButton
        checked: Kiosk.modes[key] === value
        onActivated: dialog.set(key, value)
    }
    // on or off; what is off has the value `other`
    component Way: Choice {
        property var other: false
        objectName: "set-" + key + (value === true ? "" : "-" + value)
        sort: Accessible.CheckBox
        onActivated: dialog.set(key, checked ? other : value)
    }
    component Group: GridLayout {
        Layout.fillWidth: true
        columns: Theme.longWords ? 2 : dialog.tight && Theme.portrait ? 4 : Theme.largest ? 2 : 3
        columnSpacing: Theme.u(20)
        rowSpacing: Theme.u(20)
        uniformCellWidths: true
    }
    component Head: Words {
        Layout.fillWidth: true
        font.bold: true
    }

    Group {
        // the word English is among them, in Chinese too
        columns: Theme.large ? 2 : 3

        Choice {
            key: "language"
            value: "zh"
            symbol: "globe"
            text: "普通话"
        }
        Choice {
            key: "language"
            value: "zh_hant"
            text: "繁體中文"
        }
        Choice {
            key: "language"
            value: "en"
            text: "English"
        }
        Choice {
            key: "size"
            value: "normal"
            text: qsTr("标准字")
        }
        Choice {
            key: "size"
            value: "large"
            symbol: "large-text"
            text: qsTr("大字")
        }
        Choice {
            key: "size"
            value: "largest"
            text: qsTr("特大字")
        }
    }
    Head {
        text: qsTr("颜色")
    }
    Group {
        columns: dialog.tight && !Theme.longWords ? 4 : 2

        Choice {
            key: "contrast"
            value: "paper"
            symbol: "sun"
            text: qsTr("平常")
        }
        Choice {
            key: "contrast"
            value: "night"
            symbol: "contrast"
            text: qsTr("夜间")
        }
        Choice {
            key: "contrast"
            value: "yellow"
            symbol: "contrast"
            text: qsTr("黑底黄字")
        }
        Choice {
            key: "contrast"
            value: "white"
            symbol: "contrast"
            text: qsTr("白底黑字")
        }
    }
    Head {
        text: qsTr("使用方式")
    }
    Group {
        Way {
            key: "seated"
            value: true
            visible: Theme.portrait
            text: qsTr("坐着用")
        }
        Way {
            key: "slow"
            value: true
            text: qsTr("慢一点")
        }
        Way {
            key: "reduced"
            value: true
            text: qsTr("少动画")
        }
        Way {
            key: "sign"
            value: true
            text: qsTr("手语")
        }
        Way {
            key: "captions"
            value: true
            text: qsTr("要字幕")
        }
        Way {
            key: "simple"
            value: true
            text: qsTr("简单说法")
        }
        Way {
            key: "hand"
            value: "left"
            other: "right"
            text: qsTr("左手用")
        }
        Way {
            key: "switches"
            value: "two"
            other: "off"
            text: qsTr("两键操作")
        }
        Way {
            key: "switches"
            value: "auto"
            other: "off"
            text: qsTr("一键操作")
        }
    }
    Note {
        visible: Theme.scanning
        Layout.fillWidth: true
        text: Kiosk.modes.switches === "auto" ? qsTr("框会自己往下走，走到要的那一项时按确认键。") : qsTr("一个键往下走，一个键确认。空格和回车也一样。")
    }
    ActionButton {
        objectName: "action-close"
        Layout.fillWidth: true
        Layout.topMargin: Theme.u(16)
        text: qsTr("好了")
        onActivated: Kiosk.act("close", {})
    }
    ActionButton {
        objectName: "action-kept"
        visible: Kiosk.overlayView.kept === true
        Layout.fillWidth: true
        implicitHeight: Theme.target
        kind: "plain"
        fontSize: Theme.body
        iconName: "info"
        text: qsTr("信息留多久")
        onActivated: Kiosk.act("kept", {})
    }
    ActionButton {
        objectName: "action-technician"
        visible: Kiosk.overlayView.technician === true
        Layout.fillWidth: true
        least: Theme.target
        kind: "plain"
        fontSize: Theme.body
        iconName: "lock"
        text: qsTr("技术人员")
        onActivated: Kiosk.act("technician", {})
    }
}
