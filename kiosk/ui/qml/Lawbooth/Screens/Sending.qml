// Three honest stages: saved here, on its way, answered. It is saved before it leaves, and never sent twice by a touch.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property string stage: view.stage || "saving"
    readonly property bool failed: stage === "save_failed"
    readonly property int reached: ["saving", "save_failed"].includes(stage) ? 0 : stage === "sending" ? 1 : 2
    readonly property real share: reached === 0 ? 0 : reached === 2 ? 1 : (view.percent || 0) / 100

    title: ({
        saving: qsTr("正在保存您的材料"), sending: qsTr("正在送出您的材料"), waiting: qsTr("送到了，正在等回话"),
        unknown: qsTr("正在问对方收到没有"), save_failed: qsTr("材料没有存上")
    })[stage] || ""
    spacing: Theme.u(Theme.portrait ? 36 : 20)
    aside: [
        Part {
            wanted: !Theme.portrait
            sourceComponent: picture
        },
        Item {
            Layout.fillHeight: true
        }
    ]

    Component {
        id: picture
        SendPicture {
            implicitHeight: width * 0.33
            progress: screen.share
            troubled: screen.failed || screen.stage === "unknown"
        }
    }
    Part {
        wanted: Theme.portrait
        sourceComponent: picture
    }
    Card {
        Layout.fillWidth: true
        spacing: 0

        StageRow {
            Layout.fillWidth: true
            state: screen.failed ? "look" : screen.reached > 0 ? "done" : "now"
            title: screen.failed ? qsTr("没有存上") : screen.reached > 0 ? qsTr("已保存在这台机器") : qsTr("正在保存")
            detail: screen.failed ? qsTr("什么也没有送出去。您填的和签的都还在屏幕这边。") : screen.reached > 0 ? qsTr("%1 保存，加密存放。现在停电、断网都不会丢").arg(screen.view.savedAt || "") : qsTr("一般几秒钟，请不要离开")
        }
        StageRow {
            Layout.fillWidth: true
            state: screen.reached > 1 ? "done" : screen.reached === 1 ? "now" : "later"
            title: screen.reached === 1 && screen.view.total > 0 ? qsTr("正在送出　第 %1 件，共 %2 件").arg(screen.view.sent).arg(screen.view.total) : screen.reached > 1 ? qsTr("已经送出") : qsTr("送出去")
            detail: screen.reached > 1 ? qsTr("一共 %1 件").arg(screen.view.total || 0) : qsTr("文书和材料一件一件送")
            progress: screen.reached === 1 ? screen.share : -1
        }
        StageRow {
            Layout.fillWidth: true
            last: true
            state: screen.reached > 1 ? (screen.stage === "unknown" ? "look" : "now") : "later"
            title: screen.stage === "unknown" ? qsTr("还不知道对方收到没有，正在问") : qsTr("等对方回话“收到了”")
            detail: screen.stage === "unknown" ? qsTr("问清楚以前不会再送一遍") : qsTr("收到后打印正式回执")
        }
    }
    Note {
        Layout.fillWidth: true
        kind: screen.failed ? "look" : "info"
        text: screen.failed ? qsTr("可能是这台机器的存储满了。请再试一次；还不行就找人帮忙，别离开。") : qsTr("同一份材料只会交一次。慢也不用再点。")
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-retry"
            visible: screen.failed
            Layout.fillWidth: true
            Layout.fillHeight: true
            iconName: "retry"
            text: qsTr("再试一次")
            busyText: qsTr("正在保存…")
            onActivated: Kiosk.act("retry", {})
        },
        ActionButton {
            objectName: "action-leave"
            visible: !screen.failed
            Layout.fillWidth: true
            Layout.fillHeight: true
            kind: "secondary"
            iconName: "printer"
            possible: screen.reached > 0
            reason: qsTr("正在保存，存好才能走")
            text: qsTr("不等了，先打印“已保存”凭条")
            busyText: qsTr("正在打印…")
            onActivated: Kiosk.act("leave", {})
        }
    ]
}
