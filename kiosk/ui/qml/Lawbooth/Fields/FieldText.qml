// One line of words, a code, an address of the net: also the control for a type nobody drew one for.
import QtQuick
import Lawbooth.Theme

TypingBox {
    id: control

    property var field: ({})
    readonly property bool code: ["email", "uscc", "bank_card", "code"].includes(field.type)
    signal answered(var value)

    entryName: "field-" + field.path
    name: field.label || ""
    hint: field.hint || ""
    value: field.value === null || field.value === undefined ? "" : String(field.value)
    placeholder: field.placeholder || ""
    troubled: !!field.error || !!field.warning
    kind: field.type === "bank_card" ? "int" : code ? "latin" : "text"
    upper: field.type === "uscc" || field.type === "code"
    onEntered: text => answered(text)
}
