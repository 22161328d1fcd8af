// All answers once more, and the fee with its working, before they become documents.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property var missing: incomplete.value
    // page of the row whose answers are unfolded
    property string opened: ""

    stacksAt: "largest"
    title: qsTr("请核对一遍，再写成文书")
    subtitle: qsTr("点开一行，看每一个答案。哪里不对点“改”，改完会回到这里。")
    spacing: Theme.u(20)

    Stable {
        id: rows
        source: screen.view.rows || []
    }
    Stable {
        id: incomplete
        source: screen.view.incomplete || []
    }
    Stable {
        id: warnings
        source: screen.view.warnings || []
    }
    Repeater {
        model: incomplete.value

        ListRow {
            required property var modelData
            objectName: "incomplete-" + modelData.page
            Layout.fillWidth: true
            iconName: "warning"
            title: modelData.label
            detail: modelData.gate ? qsTr("点这里看先要办什么，或者改答案") : qsTr("还没有答完，点这里接着答")
            badge: modelData.gate ? qsTr("现在还不能交") : qsTr("没答完")
            badgeKind: "look"
            onActivated: Kiosk.act("edit", {page: modelData.page})
        }
    }
    Repeater {
        model: warnings.value

        Note {
            required property string modelData
            Layout.fillWidth: true
            kind: "look"
            text: modelData
        }
    }
    Note {
        readonly property var papers: screen.view.missingScans || []
        objectName: "missing-scans"
        visible: papers.length > 0
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("还没有拍：%1。可以点下面的证据一行去拍，也可以以后把原件交到窗口。").arg(papers.join("、"))
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        Rule {}
        Repeater {
            model: rows.value

            ColumnLayout {
                id: row
                required property var modelData
                Layout.fillWidth: true
                spacing: 0

                readonly property bool open: screen.opened === modelData.page

                SummaryRow {
                    objectName: "row-" + row.modelData.page
                    Layout.fillWidth: true
                    label: row.modelData.label
                    value: row.modelData.value
                    detail: row.open ? "" : row.modelData.detail || ""
                    unfolds: row.modelData.answers.length > 0
                    unfolded: row.open
                    onActivated: {
                        if (row.modelData.answers.length === 0)
                            Kiosk.act("edit", {page: row.modelData.page});
                        else
                            screen.opened = row.open ? "" : row.modelData.page;
                    }
                }
                Repeater {
                    model: row.open ? row.modelData.answers : []

                    AnswerRow {
                        required property var modelData
                        objectName: "answer-" + (modelData.path || modelData.label)
                        Layout.fillWidth: true
                        Layout.leftMargin: Theme.u(24)
                        Layout.bottomMargin: Theme.u(8)
                        label: modelData.label
                        value: modelData.value
                        working: modelData.working
                        changes: modelData.path !== ""
                        onEdit: Kiosk.act("edit_answer", {path: modelData.path})
                    }
                }
                Rule {}
            }
        }
    }
    FeeLine {
        visible: !!screen.view.fee
        Layout.fillWidth: true
        full: true
        fee: screen.view.fee || ({})
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-compose"
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: qsTr("写成文书")
            trailingIcon: "chevron"
            possible: screen.missing.length === 0
            reason: screen.missing.length === 0 ? "" : screen.missing[0].gate ? qsTr("先要办好另一件事") : qsTr("还差“%1”没有答完").arg(screen.missing[0].label)
            busyText: qsTr("正在写…")
            onActivated: Kiosk.act("compose", {})
        }
    ]
}
