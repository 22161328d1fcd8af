// The last look: what goes, to whom, from whom; after this it is handed in.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view

    title: qsTr("最后看一眼，再提交")
    subtitle: qsTr("点“提交”以后，材料先存在这台机器，再送出去。")
    spacing: Theme.u(28)
    stacksAt: "large"
    aside: [
        Part {
            wanted: !Theme.portrait
            sourceComponent: signed
        },
        Item {
            Layout.fillHeight: !Theme.portrait
        }
    ]

    Stable {
        id: materials
        source: screen.view.materials || []
    }
    Component {
        id: signed
        DocumentCard {
            lead: qsTr("签好的文书")
            documents: screen.view.documents || []
            to: screen.view.to || ""
        }
    }
    Part {
        wanted: Theme.portrait
        sourceComponent: signed
    }
    ColumnLayout {
        Layout.fillWidth: true
        spacing: 0

        Rule {}
        Repeater {
            model: [
                {icon: "person", key: qsTr("提交人"), value: screen.view.identity || ""},
                {icon: "photo", key: qsTr("材料"), value: materials.value.length === 0 ? qsTr("没有附材料") : materials.value.map(one => qsTr("%1 %2 页").arg(one.label).arg(one.pages)).join(qsTr("、"))},
                {icon: "send", key: qsTr("交给"), value: screen.view.to || ""}
            ].filter(row => row.value !== "")

            ColumnLayout {
                id: row
                required property var modelData
                Layout.fillWidth: true
                spacing: 0

                RowLayout {
                    Layout.fillWidth: true
                    Layout.topMargin: Theme.u(24)
                    Layout.bottomMargin: Theme.u(24)
                    spacing: Theme.u(24)

                    Icon {
                        name: row.modelData.icon
                    }
                    Words {
                        Layout.preferredWidth: Theme.u(Theme.longWords ? 400 : Theme.large ? 290 : 190)
                        text: row.modelData.key
                        color: Theme.ink2
                    }
                    Words {
                        Layout.fillWidth: true
                        text: row.modelData.value
                        font.bold: true
                    }
                }
                Rule {}
            }
        }
    }
    FeeLine {
        visible: !!screen.view.fee
        Layout.fillWidth: true
        fee: screen.view.fee || ({})
    }
    Note {
        Layout.fillWidth: true
        text: qsTr("同一份材料只会交一次。现在不用交钱。")
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-submit"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            iconName: "send"
            text: qsTr("提交")
            busyText: qsTr("正在提交…")
            onActivated: Kiosk.act("submit", {})
        },
        ActionButton {
            objectName: "action-review"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            kind: "quiet"
            text: qsTr("回去再看文书")
            onActivated: Kiosk.act("review", {})
        }
    ]
}
