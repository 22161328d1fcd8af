// Outlines what is being read aloud, and scrolls to it; lies over everything and catches no touch.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Theme

Item {
    id: mark

    readonly property Item read: Speech.item

    // follow lays the outline around what is read; the screen may have scrolled since.
    function follow() {
        if (!read)
            return;
        const place = read.mapToItem(mark.parent, 0, 0);
        outline.x = place.x - Theme.u(10);
        outline.y = place.y - Theme.u(10);
        outline.width = read.width + Theme.u(20);
        outline.height = read.height + Theme.u(20);
    }

    // reveal asks the screen that holds it to scroll there.
    function reveal() {
        for (let at = read ? read.parent : null; at; at = at.parent) {
            if (at.reveal !== undefined) {
                at.reveal(read);
                break;
            }
        }
        follow();
    }

    onReadChanged: reveal()

    Rectangle {
        id: outline
        objectName: "reading-mark"
        visible: mark.read !== null
        radius: Theme.radius
        color: "transparent"
        border.color: Theme.primary
        border.width: Theme.u(8)
    }
    Timer {
        running: mark.read !== null
        repeat: true
        interval: 100
        onTriggered: mark.follow()
    }
}
