// One question: its official label and plain words, its control, and what is to be mended, all in one place.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Column {
    id: block

    property var field: ({})
    // inside another question, as a column of its list
    property bool nested: false
    readonly property bool filled: field.value !== null && field.value !== undefined && field.value !== ""
    // what the card says stands, unless it cannot be used as it is; what was reckoned stands where the matter says so
    readonly property bool fromCard: field.source === "card" && !field.error
    readonly property bool fixed: fromCard || (field.readOnly === undefined ? field.source === "computed" : field.readOnly)
    readonly property bool given: fixed && filled
    // a choice without anything to choose from is typed
    readonly property bool bare: (field.type === "enum" || field.type === "multi") && !(field.options && field.options.length > 0)
    // a list whose lines have several parts
    readonly property bool rows: field.columns !== undefined && field.columns.length > 0
    readonly property string file: given ? "FieldGiven" : rows ? "FieldRecordList" : bare ? "FieldText" : files[field.type] || "FieldText"
    // one control for each kind of field; `main.py catalogue check` reads this table
    readonly property var files: ({
        text: "FieldText", uscc: "FieldText", email: "FieldText", bank_card: "FieldText", court: "FieldText",
        case_no: "FieldText", code: "FieldText", calc: "FieldGiven",
        textarea: "FieldTextArea", address: "FieldAddress", region: "FieldAddress", date: "FieldDate", period: "FieldPeriod",
        money: "FieldNumber", decimal: "FieldNumber", percent: "FieldNumber", int: "FieldNumber", id_no: "FieldNumber",
        mobile: "FieldNumber", bool: "FieldBool", enum: "FieldEnum", multi: "FieldMulti", item_list: "FieldItemList",
        person_list: "FieldRecordList", evidence_list: "FieldRecordList", note: "FieldNote"
    })
    readonly property alias control: loader.item
    // simple words: the plain question leads, its official name follows
    readonly property bool plainFirst: Theme.simple && !!field.hint && !!field.label && !nested
    signal answered(string path, var value)
    signal keepWarning(string path)

    spacing: Theme.u(12)
    onFieldChanged: if (loader.item) loader.item.field = field

    Flow {
        visible: block.file !== "FieldNote"
        width: parent.width
        spacing: Theme.u(16)

        Words {
            id: label
            width: Math.min(implicitWidth, parent.width)
            text: block.plainFirst ? block.field.hint : block.field.label || ""
            font.bold: true
        }
        Words {
            visible: text !== ""
            width: Math.min(implicitWidth, parent.width)
            height: Math.max(implicitHeight, label.lineCount === 1 ? label.height : 0)
            verticalAlignment: Text.AlignVCenter
            role: "small"
            text: block.hints()
        }
    }
    Loader {
        id: loader
        width: parent.width
        Component.onCompleted: setSource(block.file + ".qml", {field: block.field, width: width})
        onLoaded: item.width = Qt.binding(() => loader.width)
    }
    Connections {
        target: loader.item
        ignoreUnknownSignals: true
        function onAnswered(value) {
            block.answered(block.field.path, value);
        }
    }
    Row {
        visible: trouble.text !== ""
        width: parent.width
        spacing: Theme.u(16)

        Icon {
            id: sign
            name: "warning"
            color: Theme.amber
            size: Theme.u(Theme.large ? 60 : 48)
        }
        Words {
            id: trouble
            objectName: "trouble-" + block.field.path
            width: parent.width - sign.width - parent.spacing
            text: block.field.error || (block.field.kept ? "" : block.field.warning) || ""
            font.bold: true
            Accessible.role: Accessible.AlertMessage
        }
    }
    ActionButton {
        objectName: "keep-" + block.field.path
        visible: !block.field.error && !!block.field.warning && !block.field.kept
        kind: "secondary"
        text: qsTr("仍然这样填")
        height: Theme.target
        onActivated: block.keepWarning(block.field.path)
    }

    onFileChanged: {
        if (loader.status === Loader.Ready)
            loader.setSource(file + ".qml", {field: field});
    }

    function hints(): string {
        const said = /空着|跳过|不填|empty|[Ss]kip/.test(field.hint || ""); // once is enough
        const optional = field.required === false && !given && !said && field.type !== "calc" ? qsTr("可以不填") : "";
        return [(plainFirst ? field.label : field.hint) || "", optional].filter(part => part !== "").join("　");
    }
}
