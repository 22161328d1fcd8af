// Several lines of words; grows with what is written.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Keyboard
import Lawbooth.Theme

Rectangle {
    id: control

    property var field: ({})
    property int lines: 2
    property bool dirty: false
    readonly property string value: field.value === null || field.value === undefined ? "" : String(field.value)
    readonly property bool troubled: !!field.error || !!field.warning
    signal answered(var value)

    function handIn() {
        if (!dirty)
            return;
        dirty = false;
        answered(edit.text.trim());
    }

    function show() {
        if (!dirty && edit.text !== value)
            edit.text = value;
    }

    function focusNow() {
        edit.forceActiveFocus();
    }

    onValueChanged: show()
    Component.onCompleted: show()
    implicitHeight: Math.max(Theme.target, Math.max(edit.contentHeight, lines * edit.lineRoom) + edit.topPadding + edit.bottomPadding)
    implicitWidth: Theme.u(480)
    radius: Theme.radius
    color: Theme.card
    border.color: troubled ? Theme.amber : edit.activeFocus ? Theme.primary : Theme.edge
    border.width: troubled || edit.activeFocus ? Theme.strong : Theme.control

    Rectangle {
        z: -1
        visible: edit.activeFocus
        anchors.fill: parent
        anchors.margins: -Theme.u(6)
        radius: control.radius + Theme.u(6)
        color: Theme.tint
    }
    TextEdit {
        id: edit
        readonly property string keyboardKind: "text"
        readonly property real lineRoom: font.pixelSize * 1.5
        property bool filling: false

        objectName: "field-" + control.field.path
        anchors.fill: parent
        leftPadding: Theme.u(36)
        rightPadding: Theme.u(28)
        topPadding: Theme.u(24)
        bottomPadding: Theme.u(24)
        wrapMode: TextEdit.Wrap
        textFormat: TextEdit.PlainText
        font.family: Theme.sans
        font.pixelSize: Theme.lead
        color: Theme.ink
        selectByMouse: false
        activeFocusOnTab: true
        Keys.forwardTo: Typing.pad ? [Typing.pad] : []
        inputMethodHints: Qt.ImhNoAutoUppercase | Qt.ImhSensitiveData | Qt.ImhMultiLine
        cursorDelegate: Rectangle {
            width: Math.max(2, Theme.u(4))
            color: Theme.primary
            visible: edit.activeFocus
        }
        Accessible.role: Accessible.EditableText
        Accessible.name: control.field.label || ""
        Accessible.description: [control.field.hint, edit.length === 0 ? control.field.placeholder : ""].filter(part => !!part).join("，")
        onTextChanged: if (activeFocus) control.dirty = true
        onActiveFocusChanged: {
            if (!activeFocus)
                control.handIn();
            if (activeFocus)
                cursorPosition = length;
        }
    }
    Words {
        visible: edit.length === 0 && edit.preeditText === "" && text !== ""
        x: edit.leftPadding
        y: edit.topPadding
        width: parent.width - 2 * x
        text: control.field.placeholder || ""
        color: Theme.ink2
        Accessible.ignored: true
    }
    Connections {
        target: Typing
        function onHandIn() {
            control.handIn();
        }
    }
}
