// One case or request: whose turn it is, its line with the last days, and what one can do.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Fields
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool ready: view.state === "ready"
    readonly property var whose: view.turn || null
    readonly property var decision: view.decision || null
    readonly property var remedy: decision !== null ? decision.remedy || null : null
    readonly property var deed: view.deed || ({state: "", words: ""})
    readonly property string panel: view.panel || ""
    readonly property bool open: panel !== "" && !["done", "kept"].includes(deed.state)
    readonly property bool signing: open && panel === "correct"
    readonly property bool writing: open && ["urge", "withdraw", "supplement", "complain", "correct"].includes(panel)
    readonly property var names: ({
        urge: qsTr("催一催"), withdraw: qsTr("撤回"), correct: qsTr("补材料说明"), supplement: qsTr("补充"),
        rate: qsTr("评价"), revisit: qsTr("答复回访"), complain: qsTr("投诉")
    })
    readonly property var icons: ({urge: "clock", withdraw: "trash", correct: "pen", supplement: "pen", rate: "check-circle", revisit: "call", complain: "warning"})
    readonly property var hints: ({
        urge: qsTr("想说什么可以写，不写也能催"),
        withdraw: qsTr("为什么撤回，可以不写"),
        supplement: qsTr("请写要补充的内容"),
        complain: qsTr("请写哪里没办好"),
        correct: qsTr("请写对方要您补的内容")
    })

    kicker: [view.kind === "order" ? qsTr("诉求工单") : qsTr("查进度"), view.number].filter(part => part).join("　")
    title: open ? names[panel] : view.title || qsTr("办到哪了")
    subtitle: open ? view.title : [view.unit, view.label].filter(part => part).join("　")
    spacing: Theme.u(20)

    function send() {
        Kiosk.act("say", {words: box.text});
    }

    // a stroke must not scroll the page
    Binding {
        target: screen.flick
        property: "interactive"
        value: false
        when: screen.signing
    }
    Stable {
        id: nodes
        source: screen.view.nodes || []
    }
    Stable {
        id: may
        source: screen.view.may || []
    }
    stacksAt: "large"
    aside: [
        TurnBand {
            visible: screen.sideBySide && screen.ready && !screen.open && known
            Layout.fillWidth: true
            turn: screen.whose
        },
        Item {
            Layout.fillHeight: true
        }
    ]
    AskState {
        state_: screen.view.state || ""
        words: screen.view.words || ""
    }
    Note {
        objectName: "deed-note"
        visible: ["done", "kept", "not_done", "unknown"].includes(screen.deed.state)
        Layout.fillWidth: true
        kind: screen.deed.state === "done" ? "done" : "look"
        text: screen.deed.state === "done" ? qsTr("已经送到平台，记下了。") : screen.deed.state === "kept" ? qsTr("还没有送到：现在连不上平台，先存在这台终端里，联网后自动送出，不用再办一次。") : screen.deed.state === "unknown" ? qsTr("不确定平台收到没有。再点一次只会确认，不会重复。") : screen.deed.words || qsTr("现在连不上平台，没有送出去。请过一会儿再试，或者打 12348。")
    }
    TurnBand {
        visible: !screen.sideBySide && screen.ready && !screen.open && known
        Layout.fillWidth: true
        turn: screen.whose
    }
    Card {
        visible: screen.ready && !screen.open && screen.decision !== null
        Layout.fillWidth: true

        Words {
            Layout.fillWidth: true
            role: "lead"
            font.bold: true
            text: screen.remedy !== null ? qsTr("为什么没有受理") : qsTr("要您补什么")
        }
        Words {
            Layout.fillWidth: true
            text: screen.decision !== null ? screen.decision.reason : ""
        }
        Words {
            visible: screen.remedy !== null
            Layout.fillWidth: true
            font.bold: true
            text: screen.remedy === null ? "" : screen.remedy.day !== "" ? qsTr("不服可以%1，向%2，最晚 %3 %4（%5）").arg(screen.remedy.way).arg(screen.remedy.to).arg(screen.remedy.day).arg(screen.remedy.weekday).arg(screen.remedy.basis) : qsTr("不服可以%1，向%2，收到起 %3 天内（%4）").arg(screen.remedy.way).arg(screen.remedy.to).arg(screen.remedy.days).arg(screen.remedy.basis)
        }
        ActionButton {
            objectName: "action-remedy"
            visible: screen.remedy !== null && screen.remedy.matter !== ""
            Layout.fillWidth: true
            kind: "secondary"
            trailingIcon: "chevron"
            text: screen.remedy !== null ? qsTr("现在就在这里%1").arg(screen.remedy.way) : ""
            onActivated: Kiosk.act("matter", {code: screen.remedy.matter})
        }
    }
    Repeater {
        model: screen.ready && !screen.open ? nodes.value : []

        CaseNode {
            required property int index
            Layout.fillWidth: true
            last: index === nodes.value.length - 1
        }
    }
    EntryBox {
        id: box
        visible: screen.writing
        Layout.fillWidth: true
        implicitHeight: Theme.u(Theme.portrait ? 128 : 112)
        inputName: "field-words"
        label: screen.names[screen.panel] || ""
        placeholder: screen.hints[screen.panel] || ""
        maximumLength: 500
        wrong: screen.view.mark === "words"
        onFinished: if (!screen.signing)
            screen.send()
    }
    Note {
        visible: screen.open && (screen.view.mark || "") !== ""
        Layout.fillWidth: true
        kind: "look"
        text: screen.view.mark === "words" ? qsTr("请先写几个字。") : screen.view.mark === "empty" ? qsTr("框里还没有字，请先签名。") : qsTr("签名没有放进文书，不是您的问题。请再点一次。")
    }
    Words {
        visible: screen.signing
        Layout.fillWidth: true
        text: qsTr("上面写的会印成一份《补充材料说明》，请在框里签名：")
    }
    SignaturePad {
        id: pad
        objectName: "pad"
        visible: screen.signing
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.u(Theme.portrait ? 420 : 260)
        hint: qsTr("在这个框里签")
    }
    GridLayout {
        visible: screen.open && screen.panel === "rate"
        Layout.fillWidth: true
        columns: 1
        rowSpacing: Theme.u(20)

        Repeater {
            model: [[5, qsTr("很满意")], [4, qsTr("满意")], [3, qsTr("一般")], [2, qsTr("不满意")], [1, qsTr("很不满意")]]

            OptionTile {
                required property var modelData
                objectName: "score-" + modelData[0]
                Layout.fillWidth: true
                text: modelData[1]
                onActivated: Kiosk.act("rate", {score: modelData[0]})
            }
        }
        Words {
            Layout.fillWidth: true
            role: "small"
            text: qsTr("选“不满意”和“很不满意”的，都会有人回访您。")
        }
    }
    GridLayout {
        visible: screen.open && screen.panel === "revisit"
        Layout.fillWidth: true
        columns: 2
        columnSpacing: Theme.gap
        uniformCellWidths: true

        EqualButton {
            objectName: "action-settled"
            Layout.fillWidth: true
            iconName: "check"
            text: qsTr("现在解决了")
            onActivated: Kiosk.act("revisit", {settled: true})
        }
        EqualButton {
            objectName: "action-unsettled"
            Layout.fillWidth: true
            iconName: "retry"
            text: qsTr("没解决，请重办")
            onActivated: Kiosk.act("revisit", {settled: false})
        }
    }
    Item {
        Layout.fillHeight: true
    }
    GridLayout {
        visible: screen.ready && !screen.open && may.value.length > 0
        Layout.fillWidth: true
        columns: Theme.large || Theme.language !== "zh" ? 2 : 3
        rowSpacing: Theme.u(20)
        columnSpacing: Theme.u(20)
        uniformCellWidths: true

        Repeater {
            model: may.value

            ActionButton {
                required property string modelData
                objectName: "panel-" + modelData
                Layout.fillWidth: true
                least: Theme.target
                kind: "quiet"
                iconName: Theme.large ? "" : screen.icons[modelData]
                fontSize: Theme.largest && Theme.language !== "zh" ? Theme.small : Theme.lead
                text: screen.names[modelData]
                onActivated: Kiosk.act("panel", {id: modelData})
            }
        }
    }
    actions: [
        ActionButton {
            objectName: "action-print"
            visible: screen.ready && !screen.open
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "printer"
            text: qsTr("印一份")
            busyText: qsTr("正在打印…")
            possible: !screen.view.slip || screen.view.slip.outcome !== "printing"
            reason: qsTr("正在打印…")
            onActivated: Kiosk.act("print", {})
        },
        ActionButton {
            objectName: "action-send"
            visible: screen.writing && !screen.signing
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            kind: "primary"
            iconName: "send"
            text: screen.deed.state === "unknown" ? qsTr("再确认一次") : screen.panel === "withdraw" ? qsTr("确定撤回") : qsTr("送出去")
            busyText: qsTr("正在送…")
            onActivated: screen.send()
        },
        ActionButton {
            objectName: "action-sign"
            visible: screen.signing
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            kind: "sign"
            iconName: "pen"
            text: screen.deed.state === "unknown" ? qsTr("再确认一次") : qsTr("签名并送出")
            busyText: qsTr("正在送…")
            possible: !pad.empty && screen.view.busy !== true
            reason: screen.view.busy === true ? qsTr("正在送…") : qsTr("先在框里签名")
            onActivated: {
                pad.end();
                Kiosk.act("sign", {words: box.text, strokes: pad.strokes});
            }
        },
        ActionButton {
            objectName: "action-close"
            visible: screen.open
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            kind: "secondary"
            text: qsTr("不办了")
            onActivated: Kiosk.act("panel", {id: ""})
        }
    ]
}
