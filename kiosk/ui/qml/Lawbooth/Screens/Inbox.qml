// What was served: the clock that ends first, and every paper.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool ready: view.state === "ready"
    readonly property var clock: clockValue.value
    readonly property string matter: clock !== null && clock !== undefined ? clock.matter : ""
    readonly property int invited: view.invited || 0
    readonly property var meetings: ({mediation: qsTr("约好的调解"), notary: qsTr("约好的公证"), hearing: qsTr("约好的开庭")})
    readonly property var badges: ({early: qsTr("没到时间"), due: qsTr("现在进入"), new: qsTr("没看过"), opened: qsTr("看过"), receipted: qsTr("已签收")})
    readonly property var icons: ({fee_notice: "wallet", summons: "calendar", meeting: "people", judgment: "court", small_claims_judgment: "court", ruling: "court"})

    kicker: ready ? qsTr("电子送达") : ""
    title: !ready ? qsTr("送给我的文书") : view.total === 0 ? (invited > 0 ? qsTr("约好的会") : qsTr("没有新的文书")) : qsTr("给您送来 %1 份文书").arg(view.total)
    subtitle: ready && view.total > 0 ? qsTr("送到那天就算送达，没打开也算。") : ""
    spacing: Theme.u(20)

    Stable {
        id: rows
        source: screen.view.rows || []
    }
    Stable {
        id: clockValue
        source: screen.view.clock || null
    }
    AskState {
        state_: screen.view.state || ""
        words: screen.view.words || ""
    }
    LegalClock {
        visible: screen.ready && known
        Layout.fillWidth: true
        clock: screen.clock
    }
    GridLayout {
        visible: screen.ready && screen.matter !== ""
        Layout.fillWidth: true
        columns: Theme.longWords ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        ActionButton {
            objectName: "action-read"
            Layout.fillWidth: true
            kind: screen.matter === "SS-HJ" ? "primary" : "secondary"
            text: qsTr("打开这份文书")
            trailingIcon: "chevron"
            onActivated: Kiosk.act("open", {id: screen.clock.id})
        }
        ActionButton {
            objectName: "action-matter"
            Layout.fillWidth: true
            kind: screen.matter === "SS-HJ" ? "secondary" : "primary"
            text: screen.matter === "SS-HJ" ? qsTr("申请缓、减、免交") : screen.matter === "SU-01" ? qsTr("不服，一键上诉") : screen.matter === "SS-DB" ? qsTr("写答辩状") : qsTr("现在就办")
            onActivated: Kiosk.act("matter", {code: screen.matter})
        }
    }
    Note {
        visible: screen.ready && screen.view.deed !== undefined && (screen.view.deed.state === "not_done" || screen.view.deed.state === "unknown")
        Layout.fillWidth: true
        text: screen.view.deed && screen.view.deed.words !== "" ? screen.view.deed.words : qsTr("现在进不去。等一会儿再点一次，或者点“找人帮忙”。")
    }
    Note {
        visible: screen.ready && screen.view.refused === true
        Layout.fillWidth: true
        text: qsTr("您没有同意电子送达，法院会把文书寄到您的地址。想改成电子的，点下面“改送达方式”。")
    }
    Note {
        visible: screen.ready && screen.view.total === 0 && screen.invited === 0
        Layout.fillWidth: true
        text: qsTr("没有文书送来，不用做什么。法院也可能把文书寄到您家里，请留意。")
    }
    Repeater {
        model: screen.ready ? rows.value : []

        ListRow {
            required property var modelData
            objectName: "paper-" + modelData.id
            Layout.fillWidth: true
            iconName: screen.icons[modelData.kind] || "document"
            readonly property bool meeting: modelData.kind === "meeting"
            readonly property bool pending: !meeting && modelData.due && modelData.seen !== "receipted"

            possible: !meeting || modelData.due
            reason: qsTr("还没到时间")
            title: meeting ? screen.meetings[modelData.title] || modelData.title : modelData.title
            detail: meeting ? (modelData.due ? qsTr("%1 开始").arg(modelData.at) : qsTr("%1 开始，提前 15 分钟可以进入").arg(modelData.at)) : qsTr("%1 送到").arg(modelData.at)
            badge: pending ? qsTr("要办") : screen.badges[modelData.seen]
            badgeKind: pending || modelData.seen === "due" ? "wait" : modelData.seen === "new" || modelData.seen === "early" ? "info" : "done"
            onActivated: Kiosk.act(meeting ? "join" : "open", {id: modelData.id})
        }
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-next"
            visible: screen.ready && (screen.view.hasNext || screen.view.hasPrev)
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "down"
            text: qsTr("下一页")
            possible: screen.view.hasNext === true
            reason: qsTr("没有了")
            onActivated: Kiosk.act("page", {by: 1})
        },
        ActionButton {
            objectName: "action-previous"
            visible: screen.ready && (screen.view.hasNext || screen.view.hasPrev)
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "up"
            text: qsTr("上一页")
            possible: screen.view.hasPrev === true
            reason: qsTr("第一页")
            onActivated: Kiosk.act("page", {by: -1})
        },
        ActionButton {
            objectName: "action-address"
            visible: screen.ready && !(screen.view.hasNext || screen.view.hasPrev)
            Layout.fillWidth: true
            kind: "quiet"
            iconName: "mail"
            text: qsTr("改送达方式")
            onActivated: Kiosk.act("address", {})
        }
    ]
}
