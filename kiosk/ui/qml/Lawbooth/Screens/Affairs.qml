// A resident's own affairs: what was served, whose turn it is, and everything under way.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool ready: view.state === "ready"
    readonly property var icons: ({application: "document", order: "chat", case: "scales"})

    title: qsTr("我的事办到哪了")
    subtitle: ready ? qsTr("等您办的排在最前面。") : ""
    spacing: Theme.u(20)

    Stable {
        id: rows
        source: screen.view.rows || []
    }
    Stable {
        id: clock
        source: screen.view.clock || null
    }
    AskState {
        state_: screen.view.state || ""
        words: screen.view.words || ""
    }
    stacksAt: "largest"
    aside: [
        LegalClock {
            visible: screen.sideBySide && screen.ready && known
            Layout.fillWidth: true
            brief: true
            clock: clock.value
        },
        Item {
            Layout.fillHeight: true
        }
    ]
    LegalClock {
        visible: !screen.sideBySide && screen.ready && known
        Layout.fillWidth: true
        brief: true
        clock: clock.value
    }
    ListRow {
        objectName: "row-inbox"
        visible: screen.ready
        Layout.fillWidth: true
        iconName: "mail"
        title: qsTr("送给我的文书")
        detail: [screen.view.papers === 0 ? qsTr("还没有文书送来") : qsTr("共 %1 份").arg(screen.view.papers), screen.view.invited > 0 ? qsTr("约好的会 %1 场").arg(screen.view.invited) : ""].filter(part => part !== "").join(qsTr("，"))
        badge: screen.view.unopened > 0 ? qsTr("%1 份没看").arg(screen.view.unopened) : ""
        badgeKind: "wait"
        onActivated: Kiosk.act("inbox", {})
    }
    Repeater {
        model: screen.ready ? rows.value : []

        ListRow {
            required property var modelData
            objectName: "affair-" + modelData.id
            Layout.fillWidth: true
            iconName: screen.icons[modelData.kind]
            title: modelData.title
            detail: modelData.detail
            badge: modelData.mark === "turn" ? qsTr("轮到您") : modelData.badge
            badgeKind: modelData.mark === "turn" ? "wait" : modelData.mark === "over" ? "quiet" : "info"
            onActivated: Kiosk.act("open", {id: modelData.id})
        }
    }
    Note {
        visible: screen.ready && rows.value.length === 0
        Layout.fillWidth: true
        text: qsTr("您名下还没有办过的事。在别处办的，过一天再来看；只有凭条的，可以凭码查。")
    }
    Note {
        visible: screen.view.missing === true
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("有一部分现在没查到，不是没有。请过一会儿再看。")
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
            objectName: "action-code"
            visible: !screen.ready || !(screen.view.hasNext || screen.view.hasPrev)
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "search"
            text: qsTr("凭码查")
            onActivated: Kiosk.act("code", {})
        }
    ]
}
