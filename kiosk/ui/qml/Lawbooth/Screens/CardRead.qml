// What was read, masked; held down, the whole number; not mine forgets it at once.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property var labels: ({name: qsTr("姓名"), number: qsTr("证件号码"), birth: qsTr("出生日期"), address: qsTr("住所地")})

    title: view.greeting || ""
    aside: [
        Badge {
            kind: "done"
            text: qsTr("身份证已读出")
        },
        Drawing {
            visible: !Theme.large && !Theme.seated
            name: "card-done"
            accent: Theme.green
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: Theme.u(380)
            Layout.maximumHeight: Theme.u(400)
        }
    ]

    Stable {
        id: rows
        source: screen.view.rows || []
    }
    Card {
        Layout.fillWidth: true
        spacing: Theme.u(20)

        Repeater {
            model: rows.value

            ColumnLayout {
                id: row
                required property var modelData
                required property int index
                Layout.fillWidth: true
                spacing: Theme.u(20)

                Rule {
                    visible: row.index > 0
                }
                GridLayout {
                    Layout.fillWidth: true
                    columns: Theme.large ? 1 : 2
                    columnSpacing: Theme.gap
                    rowSpacing: 0

                    Words {
                        Layout.preferredWidth: Theme.u(220)
                        Layout.fillWidth: Theme.large
                        Layout.alignment: Qt.AlignTop
                        color: Theme.ink2
                        text: screen.labels[row.modelData.id] || row.modelData.label
                    }
                    Words {
                        objectName: "card-" + row.modelData.id
                        Layout.fillWidth: true
                        role: "lead"
                        font.bold: true
                        wrapMode: Text.WrapAnywhere
                        text: row.modelData.value
                    }
                }
            }
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columns: Theme.longWords ? 2 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.u(20)

        Icon {
            name: "lock"
        }
        Words {
            Layout.fillWidth: true
            color: Theme.ink2
            text: qsTr("号码默认遮住")
        }
        HoldButton {
            objectName: "action-reveal"
            Layout.columnSpan: Theme.longWords ? 2 : 1
            text: qsTr("按住看全号")
            onHeldChanged: Kiosk.act("reveal", {on: held})
        }
    }
    Note {
        visible: screen.view.expiresSoon === true
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("这张身份证 30 天内到期，现在还能用。记得去换证。")
    }
    Words {
        Layout.fillWidth: true
        color: Theme.ink2
        text: qsTr("身份证可以先放着。离开时机器会提醒您取走。")
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            objectName: "action-confirm"
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.u(488)
            text: qsTr("是我，下一步")
            trailingIcon: "chevron"
            busyText: qsTr("正在往下…")
            onActivated: Kiosk.act("confirm", {})
        },
        ActionButton {
            objectName: "action-not-mine"
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.u(272)
            kind: "quiet"
            text: qsTr("不是我的证")
            onActivated: Kiosk.act("not_mine", {})
        }
    ]
}
