// The answers so far are kept under a code: the code to take along, until when, and what has to be done again.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property string stage: view.stage || ""
    readonly property string slip: (view.slip || {}).outcome || "none"
    readonly property bool kept: stage === "kept"

    title: ({
        saving: qsTr("正在存，请等一等"), kept: qsTr("存好了，改天接着办"), not_kept: qsTr("没有存成"), unknown: qsTr("不知道存成没有")
    })[stage] || ""
    aside: [
        Badge {
            visible: screen.kept
            kind: "wait"
            text: qsTr("草稿，还没有提交")
        }
    ]
    spacing: Theme.u(28)

    CodeCard {
        visible: screen.kept
        Layout.fillWidth: true
        lead: qsTr("草稿码，请抄下来或者拿好凭条")
        code: screen.view.code || ""
        number: screen.kept ? qsTr("保存到 %1").arg(screen.view.until) : ""
    }
    Repeater {
        model: screen.kept ? [qsTr("回来时，在这台机器点“查进度”，打进草稿码，再刷您本人的身份证。"), qsTr("没有草稿码，谁也打不开，工作人员也不行。过了期限自动删除。")].concat(screen.view.photos ? [qsTr("拍过的材料不存，回来要重新拍。")] : []) : []

        Note {
            required property string modelData
            Layout.fillWidth: true
            text: modelData
        }
    }
    Note {
        visible: screen.stage === "not_kept" || screen.stage === "unknown"
        Layout.fillWidth: true
        kind: "look"
        text: screen.stage === "unknown" ? qsTr("没有等到回音。您填的都还在，请再试一次；不会存成两份。") : qsTr("机器现在存不了。您填的都还在，请点“返回”接着办，或者再试一次。")
    }
    ListRow {
        objectName: "action-print"
        visible: screen.kept && (screen.slip === "not_done" || screen.slip === "unknown")
        Layout.fillWidth: true
        iconName: "printer"
        title: qsTr("凭条没有出来？")
        detail: qsTr("请先把草稿码抄下来。点这里再打一次")
        onActivated: Kiosk.act("print", {})
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-finish"
            visible: screen.kept
            Layout.fillWidth: true
            Layout.fillHeight: true
            iconName: "check"
            possible: screen.slip !== "printing"
            reason: qsTr("凭条正在打印…")
            text: screen.slip === "done" ? qsTr("凭条拿好了，结束") : qsTr("抄好了，结束")
            onActivated: Kiosk.act("finish", {})
        },
        ActionButton {
            objectName: "action-retry"
            visible: screen.stage === "not_kept" || screen.stage === "unknown"
            Layout.fillWidth: true
            Layout.fillHeight: true
            iconName: "retry"
            text: qsTr("再试一次")
            busyText: qsTr("正在存…")
            onActivated: Kiosk.act("retry", {})
        }
    ]
}
