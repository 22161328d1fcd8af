// The truth while there is no net: saved, not delivered, no day promised; or what the other side asks to be mended.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool refused: view.refused === true
    readonly property string slip: (view.slip || {}).outcome || "none"
    readonly property bool printed: slip === "done"
    readonly property bool troubled: slip === "not_done" || slip === "unknown"

    title: refused ? qsTr("对方请您补一补再交") : qsTr("还没送到，您的材料在这台机器里")
    stacksAt: "large"
    aside: [
        Badge {
            kind: "wait"
            text: screen.refused ? qsTr("已送到，要补正") : screen.view.retrying ? qsTr("已保存，正在再送") : qsTr("已保存，尚未送达")
        },
        Part {
            wanted: !Theme.portrait
            sourceComponent: proof
        },
        Item {
            Layout.fillHeight: !Theme.portrait
        }
    ]
    spacing: Theme.u(28)

    Component {
        id: proof
        CodeCard {
            waiting: true
            lead: qsTr("保存码，凭它查进度、补打回执")
            code: screen.view.code || ""
            number: qsTr("%1 保存").arg(screen.view.savedAt || "")
        }
    }
    SendPicture {
        visible: Theme.portrait && !screen.refused
        Layout.fillWidth: true
        Layout.preferredHeight: width * 0.24
        waiting: true
    }
    Note {
        visible: screen.refused
        Layout.fillWidth: true
        kind: "look"
        bold: true
        text: screen.view.words || ""
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        Rule {}
        Repeater {
            model: screen.refused ? [
                {icon: "check", title: qsTr("您交过的还在，没有丢"), detail: qsTr("签好的文书和材料都加密存着")},
                {icon: "help", title: qsTr("可以找人帮忙看怎么补"), detail: qsTr("带上凭条，工作人员会帮您")}
            ] : [
                {icon: "check", title: qsTr("不用重新填，也不用再交一次"), detail: qsTr("签好的文书和材料都已加密保存")},
                {icon: "network", title: qsTr("网络一通，机器自己送"), detail: qsTr("送到以后，凭下面的码在这台机器上补打正式回执")},
                {icon: "calendar", title: qsTr("对方答复的日子，从送到那天才开始算"), detail: qsTr("现在还不能告诉您是哪一天")}
            ]

            ColumnLayout {
                id: row
                required property var modelData
                Layout.fillWidth: true
                spacing: 0

                RowLayout {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.u(18)
                    Layout.bottomMargin: Theme.u(18)
                    spacing: Theme.u(28)

                    Icon {
                        Layout.alignment: Qt.AlignTop
                        name: row.modelData.icon
                    }
                    Column {
                        Layout.fillWidth: true
                        spacing: Theme.u(4)
                        Words {
                            width: parent.width
                            role: "lead"
                            font.bold: true
                            text: row.modelData.title
                        }
                        Words {
                            width: parent.width
                            color: Theme.ink2
                            text: row.modelData.detail
                        }
                    }
                }
                Rule {}
            }
        }
    }
    ListRow {
        objectName: "action-trouble"
        visible: screen.troubled
        Layout.fillWidth: true
        iconName: "printer"
        title: screen.slip === "unknown" ? qsTr("凭条没有出来，或者没有打全？") : qsTr("打印机要人看一下")
        detail: qsTr("材料已经存好，不受影响。点这里看怎么办")
        onActivated: Kiosk.act("trouble", {})
    }
    Part {
        wanted: Theme.portrait
        sourceComponent: proof
    }
    DepositRow {
        standing: screen.view.deposit || "none"
    }
    Stable {
        id: chains
        source: screen.view.chains || []
    }
    Repeater {
        model: chains.value

        ListRow {
            required property var modelData
            objectName: "chain-" + modelData.code
            Layout.fillWidth: true
            compact: true
            iconName: "document"
            title: modelData.label
            detail: qsTr("填过的带过去，不用重填")
            onActivated: Kiosk.act("chain", {code: modelData.code})
        }
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-print"
            visible: !screen.printed
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            iconName: Theme.large ? "" : "printer"
            text: qsTr("打印凭条")
            busyText: qsTr("正在打印…")
            possible: screen.slip !== "printing"
            reason: qsTr("凭条正在打印…")
            onActivated: Kiosk.act("print", {})
        },
        ActionButton {
            objectName: "action-finish"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: screen.printed ? 4 : 2
            kind: screen.printed ? "primary" : "quiet"
            iconName: screen.printed ? "check" : ""
            text: screen.printed ? qsTr("凭条拿好了，办完了") : qsTr("办完了")
            onActivated: Kiosk.act("finish", {})
        },
        ActionButton {
            objectName: "action-retry"
            visible: !screen.refused
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            kind: "secondary"
            iconName: Theme.large ? "" : "retry"
            text: qsTr("再送一次")
            busyText: qsTr("正在问…")
            possible: screen.view.retrying !== true
            reason: qsTr("正在再送…")
            onActivated: Kiosk.act("retry", {})
        }
    ]
}
