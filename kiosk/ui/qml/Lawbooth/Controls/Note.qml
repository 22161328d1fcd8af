// A sentence with a bar, a tint and an icon: information, done, or please look again.
import QtQuick
import Lawbooth.Theme

Item {
    id: note

    property string kind: "info"
    property string text: ""
    property bool bold: false
    readonly property color accent: kind === "done" ? Theme.green : kind === "look" ? Theme.amber : Theme.primary

    implicitHeight: Math.max(Theme.u(72), words.implicitHeight + Theme.u(36))
    implicitWidth: Theme.u(600)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: note.kind === "done" ? Theme.greentint : note.kind === "look" ? Theme.ambertint : Theme.tint
    }
    Rectangle {
        // squares the left corners
        width: Theme.radius
        height: parent.height
        color: note.kind === "done" ? Theme.greentint : note.kind === "look" ? Theme.ambertint : Theme.tint
    }
    Rectangle {
        width: Theme.u(10)
        height: parent.height
        color: note.accent
    }
    Icon {
        id: icon
        x: Theme.u(36)
        anchors.verticalCenter: parent.verticalCenter
        name: note.kind === "done" ? "check-circle" : note.kind === "look" ? "warning" : "info"
        color: note.accent
        size: Theme.u(52)
    }
    Words {
        id: words
        anchors.left: icon.right
        anchors.leftMargin: Theme.u(24)
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(28)
        anchors.verticalCenter: parent.verticalCenter
        text: note.text
        font.bold: note.bold
        Accessible.role: Accessible.AlertMessage
    }
}
