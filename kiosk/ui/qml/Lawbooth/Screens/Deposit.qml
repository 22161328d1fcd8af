// The deposits of this filing: code, time and digests of each file, its slip and its certificate.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property string standing: view.state || ""

    title: ({
        done: qsTr("存证好了"), asking: qsTr("正在存证，请等一等"), waiting: qsTr("存证还没有完成"),
        kept: qsTr("还没有存证，联网后自动办"), none: qsTr("这里没有存证")
    })[standing] || ""
    subtitle: standing === "kept" ? qsTr("文件的摘要留在这台终端，网络恢复后自动存证一次。凭回执上的编码来这里取存证小票") : standing === "waiting" ? qsTr("文件已经安全保存；网络通了再试一次，不会重复存") : qsTr("小票上的两个码就是完整的证明，不联网也能核对")
    stacksAt: "large"
    aside: [
        Note {
            Layout.fillWidth: true
            kind: "info"
            text: qsTr("存证只证明文件在存证时已经有了、以后没改过，不证明内容是真的。原来的文件请自己留好。")
        },
        Item {
            Layout.fillHeight: !Theme.portrait
        }
    ]
    spacing: Theme.u(24)

    Stable {
        id: items
        source: screen.view.items || []
    }
    Repeater {
        model: items.value

        DepositCard {
            required property var modelData
            required property int index
            item: modelData
            number: index
        }
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-back"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            iconName: "check"
            text: qsTr("看好了，返回")
            onActivated: Kiosk.act("back", {})
        },
        ActionButton {
            objectName: "action-retry"
            visible: ["waiting", "kept"].includes(screen.standing)
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            kind: "secondary"
            iconName: "retry"
            text: qsTr("再试一次")
            onActivated: Kiosk.act("retry", {})
        }
    ]
}
