// What this terminal knows under a code: saved, delivered or refused, and the slip once more.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property var slip: view.slip || ({outcome: "none", reason: ""})
    readonly property bool delivered: view.state === "delivered"
    readonly property bool refused: view.state === "refused"

    title: delivered ? qsTr("已经送达") : refused ? qsTr("对方没有收，要补一下") : qsTr("已保存，还没有送到")
    subtitle: view.matter || ""
    aside: [
        Drawing {
            visible: !Theme.large && !Theme.seated
            name: screen.delivered ? "court" : "saved-box"
            accent: screen.delivered ? Theme.green : Theme.amber
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: Theme.u(340)
            Layout.maximumHeight: Theme.u(400)
        }
    ]

    Card {
        Layout.fillWidth: true

        Badge {
            kind: screen.delivered ? "done" : screen.refused ? "look" : "wait"
            text: screen.delivered ? qsTr("已送达") : screen.refused ? qsTr("要补一下") : qsTr("已保存，尚未送达")
        }
        Words {
            color: Theme.ink2
            text: qsTr("查询码")
        }
        CodeGroups {
            objectName: "result-code"
            Layout.fillWidth: true
            code: screen.view.code || ""
        }
        Rule {}
        GridLayout {
            Layout.fillWidth: true
            columns: Theme.large ? 1 : 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.u(16)

            Words {
                visible: !!screen.view.number
                Layout.preferredWidth: Theme.u(220)
                Layout.fillWidth: Theme.large
                color: Theme.ink2
                text: qsTr("回执号")
            }
            Words {
                objectName: "result-number"
                visible: !!screen.view.number
                Layout.fillWidth: true
                font.bold: true
                wrapMode: Text.Wrap
                text: screen.view.number || ""
            }
            Words {
                visible: !!screen.view.savedAt
                Layout.preferredWidth: Theme.u(220)
                Layout.fillWidth: Theme.large
                color: Theme.ink2
                text: qsTr("保存时间")
            }
            Words {
                visible: !!screen.view.savedAt
                Layout.fillWidth: true
                font.bold: true
                text: screen.view.savedAt || ""
            }
            Words {
                visible: !!screen.view.deliveredAt
                Layout.preferredWidth: Theme.u(220)
                Layout.fillWidth: Theme.large
                color: Theme.ink2
                text: qsTr("送达时间")
            }
            Words {
                visible: !!screen.view.deliveredAt
                Layout.fillWidth: true
                font.bold: true
                text: screen.view.deliveredAt || ""
            }
        }
    }
    Note {
        visible: text !== ""
        Layout.fillWidth: true
        kind: screen.delivered ? "done" : screen.refused ? "look" : "info"
        text: screen.view.words || ""
    }
    DepositRow {
        standing: screen.view.deposit || "none"
    }
    Note {
        visible: ["done", "not_done", "unknown", "printing"].includes(screen.slip.outcome)
        Layout.fillWidth: true
        kind: screen.slip.outcome === "done" ? "done" : screen.slip.outcome === "printing" ? "info" : "look"
        text: screen.slip.outcome === "done" ? qsTr("印好了，请从屏幕下方的出纸口取。") : screen.slip.outcome === "printing" ? qsTr("正在打印…") : screen.slip.outcome === "unknown" ? qsTr("不确定印出来没有，请先看看出纸口。") : qsTr("没印出来。可以记下上面的码，或者找人看一下打印机。")
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            objectName: "action-finish"
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.u(488)
            text: qsTr("看好了，结束")
            onActivated: Kiosk.act("finish", {})
        },
        ActionButton {
            objectName: "action-print"
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.u(400)
            kind: "secondary"
            iconName: "printer"
            text: screen.delivered ? qsTr("打印回执") : qsTr("打印凭条")
            busyText: qsTr("正在打印…")
            possible: screen.slip.outcome !== "printing"
            reason: qsTr("正在打印…")
            onActivated: Kiosk.act("print", {})
        }
    ]
}
