// One line of the summary: what it is about, what was answered, and the way back to change it.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Pressable {
    id: row

    property string label: ""
    property string value: ""
    property string detail: ""
    // whether a touch shows each answer below, instead of leading away
    property bool unfolds: false
    property bool unfolded: false
    readonly property string actionText: !unfolds ? qsTr("改") : unfolded ? qsTr("收起") : qsTr("看和改")
    readonly property bool stacked: Theme.large

    name: [label, value, detail, actionText].filter(part => part !== "").join("，")
    implicitHeight: Math.max(Theme.target, words.implicitHeight + Theme.u(20))

    Rectangle {
        anchors.fill: parent
        visible: row.pressed
        radius: Theme.radius
        color: Theme.tint
    }
    Words {
        id: key
        width: row.stacked ? 0 : Theme.u(140)
        visible: !row.stacked
        x: Theme.u(8)
        anchors.verticalCenter: parent.verticalCenter
        text: row.label
        color: Theme.ink2
        Accessible.ignored: true
    }
    Column {
        id: words
        anchors.left: row.stacked ? parent.left : key.right
        anchors.leftMargin: Theme.u(row.stacked ? 8 : 16)
        anchors.right: change.left
        anchors.rightMargin: Theme.u(20)
        anchors.verticalCenter: parent.verticalCenter

        Words {
            visible: row.stacked
            width: parent.width
            role: "small"
            text: row.label
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            text: row.value
            font.bold: true
            Accessible.ignored: true
        }
        Words {
            visible: text !== ""
            width: parent.width
            role: "small"
            text: row.detail
            Accessible.ignored: true
        }
    }
    Row {
        id: change
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(8)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.u(12)

        Icon {
            name: !row.unfolds ? "pen" : row.unfolded ? "up" : "down"
            size: Theme.u(40)
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            text: row.actionText
            color: Theme.primary
            font.bold: true
            Accessible.ignored: true
        }
    }
}
