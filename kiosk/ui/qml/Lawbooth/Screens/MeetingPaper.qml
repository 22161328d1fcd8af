// The paper that a procedure ends in: its words, whose turn it is, signing or refusing, one's own copy, what comes next.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Fields
import Lawbooth.Theme

Card {
    id: card

    property var paper: ({})
    property var words: []
    property var slip: ({})
    property bool confirm: false
    property bool refusing: false
    // while somebody writes the page must not move under their finger
    readonly property bool writing: pad.current.length > 0
    readonly property bool turn: paper.mine === true && paper.complete !== true

    ColumnLayout {
        width: parent.width
        spacing: Theme.gap

        Words {
            Layout.fillWidth: true
            role: "lead"
            font.bold: true
            text: card.paper.complete ? qsTr("各方都签了，已生效。") : card.turn ? qsTr("轮到您签名。请先看完。") : qsTr("等 %1 签名。").arg(card.paper.turn || "")
        }
        ActionButton {
            objectName: "paper-print"
            visible: card.paper.complete === true || card.paper.way === "print"
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "printer"
            text: card.slip.outcome === "done" ? qsTr("再打一份") : qsTr("打印一份")
            onActivated: Kiosk.act("print")
        }
        ActionButton {
            objectName: "paper-confirm"
            visible: card.confirm
            Layout.fillWidth: true
            text: qsTr("一键申请司法确认（不收费）")
            onActivated: Kiosk.act("confirm_in_court")
        }
        Words {
            Layout.fillWidth: true
            text: card.words.join("\n")
        }
        Note {
            visible: card.paper.way === "print"
            Layout.fillWidth: true
            kind: "look"
            text: qsTr("这份文书涉及身份关系，要打印出来在纸上签。")
        }
        SignaturePad {
            id: pad
            visible: card.turn && card.paper.way === "esign" && !card.refusing
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.u(Theme.portrait ? 400 : 260)
            hint: qsTr("在这个框里签")
        }
        Words {
            visible: pad.visible
            Layout.fillWidth: true
            text: qsTr("不方便写，直接点“签名”，一样有效。")
        }
        EntryBox {
            id: reason
            visible: card.turn && card.refusing
            Layout.fillWidth: true
            inputName: "field-reason"
            label: qsTr("为什么不签")
            placeholder: qsTr("请写几个字")
            maximumLength: 400
        }
        ActionButton {
            objectName: "paper-wipe"
            visible: pad.visible && !pad.empty
            Layout.fillWidth: true
            kind: "quiet"
            iconName: "retry"
            text: qsTr("擦掉重写")
            onActivated: pad.wipe()
        }
        RowLayout {
            visible: card.turn && card.paper.way === "esign"
            spacing: Theme.gap
            ActionButton {
                objectName: "paper-refuse"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                kind: "quiet"
                text: card.refusing ? qsTr("确认不签") : qsTr("不签")
                onActivated: {
                    if (card.refusing && reason.text.trim() !== "")
                        Kiosk.act("refuse", {reason: reason.text});
                    card.refusing = true;
                }
            }
            ActionButton {
                objectName: "paper-sign"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                kind: "sign"
                possible: card.words.length > 0
                reason: qsTr("正在取文书…")
                text: qsTr("签名")
                onActivated: Kiosk.act("sign_paper", {strokes: pad.strokes})
            }
        }
    }
}
