// One line of a list: icon well, name, plain detail, a badge, a chevron when it leads on.
import QtQuick
import Lawbooth.Theme

Pressable {
    id: row

    property string iconName: ""
    property string title: ""
    property string detail: ""
    property string badge: ""
    property string badgeKind: "info"
    property bool chevron: true
    property bool compact: false
    property bool bare: false
    readonly property bool badgeBelow: Theme.longWords

    name: [title, detail, badge].filter(part => part !== "").join("，")
    ringRadius: Theme.radiusCard
    implicitHeight: Math.max(Theme.u(compact ? 112 : 134), column.implicitHeight + Theme.u(36))
    implicitWidth: Theme.u(480)

    Rectangle {
        anchors.fill: parent
        visible: row.possible
        radius: Theme.radius
        color: row.pressed ? Theme.tint : Theme.card
        border.color: Theme.line
        border.width: Theme.thin
    }
    DashedFrame {
        anchors.fill: parent
        visible: !row.possible
        fill: Theme.sunk
    }
    Rectangle {
        id: well
        visible: row.iconName !== ""
        x: Theme.u(row.bare ? 20 : 28)
        anchors.verticalCenter: parent.verticalCenter
        width: visible ? Theme.u(row.bare ? 56 : 80) : 0
        height: Theme.u(80)
        radius: Theme.radius
        color: row.bare ? "transparent" : Theme.tint

        Icon {
            anchors.centerIn: parent
            name: row.iconName
            color: row.possible ? Theme.primary : Theme.ink2
            size: Theme.u(52)
        }
    }
    Column {
        id: column
        anchors.left: well.right
        anchors.leftMargin: Theme.u(!well.visible ? 8 : row.bare ? 16 : 28)
        anchors.right: mark.visible ? mark.left : arrow.visible ? arrow.left : parent.right
        anchors.rightMargin: Theme.u(20)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.u(2)

        Words {
            width: parent.width
            role: "lead"
            text: row.title
            font.bold: true
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: row.detail !== ""
            role: "small"
            text: row.detail
            Accessible.ignored: true
        }
        Badge {
            visible: row.badge !== "" && row.badgeBelow
            width: Math.min(implicitWidth, parent.width)
            kind: row.badgeKind
            text: row.badge
            Accessible.ignored: true
        }
    }
    Badge {
        id: mark
        visible: row.badge !== "" && !row.badgeBelow
        anchors.right: arrow.visible ? arrow.left : parent.right
        anchors.rightMargin: Theme.u(20)
        anchors.verticalCenter: parent.verticalCenter
        kind: row.badgeKind
        text: row.badge
        Accessible.ignored: true
    }
    Icon {
        id: arrow
        visible: row.chevron
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(28)
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron"
        color: row.possible ? Theme.primary : Theme.ink2
        size: Theme.u(40)
    }
}
