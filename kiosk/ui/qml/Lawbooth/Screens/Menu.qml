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
        iconName: Theme.seated ? "" : symbol
        Layout.fillWidth: true
        sort: Accessible.RadioButton
        checked: Kiosk.modes[key] === value
        onActivated: dialog.set(key, value)
    }
    component Group: GridLayout {
        Layout.fillWidth: true
        columns: dialog.tight ? 4 : 2
        columnSpacing: Theme.u(20)
        rowSpacing: Theme.u(20)
        uniformCellWidths: true
    }

    Group {
        Choice {
            key: "language"
            value: "zh"
            symbol: "globe"
            text: "普通话"
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
    }
    Words {
        visible: !dialog.tight
        Layout.fillWidth: true
        font.bold: true
        text: qsTr("颜色")
    }
    Group {
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
    Words {
        visible: !dialog.tight
        Layout.fillWidth: true
        font.bold: true
        text: qsTr("使用方式")
    }
    Group {
        ToggleButton {
            objectName: "set-seated"
            Layout.fillWidth: true
            visible: Theme.portrait
            iconName: "seat"
            text: qsTr("坐着用")
            checked: Kiosk.modes.seated === true
            onActivated: dialog.set("seated", !checked)
        }
        ToggleButton {
            objectName: "set-reduced"
            Layout.fillWidth: true
            iconName: "motion"
            text: qsTr("少动画")
            checked: Theme.reduced
            onActivated: dialog.set("reduced", !checked)
        }
    }
    ActionButton {
        objectName: "action-close"
        Layout.fillWidth: true
        Layout.topMargin: Theme.u(16)
        text: qsTr("好了")
        onActivated: Kiosk.act("close", {})
    }
    ActionButton {
        objectName: "action-technician"
        visible: Kiosk.overlayView.technician === true
        Layout.fillWidth: true
        implicitHeight: Theme.target
        kind: "plain"
        fontSize: Theme.body
        iconName: "lock"
        text: qsTr("技术人员")
        onActivated: Kiosk.act("technician", {})
    }
}
