// An answered group folded into one line; the whole line leads back to it.
import QtQuick
import Lawbooth.Theme

Pressable {
    id: row

    property string label: ""
    property string value: ""
    property string actionText: qsTr("改")
    readonly property bool stacked: Theme.longWords
    signal edit

    name: label + "，" + value + "，" + actionText
    implicitHeight: Math.max(Theme.target, (stacked ? key.implicitHeight + words.implicitHeight : Math.max(key.implicitHeight, words.implicitHeight)) + Theme.u(32))
    onActivated: edit()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: row.pressed ? Theme.tint : Theme.card
        border.color: Theme.line
        border.width: Theme.thin
    }
    Words {
        id: key
        x: Theme.u(32)
        width: row.stacked ? words.width : Math.min(implicitWidth, row.width * 0.32)
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: row.stacked ? -words.implicitHeight / 2 : 0
        text: row.label
        color: Theme.ink2
        Accessible.ignored: true
    }
    Words {
        id: words
        anchors.left: row.stacked ? parent.left : key.right
        anchors.leftMargin: Theme.u(row.stacked ? 32 : 24)
        anchors.right: change.left
        anchors.rightMargin: Theme.u(16)
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: row.stacked ? key.implicitHeight / 2 : 0
        text: row.value
        font.bold: true
        Accessible.ignored: true
    }
    Words {
        id: change
        anchors.right: pen.left
        anchors.rightMargin: Theme.u(12)
        anchors.verticalCenter: parent.verticalCenter
        text: row.actionText
        color: Theme.primary
        font.bold: true
        Accessible.ignored: true
    }
    Icon {
        id: pen
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(28)
        anchors.verticalCenter: parent.verticalCenter
        name: "pen"
        size: Theme.u(40)
    }
}
