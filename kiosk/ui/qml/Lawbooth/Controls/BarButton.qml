// One of the four buttons of the bottom bar: always there, dashed when it cannot do anything now.
import QtQuick
import Lawbooth.Theme

Pressable {
    id: button

    property string text: ""
    property string iconName: ""
    property color accent: Theme.primary

    implicitHeight: Theme.u(Theme.large ? 156 : 112)

    Rectangle {
        anchors.fill: parent
        visible: button.possible
        radius: Theme.radius
        color: button.pressed ? Theme.tint : Theme.card
        border.color: Theme.line
        border.width: Theme.thin
    }
    DashedFrame {
        anchors.fill: parent
        visible: !button.possible
        stroke: Theme.line
    }
    Grid {
        id: grid
        anchors.centerIn: parent
        columns: Theme.large ? 1 : 2
        spacing: Theme.u(Theme.large ? 2 : 14)
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Icon {
            id: icon
            name: button.iconName
            color: button.possible ? button.accent : Theme.ink2
            size: Theme.u(44)
        }
        Words {
            text: button.text
            font.pixelSize: Theme.u(Theme.large ? 46 : Theme.language === "zh" ? 34 : 30)
            font.bold: button.possible
            color: button.possible ? Theme.ink : Theme.ink2
            width: Math.min(implicitWidth, button.width - Theme.u(16) - (Theme.large ? 0 : icon.width + grid.spacing))
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 0.9
            Accessible.ignored: true
        }
    }
}
