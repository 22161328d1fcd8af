// Everything by keys: a keypad of four (up, down, choose, back), or two switches (move on, choose), or one and a clock.
// Made when the first such key is struck. What is pointed at has a ring; a field is entered by choosing it, and then the
// keys of the keyboard on the screen are gone through in the same way. For switches four or more beside one another are
// one stop: choosing it goes into the row, and the ring leaves the row again behind its last item.
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
    // the first item of the row that has the ring as a whole, and the names of all its items
    property Item row: null
    property var rowNames: []
    // whether the ring goes through the items of one row
    property bool inside: false
    readonly property int fewest: 4
    // whether it was said how one writes by switches
    property bool told: false
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

    // a row of keys tells which one was struck, but is none
    function isKey(item: var): bool {
        return item.struck !== undefined && item.press !== undefined;
    }

    function isStop(item: var): bool {
        if (!item.enabled)
            return false;
        if (isKey(item))
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
        const keys = all.filter(isKey);
        return keys.length > 0 ? keys : all;
    }

    // groups are the stops one after another; for switches those of a row together.
    function groups(): var {
        const all = stops();
        if (!Theme.scanning)
            return all.map(item => [item]);
        const places = all.map((item, place) => ({item: item, place: place, pane: paneOf(item), y: Math.round(item.mapToItem(keypad, 0, 0).y)}));
        // keys stand in rows, whatever they are made of
        if (Typing.open)
            places.sort((one, other) => one.y - other.y || one.place - other.place); // not a stable sort
        const found = [];
        let before = null;
        for (const place of places) {
            const beside = before && isStop(place.item) && isStop(before.item) && place.pane === before.pane && Math.abs(place.y - before.y) < Theme.target / 2;
            if (beside)
                found[found.length - 1].push(place.item);
            else
                found.push([place.item]);
            before = place;
        }
        return [].concat(...found.map(row => row.length < fewest ? row.map(item => [item]) : [row]));
    }

    // paneOf is what cuts an item off: what is scrolled out of sight stands in no row with the bar that covers it.
    function paneOf(item: Item): Item {
        let above = item.parent;
        while (above && !above.clip)
            above = above.parent;
        return above;
    }

    function here(all: var): int {
        const known = all.findIndex(group => group.includes(row || pointed));
        if (known >= 0)
            return known;
        const focused = all.findIndex(group => group.some(item => item.activeFocus));
        return focused >= 0 ? focused : all.findIndex(group => group[0].pageTitle === true);
    }

    function move(by: int): bool {
        const all = groups();
        if (all.length === 0)
            return false;
        let next = here(all);
        if (inside && next >= 0) {
            const one = all[next].indexOf(pointed) + by;
            if (one >= 0 && one < all[next].length)
                point(all[next][one]);
            else
                pointAt(all[next]);
            return true;
        }
        for (let turn = 0; turn < all.length; turn++) {
            next = (next + by + all.length) % all.length;
            if (isStop(all[next][0]))
                break;
        }
        pointAt(all[next]);
        return true;
    }

    // pointAt gives the ring to a row as a whole, or to what stands alone.
    function pointAt(group: var) {
        inside = false;
        if (group.length === 1) {
            point(group[0]);
            return;
        }
        pointed = null;
        row = group[0];
        // the field that is typed into keeps the focus
        if (!Typing.open)
            keypad.forceActiveFocus(Qt.TabFocusReason);
        follow(row);
        trace();
        // words to choose from are laid out a moment later
        settled.restart();
    }

    function point(item: Item) {
        forget();
        pointed = item;
        // a field is only pointed at: with the focus its keyboard would open
        if (!isKey(item))
            (item.cursorPosition === undefined ? item : keypad).forceActiveFocus(Qt.TabFocusReason);
        follow(item);
        trace();
    }

    // forget lets the ring go.
    function forget() {
        pointed = null;
        row = null;
        rowNames = [];
    }

    function choose(): bool {
        const all = groups();
        const group = all.find(one => one.includes(row || pointed));
        if (!group)
            return false;
        if (row) {
            point(group[0]);
            inside = true;
            return true;
        }
        press(pointed);
        return true;
    }

    function press(item: Item) {
        // a word that was chosen is gone from among the words at once
        const struckOnce = isKey(item) && item.repeats !== true;
        if (item.press !== undefined)
            item.press();
        else if (item.trigger !== undefined)
            item.trigger();
        else if (item.hold !== undefined)
            item.hold(!item.held);
        else
            enter(item);
        // the next key is looked for from the words to choose from on
        if (struckOnce && Theme.scanning && Typing.open)
            pointAt(groups()[0]);
    }

    function enter(item: Item) {
        entered = item;
        item.forceActiveFocus(Qt.TabFocusReason);
    }

    function placeOf(item: Item): rect {
        return item && item.visible ? item.mapToItem(keypad, 0, 0, item.width, item.height) : Qt.rect(0, 0, 0, 0);
    }

    function trace() {
        const group = row ? groups().find(one => one.includes(row)) || [row] : [];
        const last = row ? group[group.length - 1] : pointed;
        rowNames = group.map(item => item.objectName);
        const from = placeOf(row || pointed);
        const to = placeOf(last);
        place = Qt.rect(from.x, Math.min(from.y, to.y), to.x + to.width - from.x, Math.max(from.height, to.height));
    }

    Connections {
        target: Typing
        function onOpenChanged() {
            // out of a field the way goes on from there
            keypad.forget();
            keypad.inside = false;
            if (Typing.open && Theme.scanning && !keypad.told)
                Notices.show(qsTr("先选一行，再选字。"), "info");
            keypad.told = keypad.told || Typing.open;
            keypad.pointed = Typing.open ? null : keypad.entered;
            keypad.entered = Typing.open ? keypad.entered : null;
        }
    }
    Timer {
        id: settled
        interval: 80
        onTriggered: keypad.trace()
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
        visible: (keypad.pointed !== null || keypad.row !== null) && keypad.place.width > 0
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
