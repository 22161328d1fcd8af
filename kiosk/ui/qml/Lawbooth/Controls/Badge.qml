// A state in a word, an icon and a tint.
import QtQuick
import Lawbooth.Theme

Rectangle {
    id: badge

    property string kind: "info"
    property string iconName: ""
    property string text: ""
    readonly property string defaultIcon: kind === "done" ? "check-circle" : kind === "wait" ? "clock" : kind === "look" ? "warning" : kind === "quiet" ? "document" : "info"
    readonly property color accent: kind === "done" ? Theme.green : kind === "wait" || kind === "look" ? Theme.amber : kind === "quiet" ? Theme.ink : Theme.primary

    implicitHeight: words.implicitHeight + Theme.u(14)
    implicitWidth: words.implicitWidth + icon.width + Theme.u(56)
    radius: height / 2
    color: kind === "done" ? Theme.greentint : kind === "wait" || kind === "look" ? Theme.ambertint : kind === "quiet" ? Theme.sunk : Theme.tint

    Icon {
        id: icon
        x: Theme.u(16)
        anchors.verticalCenter: parent.verticalCenter
        name: badge.iconName || badge.defaultIcon
        color: badge.accent
        size: Theme.u(Theme.large ? 44 : 34)
    }
    Words {
        id: words
        anchors.left: icon.right
        anchors.leftMargin: Theme.u(12)
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(24)
        anchors.verticalCenter: parent.verticalCenter
        role: "small"
        color: Theme.ink
        font.bold: true
        text: badge.text
    }
}
