// One served paper: its pages and words, when it counts as served, what it starts; confirmed by a touch, printed on demand.
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
    readonly property bool clocked: clock !== null && clock !== undefined
    readonly property string matter: clocked ? clock.matter : ""
    readonly property var deed: view.deed || ({state: "", words: ""})
    readonly property string copyState: view.copy ? view.copy.outcome : "none"

    kicker: [view.sender, view.about].filter(part => part).join("　")
    title: view.title || qsTr("文书")
    subtitle: ready ? (view.receipted ? qsTr("%1 送到，%2 您签收了").arg(view.arrived).arg(view.receipted) : qsTr("%1 送到，从那天起算").arg(view.arrived)) : ""
    spacing: Theme.u(20)

    Stable {
        id: clockValue
        source: screen.view.clock || null
    }
    stacksAt: "large"
    aside: [
        LegalClock {
            visible: screen.sideBySide && screen.ready && known
            Layout.fillWidth: true
            clock: screen.clock
            brief: true
        },
        Item {
            Layout.fillHeight: true
        }
    ]
    AskState {
        state_: screen.view.state || ""
        words: screen.view.words || ""
    }
    LegalClock {
        visible: !screen.sideBySide && screen.ready && known
        Layout.fillWidth: true
        clock: screen.clock
        brief: true
    }
    Note {
        visible: screen.ready && screen.view.final === true
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("小额诉讼一审终审，不能上诉。认为判错了，可以在六个月内申请再审，先问问律师。")
    }
    Note {
        visible: screen.ready && ["missing", "unreadable"].includes(screen.view.phase)
        Layout.fillWidth: true
        kind: "look"
        text: screen.view.phase === "missing" ? qsTr("文书的内容现在取不到，或者和登记的不一样，所以没有显示。请过一会儿再打开，或者找工作人员。") : qsTr("这份文书在屏幕上显示不了，可以打印出来看。")
    }
    Words {
        visible: screen.ready && ["asking", "reading"].includes(screen.view.phase)
        Layout.fillWidth: true
        text: qsTr("正在打开文书…")
    }
    PageView {
        visible: screen.ready && screen.view.pages > 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.u(Theme.large ? 820 : Theme.portrait ? 600 : 420)
        title: screen.view.title || ""
        page: screen.view.page || 0
        pages: screen.view.pages || 0
        twin: screen.view.text || qsTr("这一页是图片，没有文字。")
        canGoUp: screen.view.page > 0
        onUp: Kiosk.act("page", {by: -1})
    }
    Note {
        objectName: "deed-note"
        visible: ["kept", "not_done", "unknown"].includes(screen.deed.state)
        Layout.fillWidth: true
        kind: "look"
        text: screen.deed.state === "kept" ? qsTr("签收还没有送到：现在连不上平台，先存在这台终端里，联网后自动送出。") : screen.deed.state === "unknown" ? qsTr("不确定平台记下没有。再点一次只会确认，不会重复。") : screen.deed.words || qsTr("现在连不上平台，没有签收。不签收也从送到那天算。")
    }
    Note {
        visible: ["done", "not_done", "unknown"].includes(screen.copyState)
        Layout.fillWidth: true
        kind: screen.copyState === "done" ? "done" : "look"
        text: screen.copyState === "done" ? qsTr("印好了，请从屏幕下方的出纸口取。") : screen.copyState === "unknown" ? qsTr("不确定印出来没有，请先看看出纸口。") : qsTr("没印出来。请找人看一下打印机。")
    }
    actions: [
        ActionButton {
            objectName: "action-next-page"
            visible: screen.ready && screen.view.pages > 1 && screen.view.page < screen.view.pages - 1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.longWords ? 2 : 3
            text: qsTr("看下一页")
            onActivated: Kiosk.act("page", {by: 1})
        },
        ActionButton {
            objectName: "action-matter"
            visible: screen.ready && screen.matter !== "" && !(screen.view.pages > 1 && screen.view.page < screen.view.pages - 1)
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.longWords ? 2 : 3
            trailingIcon: Theme.longWords ? "" : "chevron"
            text: screen.matter === "SS-HJ" ? qsTr("申请缓、减、免交") : screen.matter === "SU-01" ? qsTr("不服，一键上诉") : screen.matter === "SS-DB" ? qsTr("写答辩状") : qsTr("现在就办")
            onActivated: Kiosk.act("matter", {code: screen.matter})
        },
        ActionButton {
            objectName: "action-receipt"
            visible: screen.ready && !screen.view.receipted && screen.deed.state !== "kept"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            kind: "secondary"
            iconName: Theme.large ? "" : "check"
            text: screen.deed.state === "unknown" ? qsTr("再确认") : qsTr("签收")
            busyText: qsTr("正在记…")
            onActivated: Kiosk.act("receipt", {})
        },
        ActionButton {
            objectName: "action-print"
            visible: screen.ready
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            kind: "secondary"
            iconName: Theme.large ? "" : "printer"
            text: qsTr("打印")
            busyText: qsTr("正在打印…")
            possible: screen.copyState !== "printing" && ["ready", "unreadable"].includes(screen.view.phase)
            reason: screen.copyState === "printing" ? qsTr("正在打印…") : qsTr("还没打开")
            onActivated: Kiosk.act("print", {})
        }
    ]
}
