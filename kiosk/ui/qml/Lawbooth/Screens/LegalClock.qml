// A legal clock: days that are left, the last day, how it was counted, and what happens otherwise.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Controls
import Lawbooth.Theme

Rectangle {
    id: card

    property var clock: null
    property bool brief: false
    readonly property bool known: clock !== null && clock !== undefined
    readonly property bool dated: known && clock.day !== ""
    readonly property bool over: known && clock.over === true

    visible: known
    implicitHeight: column.implicitHeight + 2 * Theme.u(36)
    color: Theme.card
    radius: Theme.radiusCard
    border.color: over ? Theme.edge : Theme.amber
    border.width: Theme.control

    ColumnLayout {
        id: column
        x: Theme.u(40)
        y: Theme.u(36)
        width: card.width - Theme.u(80)
        spacing: Theme.u(20)

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.u(40)

            Item {
                visible: card.dated && !card.over
                implicitWidth: Theme.u(Theme.largest ? 270 : Theme.large ? 240 : 190)
                implicitHeight: implicitWidth
                Layout.alignment: Qt.AlignTop

                Ring {
                    anchors.fill: parent
                    value: card.known ? card.clock.share : 0
                    accent: Theme.amber
                }
                Column {
                    anchors.centerIn: parent

                    Words {
                        anchors.horizontalCenter: parent.horizontalCenter
                        font.pixelSize: Theme.figure
                        font.bold: true
                        text: card.known ? card.clock.left : ""
                        Accessible.ignored: true
                    }
                    Words {
                        anchors.horizontalCenter: parent.horizontalCenter
                        role: "small"
                        text: qsTr("天")
                        Accessible.ignored: true
                    }
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.u(8)

                Badge {
                    visible: card.dated
                    kind: card.over ? "quiet" : "wait"
                    text: card.over ? qsTr("日子已经过了") : !card.known ? "" : card.clock.left === 0 ? qsTr("今天是最后一天") : qsTr("要办，还剩 %1 天").arg(card.clock.left)
                }
                Words {
                    Layout.fillWidth: true
                    role: "q"
                    text: card.known ? card.clock.what : ""
                }
                Words {
                    objectName: "clock-day"
                    visible: card.dated
                    Layout.fillWidth: true
                    role: "lead"
                    font.bold: true
                    text: card.dated ? qsTr("%1　%2　是最后一天").arg(card.clock.day).arg(card.clock.weekday) : ""
                }
                Words {
                    visible: card.known && !card.dated
                    Layout.fillWidth: true
                    text: qsTr("哪一天，文书里写着，请打开看")
                }
            }
        }
        Rule {
            visible: !card.brief
        }
        Words {
            visible: !card.brief
            Layout.fillWidth: true
            lineHeight: 1.2
            text: !card.known ? "" : (card.clock.n > 0 && card.dated ? qsTr("怎么算的：%1 送到，从第二天 %2 起数 %3 %4。").arg(card.clock.arrived).arg(card.clock.from).arg(card.clock.n).arg(({day: qsTr("天"), workday: qsTr("个工作日"), month: qsTr("个月"), year: qsTr("年")})[card.clock.unit] || qsTr("天")) : qsTr("%1 送到。").arg(card.clock.arrived)) + (card.clock.basis ? qsTr("依据%1。").arg(card.clock.basis) : "")
        }
        Words {
            visible: !card.brief && card.known && card.clock.missed !== ""
            Layout.fillWidth: true
            font.bold: true
            text: card.known ? card.clock.missed + qsTr("。") : ""
        }
        Words {
            visible: !card.brief && card.known && card.clock.relief !== ""
            Layout.fillWidth: true
            text: card.known ? card.clock.relief + qsTr("。") : ""
        }
        Words {
            visible: card.known && card.clock.unverified === true
            Layout.fillWidth: true
            text: qsTr("那一年放假的安排还没有公布，日子以法院通知为准。")
        }
    }
}
