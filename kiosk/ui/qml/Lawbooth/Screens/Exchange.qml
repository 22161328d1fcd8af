// 举证质证 and 自行和解: the pieces of both sides with opinions, and proposals back and forth.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool ready: view.state === "ready"
    readonly property var item: view.item || null
    readonly property bool one: item !== null
    readonly property bool settling: ready && view.tab === "settle"
    readonly property bool adding: ready && view.adding === true && deed.state !== "done" && deed.state !== "kept"
    readonly property bool listing: ready && view.tab === "evidence" && !one && !adding
    readonly property var paper: view.paper || null
    readonly property var against: view.against || ({phase: "", verdict: "", reason: ""})
    readonly property bool reading: ready && one && paper !== null
    readonly property bool opining: ready && one && !reading && !item.mine && !item.said && view.proven === true && !["done", "kept"].includes(deed.state)
    readonly property var deed: view.deed || ({state: "", words: ""})
    readonly property var judged: ({accepted: qsTr("认可"), disputed: qsTr("不认可"), unsure: qsTr("说不准")})
    property bool proposing: false

    kicker: view.about || ""
    title: adding ? qsTr("添一份我的证据") : one ? item.title : view.title || qsTr("证据和和解")
    subtitle: one ? [item.kind, item.mine ? qsTr("您交的") : qsTr("对方交的"), item.pages > 0 ? qsTr("%1 页").arg(item.pages) : "", item.late ? qsTr("过期才交") : ""].filter(part => part !== "").join("　") : ""
    spacing: Theme.u(20)

    function opinionWords(said: var): string {
        return qsTr("真实性%1，合法性%2，关联性%3").arg(judged[said.authenticity]).arg(judged[said.legality]).arg(judged[said.relevance]) + (said.reason ? qsTr("。%1").arg(said.reason) : "");
    }

    Stable {
        id: items
        source: screen.view.items || []
    }
    Stable {
        id: messages
        source: screen.view.messages || []
    }
    AskState {
        state_: screen.view.state || ""
        words: screen.view.words || ""
    }
    Note {
        objectName: "deed-note"
        visible: ["done", "kept", "not_done", "unknown"].includes(screen.deed.state)
        Layout.fillWidth: true
        kind: screen.deed.state === "done" ? "done" : "look"
        text: screen.deed.state === "done" ? qsTr("已经送到，对方看得到了。") : screen.deed.state === "kept" ? qsTr("还没有送到：现在连不上平台，先存在这台终端里，联网后自动送出，不用再办一次。") : screen.deed.state === "unknown" ? qsTr("不确定送到没有。再点一次只会确认，不会重复。") : screen.deed.words || qsTr("现在连不上平台，没有送出去。请过一会儿再试，或者去法院交。")
    }
    RowLayout {
        visible: screen.ready && !screen.one && !screen.adding
        Layout.fillWidth: true
        spacing: Theme.gap

        ToggleButton {
            objectName: "tab-evidence"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            iconName: Theme.large ? "" : "document"
            text: qsTr("证据")
            checked: screen.view.tab === "evidence"
            onActivated: Kiosk.act("tab", {id: "evidence"})
        }
        ToggleButton {
            objectName: "tab-settle"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            iconName: Theme.large ? "" : "mediate"
            text: qsTr("自己谈和解")
            checked: screen.view.tab === "settle"
            onActivated: Kiosk.act("tab", {id: "settle"})
        }
    }
    Words {
        visible: screen.listing && !!screen.view.until && screen.view.until.opinions !== ""
        Layout.fillWidth: true
        text: screen.listing && !!screen.view.until ? qsTr("说意见最晚 %1；过了也能交，算不算由法官定。").arg(screen.view.until.opinions) : ""
    }
    Note {
        visible: screen.listing && items.value.length === 0
        Layout.fillWidth: true
        text: qsTr("还没有谁交证据。")
    }
    Repeater {
        model: screen.listing ? items.value : []

        ListRow {
            required property var modelData
            objectName: "item-" + modelData.number
            Layout.fillWidth: true
            title: modelData.number + "　" + modelData.title
            detail: modelData.purpose
            badge: modelData.mine ? qsTr("您交的") : !!modelData.said ? qsTr("说过了") : qsTr("等您说")
            badgeKind: modelData.mine ? "quiet" : !!modelData.said ? "done" : "wait"
            onActivated: Kiosk.act("open", {number: modelData.number})
        }
    }
    EvidenceForm {
        id: form
        visible: screen.adding
        Layout.fillWidth: true
        mark: screen.view.mark || ""
        canScan: screen.view.scan === true
        proven: screen.view.proven === true
    }
    Words {
        visible: screen.reading && ["asking", "reading"].includes(screen.paper.phase)
        Layout.fillWidth: true
        text: qsTr("正在打开文件…")
    }
    Note {
        visible: screen.reading && ["missing", "unreadable"].includes(screen.paper.phase)
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("这份文件现在打不开。请过一会儿再试，或者去法院看原件。")
    }
    PageView {
        visible: screen.reading && screen.paper.pages > 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.u(Theme.large ? 820 : Theme.portrait ? 600 : 420)
        title: screen.one ? screen.item.title : ""
        page: screen.reading ? screen.paper.page : 0
        pages: screen.reading ? screen.paper.pages : 0
        twin: screen.reading && screen.paper.text !== "" ? screen.paper.text : qsTr("这一页是图片，没有文字。")
        canGoUp: screen.reading && screen.paper.page > 0
        onUp: Kiosk.act("page", {by: -1})
    }
    Card {
        visible: screen.ready && screen.one && !screen.reading
        Layout.fillWidth: true

        Words {
            Layout.fillWidth: true
            color: Theme.ink2
            text: qsTr("要证明什么")
        }
        Words {
            Layout.fillWidth: true
            role: "lead"
            text: screen.one ? screen.item.purpose : ""
        }
        Words {
            visible: screen.one && screen.item.deposit !== ""
            Layout.fillWidth: true
            text: screen.one ? qsTr("存证编码 %1").arg(screen.item.deposit) : ""
        }
        ActionButton {
            objectName: "action-read"
            visible: screen.one && screen.item.file === true
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "document"
            text: qsTr("看这份证据")
            busyText: qsTr("正在打开文件…")
            onActivated: Kiosk.act("read", {})
        }
        ActionButton {
            objectName: "action-compare"
            visible: screen.one && screen.item.file === true && screen.item.deposit !== "" && screen.against.phase !== "done"
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "scales"
            text: screen.against.phase === "not_done" ? qsTr("再比对一次") : qsTr("和存证的文件比对")
            busyText: qsTr("正在比对…")
            possible: screen.against.phase !== "asking"
            reason: qsTr("正在比对摘要…")
            onActivated: Kiosk.act("compare", {})
        }
        Note {
            objectName: "compared"
            visible: screen.one && (screen.against.phase === "done" || screen.against.phase === "not_done")
            Layout.fillWidth: true
            kind: screen.against.verdict === "match" ? "done" : "look"
            text: ({
                match: qsTr("是同一份文件：和 %1 存证时一字不差，%2 个见证方联署。存证不证明内容是真的。").arg(screen.against.at || "").arg(screen.against.witnesses || 0),
                mismatch: qsTr("不是同一份文件：这份和存证时的不一样，哪怕只改过一个字、重新拍过一次也会这样。说意见时可以提出来。"),
                cannot_tell: qsTr("比不了：存证人已经销毁了比对用的随机数，只能确认这个编码什么时候存的。")
            })[screen.against.verdict] || ({
                deposit_unknown: qsTr("这个平台没有这条存证，比不了。在别的省存的，请到那里查。"),
                missing: qsTr("这份文件现在取不到，没有比对。"),
                not_proven: qsTr("平台的回答核验不了，没有采信。请告诉工作人员。")
            })[screen.against.reason] || qsTr("现在连不上存证平台，没有比对。请过一会儿再试。")
        }
        Words {
            visible: screen.one && !!screen.item.said
            Layout.fillWidth: true
            font.bold: true
            text: screen.one && !!screen.item.said ? qsTr("您说：%1").arg(screen.opinionWords(screen.item.said)) : ""
        }
        Repeater {
            model: screen.one ? screen.item.others : []

            Words {
                required property var modelData
                Layout.fillWidth: true
                text: qsTr("对方说：%1").arg(screen.opinionWords(modelData))
            }
        }
    }
    Note {
        visible: screen.ready && screen.one && !screen.reading && !screen.item.mine && !screen.item.said && screen.view.proven !== true
        Layout.fillWidth: true
        text: qsTr("对证据说意见，要先核对是您本人。不想用摄像头的，请工作人员核对。")
    }
    OpinionRow {
        id: authenticity
        visible: screen.opining
        Layout.fillWidth: true
        key: "authenticity"
        title: qsTr("是真的吗（真实性）")
    }
    OpinionRow {
        id: legality
        visible: screen.opining
        Layout.fillWidth: true
        key: "legality"
        title: qsTr("来路正当吗（合法性）")
    }
    OpinionRow {
        id: relevance
        visible: screen.opining
        Layout.fillWidth: true
        key: "relevance"
        title: qsTr("和案子有关吗（关联性）")
    }
    EntryBox {
        id: why
        visible: screen.opining
        Layout.fillWidth: true
        implicitHeight: Theme.u(128)
        inputName: "field-why"
        label: qsTr("为什么")
        placeholder: qsTr("不认可的，请写为什么")
        maximumLength: 500
        wrong: screen.view.mark === "why"
    }
    Note {
        visible: (screen.view.mark || "") !== ""
        Layout.fillWidth: true
        kind: "look"
        text: screen.view.mark === "choose" ? qsTr("三个问题都请选一个。") : screen.view.mark === "why" ? qsTr("不认可的，请写几个字说明为什么。") : screen.view.mark === "words" ? qsTr("请写叫什么、要证明什么。") : screen.view.mark === "code" ? qsTr("存证编码不对，请看凭条上的 20 位数字。") : qsTr("请看一下金额和日子，例如 20000。")
    }
    Repeater {
        model: screen.settling && !screen.proposing ? messages.value : []

        Card {
            id: said
            required property var modelData
            Layout.fillWidth: true
            color: modelData.mine ? Theme.tint : Theme.card
            spacing: Theme.u(12)

            Words {
                Layout.fillWidth: true
                role: "small"
                text: (said.modelData.mine ? qsTr("您") : qsTr("对方")) + "　" + said.modelData.at
            }
            Words {
                visible: !!said.modelData.terms
                Layout.fillWidth: true
                role: "lead"
                font.bold: true
                text: !!said.modelData.terms ? qsTr("提议：%1 元，分 %2 次付").arg(said.modelData.terms.amount).arg(said.modelData.terms.instalments) + (said.modelData.terms.first ? qsTr("，第一次 %1").arg(said.modelData.terms.first) : "") : ""
            }
            Words {
                visible: text !== ""
                Layout.fillWidth: true
                text: said.modelData.words || (!!said.modelData.terms ? said.modelData.terms.words : "") || ({accept: qsTr("同意了"), decline: qsTr("没同意"), withdraw: qsTr("收回了提议"), counter: ""})[said.modelData.answer] || ""
            }
            Badge {
                visible: said.modelData.proposal !== ""
                kind: said.modelData.proposal === "accepted" ? "done" : said.modelData.proposal === "open" ? "wait" : "quiet"
                text: ({open: qsTr("等回话"), accepted: qsTr("谈成了"), declined: qsTr("没同意"), countered: qsTr("另提了"), withdrawn: qsTr("收回了"), lapsed: qsTr("过期了")})[said.modelData.proposal] || ""
            }
            RowLayout {
                visible: said.modelData.proposal === "open"
                Layout.fillWidth: true
                spacing: Theme.gap

                ActionButton {
                    objectName: "decline-" + said.modelData.id
                    visible: !said.modelData.mine
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    kind: "equal"
                    text: qsTr("不同意")
                    onActivated: Kiosk.act("reply", {id: said.modelData.id, answer: "decline"})
                }
                ActionButton {
                    objectName: "accept-" + said.modelData.id
                    visible: !said.modelData.mine
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    kind: "equal"
                    text: qsTr("同意")
                    onActivated: Kiosk.act("reply", {id: said.modelData.id, answer: "accept"})
                }
                ActionButton {
                    objectName: "withdraw-" + said.modelData.id
                    visible: said.modelData.mine
                    Layout.fillWidth: true
                    kind: "quiet"
                    text: qsTr("收回提议")
                    onActivated: Kiosk.act("reply", {id: said.modelData.id, answer: "withdraw"})
                }
            }
        }
    }
    Note {
        visible: screen.settling && messages.value.length === 0 && !screen.proposing
        Layout.fillWidth: true
        text: qsTr("还没有谁提过。您可以先提一个方案；谈的时候让了步，以后打官司不算您认账。")
    }
    ColumnLayout {
        visible: screen.settling && screen.proposing
        Layout.fillWidth: true
        spacing: Theme.u(20)

        EntryBox {
            id: amount
            Layout.fillWidth: true
            implicitHeight: Theme.u(128)
            inputName: "field-amount"
            keyboardKind: "digits"
            label: qsTr("一共付多少元")
            placeholder: qsTr("一共付多少元，例如 20000")
            maximumLength: 15
            wrong: screen.view.mark === "amount"
        }
        Words {
            Layout.fillWidth: true
            font.bold: true
            text: qsTr("分几次付")
        }
        GridLayout {
            id: times
            property int value: 1
            Layout.fillWidth: true
            columns: Theme.large ? 2 : 4
            columnSpacing: Theme.u(20)
            rowSpacing: Theme.u(20)
            uniformCellWidths: true

            Repeater {
                model: [1, 3, 6, 12]

                ToggleButton {
                    required property int modelData
                    objectName: "times-" + modelData
                    Layout.fillWidth: true
                    text: qsTr("%1 次").arg(modelData)
                    checked: times.value === modelData
                    onActivated: times.value = modelData
                }
            }
        }
        EntryBox {
            id: note
            Layout.fillWidth: true
            implicitHeight: Theme.u(128)
            inputName: "field-note"
            label: qsTr("还想说什么")
            placeholder: qsTr("哪天开始付、还要什么，可以写在这里")
            maximumLength: 500
        }
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-opine"
            visible: screen.opining
            Layout.fillWidth: true
            iconName: "send"
            text: screen.deed.state === "unknown" ? qsTr("再确认一次") : qsTr("交上意见")
            busyText: qsTr("正在送…")
            possible: authenticity.value !== "" && legality.value !== "" && relevance.value !== ""
            reason: qsTr("三个问题都请选一个")
            onActivated: Kiosk.act("opine", {authenticity: authenticity.value, legality: legality.value, relevance: relevance.value, words: why.text})
        },
        ActionButton {
            objectName: "action-prove"
            visible: screen.ready && screen.view.proven !== true && (screen.adding || (screen.one && !screen.reading && !screen.item.mine && !screen.item.said))
            Layout.fillWidth: true
            iconName: "card"
            text: qsTr("核对是我本人")
            onActivated: Kiosk.act("prove", {})
        },
        ActionButton {
            objectName: "action-next-page"
            visible: screen.reading && screen.paper.page < screen.paper.pages - 1
            Layout.fillWidth: true
            text: qsTr("看下一页")
            onActivated: Kiosk.act("page", {by: 1})
        },
        ActionButton {
            objectName: "action-back-to-piece"
            visible: screen.reading
            Layout.fillWidth: true
            kind: "secondary"
            text: qsTr("看完了")
            onActivated: Kiosk.act("back", {})
        },
        ActionButton {
            objectName: "action-lay"
            visible: screen.adding && screen.view.proven === true
            Layout.fillWidth: true
            iconName: "send"
            text: screen.deed.state === "unknown" ? qsTr("再确认一次") : qsTr("按编码交上")
            busyText: qsTr("正在送…")
            onActivated: form.send()
        },
        ActionButton {
            objectName: "action-add"
            visible: screen.listing
            Layout.fillWidth: true
            iconName: "plus"
            text: qsTr("添一份我的证据")
            onActivated: Kiosk.act("add", {})
        },
        ActionButton {
            objectName: "action-confirm"
            visible: screen.settling && screen.view.settled === true && !screen.proposing
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            trailingIcon: "chevron"
            text: qsTr("请法院确认")
            onActivated: Kiosk.act("matter", {})
        },
        ActionButton {
            objectName: "action-propose"
            visible: screen.settling && screen.view.settled !== true
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            iconName: screen.proposing ? "send" : "pen"
            text: !screen.proposing ? qsTr("提一个方案") : screen.deed.state === "unknown" ? qsTr("再确认一次") : qsTr("发给对方")
            onActivated: {
                if (!screen.proposing) {
                    screen.proposing = true;
                    return;
                }
                Kiosk.act("propose", {amount: amount.text, instalments: times.value, first: "", words: note.text});
                if (amount.text !== "" && Number(amount.text) > 0)
                    screen.proposing = false;
            }
        },
        ActionButton {
            objectName: "action-close"
            visible: screen.settling && screen.proposing
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            kind: "secondary"
            text: qsTr("先不提")
            onActivated: screen.proposing = false
        }
    ]
}
