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
    // texts to choose from; the first `legal` of them are ours
    property var candidates: []
    property int legal: 0

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
        if (index < legal) {
            const word = candidates[index];
            Qt.inputMethod.reset();
            InputContext.commit(word);
        } else {
            model.selectItem(index - legal);
        }
        refresh();
    }

    // settle takes first candidates until nothing is left half-composed.
    function settle() {
        for (let turn = 0; turn < 12 && composing !== "" && candidates.length > 0; turn++)
            choose(0);
    }

    function refresh() {
        const found = [];
        if (latin) {
            legal = 0;
            candidates = found;
            return;
        }
        const own = composing === "" ? [] : LegalWords.matching(composing);
        for (const word of own)
            found.push(word);
        for (let i = 0; i < Math.min(model.count, 48); i++)
            found.push(model.dataAt(i));
        legal = own.length;
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
