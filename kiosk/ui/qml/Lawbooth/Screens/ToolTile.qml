// A small square tool beside a picture: icon above its word.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Pressable {
    id: tool

    property string iconName: ""
    property string text: ""

    name: text
    implicitHeight: Math.max(Theme.target, column.implicitHeight + Theme.u(24))

    Rectangle {
        anchors.fill: parent
        visible: tool.possible
        radius: Theme.radius
        color: tool.pressed ? Theme.tint : Theme.card
        border.color: Theme.edge
        border.width: Theme.thin
    }
    DashedFrame {
        anchors.fill: parent
        visible: !tool.possible
    }
    Column {
        id: column
        anchors.centerIn: parent
        width: parent.width - Theme.u(8)
        spacing: Theme.u(4)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: tool.iconName
            color: tool.possible ? Theme.primary : Theme.ink2
        }
        Words {
            width: parent.width
            role: "small"
            color: tool.possible ? Theme.ink : Theme.ink2
            font.bold: tool.possible
            text: tool.text
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
