// Waiting for the card on the plate; what is wrong is said with the plate marked, and a person is one touch away.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls as Controls

Controls.ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool failed: view.phase === "error"
    readonly property bool reading: view.phase === "reading"
    readonly property var troubles: ({
        no_reader: [qsTr("读卡器没有接上"), qsTr("不是您的问题。可以由工作人员核对。")],
        pulled: [qsTr("卡拿早了一点"), qsTr("请再放一次，等提示再拿走。")],
        unreadable: [qsTr("这张卡读不出来"), qsTr("擦一擦，换一面再放。旁边别放别的卡。")],
        wrong_card: [qsTr("这不是居民身份证"), qsTr("请换成身份证，或由工作人员核对。")],
        expired: [qsTr("这张身份证过期了"), qsTr("可以由工作人员核对，办事不受影响。")],
        timeout: [qsTr("还没有等到卡"), qsTr("不着急，可以再等一会儿。")],
        device: [qsTr("读卡器没有回应"), qsTr("可以再试一次，或由工作人员核对。")]
    })
    readonly property var trouble: troubles[view.error] || troubles.device
    readonly property bool canRetry: !["no_reader", "expired"].includes(view.error)

    titleRole: "title"
    title: failed ? trouble[0] : reading ? qsTr("正在读，请别拿开") : qsTr("请把身份证平放在读卡区")
    subtitle: failed ? trouble[1] : reading ? qsTr("一两秒就好。") : qsTr("屏幕下方、亮着蓝灯的那块板。正反面都可以。")
    stacksAt: "largest"
    aside: [
        Controls.Drawing {
            visible: !Theme.seated
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: Theme.u(Theme.large ? 380 : 490)
            Layout.maximumHeight: Theme.u(590)
            Layout.topMargin: Theme.u(Theme.large ? 8 : 40)
            name: screen.failed ? "reader-trouble" : screen.reading ? "card-reading" : "card-reader"
            accent: screen.failed ? Theme.amber : Theme.primary
        }
    ]

    ColumnLayout {
        visible: !screen.failed
        Layout.fillWidth: true
        Layout.topMargin: Theme.u(24)
        spacing: Theme.u(16)

        GridLayout {
            Layout.fillWidth: true
            columns: Theme.longWords ? 1 : 2
            rowSpacing: 0
            Controls.Words {
                Layout.fillWidth: Theme.longWords
                font.bold: true
                text: screen.reading ? qsTr("正在读卡") : qsTr("正在等您放卡")
            }
            Controls.Words {
                visible: !screen.reading
                Layout.fillWidth: true
                horizontalAlignment: Theme.longWords ? Text.AlignLeft : Text.AlignRight
                color: Theme.ink2
                text: qsTr("还等 %1 秒").arg(screen.view.left || 0)
            }
        }
        Controls.ProgressBar2 {
            Layout.fillWidth: true
            value: screen.reading ? 1 : (screen.view.left || 0) / Math.max(1, screen.view.total || 60)
            name: qsTr("还等多久")
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.topMargin: Theme.u(12)
            spacing: Theme.u(24)
            Controls.Icon {
                Layout.alignment: Qt.AlignTop
                name: "lock"
            }
            Controls.Words {
                Layout.fillWidth: true
                text: qsTr("只读姓名、号码、住址和照片，用来填您的文书；办完就从这台机器清除。")
            }
        }
        Controls.ActionButton {
            objectName: "action-more-time"
            visible: !screen.reading && !screen.failed
            Layout.topMargin: Theme.u(8)
            least: Theme.target
            kind: "quiet"
            iconName: "clock"
            text: qsTr("再等我 1 分钟")
            onActivated: Kiosk.act("more_time", {})
        }
    }
    Item {
        Layout.fillHeight: true
    }
    Controls.Words {
        Layout.fillWidth: true
        visible: !screen.failed
        color: Theme.ink2
        text: qsTr("没带身份证，或者读不出来：")
    }

    actions: [
        Controls.ActionButton {
            objectName: "action-retry"
            visible: screen.failed && screen.canRetry
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.u(488)
            kind: "secondary"
            iconName: "retry"
            text: screen.view.error === "timeout" ? qsTr("再等一会儿") : qsTr("再放一次")
            onActivated: Kiosk.act("retry", {})
        },
        Controls.ActionButton {
            objectName: "action-attendant"
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.u(488)
            kind: "secondary"
            iconName: "help"
            text: qsTr("由人员核对")
            onActivated: Kiosk.act("attendant", {})
        }
    ]
}
