// The shape of every screen: read above, touch below, actions at the bottom right, buttons to page what is too long.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Theme

Item {
    id: frame

    property string kicker: ""
    property string title: ""
    property string subtitle: ""
    property string titleRole: "title"
    property bool showActions: true
    property real dockHeight: 0
    property alias aside: asideColumn.data
    default property alias content: column.data
    property alias actions: actionRow.data
    property alias spacing: column.spacing
    property alias flick: flick
    readonly property real contentWidth: flick.width
    readonly property bool overflowing: flick.contentHeight > flick.height + 1
    readonly property bool sideBySide: !Theme.portrait
    readonly property real sideWidth: sideBySide ? Math.round(width * 0.36) : width - 2 * Theme.page

    // reveal scrolls so that an item inside the content is seen, with some room above it.
    function reveal(item: Item) {
        const top = item.mapToItem(column, 0, 0).y;
        if (top < flick.contentY || top + item.height > flick.contentY + flick.height)
            flick.contentY = Math.max(0, Math.min(top - Theme.u(32), flick.contentHeight - flick.height));
    }

    ColumnLayout {
        id: header
        x: Theme.page
        y: Theme.u(frame.sideBySide ? 32 : 44)
        width: frame.sideWidth
        spacing: Theme.u(8)

        Words {
            visible: text !== ""
            Layout.fillWidth: true
            text: frame.kicker
            color: Theme.ink2
        }
        Words {
            objectName: "screen-title"
            visible: text !== ""
            Layout.fillWidth: true
            role: frame.titleRole
            text: frame.title
        }
        Words {
            visible: text !== ""
            Layout.fillWidth: true
            text: frame.subtitle
            color: Theme.ink2
        }
        ColumnLayout {
            id: asideColumn
            Layout.fillWidth: true
            Layout.topMargin: children.length > 0 ? Theme.u(16) : 0
            spacing: Theme.gap
        }
    }
    Flickable {
        id: flick
        x: frame.sideBySide ? header.x + header.width + Theme.u(56) : Theme.page
        y: frame.sideBySide ? Theme.u(32) : header.y + header.height + Theme.u(32)
        width: frame.width - x - Theme.page
        height: Math.max(Theme.u(40), frame.height - y - (frame.showActions || frame.overflowing ? actionRow.height + Theme.u(52) : Theme.u(24)) - frame.dockHeight)
        contentHeight: column.height
        contentWidth: width
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        clip: interactive

        ColumnLayout {
            id: column
            width: flick.width
            height: Math.max(implicitHeight, flick.height)
            spacing: Theme.gap
        }
    }
    Row {
        id: pager
        visible: frame.overflowing
        x: flick.x
        anchors.bottom: parent.bottom
        anchors.bottomMargin: frame.dockHeight + Theme.u(32)
        spacing: Theme.gap

        Pressable {
            objectName: "scroll-up"
            name: qsTr("往上看")
            possible: flick.contentY > 1
            width: Theme.actionHeight
            height: Theme.actionHeight
            onActivated: flick.contentY = Math.max(0, flick.contentY - flick.height * 0.8)

            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: parent.pressed ? Theme.tint : "transparent"
                border.color: parent.possible ? Theme.edge : Theme.line
                border.width: Theme.thin
            }
            Icon {
                anchors.centerIn: parent
                name: "up"
                color: parent.possible ? Theme.primary : Theme.line
            }
        }
        Pressable {
            objectName: "scroll-down"
            name: qsTr("往下看")
            possible: flick.contentY < flick.contentHeight - flick.height - 1
            width: Theme.actionHeight
            height: Theme.actionHeight
            onActivated: flick.contentY = Math.min(flick.contentHeight - flick.height, flick.contentY + flick.height * 0.8)

            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: parent.pressed ? Theme.tint : "transparent"
                border.color: parent.possible ? Theme.primary : Theme.line
                border.width: parent.possible ? Theme.control : Theme.thin
            }
            Icon {
                anchors.centerIn: parent
                name: "down"
                color: parent.possible ? Theme.primary : Theme.line
            }
        }
    }
    RowLayout {
        id: actionRow
        visible: frame.showActions
        layoutDirection: Qt.RightToLeft
        anchors.right: parent.right
        anchors.rightMargin: Theme.page
        anchors.bottom: parent.bottom
        anchors.bottomMargin: frame.dockHeight + Theme.u(32)
        width: (frame.sideBySide ? flick.width : frame.width - 2 * Theme.page) - (pager.visible ? pager.width + Theme.gap : 0)
        height: Math.max(Theme.actionHeight, implicitHeight)
        spacing: Theme.gap
    }
}
