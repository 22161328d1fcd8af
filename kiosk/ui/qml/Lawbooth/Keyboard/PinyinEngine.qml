// Pinyin behind the keys: the engine of Qt Virtual Keyboard, with the words of a law counter offered first.
import QtQuick
import QtQuick.VirtualKeyboard.Core
import QtQuick.VirtualKeyboard.Plugins.Pinyin
import Lawbooth.Models

Item {
    id: engine

    property bool latin: false
    readonly property string composing: InputContext.preeditText
    readonly property var model: InputContext.inputEngine.wordCandidateListModel
    // texts to choose from, and for each its place in the engine's list, or -1 for a word of ours
    property var candidates: []
    property var places: []

    function begin(asLatin: bool) {
        latin = asLatin;
        InputContext.inputEngine.inputMethod = pinyin;
        InputContext.inputEngine.inputMode = asLatin ? InputEngine.InputMode.Latin : InputEngine.InputMode.Pinyin;
        refresh();
    }

    function letter(character: string) {
        if (latin)
            put(character);
        else
            InputContext.inputEngine.virtualKeyClick(Qt.Key_A + character.charCodeAt(0) - 97, character, 0);
        refresh();
    }

    // put writes characters as they are; what is being composed is settled first.
    function put(text: string) {
        settle();
        InputContext.commit(text);
        refresh();
    }

    function erase() {
        InputContext.inputEngine.virtualKeyClick(Qt.Key_Backspace, "\b", 0);
        refresh();
    }

    function choose(index: int) {
        const word = candidates[index];
        if (places[index] >= 0) {
            model.selectItem(places[index]);
        } else {
            Qt.inputMethod.reset();
            InputContext.commit(word);
        }
        refresh();
    }

    // settle takes first candidates until nothing is left half-composed.
    function settle() {
        for (let turn = 0; turn < 12 && composing !== "" && candidates.length > 0; turn++)
            choose(0);
    }

    function refresh() {
        const found = latin || composing === "" ? [] : LegalWords.matching(composing);
        const at = found.map(() => -1);
        for (let i = 0; !latin && i < Math.min(model.count, 48); i++) {
            const word = model.dataAt(i);
            if (found.includes(word))
                continue;
            found.push(word);
            at.push(i);
        }
        places = at;
        candidates = found;
    }

    PinyinInputMethod {
        id: pinyin
    }
    Connections {
        target: engine.model
        function onModelReset() {
            engine.refresh();
        }
        function onDataChanged() {
            engine.refresh();
        }
        function onCountChanged() {
            engine.refresh();
        }
    }
    Connections {
        target: InputContext
        function onPreeditTextChanged() {
            engine.refresh();
        }
    }
}
