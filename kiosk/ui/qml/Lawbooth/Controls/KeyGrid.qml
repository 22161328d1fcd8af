// A small pad of large keys for codes and PINs, where a whole keyboard would only confuse.
import QtQuick
import Lawbooth.Theme

Item {
    id: pad

    property var keys: []
    property int columns: 3
    property real rowSpacing: Theme.u(12)
    property real keyHeight: Theme.u(112)
    readonly property real keyWidth: Math.floor((width - (columns - 1) * grid.columnSpacing) / columns)
    signal key(string value)

    implicitHeight: grid.implicitHeight
    implicitWidth: Theme.u(600)

    Grid {
        id: grid
        columns: pad.columns
        rowSpacing: pad.rowSpacing
        columnSpacing: Theme.u(12)

        Repeater {
            model: pad.keys

            Pressable {
                id: cap
                required property string modelData
                objectName: "key-" + modelData
                visible: modelData !== ""
                width: pad.keyWidth
                height: pad.keyHeight
                name: modelData === "delete" ? qsTr("删一个") : modelData === "clear" ? qsTr("清空") : modelData
                ringRadius: Theme.radiusSmall
                onActivated: pad.key(modelData)

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.u(16)
                    color: cap.pressed ? Theme.tint : cap.modelData.length > 1 ? Theme.sunk : Theme.card
                    border.color: Theme.line
                    border.width: Theme.thin
                }
                Icon {
                    anchors.centerIn: parent
                    visible: cap.modelData === "delete"
                    name: visible ? "backspace" : ""
                    color: Theme.ink
                }
                Words {
                    anchors.centerIn: parent
                    visible: cap.modelData !== "delete"
                    role: cap.modelData.length > 1 ? "lead" : "q"
                    font.pixelSize: cap.modelData.length > 1 ? Theme.u(36) : Theme.u(48)
                    font.bold: true
                    text: cap.name
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
