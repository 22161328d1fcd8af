// A date as three boxes that lead on to one another; digits, plus and minus, no small calendar.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Keyboard
import Lawbooth.Theme

Item {
    id: control

    property var field: ({})
    property string pathEnd: ""
    readonly property string given: field.value === null || field.value === undefined ? "" : String(field.value)
    readonly property var parts: given.split("-")
    readonly property var boxes: [year, month, day]
    readonly property bool active: year.active || month.active || day.active
    readonly property bool complete: year.text.length === 4 && month.text !== "" && day.text !== ""
    readonly property bool empty: year.text === "" && month.text === "" && day.text === ""
    property bool changed: false
    property bool half: false
    signal answered(var value)

    function two(text: string): string {
        return text === "" ? "" : ("0" + text).slice(-2);
    }

    // handIn answers once the whole date stands, or when all of it was taken away.
    function handIn() {
        half = !complete && !empty;
        if (!changed || half)
            return;
        changed = false;
        answered(empty ? "" : year.text + "-" + two(month.text) + "-" + two(day.text));
    }

    function typed(box: Item, digits: int) {
        changed = true;
        half = false;
        const first = parseInt(box.text.charAt(0));
        const full = box.text.length === digits || (box === month && first > 1) || (box === day && first > 3);
        if (full && box !== day)
            boxes[boxes.indexOf(box) + 1].focusNow();
    }

    // firstYear is where steps begin in an empty box: the year of the frame's date, if the frame tells it.
    function firstYear(): int {
        return Kiosk.status.year || 2020;
    }

    function step(box: Item, by: int, low: int, high: int) {
        const now = parseInt(box.text);
        const next = isNaN(now) ? (box === year ? firstYear() : low) : now + by;
        box.fill(String(next > high ? low : next < low ? high : next));
        changed = true;
        half = false;
    }

    implicitHeight: row.height + (note.visible ? note.height + Theme.u(12) : 0)
    implicitWidth: Theme.u(480)
    onActiveChanged: if (!active) Qt.callLater(leave)

    function focusNow() {
        year.focusNow();
    }

    function leave() {
        if (!active)
            handIn();
    }

    Flow {
        id: row
        width: parent.width
        spacing: Theme.u(20)
        // long words beside the digits: the year has a line of its own
        readonly property real share: Math.floor((width - 2 * spacing) / 10)
        readonly property real half: Math.floor((width - spacing) / 2)

        TypingBox {
            id: year
            entryName: "field-" + control.field.path + control.pathEnd + "-year"
            name: qsTr("%1，年").arg(control.field.label || "")
            hint: control.field.hint || ""
            width: Theme.longWords ? row.width : row.share * 4
            kind: "date"
            unit: qsTr("年")
            limit: 4
            value: control.parts[0] || ""
            troubled: !!control.field.error || control.half
            validator: RegularExpressionValidator { regularExpression: /^\d{0,4}$/ }
            onTyped: control.typed(year, 4)
            onStepped: by => control.step(year, by, 1900, 2199)
        }
        TypingBox {
            id: month
            entryName: "field-" + control.field.path + control.pathEnd + "-month"
            name: qsTr("%1，月").arg(control.field.label || "")
            width: Theme.longWords ? row.half : row.share * 3
            kind: "date"
            unit: qsTr("月")
            limit: 2
            value: control.parts.length > 1 ? String(parseInt(control.parts[1]) || "") : ""
            troubled: !!control.field.error || control.half
            validator: RegularExpressionValidator { regularExpression: /^(0?[1-9]?|1[0-2])$/ }
            onTyped: control.typed(month, 2)
            onStepped: by => control.step(month, by, 1, 12)
        }
        TypingBox {
            id: day
            entryName: "field-" + control.field.path + control.pathEnd + "-day"
            name: qsTr("%1，日").arg(control.field.label || "")
            width: Theme.longWords ? row.half : row.share * 3
            kind: "date"
            unit: qsTr("日")
            limit: 2
            value: control.parts.length > 2 ? String(parseInt(control.parts[2]) || "") : ""
            troubled: !!control.field.error || control.half
            validator: RegularExpressionValidator { regularExpression: /^(0?[1-9]?|[12]\d|3[01])$/ }
            onTyped: control.typed(day, 2)
            onStepped: by => control.step(day, by, 1, 31)
        }
    }
    Words {
        id: note
        visible: control.half && !control.active
        y: row.height + Theme.u(12)
        width: parent.width
        text: qsTr("年、月、日都要填")
        font.bold: true
        Accessible.role: Accessible.AlertMessage
    }
    Connections {
        target: Typing
        function onHandIn() {
            control.handIn();
        }
    }
}
