// Digits and marks, in the place of the letters.
import QtQuick
import Lawbooth.Theme

Item {
    id: symbols

    // symbols or numbers
    property string page: "symbols"
    readonly property real keyWidth: (width - 2 * Theme.u(16) - 9 * Theme.u(12)) / 10
    readonly property real gap: Theme.u(12)
    readonly property var rows: page === "symbols" ? ["，。、；：？！“”‘", "（）《》〔〕【】—…", "·～￥％＋－"] : ["1234567890", "年月日时分号元角分％", "-/.:@#"]
    signal put(string text)
    signal erase
    signal back
    signal other
    signal done

    Column {
        anchors.fill: parent
        anchors.topMargin: Theme.u(15)
        spacing: symbols.gap

        KeyRow {
            anchors.horizontalCenter: parent.horizontalCenter
            characters: symbols.rows[0]
            keyWidth: symbols.keyWidth
            onStruck: character => symbols.put(character)
        }
        KeyRow {
            anchors.horizontalCenter: parent.horizontalCenter
            characters: symbols.rows[1]
            keyWidth: symbols.keyWidth
            onStruck: character => symbols.put(character)
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: symbols.gap

            Key {
                objectName: "key-other"
                kind: "function"
                text: symbols.page === "symbols" ? "123" : qsTr("符号")
                width: symbols.keyWidth * 2 + symbols.gap
                onStruck: symbols.other()
            }
            KeyRow {
                characters: symbols.rows[2]
                keyWidth: symbols.keyWidth
                onStruck: character => symbols.put(character)
            }
            Key {
                objectName: "key-erase"
                kind: "function"
                iconName: "backspace"
                name: qsTr("删一个字")
                repeats: true
                width: symbols.keyWidth * 2 + symbols.gap
                onStruck: symbols.erase()
            }
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: symbols.gap

            Key {
                objectName: "key-letters"
                kind: "function"
                text: qsTr("返回打字")
                width: symbols.keyWidth * 3 + symbols.gap * 2
                onStruck: symbols.back()
            }
            Key {
                objectName: "key-space"
                text: qsTr("空格")
                fontSize: Theme.u(30)
                width: symbols.keyWidth * 4 + symbols.gap * 3
                onStruck: symbols.put(" ")
            }
            Key {
                objectName: "key-done"
                kind: "primary"
                text: qsTr("完成")
                width: symbols.keyWidth * 3 + symbols.gap * 2
                onStruck: symbols.done()
            }
        }
    }
}
