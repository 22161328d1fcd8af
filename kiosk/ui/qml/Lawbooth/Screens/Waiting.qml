// Before a call: what it is about, how many are before one, and the ringing. Other ways stand beside each step.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool choosing: view.state === "topic"
    readonly property bool ringing: view.state === "ringing"
    readonly property bool waiting: view.state === "waiting"
    readonly property bool troubled: view.state === "trouble"
    readonly property bool helping: view.helping === true
    readonly property var topicWords: ({
        owed: qsTr("借钱要不回来"), wages: qsTr("拖欠工资"), family: qsTr("婚姻和家事"), housing: qsTr("房子和邻里"),
        accident: qsTr("受伤和事故"), other: qsTr("别的事")
    })
    readonly property var topicIcons: ({
        owed: "yuan", wages: "wallet", family: "people", housing: "home", accident: "warning", other: "chat"
    })

    function titleWords(): string {
        if (choosing)
            return qsTr("想问律师什么事");
        if (ringing)
            return helping ? qsTr("值班人员接通了") : view.calledBack ? qsTr("律师回拨来了") : qsTr("律师来电");
        if (troubled)
            return helping ? qsTr("值班人员已经不在线了") : view.trouble === "left" ? qsTr("排队已经结束") : qsTr("现在接不通");
        if (!waiting || view.ahead < 0)
            return qsTr("正在取号");
        return view.ahead > 0 ? qsTr("前面还有 %1 位").arg(view.ahead) : qsTr("下一位就是您");
    }
    function waitWords(): string {
        if (view.staff === 0)
            return helping ? qsTr("现在没有值班人员在线，说不准要等多久") : qsTr("现在没有律师在线，说不准要等多久");
        return view.waitMin > 0 ? qsTr("大约再等 %1 分钟").arg(view.waitMin) : qsTr("很快就到");
    }

    kicker: helping ? qsTr("找人帮忙") : choosing ? qsTr("找律师谈") : qsTr("找律师谈　%1").arg(view.title)
    title: titleWords()
    subtitle: waiting ? waitWords() : choosing ? qsTr("律师接起来之前，只看到这几个字，看不到您是谁。") : ""

    EntryBox {
        id: other
        visible: screen.choosing
        Layout.fillWidth: true
        inputName: "field-other"
        label: qsTr("对方叫什么（可以不填）")
        placeholder: qsTr("对方叫什么？可以不填，律师看不到，只用来避开和对方有关系的律师")
        maximumLength: 80
    }
    Flow {
        id: topics
        visible: screen.choosing
        Layout.fillWidth: true
        spacing: Theme.gap
        Repeater {
            model: screen.choosing ? screen.view.topics : []
            delegate: ListRow {
                required property string modelData
                objectName: "topic-" + modelData
                width: Theme.portrait || Theme.largest || Theme.longWords ? topics.width : (topics.width - Theme.gap) / 2
                iconName: screen.topicIcons[modelData]
                title: screen.topicWords[modelData]
                onActivated: Kiosk.act("topic", {id: modelData, other: other.text})
            }
        }
    }
    ListRow {
        visible: screen.choosing
        objectName: "way-called"
        Layout.fillWidth: true
        iconName: "mediate"
        title: qsTr("有人约我调解、公证、开庭")
        detail: qsTr("凭收到的十位号码进去")
        onActivated: Kiosk.act("called")
    }
    Card {
        visible: screen.ringing
        Layout.fillWidth: true
        ColumnLayout {
            width: parent.width
            spacing: Theme.u(12)
            Words {
                Layout.fillWidth: true
                role: "lead"
                font.bold: true
                text: screen.view.lawyer
            }
            Words {
                Layout.fillWidth: true
                visible: text !== ""
                text: screen.view.firm
            }
            Words {
                Layout.fillWidth: true
                visible: screen.view.licence !== ""
                text: qsTr("执业证号 %1").arg(screen.view.licence)
            }
        }
    }
    ProgressBar2 {
        visible: screen.waiting
        Layout.fillWidth: true
        value: screen.view.waitMin > 0 ? screen.view.waitedMin / (screen.view.waitedMin + screen.view.waitMin) : 0.1
        name: qsTr("已经等了 %1 分钟").arg(screen.view.waitedMin)
    }
    Words {
        visible: screen.waiting
        Layout.fillWidth: true
        text: qsTr("已经等了 %1 分钟　排队号 %2").arg(screen.view.waitedMin).arg(screen.view.number)
    }
    Note {
        visible: screen.waiting || screen.ringing
        Layout.fillWidth: true
        kind: "info"
        text: screen.helping ? (screen.ringing ? qsTr("接听后，值班人员能看到您的画面，听到您的声音，看不到您填的内容。不录像。话筒和摄像头随时可以关。") : qsTr("值班人员接起来之前，看不到您。接通时屏幕会变，不会漏掉。")) : screen.ringing ? qsTr("接听后，律师能看到您的画面，听到您的声音。不录像。话筒和摄像头随时可以关。") : qsTr("律师接起来之前，看不到您是谁，只看到您要问什么事。接通时屏幕会变，不会漏掉。")
    }
    Note {
        visible: screen.view.trouble === "unreachable"
        Layout.fillWidth: true
        kind: "warn"
        text: qsTr("网络断了，正在重连。您的号还留着。")
    }
    Words {
        visible: !screen.ringing
        Layout.fillWidth: true
        role: "lead"
        font.bold: true
        text: screen.choosing ? qsTr("不想用视频") : qsTr("不想等")
    }
    ListRow {
        visible: !screen.ringing
        objectName: "way-book"
        Layout.fillWidth: true
        iconName: "calendar"
        title: qsTr("约个时间，到时再谈")
        detail: qsTr("看看附近哪里、哪一天有空")
        onActivated: Kiosk.act("book")
    }
    ListRow {
        visible: !screen.ringing
        objectName: "way-request"
        Layout.fillWidth: true
        iconName: "mail"
        title: qsTr("把事情写下来，请人答复")
        detail: qsTr("留下问题和联系方式，有人会回您")
        onActivated: Kiosk.act("way", {id: "request"})
    }
    Note {
        visible: !screen.ringing
        Layout.fillWidth: true
        kind: "info"
        text: qsTr("也可以打 12348 公共法律服务热线，问律师不收费。")
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            visible: screen.ringing
            objectName: "action-accept"
            iconName: "call"
            text: qsTr("接听")
            onActivated: Kiosk.act("accept")
        },
        ActionButton {
            visible: screen.troubled && !screen.helping
            objectName: "action-retry"
            iconName: "retry"
            text: qsTr("再取一个号")
            onActivated: Kiosk.act("retry")
        },
        ActionButton {
            visible: screen.waiting || screen.ringing || screen.view.state === "joining"
            objectName: "action-quit"
            kind: "quiet"
            iconName: "close"
            text: screen.ringing ? qsTr("不接了") : qsTr("不排了")
            onActivated: Kiosk.act("quit")
        }
    ]
}
