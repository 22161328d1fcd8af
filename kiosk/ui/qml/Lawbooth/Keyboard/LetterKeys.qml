// Four rows of keys for pinyin, or for Latin letters where a code or an address of the net is asked.
import QtQuick
import Lawbooth.Theme

Item {
    id: letters

    property bool latin: false
    property bool upper: false
    readonly property real keyWidth: (width - 2 * Theme.u(16) - 9 * Theme.u(12)) / 10
    readonly property real gap: Theme.u(12)
    signal letter(string character)
    signal put(string text)
    signal erase
    signal space
    signal symbols(string page)
    signal languageChanged
    signal caseChanged
    signal done

    function cased(row: string): string {
        return latin && upper ? row.toUpperCase() : row;
    }

    Column {
        anchors.fill: parent
        anchors.topMargin: Theme.u(15)
        spacing: letters.gap

        KeyRow {
            anchors.horizontalCenter: parent.horizontalCenter
            characters: letters.cased("qwertyuiop")
            keyWidth: letters.keyWidth
            onStruck: character => letters.letter(character)
        }
        KeyRow {
            anchors.horizontalCenter: parent.horizontalCenter
            characters: letters.cased("asdfghjkl")
            keyWidth: letters.keyWidth
            onStruck: character => letters.letter(character)
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: letters.gap

            Key {
                objectName: letters.latin ? "key-shift" : "key-symbols"
                kind: letters.latin && letters.upper ? "primary" : "function"
                text: letters.latin ? qsTr("大写") : qsTr("符号")
                width: letters.keyWidth * 1.5 + letters.gap * 0.5
                onStruck: letters.latin ? letters.caseChanged() : letters.symbols("symbols")
            }
            KeyRow {
                characters: letters.cased("zxcvbnm")
                keyWidth: letters.keyWidth
                onStruck: character => letters.letter(character)
            }
            Key {
                objectName: "key-erase"
                kind: "function"
                iconName: "backspace"
                name: qsTr("删一个字")
                repeats: true
                width: letters.keyWidth * 1.5 + letters.gap * 0.5
                onStruck: letters.erase()
            }
        }
        Row {
            id: last
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: letters.gap
            readonly property real fixed: numbers.width + language.width + comma.width + stop.width + ready.width

            Key {
                id: numbers
                objectName: "key-123"
                kind: "function"
                text: "123"
                width: letters.keyWidth * 1.3
                onStruck: letters.symbols("numbers")
            }
            Key {
                id: language
                objectName: "key-language"
                kind: "function"
                text: letters.latin ? qsTr("中文") : qsTr("英文")
                name: letters.latin ? qsTr("换成中文") : qsTr("换成英文字母")
                width: letters.keyWidth * 1.3
                onStruck: letters.languageChanged()
            }
            Key {
                objectName: "key-space"
                text: qsTr("空格")
                fontSize: Theme.u(30)
                width: letters.width - 2 * Theme.u(16) - last.fixed - 5 * letters.gap
                onStruck: letters.space()
            }
            Key {
                id: comma
                objectName: "key-comma"
                text: letters.latin ? "." : "，"
                width: letters.keyWidth * 0.95
                onStruck: letters.put(text)
            }
            Key {
                id: stop
                objectName: "key-stop"
                text: letters.latin ? "@" : "。"
                width: letters.keyWidth * 0.95
                onStruck: letters.put(text)
            }
            Key {
                id: ready
                objectName: "key-done"
                kind: "primary"
                text: qsTr("完成")
                width: letters.keyWidth * 1.6
                onStruck: letters.done()
            }
        }
    }
}
