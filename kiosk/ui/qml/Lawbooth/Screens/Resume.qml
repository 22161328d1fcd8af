// The draft of this code and this person is looked for; whoever has not both is told the same.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property string phase: Kiosk.view.phase || ""

    title: ({
        looking: qsTr("正在找您的草稿"), not_found: qsTr("没有打开草稿"), unavailable: qsTr("现在找不了，不是没有")
    })[phase] || ""
    spacing: Theme.u(28)

    WaitingDots {
        visible: screen.phase === "looking"
    }
    Note {
        visible: screen.phase === "unavailable"
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("机器的存储现在读不出来。草稿没有丢，请过一会儿再试，或者找工作人员。")
    }
    Note {
        visible: screen.phase === "not_found"
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("下面几样里，有一样对不上：")
    }
    Repeater {
        model: screen.phase === "not_found" ? [qsTr("草稿码有没有打错"), qsTr("是不是存草稿的本人，用的是同一张证件"), qsTr("是不是当时那台机器"), qsTr("有没有过 7 天")] : []

        Words {
            required property string modelData
            Layout.fillWidth: true
            Layout.leftMargin: Theme.u(36)
            role: "lead"
            text: "· " + modelData
        }
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-again"
            visible: screen.phase !== "looking"
            Layout.fillWidth: true
            Layout.fillHeight: true
            kind: screen.phase === "unavailable" ? "secondary" : "primary"
            iconName: Theme.large ? "" : "pen"
            text: qsTr("重新输入草稿码")
            onActivated: Kiosk.act("again", {})
        },
        ActionButton {
            objectName: "action-retry"
            visible: screen.phase === "unavailable"
            Layout.fillWidth: true
            Layout.fillHeight: true
            iconName: Theme.large ? "" : "retry"
            text: qsTr("再找一次")
            onActivated: Kiosk.act("retry", {})
        }
    ]
}
