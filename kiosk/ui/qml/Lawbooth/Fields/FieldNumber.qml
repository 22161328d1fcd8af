// Amounts, numbers and rates by the digit pad; an amount is grouped when it is not being typed and said in 大写 below.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Column {
    id: control

    property var field: ({})
    readonly property bool money: field.type === "money"
    readonly property string capital: !money ? "" : box.dirty ? Kiosk.capital(plain(box.text)) : field.capital || (box.text === "" ? "" : Kiosk.capital(plain(box.text)))
    property alias box: box
    signal answered(var value)

    readonly property var patterns: ({
        money: /^\d{0,13}(\.\d{0,2})?$/, decimal: /^-?\d{0,12}(\.\d{0,6})?$/, percent: /^\d{0,4}(\.\d{0,4})?$/,
        int: /^\d{0,12}$/, id_no: /^[0-9A-Za-z()（）]{0,18}$/, mobile: /^\d{0,12}$/
    })
    readonly property var kinds: ({money: "money", decimal: "decimal", percent: "decimal", int: "int", id_no: "id", mobile: "mobile"})
    readonly property var units: ({money: qsTr("元"), percent: "%"})

    function plain(text: string): string {
        return text.replace(/[,\s]/g, "");
    }

    // grouped shows 1234567.5 as 1,234,567.50
    function grouped(text: string): string {
        const parts = plain(text).match(/^(\d+)(?:\.(\d*))?$/);
        if (!parts)
            return text;
        return parts[1].replace(/\B(?=(\d{3})+(?!\d))/g, ",") + "." + ((parts[2] || "") + "00").slice(0, 2);
    }

    function focusNow() {
        box.focusNow();
    }

    spacing: Theme.u(12)

    TypingBox {
        id: box
        width: parent.width
        entryName: "field-" + control.field.path
        name: control.field.label || ""
        hint: control.field.hint || ""
        value: control.field.value === null || control.field.value === undefined ? "" : String(control.field.value)
        placeholder: control.field.placeholder || ""
        troubled: !!control.field.error || !!control.field.warning
        kind: control.kinds[control.field.type] || "int"
        unit: control.field.unit || control.units[control.field.type] || ""
        figure: control.money
        validator: RegularExpressionValidator {
            regularExpression: box.active ? control.patterns[control.field.type] || /^.*$/ : /^.*$/
        }
        shownAs: text => control.money ? control.grouped(text) : text
        plain: control.plain
        onEntered: text => control.answered(text)
    }
    Row {
        visible: control.capital !== ""
        width: parent.width
        spacing: Theme.u(16)

        Words {
            id: mark
            role: "small"
            text: qsTr("大写")
            anchors.baseline: words.baseline
        }
        Words {
            id: words
            objectName: "capital-" + control.field.path
            width: parent.width - mark.width - parent.spacing
            text: control.capital
            font.bold: true
        }
    }
}
