// A list of short sentences, one box each, with a button to add and one to take away.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Keyboard
import Lawbooth.Theme

Column {
    id: control

    property var field: ({})
    readonly property var given: Array.from(field.value || [])
    // what stands in the boxes now; an empty last one may wait for words
    property var items: given.length > 0 ? given : [""]
    signal answered(var value)

    function send() {
        answered(items.filter(item => item !== ""));
    }

    function change(index: int, text: string) {
        items = items.map((item, at) => at === index ? text : item);
        send();
    }

    function addOne() {
        Typing.close();
        if (items.length === 0 || items[items.length - 1] !== "")
            items = items.concat([""]);
        boxes.itemAt(items.length - 1).box.focusNow();
    }

    function removeOne(index: int) {
        Typing.close();
        items = items.filter((item, at) => at !== index);
        if (items.length === 0)
            items = [""];
        send();
    }

    onGivenChanged: {
        if (items === undefined || JSON.stringify(given) === JSON.stringify(items.filter(item => item !== "")))
            return;
        items = given.length > 0 ? given : [""];
    }
    spacing: Theme.u(20)

    Repeater {
        id: boxes
        model: control.items.length

        Row {
            id: line
            required property int index
            property alias box: box
            width: control.width
            spacing: Theme.u(20)

            TypingBox {
                id: box
                entryName: "field-" + control.field.path + "-" + line.index
                name: qsTr("%1，第 %2 条").arg(control.field.label || "").arg(line.index + 1)
                hint: control.field.hint || ""
                width: line.width - (take.visible ? take.width + line.spacing : 0)
                value: control.items[line.index] || ""
                placeholder: control.field.placeholder || ""
                troubled: !!control.field.error
                onEntered: text => control.change(line.index, text)
            }
            ActionButton {
                id: take
                objectName: "remove-" + control.field.path + "-" + line.index
                visible: control.items.length > 1
                kind: "quiet"
                text: qsTr("删掉")
                name: qsTr("删掉第 %1 条").arg(line.index + 1)
                width: Theme.language === "en" ? implicitWidth : Theme.u(Theme.large ? 220 : 160)
                height: box.height
                onActivated: control.removeOne(line.index)
            }
        }
    }
    ActionButton {
        objectName: "add-" + control.field.path
        kind: "secondary"
        iconName: "plus"
        text: qsTr("再加一条")
        height: Theme.target
        possible: control.items.length < 20
        reason: qsTr("最多 20 条")
        onActivated: control.addOne()
    }
}
