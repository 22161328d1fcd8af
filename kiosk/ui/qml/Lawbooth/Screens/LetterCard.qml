// What the province refused or could not be sent, for the technician: which matter, why, and a button to send it again.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Card {
    id: card

    property var letters: []
    readonly property var reasons: ({
        blob_damaged: qsTr("存的文件坏了，送不出去"), blob_missing: qsTr("存的文件不见了，送不出去")
    })

    padding: Theme.u(28)
    spacing: Theme.u(12)

    Words {
        Layout.fillWidth: true
        role: "lead"
        font.bold: true
        text: qsTr("停住的 %1 件").arg(card.letters.length)
    }
    Words {
        Layout.fillWidth: true
        role: "small"
        text: qsTr("看不到是谁、写了什么。先解决原因再送；省里先被问一遍，不会收到两份。")
    }
    Repeater {
        model: card.letters.length

        ColumnLayout {
            id: cell
            required property int index
            readonly property var letter: card.letters[index] || ({})
            Layout.fillWidth: true
            spacing: Theme.u(12)

            Rule {}
            GridLayout {
                Layout.fillWidth: true
                columns: Theme.large ? 1 : 2
                columnSpacing: Theme.u(24)

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: Theme.u(4)

                    Words {
                        Layout.fillWidth: true
                        font.bold: true
                        text: cell.letter.title || cell.letter.matter || qsTr("不知道是哪一项")
                    }
                    Words {
                        objectName: "reason-" + cell.index
                        Layout.fillWidth: true
                        color: Theme.red
                        text: card.reasons[cell.letter.reason] ? qsTr("%1（%2）").arg(card.reasons[cell.letter.reason]).arg(cell.letter.reason) : qsTr("省里不收（%1）").arg(cell.letter.reason)
                    }
                    Words {
                        Layout.fillWidth: true
                        role: "mark"
                        text: qsTr("%1 停住　编号 %2").arg(cell.letter.at).arg(cell.letter.key)
                    }
                }
                ActionButton {
                    objectName: "release-" + cell.index
                    Layout.fillWidth: Theme.large
                    Layout.preferredWidth: Theme.large ? -1 : Theme.u(210)
                    implicitHeight: Math.max(Theme.target, Theme.u(112))
                    kind: "secondary"
                    fontSize: Theme.body
                    text: qsTr("再送一次")
                    busyText: qsTr("正在问…")
                    onActivated: Kiosk.act("release", {key: cell.letter.key})
                }
            }
        }
    }
}
