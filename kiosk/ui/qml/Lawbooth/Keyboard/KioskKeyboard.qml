// The keyboard of the kiosk: pinyin, Latin, marks or a digit pad, as the field asks; it writes into the focused field.
import QtQuick
import Lawbooth.Theme

Rectangle {
    id: keyboard

    property string kind: "text"
    property Item field: null
    // letters, symbols, numbers or more (candidates)
    property string page: "letters"
    property bool upper: false
    readonly property bool pad: kind !== "text" && kind !== "latin"
    readonly property bool shouting: field !== null && field.keyboardUpper === true

    objectName: "keyboard"
    implicitHeight: pad ? digits.implicitHeight : Theme.u(626)
    color: Theme.sunk
    onKindChanged: begin()
    onFieldChanged: begin()
    Component.onCompleted: begin()

    function begin() {
        page = "letters";
        upper = shouting;
        engine.begin(kind !== "text");
    }

    function spaceStruck() {
        if (engine.composing !== "")
            engine.choose(0);
        else
            engine.put(" ");
    }

    function finish() {
        Typing.done();
    }

    function clearField() {
        if (field)
            field.clear();
    }

    PinyinEngine {
        id: engine
    }
    MouseArea {
        // touches between keys go nowhere
        anchors.fill: parent
    }
    Connections {
        target: Typing
        function onSettling() {
            engine.settle();
        }
    }
    CandidateStrip {
        id: strip
        visible: keyboard.kind === "text"
        width: parent.width
        words: engine.candidates
        unfolded: keyboard.page === "more"
        onChosen: index => {
            engine.choose(index);
            keyboard.page = "letters";
        }
        onToggled: keyboard.page = unfolded ? "letters" : "more"
    }
    Rectangle {
        visible: !strip.visible
        width: parent.width
        height: Theme.thin
        color: Theme.line
    }
    KeyRow {
        // a code has digits between its letters
        visible: keyboard.kind === "latin"
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.u(12)
        characters: "1234567890"
        keyWidth: letters.keyWidth
        onStruck: character => engine.put(character)
    }
    LetterKeys {
        id: letters
        visible: !keyboard.pad && keyboard.page === "letters"
        y: Theme.u(112)
        width: parent.width
        height: parent.height - y
        latin: engine.latin
        upper: keyboard.upper
        onLetter: character => engine.letter(character)
        onPut: text => engine.put(text)
        onErase: engine.erase()
        onSpace: keyboard.spaceStruck()
        onSymbols: page => keyboard.page = page
        onLanguageChanged: engine.begin(!engine.latin)
        onCaseChanged: keyboard.upper = !keyboard.upper
        onDone: keyboard.finish()
    }
    Loader {
        active: !keyboard.pad && (keyboard.page === "symbols" || keyboard.page === "numbers")
        y: Theme.u(112)
        width: parent.width
        height: parent.height - y
        sourceComponent: SymbolKeys {
            page: keyboard.page
            onPut: text => engine.put(text)
            onErase: engine.erase()
            onBack: keyboard.page = "letters"
            onOther: keyboard.page = page === "symbols" ? "numbers" : "symbols"
            onDone: keyboard.finish()
        }
    }
    Loader {
        active: !keyboard.pad && keyboard.page === "more"
        y: Theme.u(112)
        width: parent.width
        height: parent.height - y
        sourceComponent: CandidatePage {
            words: engine.candidates
            onChosen: index => {
                engine.choose(index);
                keyboard.page = "letters";
            }
        }
    }
    DigitPad {
        id: digits
        visible: keyboard.pad
        width: parent.width
        kind: keyboard.kind
        onPut: text => engine.put(text)
        onErase: engine.erase()
        onClear: keyboard.clearField()
        onStep: by => {
            if (keyboard.field && keyboard.field.step)
                keyboard.field.step(by);
        }
        onDone: keyboard.finish()
    }
}
