// The shape of every screen: read above, touch below, actions at the bottom right, buttons to page what is too long.
// Upright, the title scrolls with the content; on a wide screen it stands in a column of its own at the left,
// unless the letters are too large for that.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Theme
import Lawbooth.Keyboard

Item {
    id: frame

    property string kicker: ""
    property string title: ""
    property string subtitle: ""
    property string titleRole: "title"
    property int titleAlign: Text.AlignLeft
    property bool showActions: true
    property real dockHeight: Typing.dockHeight
    // in the title's column, under the title
    property alias aside: asideColumn.data
    default property alias content: column.data
    // from the right to the left: the primary action first
    property alias actions: actionRow.data
    property alias spacing: column.spacing
    readonly property alias flick: flick
    readonly property real contentWidth: flick.width
    readonly property bool overflowing: flick.contentHeight > flick.roomWithoutPager + 1
    // the size of letters from which title and aside no longer fit into a column that nothing scrolls: large, or largest
    property string stacksAt: ""
    readonly property bool stacked: stacksAt === "large" ? Theme.large : stacksAt === "largest" && Theme.largest
    readonly property bool sideBySide: !Theme.portrait && !stacked && Typing.dockWidth === 0
    readonly property real sideWidth: sideBySide ? Math.round(width * 0.38) : width - 2 * Theme.page
    readonly property bool acting: showActions && !Typing.open && actionRow.visibleChildren.length > 0
    readonly property bool sidePager: !Theme.portrait && Typing.dockWidth === 0 || Theme.seated
    readonly property real below: Theme.u(32) + dockHeight

    // reveal scrolls so that an item inside the content is seen, with some room above it.
    function reveal(item: Item) {
        const top = item.mapToItem(flick.contentItem, 0, 0).y;
        if (top < flick.contentY || top + item.height > flick.contentY + flick.height)
            flick.contentY = Math.max(0, Math.min(top - Theme.u(32), flick.contentHeight - flick.height));
    }

    // turn moves by most of a page.
    function turn(direction: int) {
        const target = flick.contentY + direction * flick.height * 0.8;
        flick.contentY = Math.max(0, Math.min(target, flick.contentHeight - flick.height));
    }

    Item {
        // the title comes first for readers and keys, wherever it stands
        id: side
        anchors.fill: parent
    }
    ColumnLayout {
        id: header
        parent: frame.sideBySide ? side : above
        x: frame.sideBySide ? Theme.page : 0
        y: Theme.u(frame.sideBySide ? 32 : Theme.seated ? 16 : 40)
        width: frame.sideBySide ? frame.sideWidth : flick.width
        height: frame.sideBySide ? frame.height - Theme.u(64) : implicitHeight
        spacing: Theme.u(8)

        Words {
            visible: text !== ""
            Layout.fillWidth: true
            text: frame.kicker
            color: Theme.ink2
            horizontalAlignment: frame.titleAlign
        }
        Words {
            objectName: "screen-title"
            pageTitle: true
            visible: text !== ""
            Layout.fillWidth: true
            role: frame.titleRole
            text: frame.title
            horizontalAlignment: frame.titleAlign
        }
        Words {
            visible: text !== ""
            Layout.fillWidth: true
            text: frame.subtitle
            pageTitle: frame.title === ""
            color: Theme.ink2
            horizontalAlignment: frame.titleAlign
        }
        ColumnLayout {
            id: asideColumn
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: visibleChildren.length > 0 ? Theme.u(12) : 0
            spacing: Theme.gap
        }
    }
    Flickable {
        id: flick
        readonly property real bottomUsed: frame.below + (frame.acting ? actionRow.height + Theme.u(24) : -Theme.u(8))
        readonly property real roomWithoutPager: Math.max(Theme.u(40), frame.height - y - bottomUsed)

        // not from the header's own width, which may in turn follow this one's
        x: start + (Theme.leftHand ? pagerRoom : 0)
        readonly property real start: Theme.page + (frame.sideBySide ? frame.sideWidth + Theme.u(56) : 0)
        readonly property real pagerRoom: frame.sidePager && frame.overflowing ? Theme.target + Theme.u(20) : 0
        y: frame.sideBySide ? Theme.u(32) : 0
        width: frame.width - start - Theme.page - pagerRoom
        height: roomWithoutPager - (frame.overflowing && !frame.sidePager ? pager.height + Theme.u(20) : 0)
        contentHeight: column.y + Math.max(column.implicitHeight, 0) + Theme.u(8)
        contentWidth: width
        boundsBehavior: Flickable.StopAtBounds
        interactive: frame.overflowing && !Theme.slow
        clip: frame.overflowing

        Item {
            id: above
        }
        ColumnLayout {
            id: column
            y: frame.sideBySide ? 0 : header.y + header.height + Theme.u(Theme.seated ? 20 : 32)
            width: flick.width
            height: Math.max(implicitHeight, flick.height - y)
            spacing: Theme.gap
        }
    }
    Grid {
        id: pager
        readonly property real share: frame.sidePager ? Theme.target : (flick.width - spacing) / 2

        visible: frame.overflowing
        columns: frame.sidePager ? 1 : 2
        x: !frame.sidePager || Theme.leftHand ? flick.start : frame.width - Theme.page - Theme.target
        anchors.bottom: parent.bottom
        anchors.bottomMargin: flick.bottomUsed
        spacing: Theme.gap

        PageTurner {
            objectName: "scroll-up"
            text: qsTr("往上看")
            iconName: "up"
            possible: flick.contentY > 1
            narrow: frame.sidePager
            width: pager.share
            onActivated: frame.turn(-1)
        }
        PageTurner {
            objectName: "scroll-down"
            text: qsTr("往下看")
            iconName: "down"
            possible: flick.contentY < flick.contentHeight - flick.height - 1
            narrow: frame.sidePager
            width: pager.share
            onActivated: frame.turn(1)
        }
    }
    RowLayout {
        id: actionRow
        visible: frame.showActions && !Typing.open
        layoutDirection: Theme.leftHand ? Qt.LeftToRight : Qt.RightToLeft
        anchors.right: parent.right
        anchors.rightMargin: Theme.page
        anchors.bottom: parent.bottom
        anchors.bottomMargin: frame.below
        width: frame.sideBySide ? frame.width - flick.start - Theme.page : frame.width - 2 * Theme.page
        height: Math.max(Theme.actionHeight, implicitHeight)
        spacing: Theme.gap
    }
}
