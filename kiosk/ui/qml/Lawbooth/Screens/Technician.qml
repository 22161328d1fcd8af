// For who repairs the terminal: first a PIN, then how each device, the network and the queue are; no case is shown.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool open: view.phase === "open"
    readonly property bool locked: view.error === "locked"
    readonly property string card: view.card || ""
    property string pin: ""
    property string ticket: ""
    readonly property bool ticketed: view.phase === "ticket"
    readonly property var letters: laidAside.value

    title: open ? "" : ticketed ? qsTr("请输入维护单号") : qsTr("请技术人员输入密码")
    subtitle: open ? "" : card !== "" ? qsTr("已认出服务卡 %1。这里看不到任何人的案件和材料。").arg(card) : qsTr("这里只看机器好不好，看不到任何人的案件和材料。")
    spacing: Theme.u(20)

    stacksAt: "large"
    aside: [
        Part {
            wanted: !Theme.portrait && screen.open
            Layout.fillWidth: true
            sourceComponent: MaintenanceBand {}
        },
        Part {
            wanted: !Theme.portrait && screen.open
            Layout.fillWidth: true
            sourceComponent: terminal
        },
        Item {
            visible: !Theme.portrait
            Layout.fillHeight: true
        }
    ]

    Component {
        id: terminal

        TerminalCard {
            view: screen.view
        }
    }
    Stable {
        id: laidAside
        source: screen.view.letters || []
    }
    Stable {
        id: devices
        source: screen.view.devices || []
    }
    Part {
        wanted: Theme.portrait && screen.open
        Layout.fillWidth: true
        // there is no title above it
        Layout.topMargin: -Theme.u(Theme.seated ? 16 : 40)
        sourceComponent: MaintenanceBand {}
    }
    Part {
        wanted: screen.ticketed
        Layout.fillWidth: true
        sourceComponent: TechnicianTicket {
            error: screen.view.error || ""
            seconds: screen.view.left || 0
            ticket: screen.ticket
            onTyped: value => screen.ticket = value
        }
    }
    Part {
        wanted: !screen.open && !screen.ticketed
        Layout.fillWidth: true
        sourceComponent: TechnicianPin {
            error: screen.view.error || ""
            seconds: screen.view.left || 0
            pin: screen.pin
            onTyped: value => screen.pin = value
        }
    }
    Card {
        visible: screen.open
        Layout.fillWidth: true
        padding: Theme.u(28)
        spacing: Theme.u(12)

        Repeater {
            model: devices.value.length

            ColumnLayout {
                id: cell
                required property int index
                readonly property var device: devices.value[index] || ({})
                Layout.fillWidth: true
                spacing: Theme.u(12)

                Rule {
                    visible: cell.index > 0
                }
                DeviceReport {
                    id: shown
                    Layout.fillWidth: true
                    device: cell.device
                    watched: screen.view.watched === cell.device.kind
                    seconds: screen.view.seconds || 0
                    // it grows when the picture gets its place
                    onHeightChanged: if (watched) screen.reveal(shown)
                }
            }
        }
    }
    Part {
        wanted: screen.open
        Layout.fillWidth: true
        sourceComponent: FindingsCard {
            findings: screen.view.findings || []
            examining: screen.view.examining === true
            lines: screen.view.log || []
            first: screen.view.logFirst || 0
            total: screen.view.logTotal || 0
            slip: screen.view.slip || ""
            bundle: screen.view.bundle || ""
        }
    }
    Part {
        wanted: screen.open && screen.letters.length > 0
        Layout.fillWidth: true
        sourceComponent: LetterCard {
            letters: screen.letters
        }
    }
    Part {
        wanted: Theme.portrait && screen.open
        Layout.fillWidth: true
        sourceComponent: terminal
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            objectName: "action-leave"
            visible: screen.open
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.longWords ? Theme.u(270) : -1
            text: qsTr("结束维护")
            busyText: qsTr("正在结束…")
            onActivated: Kiosk.act("leave", {})
        },
        ActionButton {
            objectName: "action-refresh"
            visible: screen.open
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.longWords ? Theme.u(250) : -1
            kind: "secondary"
            iconName: Theme.largest || Theme.longWords ? "" : "retry"
            text: qsTr("再查一遍")
            onActivated: Kiosk.act("refresh", {})
        },
        ActionButton {
            objectName: "action-calibrate"
            visible: screen.open
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.longWords ? Theme.u(380) : -1
            kind: "secondary"
            text: qsTr("触摸校准")
            onActivated: Kiosk.act("calibrate", {})
        },
        ActionButton {
            objectName: "action-ticket"
            visible: screen.ticketed
            Layout.fillWidth: true
            iconName: "lock"
            text: qsTr("进入维护")
            busyText: qsTr("正在核对…")
            possible: screen.ticket.length === 12 && !screen.locked
            reason: screen.locked ? qsTr("请等一会儿") : qsTr("请先输完维护单号")
            onActivated: {
                const typed = screen.ticket;
                screen.ticket = "";
                Kiosk.act("ticket", {ticket: typed});
            }
        },
        ActionButton {
            objectName: "action-pin"
            visible: !screen.open && !screen.ticketed
            Layout.fillWidth: true
            iconName: "lock"
            text: qsTr("进入维护")
            possible: screen.pin.length >= 4 && !screen.locked
            reason: screen.locked ? qsTr("请等一会儿") : qsTr("请先输入密码")
            onActivated: {
                const typed = screen.pin;
                screen.pin = "";
                Kiosk.act("pin", {pin: typed});
            }
        }
    ]
}
