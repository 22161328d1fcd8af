// What doctor found, the worst first, each with what to do; and the keeper's last lines for who wants to read them.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Card {
    id: card

    property var findings: []
    property bool examining: false
    property var lines: []
    property int first: 0
    property int total: 0
    readonly property var bad: findings.filter(one => one.state !== "ok")
    readonly property var shapes: ({ok: "check-circle", warn: "warning", fail: "stop"})
    property string slip: ""
    property string bundle: ""
    readonly property var outcomes: ({running: qsTr("正在做…"), done: qsTr("做好了"), not_done: qsTr("没做成"), unknown: qsTr("不知道成没成")})

    // worded says what was found: a code in words, anything else as doctor has it
    function worded(found: string): string {
        return Kiosk.codeWords(found) || found;
    }

    padding: Theme.u(28)
    spacing: Theme.u(12)

    Words {
        objectName: "findings-title"
        Layout.fillWidth: true
        role: "lead"
        font.bold: true
        text: card.examining ? qsTr("正在体检…") : qsTr("体检结果：通过 %1，要看 %2").arg(card.findings.length - card.bad.length).arg(card.bad.length)
    }
    Repeater {
        model: card.bad.length

        RowLayout {
            id: row
            required property int index
            readonly property var finding: card.bad[index] || ({})
            Layout.fillWidth: true
            spacing: Theme.u(20)
            Accessible.role: Accessible.ListItem
            Accessible.name: [title.text, remedy.text].join("，")

            Icon {
                Layout.alignment: Qt.AlignTop
                name: card.shapes[row.finding.state] || "info"
                color: row.finding.state === "fail" ? Theme.red : Theme.amber
                size: Theme.u(38)
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.u(4)

                Words {
                    id: title
                    objectName: "finding-" + row.finding.id
                    Layout.fillWidth: true
                    font.bold: true
                    text: qsTr("%1：%2").arg(Kiosk.codeWords("check_" + row.finding.id) || row.finding.id).arg(card.worded(row.finding.found))
                    Accessible.ignored: true
                }
                Words {
                    id: remedy
                    Layout.fillWidth: true
                    role: "small"
                    text: Kiosk.codeRemedy(row.finding.found) || Kiosk.codeRemedy("check_" + row.finding.id)
                    Accessible.ignored: true
                }
            }
        }
    }
    Flow {
        Layout.fillWidth: true
        spacing: Theme.u(24)

        ActionButton {
            objectName: "action-doctor"
            kind: "secondary"
            fontSize: Theme.body
            text: qsTr("再体检")
            possible: !card.examining
            reason: qsTr("正在体检…")
            onActivated: Kiosk.act("doctor", {})
        }
        ActionButton {
            objectName: "action-status-ticket"
            kind: "secondary"
            fontSize: Theme.body
            text: card.slip !== "" ? qsTr("状态单：%1").arg(card.outcomes[card.slip]) : qsTr("打状态单")
            possible: card.slip !== "running"
            reason: qsTr("正在打…")
            onActivated: Kiosk.act("status_ticket", {})
        }
        ActionButton {
            objectName: "action-bundle"
            kind: "secondary"
            fontSize: Theme.body
            text: card.bundle !== "" ? qsTr("诊断包：%1").arg(card.outcomes[card.bundle]) : qsTr("取诊断包")
            possible: card.bundle !== "running"
            reason: qsTr("正在取…")
            onActivated: Kiosk.act("bundle", {})
        }
        ActionButton {
            objectName: "action-log"
            kind: "secondary"
            fontSize: Theme.body
            text: qsTr("看日志")
            onActivated: Kiosk.act("log", {})
        }
        ActionButton {
            objectName: "action-log-earlier"
            visible: card.total > card.lines.length
            kind: "secondary"
            fontSize: Theme.body
            text: qsTr("早一些")
            possible: card.first > 0
            reason: qsTr("最早的了")
            onActivated: Kiosk.act("log_page", {by: -1})
        }
        ActionButton {
            objectName: "action-log-later"
            visible: card.total > card.lines.length
            kind: "secondary"
            fontSize: Theme.body
            text: qsTr("晚一些")
            possible: card.first + card.lines.length < card.total
            reason: qsTr("最新的了")
            onActivated: Kiosk.act("log_page", {by: 1})
        }
    }
    Words {
        objectName: "log-lines"
        visible: card.lines.length > 0
        Layout.fillWidth: true
        role: "mark"
        color: Theme.ink
        text: card.lines.join("\n")
    }
}
