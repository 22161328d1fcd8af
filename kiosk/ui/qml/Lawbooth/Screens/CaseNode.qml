// One node of a line: the day at the left, a mark, and what happened or is to come.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Item {
    id: node

    required property var modelData
    property bool last: false
    readonly property bool done: modelData.mark === "done"
    readonly property bool now: modelData.mark === "now"
    readonly property real dayWidth: Theme.u(Theme.large ? 250 : 190)

    implicitHeight: Math.max(day.implicitHeight, words.implicitHeight) + Theme.u(20)
    Accessible.role: Accessible.ListItem
    Accessible.name: [node.done ? qsTr("已完成") : node.now ? qsTr("轮到您") : qsTr("以后"), modelData.title, modelData.when, modelData.weekday, modelData.detail].filter(part => part !== "").join("，")

    Column {
        id: day
        width: node.dayWidth - Theme.u(16)

        Words {
            width: parent.width
            font.bold: true
            text: node.modelData.when
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            role: "small"
            visible: text !== ""
            text: node.modelData.weekday
            Accessible.ignored: true
        }
    }
    Rectangle {
        // the line to the next node
        visible: !node.last
        x: disc.x + disc.width / 2 - width / 2
        y: disc.height + Theme.u(6)
        width: Theme.u(6)
        height: node.height - disc.height - Theme.u(10)
        radius: width / 2
        color: node.done ? Theme.green : node.now ? Theme.primary : Theme.line
    }
    Rectangle {
        id: disc
        x: node.dayWidth
        width: Theme.u(60)
        height: width
        radius: width / 2
        color: node.done ? Theme.green : Theme.card
        border.color: node.done ? Theme.green : node.now ? Theme.primary : Theme.line
        border.width: node.now ? Theme.u(10) : Theme.control

        Icon {
            visible: node.done
            anchors.centerIn: parent
            name: "check"
            size: Theme.u(38)
            color: Theme.card
        }
    }
    Column {
        id: words
        x: disc.x + disc.width + Theme.u(28)
        width: node.width - x

        Words {
            width: parent.width
            role: "lead"
            font.bold: true
            text: node.modelData.title
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            role: "small"
            visible: text !== ""
            text: node.modelData.detail
            Accessible.ignored: true
        }
    }
}
