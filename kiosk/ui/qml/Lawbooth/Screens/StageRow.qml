// One stage of what happens to a filing: done, now, later, or being looked into.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Item {
    id: row

    property string title: ""
    property string detail: ""
    property real progress: -1
    property bool last: false
    readonly property bool done: state === "done"
    readonly property color accent: done ? Theme.green : state === "look" ? Theme.amber : state === "now" ? Theme.primary : Theme.line

    implicitHeight: words.implicitHeight + (last ? 0 : Theme.u(36))
    Accessible.role: Accessible.ListItem
    Accessible.name: title + "，" + (done ? qsTr("已完成") : state === "later" ? qsTr("还没到") : qsTr("正在办"))
    Accessible.description: detail

    Rectangle {
        visible: !row.last
        x: node.x + node.width / 2 - width / 2
        y: node.height + Theme.u(8)
        width: Theme.u(6)
        height: row.height - y - Theme.u(8)
        radius: width / 2
        color: row.accent
    }
    Rectangle {
        id: node
        width: Theme.u(64)
        height: width
        radius: width / 2
        color: row.done ? Theme.green : Theme.card
        border.color: row.accent
        border.width: row.state === "later" ? Theme.control : Theme.u(10)

        Icon {
            visible: row.done
            anchors.centerIn: parent
            name: "check"
            color: Theme.card
        }
    }
    Column {
        id: words
        anchors.left: node.right
        anchors.leftMargin: Theme.u(32)
        anchors.right: parent.right
        spacing: Theme.u(6)

        Words {
            width: parent.width
            role: "lead"
            font.bold: true
            text: row.title
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            color: Theme.ink2
            text: row.detail
            Accessible.ignored: true
        }
        ProgressBar2 {
            visible: row.progress >= 0
            width: parent.width
            value: row.progress
            name: row.title
        }
        Words {
            visible: row.progress >= 0
            font.bold: true
            text: Math.round(row.progress * 100) + "%"
            Accessible.ignored: true
        }
    }
}
