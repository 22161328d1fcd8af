// On the receipt of a filing that deposits evidence: how it stands, and the way to its slips and certificates.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls

ListRow {
    id: row

    property string standing: "none"

    objectName: "action-deposit"
    visible: standing !== "none"
    Layout.fillWidth: true
    iconName: "lock"
    title: ({
        asking: qsTr("正在存证，请等一等"), done: qsTr("存证好了：看编码，打印小票和证书"), waiting: qsTr("存证还没有完成"), kept: qsTr("还没有存证，联网后自动办")
    })[standing] || ""
    detail: ({
        asking: qsTr("摘要已经在这里算好，文件没有因此离开终端"), done: qsTr("小票上的两个码就是完整的证明"), waiting: qsTr("摘要已经算好，点这里再试一次"),
        kept: qsTr("凭编码来这台终端取存证小票")
    })[standing] || ""
    badge: standing === "done" ? qsTr("已存证") : ["waiting", "kept"].includes(standing) ? qsTr("看怎么办") : ""
    badgeKind: standing === "done" ? "done" : "look"
    onActivated: Kiosk.act("deposit", {})
}
