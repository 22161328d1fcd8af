// Which field is being typed into, and how much room the keyboard takes; light enough to be there from the start.
pragma Singleton

import QtQuick

QtObject {
    id: typing

    // the TextInput or TextEdit that has the focus, or null
    property Item field: null
    // who hears the keys of a keypad before the field does
    property Item pad: null
    // text, latin, money, decimal, int, id, mobile, date; empty when nothing is typed
    property string kind: ""
    readonly property bool open: field !== null && kind !== ""
    // real pixels that the keyboard takes below (portrait) or at the right (landscape); kept by the host
    property real dockHeight: 0
    property real dockWidth: 0

    // settling asks the keyboard to finish the word that is being composed.
    signal settling
    // handIn asks whoever holds half-typed words to hand them in now, before the touched button does its work.
    signal handIn
    // finished is said after 完成, with the field that was left.
    signal finished(Item left)

    function kindOf(item: var): string {
        if (!item || item.cursorPosition === undefined || item.readOnly || !item.enabled)
            return "";
        if (item.keyboardKind !== undefined)
            return item.keyboardKind;
        return item.inputMethodHints & Qt.ImhDigitsOnly ? "int" : "text";
    }

    function watch(item: var) {
        const sort = kindOf(item);
        field = sort === "" ? null : item;
        kind = sort;
    }

    // settle keeps what is typed, without closing.
    function settle() {
        if (!open)
            return;
        settling();
        Qt.inputMethod.commit();
        handIn();
    }

    // done is the key 完成: hand in, close, and tell who may lead on to the next field.
    function done() {
        const left = field;
        close();
        finished(left);
    }

    function close() {
        settle();
        if (field)
            field.focus = false;
        watch(null);
    }
}
