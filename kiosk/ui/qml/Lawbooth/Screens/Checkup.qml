// What a check-up found: every area with its points and risk, and one of them with each finding. Rules made it.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property var area: view.area || null
    readonly property bool opened: area !== null
    readonly property var levels: ({
        high: qsTr("高风险"), medium: qsTr("中风险"), low: qsTr("低风险"), none: qsTr("没有评")
    })
    readonly property var kinds: ({high: "look", medium: "wait", low: "done", none: "quiet"})
    readonly property var marks: ({high: "warning", medium: "clock", low: "check-circle", none: "info"})
    readonly property var accents: ({high: Theme.red, medium: Theme.amber, low: Theme.green, none: Theme.ink2})

    function points(score: int): string {
        return score < 0 ? qsTr("没有可以计分的回答") : qsTr("%1 分").arg(score);
    }
    function found(count: int): string {
        return count === 0 ? qsTr("没有发现问题") : qsTr("发现 %1 个问题").arg(count);
    }

    kicker: opened ? qsTr("企业法治体检") : ""
    title: opened ? area.title : qsTr("体检结果")
    subtitle: opened ? [levels[area.level], points(area.score), found(area.count)].join("　") : qsTr("点开一个领域，看是什么问题、依据哪条法律、下一步做什么。")
    spacing: Theme.u(opened ? 24 : 20)

    Stable {
        id: areas
        source: screen.view.areas || []
    }
    Stable {
        id: first
        source: screen.view.first || []
    }
    Stable {
        id: findings
        source: screen.opened ? screen.area.findings : []
    }
    stacksAt: "largest"
    aside: [
        RowLayout {
            visible: !screen.opened
            Layout.fillWidth: true
            spacing: Theme.gap

            Badge {
                objectName: "overall"
                kind: screen.kinds[screen.view.level || "none"]
                iconName: screen.marks[screen.view.level || "none"]
                text: screen.levels[screen.view.level || "none"]
            }
            Words {
                Layout.fillWidth: true
                role: "lead"
                font.bold: true
                text: [screen.points(screen.view.score === undefined ? -1 : screen.view.score), screen.found(screen.view.found || 0)].join("，")
            }
        },
        Item {
            visible: screen.sideBySide
            Layout.fillHeight: true
        }
    ]
    Note {
        objectName: "machine-made"
        Layout.fillWidth: true
        text: qsTr("这是机器按固定规则算出来的，供您自查参考，不是律师意见，也不作为检查、处罚的依据。")
    }
    Repeater {
        model: screen.opened ? [] : areas.value

        Pressable {
            id: row
            required property var modelData
            readonly property color accent: screen.accents[modelData.level]

            objectName: "area-" + modelData.id
            Layout.fillWidth: true
            implicitHeight: Math.max(Theme.target, words.implicitHeight + Theme.u(36))
            name: [modelData.title, screen.levels[modelData.level], screen.points(modelData.score), screen.found(modelData.count)].join("，")
            onActivated: Kiosk.act("area", {id: modelData.id})

            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: row.pressed ? Theme.tint : Theme.card
                border.color: Theme.line
                border.width: Theme.thin
            }
            ColumnLayout {
                id: words
                anchors.left: parent.left
                anchors.leftMargin: Theme.u(28)
                anchors.right: arrow.left
                anchors.rightMargin: Theme.u(20)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.u(8)

                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.u(16)

                    Words {
                        Layout.fillWidth: true
                        role: "lead"
                        font.bold: true
                        text: row.modelData.title
                        Accessible.ignored: true
                    }
                    Words {
                        visible: !Theme.large
                        color: Theme.ink2
                        text: screen.found(row.modelData.count)
                        Accessible.ignored: true
                    }
                    Badge {
                        kind: screen.kinds[row.modelData.level]
                        iconName: screen.marks[row.modelData.level]
                        text: screen.levels[row.modelData.level]
                        Accessible.ignored: true
                    }
                }
                Rectangle {
                    // the picture of what the words beside it say
                    visible: row.modelData.score >= 0
                    Layout.fillWidth: true
                    implicitHeight: Theme.u(14)
                    radius: height / 2
                    color: Theme.sunk

                    Rectangle {
                        height: parent.height
                        width: Math.max(height, parent.width * row.modelData.score / 100)
                        radius: height / 2
                        color: row.accent
                    }
                }
            }
            Icon {
                id: arrow
                anchors.right: parent.right
                anchors.rightMargin: Theme.u(28)
                anchors.verticalCenter: parent.verticalCenter
                name: "chevron"
                color: Theme.primary
                size: Theme.u(40)
            }
        }
    }
    Card {
        visible: !screen.opened && first.value.length > 0
        Layout.fillWidth: true
        spacing: Theme.u(8)

        Words {
            Layout.fillWidth: true
            role: "lead"
            font.bold: true
            text: qsTr("先改这些")
        }
        Repeater {
            model: first.value

            Words {
                required property string modelData
                required property int index
                Layout.fillWidth: true
                text: (index + 1) + ". " + modelData
            }
        }
    }
    Note {
        visible: screen.opened && findings.value.length === 0
        Layout.fillWidth: true
        kind: "done"
        text: screen.opened && screen.area.level === "none" ? qsTr("这个领域您都选了“不适用”，没有评。") : qsTr("这个领域没有答“否”的，接着保持。")
    }
    Repeater {
        model: findings.value

        Card {
            id: finding
            required property var modelData
            Layout.fillWidth: true
            spacing: Theme.u(10)

            Badge {
                kind: screen.kinds[finding.modelData.level]
                iconName: screen.marks[finding.modelData.level]
                text: screen.levels[finding.modelData.level]
            }
            Words {
                Layout.fillWidth: true
                role: "lead"
                font.bold: true
                text: qsTr("没有做到：%1").arg(finding.modelData.said)
            }
            Words {
                Layout.fillWidth: true
                text: qsTr("为什么：%1").arg(finding.modelData.why)
            }
            Words {
                Layout.fillWidth: true
                color: Theme.ink2
                text: qsTr("依据：%1").arg(finding.modelData.law)
            }
            Words {
                Layout.fillWidth: true
                font.bold: true
                text: qsTr("下一步：%1").arg(finding.modelData.act)
            }
            ActionButton {
                objectName: "help-" + finding.modelData.matter
                visible: finding.modelData.matter !== ""
                Layout.fillWidth: true
                kind: "secondary"
                trailingIcon: "chevron"
                text: finding.modelData.help
                onActivated: Kiosk.act("matter", {code: finding.modelData.matter})
            }
        }
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-compose"
            visible: !screen.opened
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: qsTr("写成报告")
            trailingIcon: "chevron"
            busyText: qsTr("正在写…")
            onActivated: Kiosk.act("compose", {})
        },
        ActionButton {
            objectName: "action-all"
            visible: screen.opened
            Layout.fillWidth: true
            Layout.fillHeight: true
            kind: "secondary"
            text: qsTr("看全部领域")
            onActivated: Kiosk.act("area", {id: ""})
        }
    ]
}
