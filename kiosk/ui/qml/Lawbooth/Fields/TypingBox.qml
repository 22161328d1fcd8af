// The box one types into, on one line: what is half typed stays until it is handed in, whatever the view does meanwhile.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Keyboard
import Lawbooth.Theme

Rectangle {
    id: box

    property string entryName: ""
    property string name: ""
    property string hint: ""
    property string value: ""
    property string unit: ""
    property string placeholder: ""
    property string kind: "text"
    property bool upper: false
    property bool troubled: false
    property bool figure: false
    property int limit: 200
    property alias validator: input.validator
    property alias input: input
    readonly property alias text: input.text
    readonly property bool active: input.activeFocus
    property bool dirty: false
    // what stands when nothing is being typed: the value of the view, or what was handed in since
    property string standing: ""
    // how a value that is not being typed is shown, such as 50,000.00
    property var shownAs: text => text
    property var plain: text => text
    // entered is said when typing ends, with the plain text, and only if it was changed.
    signal entered(string text)
    signal typed(string text)
    signal stepped(int by)

    function handIn() {
        if (!dirty)
            return;
        dirty = false;
        standing = plain(input.text).trim();
        entered(standing);
    }

    function show() {
        if (!dirty)
            input.text = input.activeFocus ? standing : shownAs(standing);
    }

    // fill writes as if it had been typed.
    function fill(text: string) {
        input.text = text;
        dirty = true;
    }

    function focusNow() {
        input.forceActiveFocus();
    }

    function take() {
        if (dirty)
            return;
        standing = value;
        show();
    }

    onValueChanged: take()
    Component.onCompleted: take()
    implicitHeight: Theme.target
    implicitWidth: Theme.u(480)
    radius: Theme.radius
    color: Theme.card
    border.color: troubled ? Theme.amber : active ? Theme.primary : Theme.edge
    border.width: troubled || active ? Theme.strong : Theme.control

    Rectangle {
        // the halo of the focused box
        z: -1
        visible: box.active
        anchors.fill: parent
        anchors.margins: -Theme.u(6)
        radius: box.radius + Theme.u(6)
        color: Theme.tint
    }
    TextInput {
        id: input
        readonly property string keyboardKind: box.kind
        readonly property bool keyboardUpper: box.upper

        function step(by: int) {
            box.stepped(by);
        }

        objectName: box.entryName
        anchors.fill: parent
        leftPadding: Theme.u(36)
        rightPadding: Theme.u(28) + (unit.visible ? unit.width + Theme.u(16) : 0)
        verticalAlignment: TextInput.AlignVCenter
        font.family: Theme.sans
        font.pixelSize: box.figure ? Theme.u(Theme.large ? 72 : 48) : Theme.lead
        font.bold: box.figure
        font.features: Theme.digits
        color: Theme.ink
        selectionColor: Theme.tint
        selectedTextColor: Theme.ink
        selectByMouse: false
        maximumLength: box.limit
        clip: true
        activeFocusOnTab: true
        Keys.forwardTo: Typing.pad ? [Typing.pad] : []
        inputMethodHints: Qt.ImhNoAutoUppercase | Qt.ImhSensitiveData
        cursorDelegate: Rectangle {
            width: Math.max(2, Theme.u(4))
            color: Theme.primary
            visible: box.active
        }
        Accessible.role: Accessible.EditableText
        Accessible.name: box.name
        Accessible.description: [box.hint, text === "" ? box.placeholder : ""].filter(part => part !== "").join("，")
        onTextEdited: {
            box.dirty = true;
            box.typed(text);
        }
        // what is too long for the box shows its beginning
        onTextChanged: if (!activeFocus) cursorPosition = 0
        onActiveFocusChanged: {
            if (!activeFocus) {
                box.handIn();
                cursorPosition = 0;
            }
            if (!box.dirty)
                box.show();
            if (activeFocus)
                cursorPosition = text.length;
        }
    }
    Text {
        anchors.left: parent.left
        anchors.leftMargin: Theme.u(36)
        anchors.right: unit.visible ? unit.left : parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: input.text === "" && input.preeditText === "" && text !== ""
        text: box.placeholder
        font.family: Theme.sans
        font.pixelSize: Theme.body
        color: Theme.ink2
        elide: Text.ElideRight
        textFormat: Text.PlainText
        Accessible.ignored: true
    }
    Words {
        id: unit
        visible: text !== ""
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(36)
        anchors.verticalCenter: parent.verticalCenter
        role: "lead"
        text: box.unit
        color: Theme.ink2
        Accessible.ignored: true
    }
    Connections {
        target: Typing
        function onHandIn() {
            box.handIn();
        }
    }
}
