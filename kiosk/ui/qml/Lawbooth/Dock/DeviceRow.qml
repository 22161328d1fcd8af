// One device: its icon and name, how it stands, and its faults as buttons or as lines.
import QtQuick

Item {
    id: device

    required property var dock
    required property var live
    required property var shown
    required property string group
    property bool detailed: false
    readonly property int column: dock.language === "en" ? 116 : 92
    readonly property var mark: live.marks[group] || ({
            shape: "off",
            words: "…"
        })
    signal pointed(var fault)

    height: Math.max(name.height, faults.height + (said.visible ? said.height + 4 : 0)) + 12

    Column {
        id: name
        y: 6
        width: device.column - 6
        spacing: 3

        Row {
            spacing: 5
            DockIcon {
                anchors.verticalCenter: parent.verticalCenter
                name: device.shown.icon
            }
            DockText {
                text: device.shown.label
                font.bold: true
            }
        }
        StateMark {
            objectName: "mark-" + device.group
            shape: device.mark.shape
            words: device.mark.words
        }
    }
    Loader {
        id: faults
        x: device.column
        y: 6
        width: parent.width - x
        sourceComponent: device.detailed ? lines : keys
    }
    DockText {
        id: said
        objectName: "why-" + device.group
        visible: device.mark.shape === "off" && !device.detailed && text !== ""
        anchors.top: faults.bottom
        anchors.topMargin: 4
        x: device.column
        width: parent.width - x
        wrapMode: Text.Wrap
        font.pixelSize: Ink.small
        color: Ink.ink3
        text: live.why[device.shown.faults[0].name] || ""
    }
    Rectangle {
        width: parent.width
        height: 1
        anchors.bottom: parent.bottom
        color: Ink.rule
    }
    Component {
        id: keys
        FaultKeys {
            dock: device.dock
            live: device.live
            faults: device.shown.faults
            width: faults.width
            onPointed: fault => device.pointed(fault)
        }
    }
    Component {
        id: lines
        FaultDetail {
            dock: device.dock
            live: device.live
            faults: device.shown.faults
            width: faults.width
        }
    }
}
