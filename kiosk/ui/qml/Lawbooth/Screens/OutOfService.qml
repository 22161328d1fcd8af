// The terminal cannot serve: it says so, says nothing is lost, and says where to go.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

ScreenFrame {
    id: screen

    readonly property string reason: Kiosk.view.reason || ""

    titleRole: "hero"
    titleAlign: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
    title: qsTr("这台机器暂停服务")
    subtitle: reason === "maintenance" ? qsTr("正在维护，已经交上来的都不受影响。") : qsTr("已经有人来处理，已经交上来的都不受影响。")
    aside: [
        Drawing {
            name: "closed"
            accent: Theme.amber
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: Theme.u(Theme.seated ? 240 : 520)
            Layout.maximumHeight: Theme.u(560)
            Layout.topMargin: Theme.u(40)
        }
    ]

    Note {
        Layout.fillWidth: true
        Layout.topMargin: Theme.u(40)
        kind: "info"
        text: qsTr("急着办：请到服务窗口，或打 12348 公共法律服务热线。")
    }
    Note {
        visible: Kiosk.view.card === "unknown"
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("这张服务卡在本机没有登记，打不开维护。")
    }
    Item {
        Layout.fillHeight: true
    }
}
