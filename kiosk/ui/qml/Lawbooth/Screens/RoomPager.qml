// Two buttons under what does not fit on the screen of a call: nobody needs to know that a page can be dragged.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Row {
    id: pager

    required property Flickable page
    // what there is for the page and these buttons together
    required property real room
    readonly property bool overflowing: page.visible && page.contentHeight > room + 1
    readonly property real used: overflowing ? up.height + Theme.gap : 0

    visible: overflowing
    spacing: Theme.gap

    function turn(by: int): void {
        page.contentY = Math.max(0, Math.min(page.contentHeight - page.height, page.contentY + by * page.height * 0.8));
    }

    PageTurner {
        id: up
        objectName: "scroll-up"
        width: (pager.width - pager.spacing) / 2
        text: qsTr("往上看")
        iconName: "up"
        possible: pager.page.contentY > 1
        onActivated: pager.turn(-1)
    }
    PageTurner {
        objectName: "scroll-down"
        width: (pager.width - pager.spacing) / 2
        text: qsTr("往下看")
        iconName: "down"
        possible: pager.page.contentY < pager.page.contentHeight - pager.page.height - 1
        onActivated: pager.turn(1)
    }
}
