// An hour with somebody who helps: free hours of a place, taken by a touch and given up again.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool ready: view.state === "ready"
    readonly property var leaving: view.leaving || null
    readonly property var deed: view.deed || ({state: "", words: ""})

    title: qsTr("约个时间")
    subtitle: [view.place, view.phone].filter(part => part).join("　")
    spacing: Theme.u(20)

    Stable {
        id: slots
        source: screen.view.slots || []
    }
    Stable {
        id: mine
        source: screen.view.mine || []
    }
    AskState {
        state_: screen.view.state || ""
        words: screen.view.words || ""
    }
    Note {
        objectName: "deed-note"
        visible: screen.ready && ["done", "not_done", "unknown"].includes(screen.deed.state)
        Layout.fillWidth: true
        kind: screen.deed.state === "done" ? "done" : "look"
        text: screen.deed.state === "done" ? (mine.value.length > 0 ? qsTr("办好了，您的预约在下面。") : qsTr("取消好了，这个时间让给别人了。")) : screen.deed.state === "unknown" ? qsTr("不确定约上没有。再点一次只会确认，不会约两次。") : screen.deed.words || qsTr("现在连不上平台，没有约上。可以打上面的电话约。")
    }
    Card {
        visible: screen.ready && screen.leaving !== null
        Layout.fillWidth: true

        Words {
            Layout.fillWidth: true
            role: "lead"
            font.bold: true
            text: screen.leaving ? qsTr("要取消 %1 的预约吗？").arg(screen.leaving.when) : ""
            Accessible.role: Accessible.AlertMessage
        }
        Words {
            Layout.fillWidth: true
            text: qsTr("取消了，这个时间就让给别人，再要约得重新选。")
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            ActionButton {
                objectName: "action-keep"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                kind: "secondary"
                text: qsTr("不取消")
                onActivated: Kiosk.act("give_up", {id: ""})
            }
            ActionButton {
                objectName: "action-cancel"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                kind: "secondary"
                text: qsTr("取消预约")
                busyText: qsTr("正在取消…")
                onActivated: Kiosk.act("cancel", {id: screen.leaving.id})
            }
        }
    }
    Words {
        visible: screen.ready && mine.value.length > 0
        Layout.fillWidth: true
        role: "q"
        text: qsTr("您约好的")
    }
    Repeater {
        model: screen.ready ? mine.value : []

        ListRow {
            required property var modelData
            objectName: "mine-" + modelData.id
            Layout.fillWidth: true
            iconName: "calendar"
            title: modelData.when + "–" + modelData.until
            detail: modelData.by === "video" ? qsTr("视频谈；不去了点这里取消") : qsTr("当面谈；不去了点这里取消")
            badge: Theme.large ? "" : qsTr("取消")
            badgeKind: "quiet"
            chevron: false
            onActivated: Kiosk.act("give_up", {id: modelData.id})
        }
    }
    Words {
        visible: screen.ready && slots.value.length > 0
        Layout.fillWidth: true
        role: "q"
        text: qsTr("空着的时间，点一个就约上")
    }
    Note {
        visible: screen.ready && slots.value.length === 0 && mine.value.length === 0
        Layout.fillWidth: true
        text: qsTr("现在没有空着的时间。请打上面的电话问，或者过一天再看。")
    }
    GridLayout {
        visible: screen.ready && slots.value.length > 0
        Layout.fillWidth: true
        columns: Theme.large || Theme.language !== "zh" ? 1 : 2
        rowSpacing: Theme.u(20)
        columnSpacing: Theme.u(20)
        uniformCellWidths: true

        Repeater {
            model: screen.ready ? slots.value : []

            ListRow {
                required property var modelData
                objectName: "slot-" + modelData.id
                Layout.fillWidth: true
                compact: true
                chevron: false
                title: modelData.when
                detail: (modelData.by === "video" ? qsTr("视频谈") : qsTr("当面谈")) + qsTr("，到 %1").arg(modelData.until)
                onActivated: Kiosk.act("book", {slot: modelData.id})
            }
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
            iconName: Theme.longWords ? "" : "down"
            text: qsTr("再晚一些")
            possible: screen.view.hasNext === true
            reason: qsTr("没有了")
            onActivated: Kiosk.act("page", {by: 1})
        },
        ActionButton {
            objectName: "action-previous"
            visible: screen.ready && (screen.view.hasNext || screen.view.hasPrev)
            Layout.fillWidth: true
            kind: "secondary"
            iconName: Theme.longWords ? "" : "up"
            text: qsTr("早一些")
            possible: screen.view.hasPrev === true
            reason: qsTr("最早的在这里")
            onActivated: Kiosk.act("page", {by: -1})
        }
    ]
}
