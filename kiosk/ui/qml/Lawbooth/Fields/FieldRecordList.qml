// A list of people or pieces of evidence: one small form each, by the columns that the question gives.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Controls
import Lawbooth.Keyboard
import Lawbooth.Theme

Column {
    id: control

    property var field: ({})
    readonly property var given: Array.from(field.value || [])
    property var records: given.length > 0 ? given : [({})]
    readonly property var kinds: ({money: "money", decimal: "decimal", percent: "decimal", int: "int", id_no: "id", mobile: "mobile", uscc: "latin", email: "latin", code: "latin"})
    signal answered(var value)

    function filled(list: var): var {
        return list.filter(record => Object.values(record).some(value => value !== ""));
    }

    function change(index: int, key: string, text: string) {
        records = records.map((record, at) => at === index ? Object.assign({}, record, {[key]: text}) : record);
        answered(filled(records));
    }

    function add() {
        Typing.close();
        records = records.concat([({})]);
    }

    function remove(index: int) {
        Typing.close();
        const rest = records.filter((record, at) => at !== index);
        records = rest.length > 0 ? rest : [({})];
        answered(filled(records));
    }

    onGivenChanged: {
        if (records !== undefined && JSON.stringify(given) !== JSON.stringify(filled(records)))
            records = given.length > 0 ? given : [({})];
    }
    spacing: Theme.u(20)

    Stable {
        id: columns
        source: control.field.columns || []
    }
    Repeater {
        model: control.records.length

        Card {
            id: form
            required property int index
            width: control.width
            padding: Theme.u(32)

            Words {
                text: qsTr("第 %1 项").arg(form.index + 1)
                font.bold: true
            }
            Repeater {
                model: columns.value

                Column {
                    id: part
                    required property var modelData
                    Layout.fillWidth: true
                    spacing: Theme.u(8)

                    Words {
                        width: parent.width
                        text: part.modelData.label
                        role: "small"
                        color: Theme.ink
                    }
                    TypingBox {
                        width: parent.width
                        entryName: "field-" + control.field.path + "-" + form.index + "-" + part.modelData.key
                        name: part.modelData.label
                        kind: control.kinds[part.modelData.type] || "text"
                        unit: part.modelData.type === "money" ? qsTr("元") : ""
                        value: (control.records[form.index] || {})[part.modelData.key] || ""
                        troubled: !!control.field.error
                        onEntered: text => control.change(form.index, part.modelData.key, text)
                    }
                }
            }
            ActionButton {
                objectName: "remove-" + control.field.path + "-" + form.index
                visible: control.records.length > 1
                kind: "quiet"
                text: qsTr("删掉这一项")
                height: Theme.target
                onActivated: control.remove(form.index)
            }
        }
    }
    ActionButton {
        objectName: "add-" + control.field.path
        kind: "secondary"
        iconName: "plus"
        text: qsTr("再加一项")
        height: Theme.target
        possible: control.records.length < 20
        reason: qsTr("最多 20 项")
        onActivated: control.add()
    }
}
