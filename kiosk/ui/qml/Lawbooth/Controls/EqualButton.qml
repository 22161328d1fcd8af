// One of two identical ways: same size, same colour, neither preset.
import QtQuick
import Lawbooth.Theme

Pressable {
    id: button

    property string text: ""
    property string iconName: ""

    name: text
    implicitHeight: Math.max(Theme.u(Theme.portrait && !Theme.seated ? 200 : 150), column.implicitHeight + Theme.u(36))

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.pressed ? Theme.tint : Theme.card
        border.color: Theme.primary
        border.width: Theme.control
    }
    Column {
        id: column
        anchors.centerIn: parent
        width: parent.width - Theme.u(40)
        spacing: Theme.u(12)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: button.iconName
            size: Theme.u(52)
        }
        Words {
            width: parent.width
            role: "lead"
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
            text: button.text
            Accessible.ignored: true
        }
    }
}
