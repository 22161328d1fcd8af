// One deposited file: its code, when it was deposited, its digest, and paper for it.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Card {
    id: card

    property var item: ({})
    property int number: 0
    readonly property bool done: item.state === "done"
    readonly property string slip: (item.slip || {}).outcome || "none"
    readonly property string paper: (item.certificate || {}).outcome || "none"

    Layout.fillWidth: true

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.u(24)
        Words {
            Layout.fillWidth: true
            role: "q"
            text: card.item.label || ""
        }
        Badge {
            kind: card.done ? "done" : ["hashing", "asking"].includes(card.item.state) ? "wait" : "look"
            text: card.done ? qsTr("已存证") : card.item.state === "hashing" ? qsTr("正在算摘要") : card.item.state === "asking" ? qsTr("正在存证") : qsTr("还没有存证")
        }
    }
    Words {
        visible: card.done
        color: Theme.ink2
        text: qsTr("存证编码")
    }
    Words {
        objectName: "deposit-code-" + card.number
        visible: card.done
        Layout.fillWidth: true
        role: "lead"
        font.bold: true
        text: card.item.code || ""
    }
    Words {
        visible: card.done
        Layout.fillWidth: true
        role: "small"
        text: qsTr("%1 存入，是第 %2 次存证；%3 个见证方联署").arg(card.item.at || "").arg(card.item.size || 0).arg(card.item.witnesses || 0)
    }
    Words {
        visible: (card.item.sha256 || "") !== ""
        Layout.fillWidth: true
        role: "small"
        color: Theme.ink2
        text: qsTr("SHA-256 摘要 %1…（离开终端以前算的）").arg((card.item.sha256 || "").substring(0, 16))
    }
    Note {
        visible: text !== ""
        Layout.fillWidth: true
        kind: "look"
        text: card.done || ["hashing", "asking"].includes(card.item.state) ? "" : card.item.state === "kept" ? qsTr("还没有存证：连不上存证平台。摘要已经留好，联网后自动存证一次，存证时间以那时为准。") : ({
            evidence_closed: qsTr("存证平台正在检查，暂时不能存证。"), not_proven: qsTr("平台的回答核验不了，没有采信。"),
            unsure: qsTr("没有等到平台的回答，可能已经存上。再试一次不会重复。")
        })[card.item.reason] || qsTr("现在连不上存证平台。再试一次不会重复存。")
    }
    GridLayout {
        visible: card.done
        Layout.fillWidth: true
        columns: Theme.longWords ? 1 : 2
        columnSpacing: Theme.u(24)
        rowSpacing: Theme.u(24)
        ActionButton {
            objectName: "action-print_slip-" + card.number
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            kind: "secondary"
            iconName: Theme.large ? "" : "ticket"
            text: card.slip === "done" ? qsTr("再打小票") : qsTr("打印小票")
            possible: card.slip !== "printing"
            reason: qsTr("小票正在打印…")
            busyText: qsTr("正在打印…")
            onActivated: Kiosk.act("print_slip", {index: card.number})
        }
        ActionButton {
            objectName: "action-print_certificate-" + card.number
            visible: card.item.certifiable !== false
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            kind: "secondary"
            iconName: Theme.large ? "" : "document"
            text: card.paper === "done" ? qsTr("再打证书") : qsTr("打印证书")
            possible: card.paper !== "printing"
            reason: qsTr("证书正在打印…")
            busyText: qsTr("正在打印…")
            onActivated: Kiosk.act("print_certificate", {index: card.number})
        }
    }
    Note {
        visible: [card.slip, card.paper].some(one => one === "not_done" || one === "unknown")
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("纸可能没有出来，请看看出纸口。编码在上面，可以先抄下来。")
    }
}
