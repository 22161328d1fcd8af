// What was done here and what changed on the rig, newest last.
import QtQuick

Column {
    id: events

    required property var dock
    property string chosen: "all"
    readonly property var shown: dock.log.filter(line => chosen === "all" || (chosen === "state") === (line.sort === "state"))

    Heading {
        text: qsTr("事件")
        Switch2 {
            name: "events"
            chosen: events.chosen
            options: [
                {
                    id: "all",
                    label: qsTr("全部")
                },
                {
                    id: "hand",
                    label: qsTr("注入")
                },
                {
                    id: "state",
                    label: qsTr("状态")
                }
            ]
            onPicked: id => events.chosen = id
        }
    }
    ListView {
        id: list
        objectName: "event-list"
        width: parent.width
        height: events.height - 30
        clip: true
        model: events.shown
        onCountChanged: positionViewAtEnd()

        delegate: Row {
            id: line
            required property var modelData
            readonly property string said: modelData.sort === "state" ? modelData.words : modelData.sort === "refused" ? qsTr("没有做成：") + modelData.words : modelData.words === "off" ? qsTr("恢复") : qsTr("注入")
            height: 18
            spacing: 8
            Accessible.role: Accessible.ListItem
            Accessible.name: modelData.what + " " + said

            DockText {
                height: 18
                text: line.modelData.at
                color: Ink.ink3
                font.family: Ink.mono
                font.pixelSize: 11
            }
            DockText {
                height: 18
                text: line.modelData.what
                color: Ink.primary
                font.family: Ink.mono
                font.pixelSize: 11
            }
            DockText {
                height: 18
                width: Math.max(40, list.width - x)
                text: line.said
                elide: Text.ElideRight
                color: line.modelData.sort === "state" ? Ink.ink : line.modelData.sort === "refused" ? Ink.red : Ink.amber
                font.pixelSize: Ink.small
            }
        }
    }
}
