// A list of people or pieces of evidence: one small form each, by the columns that the question gives.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Controls
import Lawbooth.Keyboard
import Lawbooth.Theme

Column {
    id: people

    property var field: ({})
    readonly property var given: Array.from(field.value || [])
    property var records: given.length > 0 ? given : [({})]
    signal answered(var value)

    function blank(record: var): bool {
        return Object.values(record).every(value => value === "" || value === null || value === undefined);
    }

    function send() {
        answered(records.filter(record => !blank(record)));
    }

    function change(index: int, key: string, value: var) {
        records = records.map((record, at) => at === index ? Object.assign({}, record, {[key]: value}) : record);
        send();
    }

    function addOne() {
        Typing.close();
        records = records.concat([({})]);
    }

    function removeOne(index: int) {
        Typing.close();
        const rest = records.filter((record, at) => at !== index);
        records = rest.length > 0 ? rest : [({})];
        send();
    }

    // part is one column of one record, as a question of its own.
    function part(index: int, column: var): var {
        const value = (records[index] || {})[column.key];
        return Object.assign({}, column, {path: field.path + "." + index + "." + column.key, value: value === undefined ? null : value, source: ""});
    }

    // what the view says counts; forms that are still empty stay below it
    onGivenChanged: {
        if (records === undefined)
            return;
        const all = given.concat(records.filter(record => blank(record)));
        records = all.length > 0 ? all : [({})];
    }
    spacing: Theme.u(20)

    Stable {
        id: columns
        source: people.field.columns || []
    }
    Repeater {
        model: people.records.length

        Card {
            id: form
            required property int index
            width: people.width
            padding: Theme.u(32)

            Words {
                text: qsTr("第 %1 项").arg(form.index + 1)
                font.bold: true
            }
            Repeater {
                model: columns.value

                FieldBlock {
                    required property var modelData
                    nested: true
                    Layout.fillWidth: true
                    field: people ? people.part(form.index, modelData) : ({})
                    onAnswered: (path, value) => people.change(form.index, modelData.key, value)
                }
            }
            ActionButton {
                objectName: "remove-" + people.field.path + "-" + form.index
                visible: people.records.length > 1
                kind: "quiet"
                text: qsTr("删掉这一项")
                least: Theme.target
                onActivated: people.removeOne(form.index)
            }
        }
    }
    Repeater {
        model: people.field.totals || []

        Words {
            required property var modelData
            objectName: "total-" + people.field.path
            width: people.width
            role: "lead"
            font.bold: true
            horizontalAlignment: Text.AlignRight
            text: qsTr("%1，合计 %2").arg(modelData.label).arg(modelData.value)
        }
    }
    ActionButton {
        objectName: "add-" + people.field.path
        kind: "secondary"
        iconName: "plus"
        text: qsTr("再加一项")
        height: Theme.target
        possible: people.records.length < 20
        reason: qsTr("最多 20 项")
        onActivated: people.addOne()
    }
}
