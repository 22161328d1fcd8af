// One group of questions: answered ones folded above, the keyboard below, what is missing said by the button itself.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Fields
import Lawbooth.Keyboard
import Lawbooth.Models
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property var entry: view.entry || null
    property bool unfolded: false

    readonly property string place: view.page + "/" + (entry ? entry.index : "")

    // blockOf finds the question that holds a control, or null; within a list also the column of it.
    function blockOf(item: var, columns: bool): Item {
        for (let at = item; at; at = at.parent) {
            if (at instanceof FieldBlock && (columns || !at.nested))
                return at;
        }
        return null;
    }

    // what a question is called where it is spoken of, as `FieldBlock` asks it
    function called(label: string): string {
        const field = (view.fields || []).find(one => one.label === label);
        return Theme.simple && field && field.hint ? field.hint : label;
    }

    function showTyped() {
        const block = blockOf(Typing.field, true);
        if (block)
            reveal(block.height < flick.height ? block : Typing.field);
    }

    function goTo(path: string) {
        Typing.close();
        for (let i = 0; i < questions.count; i++) {
            if (questions.itemAt(i).field.path !== path)
                continue;
            reveal(questions.itemAt(i));
            const control = questions.itemAt(i).control;
            if (control && control.focusNow)
                control.focusNow();
        }
    }

    // leadOn goes from a finished field to the next empty one, if the next is one to type into.
    function leadOn(left: var) {
        const from = indexOf(blockOf(left, false));
        if (from < 0)
            return;
        let next = left;
        for (let turn = 0; turn < 8; turn++) {
            next = next.nextItemInFocusChain(true);
            const at = indexOf(blockOf(next, false));
            if (at < from || at > from + 1)
                return;
            if (Typing.kindOf(next) === "")
                continue;
            if (next.text === "")
                next.forceActiveFocus();
            return;
        }
    }

    function indexOf(block: Item): int {
        for (let i = 0; i < questions.count; i++) {
            if (questions.itemAt(i) === block)
                return i;
        }
        return -1;
    }

    onPlaceChanged: {
        Typing.close();
        flick.contentY = 0;
    }
    title: view.title || ""
    subtitle: Typing.open ? "" : view.subtitle || ""
    spacing: Theme.u(28)
    aside: [
        Badge {
            visible: screen.entry !== null && screen.entry.count > 1
            text: screen.entry ? qsTr("第 %1 位，共 %2 位").arg(screen.entry.index + 1).arg(screen.entry.count) : ""
            iconName: "person"
        }
    ]

    FieldModel {
        id: model
        fields: screen.view.fields || []
    }
    Stable {
        id: problems
        source: screen.view.problems || []
        onValueChanged: if (value.length > 0 && !Typing.open) screen.flick.contentY = 0
    }
    Stable {
        id: folded
        source: screen.view.folded || []
        onValueChanged: screen.unfolded = false
    }
    Connections {
        target: Typing
        function onFieldChanged() {
            Qt.callLater(screen.showTyped);
        }
        function onDockHeightChanged() {
            Qt.callLater(screen.showTyped);
        }
        function onFinished(left) {
            screen.leadOn(left);
        }
    }

    Pressable {
        // the summary of what is to be mended; a touch leads to the first
        objectName: "problems"
        visible: problems.value.length > 0
        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.target, summary.implicitHeight)
        name: summary.text
        onActivated: screen.goTo(problems.value[0].path)

        Note {
            id: summary
            anchors.fill: parent
            kind: "look"
            text: problems.value.length === 0 ? "" : qsTr("有 %1 处请再看一下：%2").arg(problems.value.length).arg(problems.value.map(p => screen.called(p.label)).join("、"))
        }
    }
    FoldRow {
        objectName: "folded"
        visible: folded.value.length > 1 && !screen.unfolded
        Layout.fillWidth: true
        label: qsTr("已答 %1 项").arg(folded.value.length)
        value: folded.value.map(f => f.value).join("　")
        actionText: qsTr("展开")
        onEdit: screen.unfolded = true
    }
    Repeater {
        model: folded.value.length === 1 || screen.unfolded ? folded.value : []

        FoldRow {
            required property var modelData
            objectName: "folded-" + modelData.path
            Layout.fillWidth: true
            label: modelData.label
            value: modelData.value
            onEdit: Kiosk.act("edit", {path: modelData.path})
        }
    }
    Repeater {
        id: questions
        model: model

        FieldBlock {
            required property var model
            field: model.field
            Layout.fillWidth: true
            onAnswered: (path, value) => Kiosk.act("answer", {path: path, value: value})
            onKeepWarning: path => Kiosk.act("keep_warning", {path: path})
        }
    }
    GridLayout {
        visible: screen.entry !== null && (screen.entry.canAdd || screen.entry.canRemove)
        Layout.fillWidth: true
        columns: Theme.large ? 1 : 2
        rowSpacing: Theme.gap
        columnSpacing: Theme.gap

        ActionButton {
            objectName: "action-add_entry"
            visible: screen.entry !== null && screen.entry.canAdd
            Layout.fillWidth: true
            least: Theme.target
            kind: "secondary"
            iconName: "plus"
            text: screen.entry ? screen.entry.addLabel || qsTr("再加一位") : ""
            onActivated: Kiosk.act("add_entry", {})
        }
        ActionButton {
            objectName: "action-remove_entry"
            visible: screen.entry !== null && screen.entry.canRemove
            Layout.fillWidth: true
            least: Theme.target
            kind: "quiet"
            iconName: "trash"
            text: qsTr("去掉这一位")
            onActivated: Kiosk.act("remove_entry", {})
        }
    }
    FeeLine {
        visible: !!screen.view.fee
        Layout.fillWidth: true
        fee: screen.view.fee || ({})
    }
    Words {
        visible: (screen.view.fields || []).some(field => field.source === "card" && !field.error)
        Layout.fillWidth: true
        role: "small"
        text: qsTr("有“身份证”标记的是从卡上读的。不对请点“找人帮忙”。")
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            // what was taken away last comes back with one touch, until the next answer or page
            objectName: "action-undo"
            visible: !!screen.view.undo
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            kind: "secondary"
            iconName: Theme.large ? "" : "retry"
            text: qsTr("撤销删除")
            name: qsTr("去掉了“%1”，点这里撤销").arg(screen.view.undo || "")
            onActivated: Kiosk.act("undo", {})
        },
        ActionButton {
            objectName: "action-next"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            possible: screen.view.canNext === true
            reason: screen.view.missing ? qsTr("还差“%1”没有答").arg(screen.called(screen.view.missing)) : qsTr("还有没答的")
            text: qsTr("下一步")
            trailingIcon: "chevron"
            busyText: qsTr("正在看…")
            onActivated: Kiosk.act("next", {})
        }
    ]
}
