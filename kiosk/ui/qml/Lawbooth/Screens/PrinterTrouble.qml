// First that the filing is safe, then where the printer's trouble is, then what one can do about it.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool receipt: view.device !== "page"
    readonly property string reason: view.reason || "unknown"
    readonly property string receiptDrawing: reason === "cover_open" ? "printer-cover" : reason === "paper_end" ? "printer" : "receipt-printer"
    property bool codeShown: false

    // codes that only say it cannot: never "not known", because nothing was printed
    readonly property string cannot: qsTr("打印机现在打不了")
    readonly property string later: qsTr("由工作人员来看，您也可以以后凭编码补打")
    readonly property var titles: ({
        paper_end: qsTr("打印机没纸了"), paper_low: qsTr("打印机快没纸了"), cover_open: qsTr("打印机盖子开着"), jam: qsTr("打印机卡纸了"),
        cutter: qsTr("切纸刀卡住了"), offline: qsTr("打印机没有开"), unplugged: qsTr("打印机没有接上"), toner_empty: qsTr("打印机没墨粉了"),
        no_answer: qsTr("打印机没有回话"), write_stalled: qsTr("打印机没有回话"),
        output_full: qsTr("出纸口满了"), outlet_full: qsTr("出纸口满了"), overheated: qsTr("打印机太热了"), paused: qsTr("打印机停着"), held: qsTr("打印机停着"),
        busy: qsTr("打印机正忙"), timeout: qsTr("打印机没有回话"), aborted: cannot,
        service: cannot, broken: cannot, memory: cannot, journal: cannot, not_sent: cannot, no_printer: qsTr("这里没有打印机"),
        unknown: qsTr("不知道打出来没有")
    })
    readonly property var remedies: ({
        paper_end: qsTr("纸由工作人员来加，加好了再打"), paper_low: qsTr("这一张也许够，不够就请人加纸"), cover_open: qsTr("把盖子按下去，听到“咔”一声就好"),
        jam: qsTr("请不要硬拉，等工作人员来取"), cutter: qsTr("请不要碰刀口，等工作人员来看"), offline: qsTr("由工作人员打开"), unplugged: qsTr("由工作人员接好"),
        toner_empty: qsTr("墨粉由工作人员来换"), no_answer: qsTr("等一会儿再打，或者请人来看"),
        write_stalled: qsTr("等一会儿再打，或者请人来看"),
        output_full: qsTr("请把出纸口的纸取走，再打一次"), outlet_full: qsTr("请把出纸口的纸取走，再打一次"), overheated: qsTr("等几分钟，凉下来再打"),
        paused: qsTr("由工作人员让它接着打"), held: qsTr("没打的这份已经撤掉，别人拿不到"), busy: qsTr("等一会儿再打，或者请人来看"),
        timeout: qsTr("等一会儿再打，或者请人来看"), aborted: later, service: later, broken: later, memory: later, journal: later, not_sent: later, no_printer: later,
        unknown: qsTr("请先看看出纸口有没有纸，有就不用再打")
    })

    title: titles[reason] || titles.unknown
    subtitle: view.safe === "delivered" ? (receipt ? qsTr("您的材料已经送到，没受影响。只是回执还没印好。") : qsTr("您的材料已经送到，没受影响。只是文书还没印好。")) : qsTr("您的材料已经存在这台机器里，没受影响。只是凭条还没印好。")
    stacksAt: "largest"
    aside: [
        Part {
            wanted: !Theme.portrait
            Layout.fillHeight: true
            sourceComponent: place
        }
    ]

    Part {
        wanted: Theme.portrait
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.u(260)
        Layout.preferredHeight: Theme.u(440)
        Layout.maximumHeight: Theme.u(540)
        sourceComponent: place
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.u(20)

        Icon {
            name: "warning"
            color: Theme.amber
        }
        Words {
            Layout.fillWidth: true
            text: screen.remedies[screen.reason] || screen.remedies.unknown
            font.bold: true
        }
    }
    ListRow {
        objectName: "action-call"
        Layout.fillWidth: true
        iconName: "help"
        title: qsTr("请人来看")
        detail: qsTr("叫工作人员到这台机器来")
        onActivated: Kiosk.act("call", {})
    }
    ListRow {
        objectName: "action-read_code"
        visible: !screen.codeShown
        Layout.fillWidth: true
        iconName: "eye"
        title: qsTr("把查询码记下来")
        detail: qsTr("在屏幕上放大给您看，自己抄")
        onActivated: {
            screen.codeShown = true;
            Kiosk.act("read_code", {});
        }
    }
    CodeCard {
        visible: screen.codeShown
        Layout.fillWidth: true
        lead: qsTr("查询码，请抄下来")
        code: screen.view.code || ""
    }
    Item {
        Layout.fillHeight: true
    }
    Component {
        id: place
        Drawing {
            objectName: "place"
            name: screen.receipt ? screen.receiptDrawing : screen.view.part === "tray" ? "printer" : "printer-part-" + (screen.view.part || "plain")
            accent: Theme.amber
        }
    }
    actions: [
        ActionButton {
            objectName: "action-reprint"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            iconName: "printer"
            text: screen.reason === "unknown" ? qsTr("没有出来，再打一次") : qsTr("弄好了，再打一次")
            busyText: qsTr("正在打印…")
            onActivated: Kiosk.act("reprint", {})
        },
        ActionButton {
            objectName: "action-later"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            kind: "secondary"
            text: screen.reason === "unknown" ? qsTr("已经拿到了") : qsTr("以后补打")
            onActivated: Kiosk.act("later", {})
        }
    ]
}
