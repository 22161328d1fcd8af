// A plan drawn from coordinates alone: the terminal in the middle, north above, rings of equal distance, numbered marks.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Rectangle {
    id: sheet

    property var marks: []
    property var rings: []
    readonly property real reach: Math.min(width, height) / 2

    color: Theme.card
    radius: Theme.radiusCard
    border.color: Theme.line
    border.width: Theme.thin
    clip: true
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("示意图，中间是这台机器，上面是北")

    Repeater {
        model: sheet.rings

        Item {
            id: ring
            required property string modelData
            required property int index
            readonly property real across: sheet.reach * 0.92 * (index + 1)
            anchors.centerIn: parent
            width: across
            height: across

            Rectangle {
                anchors.fill: parent
                radius: width / 2
                color: "transparent"
                border.color: Theme.line
                border.width: Theme.control
            }
            Words {
                // large letters would lie on the marks; the list beside says how far each place is
                visible: !Theme.large
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.u(2)
                role: "mark"
                color: Theme.ink2
                text: ring.modelData
                Accessible.ignored: true
            }
        }
    }
    Words {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.u(20)
        role: "small"
        color: Theme.ink2
        horizontalAlignment: Text.AlignRight
        text: Theme.large ? qsTr("↑ 北") : qsTr("↑ 北\n直线距离")
        Accessible.ignored: true
    }
    Rectangle {
        anchors.centerIn: parent
        width: Theme.u(36)
        height: width
        radius: width / 2
        color: Theme.ink
        border.color: Theme.card
        border.width: Theme.u(6)
    }
    Words {
        visible: !Theme.large
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.verticalCenter
        anchors.bottomMargin: Theme.u(20)
        role: "mark"
        font.bold: true
        text: qsTr("您在这里")
        Accessible.ignored: true
    }
    Repeater {
        model: sheet.marks

        Rectangle {
            id: mark
            required property var modelData
            x: sheet.width / 2 + modelData.x * sheet.reach - width / 2
            y: sheet.height / 2 + modelData.y * sheet.reach - height / 2
            width: Theme.u(52)
            height: width
            radius: width / 2
            color: Theme.primary
            border.color: Theme.card
            border.width: Theme.u(4)

            Text {
                anchors.centerIn: parent
                text: mark.modelData.number
                color: Theme.onPrimary
                font.family: Theme.sans
                font.pixelSize: Theme.u(28)
                font.bold: true
                Accessible.ignored: true
            }
        }
    }
}
