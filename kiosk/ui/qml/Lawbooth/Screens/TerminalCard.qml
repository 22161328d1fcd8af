// The terminal itself for the technician: network, what waits to be sent, clock, memory and version; numbers only.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Controls
import Lawbooth.Theme

Card {
    id: card

    property var view: ({})
    readonly property var network: view.network || ({up: false, reason: ""})
    readonly property var reasons: ({
        down: qsTr("连不上"), clock_skew: qsTr("时间和省里差得太多"), captive_portal: qsTr("被上网登录页挡住"), tls: qsTr("证书不被信任"),
        not_enrolled: qsTr("这台机器还没登记"), not_ready: qsTr("省里还没准备好"), unknown: qsTr("还没问到")
    })
    readonly property var queues: ({
        waiting: qsTr("等着送 %1 件"), sending: qsTr("正在送 %1 件"), unsure: qsTr("要再问 %1 件"), delivered: qsTr("已送到 %1 件"), dead: qsTr("停住 %1 件，要人看")
    })
    readonly property var filled: (view.outbox || []).filter(one => one.count > 0)
    readonly property bool stuck: filled.some(one => one.state === "dead")
    readonly property bool memoryBad: !["", "ok", "new"].includes(view.memory || "")
    readonly property var memories: ({
        wrong_key: qsTr("钥匙不对，打不开。请放回原来的 store.key，再查一遍；原来的文件没有动"),
        disk_read_only: qsTr("硬盘写不进去，只能读。请检查硬盘和挂载，必要时换硬盘"),
        disk_full: qsTr("硬盘满了。请腾出地方"),
        disk_fault: qsTr("硬盘读写出错。请准备换硬盘"),
        store_too_new: qsTr("是更新的软件写的。请把软件升回去"),
        store_damaged: qsTr("文件坏了，打不开。请把 store.db 寄回检查"),
        renewed: qsTr("坏过一次，能读的都救回来了。请把 store.db.damaged 寄回检查"),
        full: qsTr("快满了，已不再收附件。请联网送出，或调大 memory.budget_mb")
    })

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
        text: good ? qsTr("网络：已连上省里") : qsTr("网络：没联网，%1").arg(card.reasons[card.network.reason] || card.network.reason)
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
        text: good ? qsTr("存储：正常") : qsTr("存储：%1").arg((card.memories[card.view.memory] || "") + qsTr("（%1）").arg(card.view.memory))
    }
    Words {
        Layout.fillWidth: true
        role: "small"
        text: qsTr("终端 %1　软件 %2").arg(card.view.terminal || "-").arg(card.view.version || "-")
    }
}
