// One answer of the summary with its question, how it was reckoned, and the way to change it.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Pressable {
    id: row

    property string label: ""
    property string value: ""
    property string working: ""
    property bool changes: true
    signal edit

    name: [label, value, working, changes ? qsTr("改") : qsTr("机器算的")].filter(part => part !== "").join("，")
    implicitHeight: Math.max(Theme.target, words.implicitHeight + Theme.u(28))
    onActivated: if (changes) edit()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: row.pressed && row.changes ? Theme.tint : Theme.card
        border.color: Theme.line
        border.width: Theme.thin
    }
    Column {
        id: words
        x: Theme.u(28)
        width: parent.width - x - mark.width - Theme.u(52)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.u(4)

        Words {
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
            text: row.working
            Accessible.ignored: true
        }
    }
    Row {
        id: mark
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(24)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.u(12)

        Icon {
            name: row.changes ? "pen" : "calculator"
            color: row.changes ? Theme.primary : Theme.ink2
            size: Theme.u(40)
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            visible: row.changes
            text: qsTr("改")
            color: Theme.primary
            font.bold: true
            Accessible.ignored: true
        }
    }
}
