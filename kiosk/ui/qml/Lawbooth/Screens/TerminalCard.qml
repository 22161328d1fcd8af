// The terminal itself for the technician: network, what waits to be sent, clock, memory and version; numbers only.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Card {
    id: card

    property var view: ({})
    readonly property var network: view.network || ({up: false, reason: ""})
    readonly property var queues: ({
        waiting: qsTr("等着送 %1 件"), sending: qsTr("正在送 %1 件"), unsure: qsTr("要再问 %1 件"), delivered: qsTr("已送到 %1 件"), dead: qsTr("停住 %1 件，要人看")
    })
    readonly property var filled: (view.outbox || []).filter(one => one.count > 0)
    readonly property bool stuck: filled.some(one => one.state === "dead")
    readonly property bool memoryBad: !["", "ok", "new"].includes(view.memory || "")
    // said words a code, with what to do about it
    function said(code: string): string {
        return [Kiosk.codeWords(code) || code, Kiosk.codeRemedy(code)].filter(part => part !== "").join("。") + qsTr("（%1）").arg(code);
    }

    padding: Theme.u(28)
    spacing: Theme.u(12)

    component Fact: RowLayout {
        id: fact
        property bool good: true
        property string text: ""
        Layout.fillWidth: true
        spacing: Theme.u(16)

        Icon {
            Layout.alignment: Qt.AlignTop
            name: fact.good ? "check-circle" : "warning"
            color: fact.good ? Theme.green : Theme.amber
            size: Theme.u(Theme.large ? 52 : 38)
        }
        Words {
            Layout.fillWidth: true
            font.bold: !fact.good
            text: fact.text
        }
    }

    Fact {
        objectName: "fact-network"
        good: card.network.up === true
        text: good ? qsTr("网络：已连上省里") : qsTr("网络：没联网，%1").arg(Kiosk.codeWords(card.network.reason) || card.network.reason)
    }
    Fact {
        objectName: "fact-queue"
        good: !card.stuck
        text: card.filled.length === 0 ? qsTr("待发：没有") : qsTr("待发：") + card.filled.map(one => (card.queues[one.state] || one.state + " %1").arg(one.count)).join(qsTr("，"))
    }
    Fact {
        good: card.view.skewed !== true
        text: good ? qsTr("时钟：没发现不准") : qsTr("时钟：和省里差得太多，请校准")
    }
    Fact {
        good: !card.memoryBad
        text: good ? qsTr("存储：正常") : qsTr("存储：%1").arg(card.said(card.view.memory))
    }
    Words {
        Layout.fillWidth: true
        role: "small"
        text: qsTr("终端 %1　软件 %2").arg(card.view.terminal || "-").arg(card.view.version || "-")
    }
}
