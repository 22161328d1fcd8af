// Language and looks, each on or off with one touch.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Theme

Grid {
    id: modes

    columns: 3
    rowSpacing: Theme.u(20)
    columnSpacing: Theme.u(20)
    verticalItemAlignment: Grid.AlignVCenter

    readonly property real share: Math.floor((width - (columns - 1) * columnSpacing) / columns)

    function set(key: string, value: var) {
        Kiosk.act("set_mode", {key: key, value: value});
    }

    ToggleButton {
        objectName: "mode-zh"
        width: modes.share
        iconName: "globe"
        text: "普通话"
        checked: Theme.language === "zh"
        onActivated: modes.set("language", "zh")
    }
    ToggleButton {
        objectName: "mode-en"
        width: modes.share
        text: "English"
        checked: Theme.language === "en"
        onActivated: modes.set("language", "en")
    }
    ToggleButton {
        objectName: "mode-large"
        width: modes.share
        iconName: "large-text"
        text: qsTr("大字")
        checked: Theme.large
        onActivated: modes.set("size", checked ? "normal" : "large")
    }
    ToggleButton {
        objectName: "mode-contrast"
        width: modes.share
        iconName: "contrast"
        text: qsTr("高对比")
        checked: Theme.contrast !== "paper"
        onActivated: modes.set("contrast", {paper: "night", night: "yellow", yellow: "white", white: "paper"}[Theme.contrast])
    }
    ToggleButton {
        objectName: "mode-seated"
        width: modes.share
        iconName: "seat"
        text: qsTr("坐着用")
        checked: Kiosk.modes.seated === true
        onActivated: modes.set("seated", !checked)
    }
    ToggleButton {
        objectName: "mode-reduced"
        width: modes.share
        iconName: "motion"
        text: qsTr("少动画")
        checked: Theme.reduced
        onActivated: modes.set("reduced", !checked)
    }
}
