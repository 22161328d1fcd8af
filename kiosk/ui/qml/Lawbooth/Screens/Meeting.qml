// Mediation, notary or hearing: in by a code, pictures above, below the one thing that is asked of the person now.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Keyboard
import Lawbooth.Theme

Item {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool there: view.state === "there"
    readonly property bool over: view.state === "over"
    readonly property bool coming: !there && !over
    readonly property bool away: view.away === true && there
    readonly property bool wide: !Theme.portrait
    // beside the picture large letters have room for words alone
    readonly property bool narrow: wide && Theme.large
    readonly property int letters: !narrow ? Theme.body : Theme.language === "zh" ? Theme.small : Theme.mark
    // seated, the picture stands in the upper part, which is looked at only
    readonly property bool raised: Theme.seated && !Typing.open && !coming && !away
    readonly property string covers: raised ? "head" : ""
    readonly property string task: there && view.neutral === "" ? view.task : ""
    readonly property var clause: view.clause || ({})
    readonly property var paper: view.paper || ({})
    readonly property var kindWords: ({mediation: qsTr("调解室"), notary: qsTr("公证室"), hearing: qsTr("法庭")})
    readonly property var troubleWords: ({
        format: qsTr("号码是十位数字，请再看一下。"), unreachable: qsTr("现在连不上平台，请过一会儿再试。"),
        not_now: qsTr("现在还不能这样做，请稍等。"), changed: qsTr("刚刚有改动，请再看一遍。")
    })
    readonly property var neutralWords: ({
        door: qsTr("已经到门口。主持人请您进来之前，谁也看不见您。"), apart: qsTr("您现在单独等候。轮到您时会请您进来。"),
        caucus: qsTr("调解员正在和另一方单独谈，请稍等。您现在听不到，也没有人听得到您。")
    })
    readonly property bool busy: ["read", "sign", "signed", "clause", "booth"].includes(task)
    property bool wording: false

    function head(): string {
        return [kindWords[view.kind] || "", view.title || ""].join("　");
    }
    function side(): string {
        return [qsTr("第 %1 分钟").arg((view.minutes || 0) + 1), view.record ? qsTr("正在记录") : qsTr("没有录像"), view.kind === "mediation" ? qsTr("谈的话不作证据") : ""].filter(part => part !== "").join("　");
    }
    function seenWords(): string {
        if (view.private)
            return qsTr("已遮住：别人现在看不到您，也听不到您。");
        const face = view.camera ? qsTr("小画面里就是别人看到的您。") : qsTr("摄像头关着：别人看不到您，只听声音。");
        return face + (view.closeUp.state === "on" ? qsTr("别人还看得到台面上的东西。") : "");
    }
    function bandWords(): string {
        if (over)
            return qsTr("这一场在这里结束了。");
        if (view.neutral)
            return neutralWords[view.neutral] || "";
        if (view.halted === "interpreter")
            return qsTr("译员掉线，已暂停。请等译员回来，什么都不会漏掉。");
        if (view.halted === "host")
            return qsTr("休息中。");
        if (view.apart)
            return qsTr("现在只有您和调解员。其他人听不见、看不见，也不记录。");
        if (view.asOf)
            return qsTr("没有网络，没有画面。能读、能写，写的会送到。");
        return view.noView ? qsTr("这台机器现在放不出画面，下面的事照样能办。") : seenWords();
    }

    ScreenFrame {
        anchors.fill: parent
        visible: screen.coming
        kicker: qsTr("调解、公证、开庭")
        title: qsTr("请输入收到的号码")
        subtitle: qsTr("邀请您的人给了您十位数字，只能用一次。")

        EntryBox {
            id: code
            Layout.fillWidth: true
            implicitHeight: Theme.u(Theme.portrait ? 136 : 112)
            inputName: "field-code"
            label: qsTr("十位号码")
            placeholder: qsTr("例如 12345 67890")
            keyboardKind: ""
            wideLetters: true
            maximumLength: 11
            wrong: (screen.view.trouble || "") !== ""
        }
        Note {
            visible: screen.coming && (screen.view.trouble || "") !== ""
            Layout.fillWidth: true
            kind: "look"
            text: screen.troubleWords[screen.view.trouble] || qsTr("这个号码不对、用过了或者过期了。请联系邀请您的人再要一个。")
        }
        KeyGrid {
            visible: screen.coming
            Layout.fillWidth: true
            columns: 4
            keys: "1234567890".split("").concat(["delete"])
            onKey: value => {
                const plain = code.text.replace(/\s/g, "");
                const next = value === "delete" ? plain.slice(0, -1) : (plain + value).slice(0, 10);
                code.text = (next.match(/.{1,5}/g) || []).join(" ");
            }
        }
        Item {
            Layout.fillHeight: true
        }
        actions: [
            ActionButton {
                objectName: "action-enter"
                Layout.fillWidth: true
                visible: screen.coming
                busy: screen.view.state === "entering"
                text: qsTr("进去")
                busyText: qsTr("正在进去…")
                possible: code.text.replace(/\s/g, "").length === 10
                reason: qsTr("请先输入十位号码")
                onActivated: Kiosk.act("enter", {code: code.text})
            }
        ]
    }
    Words {
        id: title
        visible: !screen.coming && !screen.away
        pageTitle: visible
        x: Theme.page
        y: Theme.u(20)
        width: picture.width - 2 * Theme.page
        role: "lead"
        font.bold: true
        text: screen.head()
    }
    Words {
        id: about
        visible: title.visible
        x: Theme.page
        y: title.y + title.height
        width: title.width
        role: "small"
        text: screen.side()
    }
    Rectangle {
        id: picture
        parent: screen.raised ? screen.Window.contentItem : screen
        visible: !screen.coming && screen.visible
        x: 0
        y: screen.raised ? 0 : about.y + about.height + Theme.u(12)
        width: screen.wide ? Math.round(screen.width * (Theme.large ? 0.5 : 0.55)) : screen.width
        height: screen.raised ? Theme.u(704) : screen.wide ? screen.height - y : Math.round(screen.height * (Theme.largest ? 0.2 : screen.busy ? 0.24 : 0.34))
        color: "#141B25"

        // above the words, which would cover the small picture of what others see
        Loader {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: strip.visible ? strip.top : parent.bottom
            active: Video.wanted && !screen.coming
            visible: (screen.view.neutral || "") === ""
            source: active ? "VideoPane.qml" : ""
        }
        Rectangle {
            id: strip
            visible: band.text !== "" && !screen.away
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: band.implicitHeight + Theme.u(32)
            color: Theme.card
            Words {
                id: band
                x: Theme.u(24)
                y: Theme.u(16)
                width: parent.width - Theme.u(48)
                font.bold: true
                text: screen.coming ? "" : screen.bandWords()
            }
        }
    }
    Flickable {
        id: flick
        visible: !screen.coming && !screen.away
        x: screen.wide ? picture.width : 0
        y: screen.wide ? Theme.u(8) : screen.raised ? about.y + about.height : picture.y + picture.height
        width: parent.width - x
        height: buttons.y - y - Theme.gap - pager.used
        contentHeight: column.implicitHeight + Theme.u(32)
        interactive: !sheet.writing
        clip: true

        ColumnLayout {
            id: column
            x: Theme.page
            y: Theme.u(16)
            width: flick.width - 2 * Theme.page
            spacing: Theme.gap

            Rectangle {
                visible: captions.text !== ""
                Layout.fillWidth: true
                implicitHeight: captions.implicitHeight + Theme.u(32)
                radius: Theme.radius
                color: "#141B25"
                Words {
                    id: captions
                    x: Theme.u(16)
                    y: Theme.u(16)
                    width: parent.width - Theme.u(32)
                    role: "lead"
                    color: "#EEF0F2"
                    text: screen.there ? screen.view.captions.map(one => (one.who ? one.who + "　" : "") + one.text).join("\n") : ""
                }
            }
            Note {
                visible: !screen.coming && (screen.view.trouble || "") !== "" && (screen.view.asOf || "") === ""
                Layout.fillWidth: true
                kind: "look"
                text: screen.troubleWords[screen.view.trouble] || qsTr("这一步没有办成，请再点一次，或找人帮忙。")
            }
            MeetingReading {
                visible: screen.task === "read"
                Layout.fillWidth: true
                reading: screen.task === "read" ? screen.view.reading : ({})
            }
            MeetingBooth {
                visible: screen.task === "booth"
                Layout.fillWidth: true
            }
            Card {
                visible: screen.task === "prove" || screen.task === "wish" || screen.task === "recording" || screen.task === "fact"
                Layout.fillWidth: true
                ColumnLayout {
                    width: parent.width
                    spacing: Theme.gap
                    Words {
                        Layout.fillWidth: true
                        role: "lead"
                        font.bold: true
                        text: screen.task === "prove" ? qsTr("开始之前，再核对一次是您本人") : screen.task === "wish" ? qsTr("请对着公证员大声说出您的意愿") : screen.task === "recording" ? qsTr("要不要录音录像，由您选") : qsTr("这件事没有争议吗")
                    }
                    Words {
                        Layout.fillWidth: true
                        text: screen.task === "prove" ? qsTr("不想用摄像头的，请工作人员核对，一样算数。") : screen.task === "wish" ? qsTr("我是谁，我要办什么，这是我自愿的。") : screen.task === "recording" ? qsTr("各方都同意才录。您不同意，照样进行，没有任何影响。") : screen.view.fact || ""
                    }
                    ActionButton {
                        objectName: "action-prove"
                        visible: screen.task === "prove"
                        Layout.fillWidth: true
                        text: qsTr("核对本人")
                        onActivated: Kiosk.act("prove")
                    }
                    ActionButton {
                        objectName: "action-wish"
                        visible: screen.task === "wish"
                        Layout.fillWidth: true
                        text: qsTr("我已经说了")
                        onActivated: Kiosk.act("wish")
                    }
                    RowLayout {
                        visible: screen.task === "recording" || screen.task === "fact"
                        spacing: Theme.gap
                        ActionButton {
                            objectName: "choice-yes"
                            Layout.fillWidth: true
                            Layout.preferredWidth: 1
                            kind: "equal"
                            text: screen.task === "fact" ? qsTr("对，没有争议") : qsTr("同意录")
                            onActivated: Kiosk.act(screen.task === "fact" ? "fact" : "recording", {agree: true})
                        }
                        ActionButton {
                            objectName: "choice-no"
                            Layout.fillWidth: true
                            Layout.preferredWidth: 1
                            kind: "equal"
                            text: screen.task === "fact" ? qsTr("不对") : qsTr("不同意录")
                            onActivated: Kiosk.act(screen.task === "fact" ? "fact" : "recording", {agree: false})
                        }
                    }
                }
            }
            Card {
                visible: screen.task === "clause"
                Layout.fillWidth: true
                ColumnLayout {
                    width: parent.width
                    spacing: Theme.gap
                    Words {
                        Layout.fillWidth: true
                        color: Theme.ink2
                        text: qsTr("调解协议　第 %1 条，共 %2 条").arg(screen.clause.number || 0).arg(screen.clause.total || 0)
                    }
                    Words {
                        Layout.fillWidth: true
                        role: "lead"
                        font.bold: true
                        text: screen.clause.text || ""
                    }
                    Words {
                        Layout.fillWidth: true
                        visible: text !== ""
                        text: (screen.clause.others || []).join("　")
                    }
                    Note {
                        visible: screen.clause.waiting === true
                        Layout.fillWidth: true
                        kind: "info"
                        text: qsTr("您对这一条的答复写好了，等着送达。")
                    }
                    Note {
                        visible: (screen.clause.mine || "") !== ""
                        Layout.fillWidth: true
                        kind: screen.clause.mine === "agree" ? "done" : "look"
                        text: screen.clause.mine === "agree" ? qsTr("您同意这一条。") : qsTr("您对这一条有不同意见。")
                    }
                    EntryBox {
                        id: words
                        visible: screen.wording
                        Layout.fillWidth: true
                        inputName: "field-words"
                        label: qsTr("您想怎么写")
                        placeholder: qsTr("例如 分两次还清")
                        maximumLength: 500
                    }
                    RowLayout {
                        visible: screen.clause.asked === true && screen.clause.waiting !== true
                        spacing: Theme.gap
                        ActionButton {
                            objectName: "clause-agree"
                            Layout.fillWidth: true
                            Layout.preferredWidth: 1
                            kind: "equal"
                            text: qsTr("这条我同意")
                            onActivated: Kiosk.act("answer_clause", {agree: true, words: ""})
                        }
                        ActionButton {
                            objectName: "clause-object"
                            Layout.fillWidth: true
                            Layout.preferredWidth: 1
                            kind: "equal"
                            text: screen.wording ? qsTr("就这样提出") : qsTr("这条再商量")
                            onActivated: {
                                if (screen.wording)
                                    Kiosk.act("answer_clause", {agree: false, words: words.text});
                                screen.wording = !screen.wording;
                            }
                        }
                    }
                    RowLayout {
                        visible: (screen.clause.total || 0) > 1
                        spacing: Theme.gap
                        ActionButton {
                            objectName: "clause-before"
                            Layout.fillWidth: true
                            Layout.preferredWidth: 1
                            kind: "quiet"
                            text: qsTr("上一条")
                            onActivated: Kiosk.act("turn", {by: -1})
                        }
                        ActionButton {
                            objectName: "clause-after"
                            Layout.fillWidth: true
                            Layout.preferredWidth: 1
                            kind: "quiet"
                            text: qsTr("下一条")
                            onActivated: Kiosk.act("turn", {by: 1})
                        }
                    }
                }
            }
            MeetingPaper {
                id: sheet
                visible: screen.task === "sign" || screen.task === "signed"
                Layout.fillWidth: true
                paper: screen.paper
                words: screen.view.words || []
                slip: screen.view.print || ({})
                confirm: screen.view.confirm === true
            }
            Note {
                visible: screen.there && screen.task === "" && (screen.view.neutral || "") === ""
                Layout.fillWidth: true
                kind: "info"
                text: qsTr("现在没有要您做的事。在场：%1").arg((screen.view.people || []).join("、"))
            }
            Note {
                visible: screen.there && (screen.view.asOf || "") !== ""
                Layout.fillWidth: true
                kind: "look"
                text: qsTr("现在连不上平台。这是 %1 读到的内容。您写的留言和答复先封好放在这台终端，连上就送，只送一次。").arg(screen.view.asOf || "")
            }
            Repeater {
                model: screen.there ? screen.view.late : []
                delegate: Note {
                    required property var modelData
                    readonly property var said: ({write: qsTr("留言：%1").arg(modelData.text), agree: qsTr("您的答复：同意"), object: qsTr("您的答复：再商量"), propose: qsTr("您的写法：%1").arg(modelData.text)})
                    Layout.fillWidth: true
                    kind: modelData.state === "waiting" ? "info" : "look"
                    text: (modelData.state === "waiting" ? qsTr("等着送达") : qsTr("没有送成")) + "　" + (said[modelData.what] || "")
                }
            }
            Repeater {
                model: screen.there ? screen.view.written : []
                delegate: Words {
                    required property var modelData
                    Layout.fillWidth: true
                    text: (modelData.mine ? qsTr("您：") : modelData.who + "：") + modelData.text
                }
            }
            GridLayout {
                id: writing
                // a message of a mediation is found again in days; elsewhere words are for whoever is there now
                readonly property bool kept: screen.view.kind === "mediation"
                visible: screen.there && (screen.view.neutral || "") === "" && !screen.busy
                Layout.fillWidth: true
                columns: screen.narrow || Theme.largest ? 1 : 2
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap
                EntryBox {
                    id: letter
                    Layout.fillWidth: true
                    inputName: "field-letter"
                    label: writing.kept ? qsTr("留言给各方") : qsTr("打字说给在场的人")
                    placeholder: writing.kept ? qsTr("留言，对方几天里都看得到") : qsTr("不方便说，就打字")
                    maximumLength: writing.kept ? 1000 : 300
                }
                ActionButton {
                    objectName: "action-write"
                    Layout.fillWidth: Theme.largest
                    kind: "secondary"
                    possible: letter.text.trim() !== "" && (writing.kept || screen.view.online === true)
                    reason: letter.text.trim() !== "" ? qsTr("现在连不上") : qsTr("先写几个字")
                    text: writing.kept ? qsTr("留言") : qsTr("发给大家")
                    onActivated: {
                        Kiosk.act("write", {text: letter.text});
                        letter.text = "";
                    }
                }
            }
            CloseUpCard {
                visible: screen.there && screen.view.canShow === true && (screen.view.neutral || "") === "" && !screen.view.private && !screen.busy
                Layout.fillWidth: true
                closeUp: screen.there ? screen.view.closeUp : ({state: "", still: ""})
                who: qsTr("在场的人")
                kept: qsTr("拍的照片会封存在这次的案卷里。")
            }
            ActionButton {
                visible: screen.there && screen.view.kind === "mediation" && screen.view.code === ""
                objectName: "action-later"
                Layout.fillWidth: true
                kind: "quiet"
                text: qsTr("过几天再来谈：要一个号码")
                onActivated: Kiosk.act("come_back")
            }
            Note {
                visible: !screen.coming && (screen.view.code || "") !== ""
                Layout.fillWidth: true
                kind: "info"
                text: qsTr("下次在任何一台终端输入 %1，接着谈。请抄下来，7 天内有效。").arg((screen.view.code || "").replace(/(\d{5})/, "$1 "))
            }
        }
    }
    RoomPager {
        id: pager
        page: flick
        room: buttons.y - flick.y - Theme.gap
        x: flick.x + Theme.page
        y: flick.y + flick.height + Theme.gap
        width: flick.width - 2 * Theme.page
    }
    GridLayout {
        id: buttons
        visible: !screen.coming && !screen.away
        x: flick.x + Theme.page
        y: parent.height - height - Theme.u(24)
        width: flick.width - 2 * Theme.page
        height: implicitHeight
        columns: 3
        uniformCellWidths: true
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        ToggleButton {
            visible: screen.there
            objectName: "toggle-mic"
            Layout.fillWidth: true
            iconName: screen.narrow || Theme.largest ? "" : screen.view.mic ? "mic" : "mic-off"
            fontSize: screen.letters
            text: screen.view.mic ? qsTr("话筒开着") : qsTr("话筒关了")
            checked: screen.view.mic === true
            onActivated: Kiosk.act("mic")
        }
        ToggleButton {
            visible: screen.there
            objectName: "toggle-camera"
            Layout.fillWidth: true
            iconName: screen.narrow || Theme.largest ? "" : screen.view.camera ? "camera" : "camera-off"
            fontSize: screen.letters
            text: screen.view.camera ? qsTr("摄像开着") : qsTr("摄像关了")
            checked: screen.view.camera === true
            onActivated: Kiosk.act("camera")
        }
        ToggleButton {
            visible: screen.there
            objectName: "toggle-private"
            Layout.fillWidth: true
            iconName: screen.narrow || Theme.largest ? "" : screen.view.private ? "eye-off" : "eye"
            fontSize: screen.letters
            text: screen.view.private ? qsTr("已遮住") : qsTr("先遮住我")
            checked: screen.view.private === true
            onActivated: Kiosk.act("private")
        }
        ToggleButton {
            visible: screen.there
            objectName: "toggle-hand"
            Layout.fillWidth: true
            Layout.columnSpan: 2
            fontSize: screen.letters
            text: screen.view.hand ? qsTr("放下手") : qsTr("举手发言")
            checked: screen.view.hand === true
            onActivated: Kiosk.act("hand")
        }
        ActionButton {
            visible: screen.there
            objectName: "action-leave"
            Layout.fillWidth: true
            kind: "sign"
            iconName: screen.narrow || Theme.largest ? "" : "phone"
            fontSize: screen.narrow ? screen.letters : Theme.lead
            text: qsTr("离开")
            onActivated: Kiosk.act("leave")
        }
        ActionButton {
            visible: screen.over
            objectName: "action-done"
            Layout.fillWidth: true
            Layout.columnSpan: 3
            text: qsTr("好了")
            onActivated: Kiosk.act("done")
        }
    }
    AwayCover {
        anchors.fill: parent
        visible: screen.away
    }
}
