// What this terminal does not offer yet, said plainly, with the ways that are open.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

ScreenFrame {
    id: screen

    readonly property bool lawyer: Kiosk.view.feature === "lawyer"

    title: lawyer ? qsTr("这台机器还不能视频找律师") : qsTr("这台机器还不能办这一项")
    subtitle: Kiosk.view.title || qsTr("下面这些现在就可以：")
    aside: [
        Drawing {
            visible: !Theme.large && !Theme.seated
            name: "attendant"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: Theme.u(420)
            Layout.maximumHeight: Theme.u(480)
        }
    ]

    ListRow {
        objectName: "way-request"
        Layout.fillWidth: true
        iconName: "mail"
        title: qsTr("把事情写下来，请人答复")
        detail: qsTr("留下问题和联系方式，有人会回您")
        onActivated: Kiosk.act("way", {id: "request"})
    }
    ListRow {
        objectName: "way-mediate"
        Layout.fillWidth: true
        iconName: "mediate"
        title: qsTr("申请调解")
        detail: qsTr("请人居中说和，不收费")
        onActivated: Kiosk.act("way", {id: "mediate"})
    }
    ListRow {
        objectName: "way-sue"
        Layout.fillWidth: true
        iconName: "court"
        title: qsTr("自己写状子，向法院起诉")
        detail: qsTr("一步一步问，机器帮您写")
        onActivated: Kiosk.act("way", {id: "sue"})
    }
    Note {
        Layout.fillWidth: true
        kind: "info"
        text: qsTr("也可以打 12348 公共法律服务热线，问律师不收费。")
    }
    Item {
        Layout.fillHeight: true
    }
}
