// A box to type into, outside the interview: the search, a code, a PIN, a name.
import QtQuick
import Lawbooth.Keyboard
import Lawbooth.Theme

Rectangle {
    id: box

    property string label: ""
    property string placeholder: ""
    property string inputName: "field-entry"
    property string keyboardKind: "text"
    property bool wrong: false
    property bool hidden: false
    property bool wideLetters: false
    property alias text: input.text
    property alias maximumLength: input.maximumLength
    property alias input: input
    signal finished

    implicitHeight: Theme.target
    radius: Theme.radius
    color: Theme.card
    border.color: wrong ? Theme.amber : input.activeFocus ? Theme.primary : Theme.edge
    border.width: wrong || input.activeFocus ? Theme.strong : Theme.control

    TextInput {
        id: input
        property string keyboardKind: box.keyboardKind

        objectName: box.inputName
        anchors.fill: parent
        anchors.leftMargin: Theme.u(32)
        anchors.rightMargin: Theme.u(24)
        verticalAlignment: TextInput.AlignVCenter
        clip: true
        color: Theme.ink
        selectionColor: Theme.tint
        selectedTextColor: Theme.ink
        font.family: Theme.sans
        font.pixelSize: box.wideLetters ? Theme.figure : Theme.lead
        font.bold: box.wideLetters
        font.letterSpacing: box.wideLetters ? Theme.u(6) : 0
        font.features: Theme.digits
        echoMode: box.hidden ? TextInput.Password : TextInput.Normal
        passwordCharacter: "●"
        inputMethodHints: box.hidden ? Qt.ImhSensitiveData | Qt.ImhNoPredictiveText : Qt.ImhNone
        activeFocusOnTab: true
        Keys.forwardTo: Typing.pad ? [Typing.pad] : []
        onAccepted: box.finished()
        Accessible.role: Accessible.EditableText
        Accessible.name: box.label
        // WORKAROUND: Qt gives a password no name (QQuickAccessibleAttached::name), only a description
        Accessible.description: box.hidden ? box.label : text === "" ? box.placeholder : ""
        Accessible.passwordEdit: box.hidden
    }
    Words {
        anchors.fill: input
        visible: input.text === "" && input.preeditText === ""
        verticalAlignment: Text.AlignVCenter
        role: "lead"
        font.pixelSize: Theme.body
        color: Theme.ink2
        text: box.placeholder
        Accessible.ignored: true
    }
}
