// One of the two buttons that page what is too long for the screen.
import QtQuick
import Lawbooth.Theme

Pressable {
    id: turner

    property string text: ""
    property string iconName: ""
    property bool narrow: false

    name: text
    height: Theme.target

    Rectangle {
        anchors.fill: parent
        visible: turner.possible
        radius: Theme.radius
        color: turner.pressed ? Theme.tint : Theme.card
        border.color: Theme.primary
        border.width: Theme.control
    }
    DashedFrame {
        anchors.fill: parent
        visible: !turner.possible
        stroke: Theme.line
    }
    Row {
        anchors.centerIn: parent
        spacing: Theme.u(16)

        Icon {
            name: turner.iconName
            color: turner.possible ? Theme.primary : Theme.ink2
            size: Theme.u(44)
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            visible: !turner.narrow
            text: turner.text
            font.bold: turner.possible
            color: turner.possible ? Theme.primary : Theme.ink2
            wrapMode: Text.NoWrap
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
    }
}
