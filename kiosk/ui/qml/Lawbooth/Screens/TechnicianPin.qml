// The technician's PIN on a pad of its own; what was typed lives in the screen and is forgotten when handed in.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Controls
import Lawbooth.Theme

ColumnLayout {
    id: part

    property string error: ""
    property int seconds: 0
    property string pin: ""
    readonly property bool locked: error === "locked"
    readonly property bool flat: !Theme.portrait || Theme.seated
    signal typed(string value)

    spacing: Theme.u(20)

    EntryBox {
        id: box
        Layout.fillWidth: true
        inputName: "field-pin"
        label: qsTr("维护密码")
        placeholder: qsTr("维护密码")
        keyboardKind: ""
        hidden: true
        maximumLength: 12
        enabled: !part.locked
        wrong: part.error === "wrong_pin"
        text: part.pin
        onTextChanged: if (text !== part.pin) part.typed(text)
    }
    Note {
        visible: part.error !== ""
        Layout.fillWidth: true
        kind: "look"
        text: part.locked ? qsTr("密码输错几次了，请等 %1 秒再试。").arg(part.seconds) : qsTr("密码不对，请再输一次。")
    }
    KeyGrid {
        Layout.fillWidth: true
        columns: part.flat ? 6 : 3
        keys: part.flat ? ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "clear", "delete"] : ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "delete"]
        enabled: !part.locked
        opacity: enabled ? 1 : 0.4
        onKey: value => {
            if (value === "clear")
                part.typed("");
            else if (value === "delete")
                part.typed(part.pin.slice(0, -1));
            else if (part.pin.length < box.maximumLength)
                part.typed(part.pin + value);
        }
    }
}
