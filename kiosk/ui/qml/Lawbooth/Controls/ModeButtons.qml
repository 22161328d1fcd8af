// Language and looks, each on or off with one touch.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Theme

Grid {
    id: modes

    columns: 4
    rowSpacing: Theme.u(20)
    columnSpacing: Theme.u(20)
    verticalItemAlignment: Grid.AlignVCenter

    // the largest letters, and large ones within a seated reach, leave room for one row; the menu has the rest
    readonly property bool few: Theme.largest || (Theme.large && Theme.seated)
    readonly property real share: Math.floor((width - (columns - 1) * columnSpacing) / columns)

    function set(key: string, value: var) {
        Kiosk.act("set_mode", {key: key, value: value});
    }

    component Mode: ToggleButton {
        required property string key
        required property var value
        width: modes.share
        // English words are long: at the largest size, or eight in a row beside their icons, they would be broken
        fontSize: Theme.language !== "en" ? Theme.body : Theme.largest ? Theme.mark : modes.columns > 4 ? Theme.small : Theme.body
        checked: Kiosk.modes[key] === value
        onActivated: modes.set(key, value)
    }

    Mode {
        objectName: "mode-zh"
        visible: !modes.few
        key: "language"
        value: "zh"
        iconName: Theme.large ? "" : "globe"
        text: "普通话"
    }
    Mode {
        objectName: "mode-zh_hant"
        visible: !modes.few
        key: "language"
        value: "zh_hant"
        text: "繁體"
    }
    Mode {
        objectName: "mode-en"
        key: "language"
        value: "en"
        fontSize: Theme.largest ? Theme.mark : Theme.language === "en" && modes.columns > 4 ? Theme.small : Theme.body
        text: "English"
    }
    Mode {
        objectName: "mode-sign"
        visible: !modes.few
        key: "sign"
        value: true
        iconName: Theme.large ? "" : "hand"
        text: qsTr("手语")
        onActivated: modes.set(key, Kiosk.modes.sign !== true)
    }
    Mode {
        objectName: "mode-large"
        key: "size"
        value: "large"
        iconName: Theme.large ? "" : "large-text"
        text: Theme.largest ? qsTr("特大字") : qsTr("大字")
        checked: Theme.large
        onActivated: modes.set(key, {normal: "large", large: "largest"}[Kiosk.modes.size] || "normal")
    }
    Mode {
        objectName: "mode-contrast"
        key: "contrast"
        value: ""
        iconName: Theme.large ? "" : "contrast"
        text: qsTr("高对比")
        checked: Theme.contrast !== "paper"
        onActivated: modes.set(key, {paper: "night", night: "yellow", yellow: "white", white: "paper"}[Theme.contrast])
    }
    Mode {
        objectName: "mode-seated"
        key: "seated"
        value: true
        iconName: Theme.large ? "" : "seat"
        text: qsTr("坐着用")
        onActivated: modes.set(key, Kiosk.modes.seated !== true)
    }
    Mode {
        objectName: "mode-slow"
        visible: !modes.few
        key: "slow"
        value: true
        iconName: Theme.large ? "" : "clock"
        text: qsTr("慢一点")
        onActivated: modes.set(key, !Theme.slow)
    }
}
