// The province's ticket on a pad of its own signs; it is judged here, also without a network.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Controls
import Lawbooth.Theme

ColumnLayout {
    id: part

    property string error: ""
    property int seconds: 0
    property string ticket: ""
    readonly property bool locked: error === "locked"
    readonly property var signs: "23456789ABCDEFGHJKMNPQRSTUVWXYZ01".split("")
    readonly property int most: 12
    signal typed(string value)

    spacing: Theme.u(20)

    EntryBox {
        Layout.fillWidth: true
        inputName: "field-ticket"
        label: qsTr("维护单号（省里给的，四位数字加八位字母数字）")
        placeholder: "0412-ABCD-EFGH"
        keyboardKind: ""
        maximumLength: part.most + 2
        enabled: !part.locked
        wrong: part.error === "wrong_ticket"
        text: part.ticket.replace(/(.{4})(?=.)/g, "$1-")
        onTextChanged: {
            const plain = text.replace(/[^0-9A-Za-z]/g, "").toUpperCase().slice(0, part.most);
            if (plain !== part.ticket)
                part.typed(plain);
        }
    }
    Note {
        visible: part.error !== ""
        Layout.fillWidth: true
        kind: "look"
        text: part.locked ? qsTr("输错几次了，请等 %1 秒再试。").arg(part.seconds) : qsTr("维护单号不对或者过期了。请向省里再要一张；断网也能用。")
    }
    KeyGrid {
        Layout.fillWidth: true
        columns: 7
        keys: [...part.signs, "delete", "clear"]
        enabled: !part.locked
        opacity: enabled ? 1 : 0.4
        onKey: value => {
            if (value === "clear")
                part.typed("");
            else if (value === "delete")
                part.typed(part.ticket.slice(0, -1));
            else if (part.ticket.length < part.most)
                part.typed(part.ticket + value);
        }
    }
}
