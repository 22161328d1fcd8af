// Something under the document camera: shown beside the face after a touch, photographed in full, taken away by a touch.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Card {
    id: card

    property var closeUp: ({state: "", still: ""})
    property string who: ""
    property string kept: ""
    readonly property bool on: closeUp.state === "on"
    readonly property var stillWords: ({
        taking: qsTr("正在拍…"), sent: qsTr("拍好了，%1看得到这一张。").arg(who), trouble: qsTr("没有拍成，请再拍一次。")
    })

    ColumnLayout {
        width: parent.width
        spacing: Theme.gap

        Words {
            Layout.fillWidth: true
            role: "lead"
            font.bold: true
            text: card.on ? qsTr("%1现在看得到台面上的东西").arg(card.who) : card.closeUp.state === "asking" ? qsTr("正在打开台面摄像头…") : card.closeUp.state === "none" ? qsTr("台面摄像头打不开，没有展示") : qsTr("要给%1看手里的东西吗").arg(card.who)
        }
        Words {
            Layout.fillWidth: true
            text: card.on ? card.stillWords[card.closeUp.still] || card.kept : qsTr("把纸或东西放在台面摄像头下面。您点了以后，对方才看得到。")
        }
        ActionButton {
            objectName: "action-close-up"
            visible: !card.on && card.closeUp.state !== "asking"
            Layout.fillWidth: true
            kind: "equal"
            iconName: "camera"
            text: qsTr("展示实物")
            onActivated: Kiosk.act("close_up", {on: true})
        }
        RowLayout {
            visible: card.on || card.closeUp.state === "asking"
            spacing: Theme.gap
            ActionButton {
                objectName: "action-still"
                visible: card.on
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                kind: "equal"
                iconName: "camera"
                possible: card.closeUp.still !== "taking"
                reason: qsTr("正在拍…")
                text: qsTr("拍张清楚的")
                onActivated: Kiosk.act("still")
            }
            ActionButton {
                objectName: "action-close-down"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                kind: "equal"
                text: qsTr("不展示了")
                onActivated: Kiosk.act("close_up", {on: false})
            }
        }
    }
}
