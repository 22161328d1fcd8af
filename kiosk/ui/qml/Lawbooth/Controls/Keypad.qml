// Everything by keys: a keypad of four (up, down, choose, back), or two switches (move on, choose), or one and a clock.
// Made when the first such key is struck. What is pointed at has a ring; a field is entered by choosing it, and then the
// keys of the keyboard on the screen are gone through in the same way.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Keyboard
import Lawbooth.Theme

Item {
    id: keypad

    // the window's content: an overlay disables the screen below it
    property Item root: null
    property Item pointed: null
    readonly property string pointedName: pointed ? pointed.objectName : ""
    // the field whose keyboard is open
    property Item entered: null
    property rect place: Qt.rect(0, 0, 0, 0)
    readonly property bool auto: Kiosk.modes.switches === "auto"
    Keys.forwardTo: Typing.pad ? [Typing.pad] : []
    signal back
    signal follow(Item item)

    // handle does what a key asks; false leaves it to whoever else wants it.
    function handle(key: int): bool {
        if (Typing.open && !pointed && (key === Qt.Key_Left || key === Qt.Key_Right))
            return false; // a real keyboard moves in the text
        if (key === Qt.Key_Down || key === Qt.Key_Right || (Theme.scanning && key === Qt.Key_Space))
            return move(1);
        if (key === Qt.Key_Up || key === Qt.Key_Left)
            return move(-1);
        if (key === Qt.Key_Return || key === Qt.Key_Enter || key === Qt.Key_Select)
            return choose();
        if (key !== Qt.Key_Escape && key !== Qt.Key_Back)
            return false;
        if (Typing.open)
            Typing.close();
        else
            back();
        return true;
    }

    function isStop(item: var): bool {
        if (!item.enabled)
            return false;
        if (item.struck !== undefined)
            return true;
        return item.activeFocusOnTab === true && (item.possible !== undefined || item.cursorPosition !== undefined && !item.readOnly);
    }

    // gather lists what can be pointed at, and what says where one is, in reading order.
    function gather(item: Item, found: var): var {
        if (!item.visible || !item.enabled)
            return found;
        if (isStop(item) || item.pageTitle === true)
            found.push(item);
        for (const child of item.children)
            gather(child, found);
        return found;
    }

    function stops(): var {
        const all = gather(root, []);
        if (!Typing.open)
            return all;
        const keys = all.filter(item => item.struck !== undefined);
        return keys.length > 0 ? keys : all;
    }

    function here(all: var): int {
        const known = pointed ? all.indexOf(pointed) : -1;
        if (known >= 0)
            return known;
        const focused = all.findIndex(item => item.activeFocus);
        return focused >= 0 ? focused : all.findIndex(item => item.pageTitle === true);
    }

    function move(by: int): bool {
        const all = stops();
        if (all.length === 0)
            return false;
        let next = here(all);
        for (let turn = 0; turn < all.length; turn++) {
            next = (next + by + all.length) % all.length;
            if (isStop(all[next]))
                break;
        }
        point(all[next]);
        return true;
    }

    function point(item: Item) {
        pointed = item;
        // a field is only pointed at: with the focus its keyboard would open
        if (item.struck === undefined)
            (item.cursorPosition === undefined ? item : keypad).forceActiveFocus(Qt.TabFocusReason);
        follow(item);
        trace();
    }

    function choose(): bool {
        const all = stops();
        const item = pointed && all.indexOf(pointed) >= 0 ? pointed : null;
        if (!item)
            return false;
        if (item.press !== undefined)
            item.press();
        else if (item.trigger !== undefined)
            item.trigger();
        else if (item.hold !== undefined)
            item.hold(!item.held);
        else
            enter(item);
        return true;
    }

    function enter(item: Item) {
        entered = item;
        item.forceActiveFocus(Qt.TabFocusReason);
    }

    function trace() {
        place = pointed && pointed.visible ? pointed.mapToItem(keypad, 0, 0, pointed.width, pointed.height) : Qt.rect(0, 0, 0, 0);
    }

    Connections {
        target: Typing
        function onOpenChanged() {
            // out of a field the way goes on from there
            keypad.pointed = Typing.open ? null : keypad.entered;
            keypad.entered = Typing.open ? keypad.entered : null;
        }
    }
    Timer {
        interval: 60
        repeat: true
        running: keypad.pointed !== null
        onTriggered: keypad.trace()
    }
    Timer {
        // who has one switch waits for the ring to come by
        interval: Theme.slow ? 3000 : 1800
        repeat: true
        running: keypad.auto
        onTriggered: keypad.move(1)
    }
    Rectangle {
        visible: keypad.pointed !== null && keypad.place.width > 0
        x: keypad.place.x - Theme.u(8)
        y: keypad.place.y - Theme.u(8)
        width: keypad.place.width + Theme.u(16)
        height: keypad.place.height + Theme.u(16)
        radius: Theme.radius
        color: "transparent"
        border.color: Theme.ink
        border.width: Theme.u(8)
    }
}
