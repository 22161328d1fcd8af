// Big digits for amounts, numbers and dates: three by four, with delete, clear and 填好了.
import QtQuick
import Lawbooth.Theme

Item {
    id: pad

    // money, decimal, int, id, mobile or date
    property string kind: "money"
    readonly property real gap: Theme.u(20)
    readonly property real keyWidth: Theme.u(221)
    readonly property real keyHeight: Theme.u(Theme.large ? 136 : 112)
    readonly property real wideWidth: width - 2 * Theme.u(40) - 3 * (keyWidth + gap)
    readonly property bool fraction: kind === "money" || kind === "decimal"
    readonly property string leftKey: fraction ? "." : kind === "id" ? "X" : kind === "date" ? "down" : ""
    readonly property string rightKey: kind === "money" || kind === "int" || kind === "decimal" ? "00" : kind === "date" ? "up" : ""
    signal put(string text)
    signal erase
    signal clear
    signal step(int by)
    signal done

    implicitHeight: 4 * keyHeight + 3 * gap + 2 * Theme.u(24)

    function strike(mark: string) {
        if (mark === "up" || mark === "down")
            step(mark === "up" ? 1 : -1);
        else
            put(mark);
    }

    Grid {
        id: digits
        x: Theme.u(40)
        y: Theme.u(24)
        columns: 3
        spacing: pad.gap

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", pad.leftKey, "0", pad.rightKey]

            Key {
                required property string modelData
                readonly property bool stepper: modelData === "up" || modelData === "down"
                objectName: modelData === "" ? "" : "key-" + modelData
                visible: modelData !== ""
                text: stepper ? "" : modelData
                iconName: stepper ? (modelData === "up" ? "plus" : "minus") : ""
                name: modelData === "up" ? qsTr("加一") : modelData === "down" ? qsTr("减一") : modelData === "." ? qsTr("小数点") : modelData
                kind: stepper ? "function" : "plain"
                width: pad.keyWidth
                height: pad.keyHeight
                fontSize: Theme.u(Theme.large ? 72 : 52)
                onStruck: pad.strike(modelData)
            }
        }
    }
    Column {
        anchors.left: digits.right
        anchors.leftMargin: pad.gap
        y: Theme.u(24)
        spacing: pad.gap

        Key {
            objectName: "key-erase"
            kind: "function"
            iconName: "backspace"
            name: qsTr("删一个数")
            repeats: true
            width: pad.wideWidth
            height: pad.keyHeight
            onStruck: pad.erase()
        }
        Key {
            objectName: "key-clear"
            kind: "function"
            text: qsTr("清空")
            fontSize: Theme.u(Theme.large ? 48 : 36)
            width: pad.wideWidth
            height: pad.keyHeight
            onStruck: pad.clear()
        }
        Key {
            objectName: "key-done"
            kind: "primary"
            text: qsTr("填好了")
            fontSize: Theme.u(Theme.large ? 54 : 40)
            width: pad.wideWidth
            height: 2 * pad.keyHeight + pad.gap
            onStruck: pad.done()
        }
    }
}
