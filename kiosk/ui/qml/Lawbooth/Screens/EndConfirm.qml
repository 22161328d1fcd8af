// Asks once before ending, and says truly what is cleared and what stays.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

DialogBox {
    id: dialog

    readonly property bool canKeep: Kiosk.overlayView.canKeep === true
    readonly property bool submitted: Kiosk.overlayView.submitted === true
    readonly property bool looking: !submitted && Kiosk.overlayView.filling === false

    title: submitted ? qsTr("办完了，现在结束吗？") : looking ? qsTr("现在结束吗？") : qsTr("还没有提交，现在结束吗？")

    Note {
        Layout.fillWidth: true
        kind: dialog.submitted ? "done" : dialog.looking ? "info" : "look"
        text: dialog.submitted ? qsTr("您交的已经保存好了，不会丢。") : dialog.looking ? qsTr("平台记下的都不会丢。看过的内容和身份证信息，从这台机器清除。") : canKeep ? qsTr("现在结束，填的都清除。也可以把答案存起来，拿着草稿码和身份证，7 天内回来接着办。") : qsTr("结束后，填的内容、拍的材料和身份证信息都从这台机器清除，下次要重新填。")
    }
    Words {
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.u(16)
        color: Theme.ink2
        text: qsTr("走之前，记得取走身份证和原件。")
    }
    ActionButton {
        objectName: "action-close"
        Layout.fillWidth: true
        implicitHeight: Theme.u(Theme.largest ? 232 : Theme.portrait ? 144 : 120)
        text: qsTr("不结束，接着办")
        onActivated: Kiosk.act("close", {})
    }
    ActionButton {
        objectName: "action-keep"
        visible: dialog.canKeep
        Layout.fillWidth: true
        implicitHeight: Theme.u(Theme.largest ? 232 : Theme.portrait ? 144 : 120)
        kind: "secondary"
        iconName: "lock"
        text: qsTr("存成草稿，改天接着办")
        onActivated: Kiosk.act("keep", {})
    }
    ActionButton {
        objectName: "action-end-now"
        Layout.fillWidth: true
        kind: "stop"
        iconName: "stop"
        text: dialog.submitted || dialog.looking ? qsTr("结束") : qsTr("清除并结束")
        busyText: qsTr("正在结束…")
        onActivated: Kiosk.act("end_now", {})
    }
}
