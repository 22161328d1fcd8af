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

    title: qsTr("请核对一遍，再写成文书")
    subtitle: qsTr("哪一行不对，点这一行改。改完会回到这里。")
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

                SummaryRow {
                    objectName: "row-" + row.modelData.page
                    Layout.fillWidth: true
                    label: row.modelData.label
                    value: row.modelData.value
                    detail: row.modelData.detail || ""
                    onActivated: Kiosk.act("edit", {page: row.modelData.page})
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
