// The call: the other side large, what they see of the resident beside it, words below, a big way out.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Keyboard
import Lawbooth.Theme

Item {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool over: view.state === "over"
    // whoever answered a call for help is no lawyer, and sees no papers
    readonly property bool helping: view.helping === true
    readonly property bool wide: !Theme.portrait
    // beside the picture large letters have room for words alone
    readonly property bool away: view.away === true && !over
    readonly property bool narrow: wide && Theme.large
    // three buttons beside each other have no room for pictures then
    readonly property bool tight: wide || Theme.largest
    // something is to be looked at or decided below the picture
    readonly property bool crowded: !over && (view.rung === "callback" || view.opinion !== "" || view.closeUp.state !== "" || view.shown.state !== "" || !!view.proposal.code)
    // seated, the picture stands in the upper part, which is looked at only
    readonly property bool raised: Theme.seated && !Typing.open && !away
    readonly property string covers: raised ? "head" : ""
    readonly property Item opening: away ? null : who
    readonly property int letters: !narrow ? Theme.body : Theme.language === "zh" ? Theme.small : Theme.mark
    readonly property var outcomeWords: ({
        hung_up: qsTr("您已挂断。"), left: qsTr("这次通话已经结束。"), resident_left: qsTr("这次通话已经结束。"),
        coming: qsTr("有人过来帮您，请在这里等一等。")
    })
    readonly property var stateWords: ({
        connecting: qsTr("正在接通……"), alone: helping ? qsTr("值班人员掉线了，座位还留着，请稍等。") : qsTr("律师掉线了，座位还留着，请稍等。"),
        lost: helping ? qsTr("值班人员一直没有回来。") : qsTr("律师一直没有回来。"),
        over: screen.outcomeWords[screen.view.outcome] || (helping ? qsTr("值班人员结束了通话。") : qsTr("律师结束了通话。"))
    })

    function send(): void {
        if (line.text.trim() === "")
            return;
        Kiosk.act("write", {text: line.text});
        line.text = "";
    }
    // what the other side gets is said always, whatever stands above it
    function seenWords(): string {
        if (helping)
            return view.private ? qsTr("已遮住：值班人员现在看不到您，也听不到您。") : view.camera ? qsTr("小画面里就是值班人员看到的您。您填的内容对方看不到。") : qsTr("摄像头关着：值班人员看不到您，只听声音。您填的内容对方看不到。");
        if (view.private)
            return qsTr("已遮住：律师现在看不到您，也听不到您。");
        const face = view.camera ? qsTr("小画面里就是律师看到的您。") : qsTr("摄像头关着：律师看不到您，只听声音。");
        return face + (view.closeUp.state === "on" ? qsTr("律师还看得到台面上的东西。") : qsTr("谈完可以要一份意见单。"));
    }
    function statusWords(): string {
        if (view.noView)
            return qsTr("这台机器现在放不出画面，可以用文字谈。");
        if (view.state !== "talking")
            return stateWords[view.state] || "";
        if (!view.line)
            return qsTr("网络不稳，正在重连。通话不受影响。");
        return view.rung === "audio" ? qsTr("网络不好，先只用声音。") : view.rung === "text" ? qsTr("画面和声音断了，请看文字。") : view.rung !== "callback" ? "" : helping ? qsTr("一直连不上，可以请值班人员回拨，或打 12348。") : qsTr("一直连不上，可以请律师回拨，或打 12348。");
    }

    Rectangle {
        id: picture
        parent: screen.raised ? screen.Window.contentItem : screen
        visible: screen.visible
        width: screen.wide ? Math.round(screen.width * (Theme.large ? 0.5 : 0.6)) : screen.width
        height: screen.raised ? Theme.u(704) : screen.wide ? screen.height : Math.round(screen.height * (Theme.largest ? 0.28 : screen.crowded ? 0.32 : 0.4))
        color: "#141B25"

        Loader {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: strip.visible ? strip.top : parent.bottom
            active: Video.wanted
            source: active ? "VideoPane.qml" : ""
        }
        Rectangle {
            id: badge
            visible: !screen.away
            x: Theme.u(24)
            y: Theme.u(24)
            width: who.implicitWidth + Theme.u(32)
            height: who.implicitHeight + Theme.u(16)
            radius: Theme.radius
            color: Theme.card
            Words {
                id: who
                pageTitle: true
                anchors.centerIn: parent
                width: Math.min(implicitWidth, picture.width - Theme.u(80))
                font.bold: true
                text: screen.helping ? (screen.view.lawyer ? qsTr("值班人员　%1").arg(screen.view.lawyer) : qsTr("和值班人员通话")) : screen.view.lawyer ? qsTr("%1律师　%2").arg(screen.view.lawyer).arg(screen.view.licence ? qsTr("执业证 %1").arg(screen.view.licence) : screen.view.firm) : qsTr("和律师通话")
            }
        }
        Rectangle {
            // where there is no room for both, the words below matter more
            visible: !screen.away && !(screen.over && Theme.largest) && (!strip.visible || y + height <= picture.height - strip.height)
            anchors.right: parent.right
            anchors.rightMargin: Theme.u(24)
            y: Theme.u(24) + (badge.width + width + Theme.u(72) > picture.width ? badge.height + Theme.u(24) : 0)
            width: clock.implicitWidth + Theme.u(32)
            height: clock.implicitHeight + Theme.u(16)
            radius: Theme.radius
            color: Theme.card
            Words {
                id: clock
                anchors.centerIn: parent
                font.bold: true
                text: qsTr("%1　没有录像").arg(screen.view.time)
            }
        }
        Rectangle {
            id: strip
            visible: status.text !== "" && !screen.away
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: status.implicitHeight + Theme.u(32)
            color: Theme.card
            Words {
                id: status
                x: Theme.u(24)
                y: Theme.u(16)
                width: parent.width - Theme.u(48)
                font.bold: true
                text: (screen.narrow || screen.raised) && !screen.over ? screen.statusWords() || screen.seenWords() : screen.statusWords()
            }
        }
    }
    Flickable {
        id: flick
        visible: !screen.away
        x: screen.wide ? picture.width : 0
        y: screen.wide || screen.raised ? 0 : picture.height
        width: parent.width - x
        height: buttons.y - y - Theme.gap - pager.used
        contentHeight: column.implicitHeight + Theme.u(32)
        clip: true

        ColumnLayout {
            id: column
            x: Theme.page
            y: Theme.u(16)
            width: flick.width - 2 * Theme.page
            spacing: Theme.gap

            Rectangle {
                visible: screen.view.captions.length > 0
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
                    text: screen.view.captions.map(one => one.text).join("\n")
                }
            }
            Card {
                visible: !screen.over && (screen.view.rung === "callback" || screen.view.callBack === "waiting")
                Layout.fillWidth: true
                ColumnLayout {
                    width: parent.width
                    spacing: Theme.gap
                    Words {
                        Layout.fillWidth: true
                        role: "lead"
                        font.bold: true
                        text: screen.view.callBack === "waiting" ? qsTr("正在替您要回拨，请别走开") : screen.helping ? qsTr("一直连不上，要不要请值班人员回拨？") : qsTr("一直连不上，要不要请律师回拨？")
                    }
                    Words {
                        Layout.fillWidth: true
                        text: screen.view.callBack === "waiting" ? (screen.helping ? qsTr("网络一通，您就排在最前面，有人接了这里会响。") : qsTr("网络一通，您就排在最前面，律师接了这里会响。")) : qsTr("谈过的、填好的都还在。")
                    }
                    ActionButton {
                        objectName: "action-call-back"
                        visible: screen.view.callBack === ""
                        Layout.fillWidth: true
                        kind: "equal"
                        iconName: "call"
                        text: qsTr("在这里等回拨")
                        onActivated: Kiosk.act("call_back")
                    }
                    ActionButton {
                        objectName: "action-leave-number"
                        Layout.fillWidth: true
                        kind: "equal"
                        iconName: "mail"
                        text: qsTr("留个电话，以后回我")
                        onActivated: Kiosk.act("leave_number")
                    }
                }
            }
            Repeater {
                model: screen.view.chat
                delegate: Words {
                    required property var modelData
                    Layout.fillWidth: true
                    role: "lead"
                    text: (modelData.own ? qsTr("您：") : screen.helping ? qsTr("值班人员：") : qsTr("律师：")) + modelData.text
                }
            }
            GridLayout {
                visible: screen.view.state === "talking"
                Layout.fillWidth: true
                columns: screen.narrow || Theme.largest ? 1 : 2
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap
                EntryBox {
                    id: line
                    Layout.fillWidth: true
                    inputName: "field-line"
                    label: screen.helping ? qsTr("写给值班人员") : qsTr("写给律师")
                    placeholder: qsTr("不方便说，可以写")
                    maximumLength: 500
                    onFinished: screen.send()
                }
                ActionButton {
                    objectName: "action-send"
                    Layout.fillWidth: Theme.largest
                    kind: "secondary"
                    possible: line.text.trim() !== ""
                    reason: qsTr("先写几个字")
                    text: screen.helping ? qsTr("发出去") : qsTr("发给律师")
                    onActivated: screen.send()
                }
            }
            Card {
                visible: screen.view.state === "talking" && (screen.view.materials.length > 0 || screen.view.shown.state !== "")
                Layout.fillWidth: true
                ColumnLayout {
                    width: parent.width
                    spacing: Theme.gap
                    Words {
                        Layout.fillWidth: true
                        role: "lead"
                        font.bold: true
                        text: screen.view.shown.state === "shown" ? (screen.view.pushed > 0 ? qsTr("律师请您看：%1　第 %2 页").arg(screen.view.shown.title).arg(screen.view.pushed) : qsTr("律师正在看：%1").arg(screen.view.shown.title)) : screen.view.shown.state === "sending" ? qsTr("正在拿给律师看…") : qsTr("要给律师看您拍的材料吗")
                    }
                    Words {
                        Layout.fillWidth: true
                        text: qsTr("只能看，不能存；挂断就关上。")
                    }
                    Repeater {
                        model: screen.view.shown.state === "" ? screen.view.materials : []
                        delegate: ActionButton {
                            required property var modelData
                            objectName: "show-" + modelData.id
                            Layout.fillWidth: true
                            kind: "equal"
                            text: qsTr("给看：%1，%2 页").arg(modelData.title).arg(modelData.pages)
                            onActivated: Kiosk.act("show", {material: modelData.id})
                        }
                    }
                    ActionButton {
                        visible: screen.view.shown.state === "shown"
                        objectName: "action-unshow"
                        Layout.fillWidth: true
                        kind: "stop"
                        text: qsTr("不给看了")
                        onActivated: Kiosk.act("unshow")
                    }
                }
            }
            CloseUpCard {
                visible: screen.view.state === "talking" && screen.view.canShow === true && !screen.view.private
                Layout.fillWidth: true
                closeUp: screen.view.closeUp
                who: qsTr("律师")
                kept: qsTr("拍的照片只给律师看，挂断就没有了。")
            }
            Card {
                visible: screen.view.opinion !== "" && screen.view.opinion !== "kept"
                Layout.fillWidth: true
                ColumnLayout {
                    width: parent.width
                    spacing: Theme.gap
                    Words {
                        Layout.fillWidth: true
                        role: "lead"
                        font.bold: true
                        text: screen.view.opinion === "asked" ? qsTr("律师写好了一份签名的意见单，要打印吗？") : screen.view.opinion === "trouble" ? qsTr("意见单没有取到，可以再试一次。") : screen.view.print.outcome === "done" ? qsTr("意见单打印好了，请拿走。") : screen.view.print.outcome === "not_done" ? qsTr("没有打印成功，可以再打一次。") : screen.view.print.outcome === "unknown" ? qsTr("不知道有没有打出来，请看看出纸口。") : qsTr("正在打印意见单……")
                    }
                    RowLayout {
                        visible: screen.view.opinion === "asked" || screen.view.opinion === "trouble"
                        spacing: Theme.gap
                        ActionButton {
                            objectName: "action-agree"
                            Layout.fillWidth: true
                            kind: "equal"
                            iconName: "printer"
                            text: qsTr("打印一份")
                            onActivated: Kiosk.act("agree")
                        }
                        ActionButton {
                            objectName: "action-decline"
                            Layout.fillWidth: true
                            kind: "equal"
                            text: qsTr("不用打印")
                            onActivated: Kiosk.act("decline")
                        }
                    }
                    ActionButton {
                        visible: screen.view.print.outcome === "not_done" || screen.view.print.outcome === "unknown"
                        objectName: "action-print"
                        kind: "secondary"
                        iconName: "printer"
                        text: qsTr("再打一次")
                        onActivated: Kiosk.act("print")
                    }
                }
            }
            Card {
                visible: screen.over && screen.view.canRate === true
                Layout.fillWidth: true
                ColumnLayout {
                    width: parent.width
                    spacing: Theme.gap
                    Words {
                        Layout.fillWidth: true
                        role: "lead"
                        font.bold: true
                        text: screen.view.rated > 0 ? qsTr("谢谢，记下了。") : qsTr("这次谈得怎么样？不记名，可以不说。")
                    }
                    Repeater {
                        model: screen.over && screen.view.rated === 0 ? [[5, qsTr("很满意")], [4, qsTr("满意")], [3, qsTr("一般")], [2, qsTr("不满意")], [1, qsTr("很不满意")]] : []
                        delegate: ActionButton {
                            required property var modelData
                            objectName: "rate-" + modelData[0]
                            Layout.fillWidth: true
                            kind: "equal"
                            text: modelData[1]
                            onActivated: Kiosk.act("rate", {score: modelData[0]})
                        }
                    }
                }
            }
            Card {
                visible: !!screen.view.proposal.code
                Layout.fillWidth: true
                ColumnLayout {
                    width: parent.width
                    spacing: Theme.gap
                    Words {
                        Layout.fillWidth: true
                        role: "lead"
                        font.bold: true
                        text: qsTr("律师建议您办：%1").arg(screen.view.proposal.title || "")
                    }
                    Words {
                        Layout.fillWidth: true
                        text: qsTr("去办会先结束通话。办不办、填什么，都由您定。")
                    }
                    ActionButton {
                        objectName: "action-take-up"
                        kind: "secondary"
                        text: qsTr("去办这一项")
                        onActivated: Kiosk.act("take_up")
                    }
                    ActionButton {
                        objectName: "action-not-now"
                        kind: "equal"
                        text: qsTr("先不办")
                        onActivated: Kiosk.act("not_now")
                    }
                }
            }
            ActionButton {
                visible: screen.view.state === "lost"
                objectName: "action-requeue"
                iconName: "retry"
                text: screen.helping ? qsTr("再叫一位值班人员") : qsTr("回到队伍最前面，等下一位律师")
                onActivated: Kiosk.act("requeue")
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
        visible: !screen.away
        x: flick.x + Theme.page
        y: parent.height - height - Theme.u(24)
        width: flick.width - 2 * Theme.page
        height: implicitHeight
        columns: 3
        uniformCellWidths: true
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        Note {
            visible: !screen.over && !screen.narrow && !screen.raised
            Layout.fillWidth: true
            Layout.columnSpan: 3
            kind: "info"
            text: screen.seenWords()
        }
        ToggleButton {
            visible: !screen.over
            objectName: "toggle-mic"
            Layout.fillWidth: true
            iconName: screen.tight ? "" : screen.view.mic && !screen.view.private ? "mic" : "mic-off"
            fontSize: screen.letters
            text: screen.view.mic && !screen.view.private ? qsTr("话筒开着") : qsTr("话筒关了")
            checked: screen.view.mic && !screen.view.private
            onActivated: Kiosk.act("mic")
        }
        ToggleButton {
            visible: !screen.over
            objectName: "toggle-camera"
            Layout.fillWidth: true
            iconName: screen.tight ? "" : screen.view.camera ? "camera" : "camera-off"
            fontSize: screen.letters
            text: screen.view.camera ? qsTr("摄像开着") : qsTr("摄像关了")
            checked: screen.view.camera
            onActivated: Kiosk.act("camera")
        }
        ToggleButton {
            visible: !screen.over
            objectName: "toggle-private"
            Layout.fillWidth: true
            iconName: screen.tight ? "" : screen.view.private ? "eye-off" : "eye"
            fontSize: screen.letters
            text: screen.view.private ? qsTr("已遮住") : qsTr("先遮住我")
            checked: screen.view.private
            onActivated: Kiosk.act("private")
        }
        ActionButton {
            visible: !screen.over
            objectName: "action-softer"
            Layout.fillWidth: true
            kind: "quiet"
            iconName: screen.tight ? "" : "minus"
            fontSize: screen.narrow ? screen.letters : Theme.lead
            text: qsTr("声音小")
            onActivated: Kiosk.act("volume", {by: -1})
        }
        ActionButton {
            visible: !screen.over
            objectName: "action-louder"
            Layout.fillWidth: true
            kind: "quiet"
            iconName: screen.tight ? "" : "plus"
            fontSize: screen.narrow ? screen.letters : Theme.lead
            text: qsTr("声音大")
            onActivated: Kiosk.act("volume", {by: 1})
        }
        ActionButton {
            visible: !screen.over
            objectName: "action-hang-up"
            Layout.fillWidth: true
            kind: "sign"
            iconName: screen.tight ? "" : "phone"
            fontSize: screen.narrow ? screen.letters : Theme.lead
            text: qsTr("挂断")
            onActivated: Kiosk.act("hang_up")
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
