// What one holds and what comes next; also when the paper did not come out, the code stands here to be written down.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property string slip: (view.slip || {}).outcome || "none"
    readonly property string copies: (view.copies || {}).outcome || "none"
    readonly property bool troubled: [slip, copies].some(one => one === "not_done" || one === "unknown")
    readonly property bool printing: slip === "printing" || copies === "printing"

    title: ({
        done: qsTr("回执已打印，请在下方取走"), printing: qsTr("正在打印回执，请等一等"), not_done: qsTr("已经送到，回执还没打出来"),
        unknown: qsTr("已经送到，请看看回执出来没有"), none: qsTr("已经送到")
    })[slip] || ""
    aside: [
        Badge {
            Layout.fillWidth: !Theme.portrait
            kind: "done"
            text: qsTr("%1 对方平台已收到").arg(screen.view.at || "")
        },
        Drawing {
            visible: !Theme.portrait
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.u(300)
            name: "receipt-printer"
            accent: screen.troubled ? Theme.amber : Theme.green
        },
        Item {
            Layout.fillHeight: !Theme.portrait
        }
    ]
    spacing: Theme.u(24)

    Stable {
        id: dates
        source: screen.view.dates || []
    }
    CodeCard {
        Layout.fillWidth: true
        lead: qsTr("查询码（在这台终端的“查进度”里打进去）")
        code: screen.view.code || ""
        number: screen.view.number ? qsTr("回执号 %1").arg(screen.view.number) : ""
        qr: screen.view.qr || ""
    }
    ListRow {
        objectName: "action-trouble"
        visible: screen.troubled
        Layout.fillWidth: true
        iconName: "printer"
        title: screen.slip === "unknown" || screen.copies === "unknown" ? qsTr("纸没有出来，或者没有打全？") : qsTr("打印机要人看一下")
        detail: qsTr("材料已经送到，不受影响。点这里看怎么办")
        badge: qsTr("看怎么办")
        badgeKind: "look"
        onActivated: Kiosk.act("trouble", {})
    }
    ColumnLayout {
        visible: dates.value.length > 0
        Layout.fillWidth: true
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.u(12)
            Words {
                Layout.fillWidth: true
                role: "q"
                text: qsTr("接下来")
            }
            Words {
                visible: screen.slip === "done" && !Theme.large
                role: "small"
                text: qsTr("都印在回执上了")
            }
        }
        Rule {}
        Repeater {
            model: dates.value

            ColumnLayout {
                id: row
                required property var modelData
                Layout.fillWidth: true
                spacing: 0

                GridLayout {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.u(14)
                    Layout.bottomMargin: Theme.u(14)
                    columns: Theme.large ? 1 : 2
                    columnSpacing: Theme.u(24)
                    rowSpacing: Theme.u(4)

                    Words {
                        Layout.preferredWidth: Theme.u(274)
                        Layout.maximumWidth: Theme.large ? -1 : Theme.u(274)
                        Layout.fillWidth: Theme.large
                        Layout.alignment: Qt.AlignTop
                        role: "lead"
                        font.bold: true
                        text: row.modelData.when
                    }
                    Column {
                        Layout.fillWidth: true
                        Words {
                            width: parent.width
                            font.bold: true
                            text: row.modelData.what
                        }
                        Words {
                            visible: text !== ""
                            width: parent.width
                            role: "small"
                            text: row.modelData.detail || ""
                        }
                    }
                }
                Rule {}
            }
        }
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
    Note {
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("工作人员不会打电话要验证码、要转账。")
    }
    actions: [
        ActionButton {
            objectName: "action-finish"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            iconName: "check"
            text: qsTr("办完了")
            onActivated: Kiosk.act("finish", {})
        },
        ActionButton {
            objectName: "action-print_copies"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            kind: "secondary"
            iconName: Theme.large ? "" : "document"
            text: screen.copies === "done" ? qsTr("再打文书") : qsTr("打印文书")
            possible: screen.copies !== "printing"
            reason: qsTr("文书正在打印…")
            busyText: qsTr("正在打印…")
            onActivated: Kiosk.act("print_copies", {})
        },
        ActionButton {
            objectName: "action-print_again"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            kind: "secondary"
            iconName: Theme.large ? "" : "printer"
            text: screen.slip === "done" ? qsTr("再打一份") : qsTr("打印回执")
            possible: screen.slip !== "printing"
            reason: qsTr("回执正在打印…")
            busyText: qsTr("正在打印…")
            onActivated: Kiosk.act("print_again", {})
        }
    ]
}
