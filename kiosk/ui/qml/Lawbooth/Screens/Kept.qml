// What is kept about a resident, where, how long and why (Personal Information Protection Law, article 17).
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property var places: ({terminal: qsTr("这台机器"), province: qsTr("法律服务平台"), log: qsTr("存证日志")})
    readonly property var icons: ({terminal: "lock", province: "court", log: "check"})

    stacksAt: "largest"
    title: qsTr("您的信息留在哪里、留多久")
    subtitle: qsTr("有期限的，到时间就自动删除。第 %1 到 %2 项，共 %3 项。").arg(view.first || 0).arg((view.first || 1) + rows.value.length - 1).arg(view.total || 0)
    spacing: Theme.u(16)

    Stable {
        id: rows
        source: screen.view.rows || []
    }
    Repeater {
        model: rows.value

        ColumnLayout {
            id: row
            required property var modelData
            objectName: "kept-" + modelData.id
            Layout.fillWidth: true
            spacing: Theme.u(10)

            Rule {}
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.u(24)

                Icon {
                    Layout.alignment: Qt.AlignTop
                    name: screen.icons[row.modelData.where] || "info"
                }
                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: Theme.u(4)

                    Words {
                        Layout.fillWidth: true
                        font.bold: true
                        text: row.modelData.what
                    }
                    Words {
                        Layout.fillWidth: true
                        text: qsTr("在%1：%2").arg(screen.places[row.modelData.where]).arg(row.modelData.until)
                    }
                    Words {
                        Layout.fillWidth: true
                        role: "small"
                        text: [row.modelData.why, row.modelData.basis].filter(part => part !== "").join("　")
                    }
                }
            }
        }
    }
    Note {
        Layout.fillWidth: true
        kind: "info"
        text: qsTr("想看、想改、想删平台上的信息，可以在这里按“帮助”找人，或者打 12348。")
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-previous"
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "up"
            text: qsTr("上一页")
            possible: screen.view.hasPrev === true
            reason: qsTr("第一页")
            onActivated: Kiosk.act("page", {by: -1})
        },
        ActionButton {
            objectName: "action-next"
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "down"
            text: qsTr("下一页")
            possible: screen.view.hasNext === true
            reason: qsTr("没有了")
            onActivated: Kiosk.act("page", {by: 1})
        }
    ]
}
