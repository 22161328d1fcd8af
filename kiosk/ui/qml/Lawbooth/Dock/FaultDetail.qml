// The same faults one a line: the button, its name for tests, the resident's screen and what it says.
import QtQuick

Column {
    id: detail

    required property var dock
    required property var live
    property var faults: []

    spacing: 3

    Repeater {
        model: detail.faults

        Item {
            id: row
            required property var modelData
            readonly property string why: detail.live.why[modelData.name] || ""
            width: detail.width
            height: Math.max(button.height, words.height)

            DockButton {
                id: button
                objectName: "fault-" + row.modelData.name
                width: 150
                anchors.verticalCenter: parent.verticalCenter
                label: row.modelData.label
                description: row.why !== "" ? row.why : row.modelData.sees
                possible: detail.live.alive && row.why === ""
                readonly property bool now: detail.live.standing[row.modelData.name] === true
                standing: now && !row.modelData.hand
                chosen: now && row.modelData.hand
                onActivated: detail.dock.press(row.modelData.name)
            }
            Column {
                id: words
                x: 158
                width: parent.width - x
                anchors.verticalCenter: parent.verticalCenter

                DockText {
                    objectName: "name-" + row.modelData.name
                    width: parent.width
                    wrapMode: Text.Wrap
                    font.family: Ink.mono
                    font.pixelSize: 11
                    color: Ink.ink3
                    text: row.modelData.name + (row.modelData.screen === "" ? "" : " → " + row.modelData.screen)
                }
                DockText {
                    objectName: "sees-" + row.modelData.name
                    width: parent.width
                    wrapMode: Text.Wrap
                    font.pixelSize: Ink.small
                    color: Ink.ink2
                    text: row.why !== "" ? row.why : row.modelData.sees
                }
            }
        }
    }
}
