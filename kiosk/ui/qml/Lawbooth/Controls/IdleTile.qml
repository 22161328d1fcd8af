// A large plain tile of the idle screen; the most used one is filled.
import QtQuick
import Lawbooth.Theme

Pressable {
    id: tile

    property bool filled: false
    property bool stacked: false
    property string iconName: ""
    property string title: ""
    property string line: ""
    // five in a row with large letters: the words need the room
    readonly property bool bare: stacked && Theme.large
    readonly property color ink: filled ? Theme.onPrimary : Theme.ink

    name: line === "" ? title : title + "。" + line
    ringRadius: Theme.radiusCard

    Rectangle {
        // the one soft shadow of the house, drawn flat
        anchors.fill: parent
        anchors.topMargin: Theme.u(4)
        anchors.bottomMargin: -Theme.u(4)
        visible: !tile.filled && Theme.contrast === "paper"
        radius: Theme.radiusCard
        color: Theme.sunk
    }
    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusCard
        color: tile.filled ? (tile.pressed ? Theme.press : Theme.primary) : tile.pressed ? Theme.tint : Theme.card
        border.color: Theme.line
        border.width: tile.filled ? 0 : Theme.thin
    }
    Rectangle {
        id: well
        visible: !tile.bare
        x: tile.stacked ? Theme.u(28) : Theme.u(38)
        y: tile.stacked ? Theme.u(20) : (parent.height - height) / 2
        width: Theme.u(tile.stacked ? 80 : 96)
        height: width
        radius: Theme.radius
        color: tile.filled ? Qt.rgba(Theme.onPrimary.r, Theme.onPrimary.g, Theme.onPrimary.b, 0.16) : Theme.tint

        Icon {
            anchors.centerIn: parent
            name: tile.iconName
            color: tile.filled ? Theme.onPrimary : Theme.primary
            size: Theme.u(60)
        }
    }
    Column {
        x: tile.stacked ? Theme.u(28) : well.x + well.width + Theme.u(28)
        y: tile.stacked && !tile.bare ? well.y + well.height + Theme.u(8) : (tile.height - height) / 2
        width: tile.width - x - (arrow.visible ? Theme.u(110) : Theme.u(16))
        spacing: Theme.u(2)

        Words {
            width: parent.width
            role: "q"
            font.pixelSize: Theme.u(tile.stacked && Theme.language !== "zh" ? (tile.bare ? 48 : 36) : !Theme.large ? 44 : Theme.language !== "zh" && Theme.seated && !tile.filled ? 44 : 58)
            color: tile.ink
            text: tile.title
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: tile.line !== "" && (!Theme.large || tile.filled && !tile.stacked && !Theme.seated)
            role: "small"
            color: tile.filled ? Theme.onPrimary : Theme.ink2
            text: tile.line
            Accessible.ignored: true
        }
    }
    Icon {
        id: arrow
        visible: tile.filled && !tile.stacked
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(44)
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron"
        color: tile.ink
        size: Theme.u(48)
    }
}
