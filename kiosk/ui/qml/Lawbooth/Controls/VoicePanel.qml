// Speaking to the terminal: what it hears, how loud, what came of it, and the way back to touching.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme

Rectangle {
    id: panel

    readonly property bool confirming: Listening.state === "confirm"
    readonly property string lead: {
        if (!Listening.ready)
            return qsTr("正在准备，请稍等");
        if (Speech.reading)
            return qsTr("我先说，说完再听您说");
        if (Listening.state === "dictate")
            return qsTr("请说：%1").arg(Listening.toldOf);
        return confirming ? qsTr("对就说“对”，不对就说“重说”") : qsTr("正在听您说");
    }
    readonly property string outcome: {
        switch (Listening.told) {
        case "pressed":
            return qsTr("已替您点了：%1。不对就说“不是”。").arg(Listening.toldOf);
        case "unclear":
            return qsTr("没听清，再说一遍。也可以说前面的号，比如“三号”。");
        case "renumbered":
            return qsTr("前面的号刚刚变了。看着新的号，再说一遍。");
        case "read_back":
            return qsTr("您说的是：%1").arg(Listening.toldOf);
        case "written":
            return qsTr("已填好：%1").arg(Listening.toldOf);
        case "more":
            return qsTr("接着说。说完了就说“说完了”。");
        case "cancelled":
            return qsTr("没有填，可以再说别的。");
        default:
            return qsTr("念屏幕上的字，或者说前面的号，比如“三号”。");
        }
    }

    // on a wide screen and within a seated reach the page needs the room: everything in one row
    readonly property bool tight: !Theme.portrait || Theme.seated
    readonly property bool idle: Listening.heard === ""

    component Close: ActionButton {
        objectName: "voice-close"
        least: Theme.target
        kind: "secondary"
        iconName: "mic-off"
        text: panel.tight ? qsTr("不说了") : qsTr("不说了，自己点")
        onActivated: Listening.close()
    }

    implicitHeight: column.implicitHeight + Theme.u(tight ? 28 : 48)
    color: Theme.tint

    Rectangle {
        width: parent.width
        height: Theme.control
        color: Theme.primary
    }
    ColumnLayout {
        id: column
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.page
        anchors.rightMargin: Theme.page
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.u(16)

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.gap

            Rectangle {
                implicitWidth: Theme.u(panel.tight ? 84 : 120)
                implicitHeight: implicitWidth
                radius: width / 2
                color: Listening.ready && !Speech.reading ? Theme.primary : Theme.card
                border.color: Theme.primary
                border.width: Theme.control

                Icon {
                    anchors.centerIn: parent
                    name: Listening.ready && !Speech.reading ? "mic" : "mic-off"
                    color: Listening.ready && !Speech.reading ? Theme.onPrimary : Theme.primary
                    size: Theme.u(panel.tight ? 48 : 64)
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: 3
                spacing: 0

                Words {
                    objectName: "voice-lead"
                    Layout.fillWidth: true
                    role: "small"
                    font.bold: true
                    color: Theme.ink
                    text: panel.lead
                }
                Words {
                    objectName: "voice-heard"
                    Layout.fillWidth: true
                    role: "q"
                    font.pixelSize: Theme.lead
                    text: !panel.idle ? qsTr("“%1”").arg(Listening.heard) : panel.tight ? "" : qsTr("只在这台机器里识别")
                    visible: text !== ""
                    maximumLineCount: 2
                    elide: Text.ElideRight
                }
            }
            Row {
                objectName: "voice-level"
                Layout.preferredWidth: Theme.u(300)
                Layout.preferredHeight: Theme.u(panel.tight ? 84 : 112)
                spacing: Theme.u(4)
                Accessible.role: Accessible.Indicator
                Accessible.name: qsTr("音量")

                Repeater {
                    model: 30

                    Rectangle {
                        required property int index
                        readonly property real loud: Listening.levels[index] || 0
                        anchors.verticalCenter: parent.verticalCenter
                        width: Theme.u(6)
                        radius: width / 2
                        height: Math.max(Theme.u(12), loud * Theme.u(panel.tight ? 80 : 108))
                        color: loud > 0.25 ? Theme.primary : Theme.edge
                    }
                }
            }
            Close {
                visible: panel.tight
            }
        }
        Words {
            objectName: "voice-outcome"
            Layout.fillWidth: true
            role: panel.tight ? "small" : "body"
            color: Theme.ink
            text: panel.outcome
            maximumLineCount: panel.tight ? 2 : 3
            elide: Text.ElideRight
            Accessible.role: Accessible.AlertMessage
        }
        Close {
            visible: !panel.tight
            Layout.preferredWidth: Math.max(Theme.u(420), implicitWidth)
        }
    }
}
