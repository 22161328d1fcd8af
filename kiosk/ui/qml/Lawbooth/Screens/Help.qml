// A person: the attendant of this site, the hot line, or a request that somebody will answer.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

DialogBox {
    id: dialog

    readonly property var view: Kiosk.overlayView

    title: view.nobody ? qsTr("没有人来？还有别的办法") : view.called ? qsTr("请找身边的工作人员") : qsTr("找谁帮忙？")

    Words {
        Layout.fillWidth: true
        color: Theme.ink2
        text: view.nobody ? qsTr("可以再叫一次，或者用下面别的办法。您填的内容都还在。") : view.called ? qsTr("请到服务台，或者向工作人员招手。您填的内容都还在。") : qsTr("您填的内容都还在，找人不会丢。")
    }
    GridLayout {
        Layout.fillWidth: true
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true

        ListRow {
            objectName: "action-call"
            visible: view.called !== true || view.nobody === true
            Layout.fillWidth: true
            iconName: "help"
            title: view.nobody ? qsTr("再叫一次") : qsTr("找身边的工作人员")
            detail: Theme.portrait ? qsTr("到服务台，或者招手") : ""
            onActivated: Kiosk.act("call", {})
        }
        ListRow {
            objectName: "help-number"
            visible: !!view.number
            Layout.fillWidth: true
            iconName: "call"
            chevron: false
            title: qsTr("打电话 %1").arg(view.number || "")
            detail: Theme.portrait ? qsTr("用自己的手机打，报上这里的名字") : ""
            onActivated: Notices.show(qsTr("请用手机拨打 %1。").arg(view.number), "info")
        }
        ListRow {
            objectName: "help-place"
            visible: !!view.place
            Layout.fillWidth: true
            iconName: "pavilion"
            chevron: false
            title: view.place ? view.place.name : ""
            detail: view.place ? qsTr("%1，电话 %2，%3").arg(view.place.address).arg(view.place.phone).arg(view.place.hours) : ""
            onActivated: Notices.show(detail, "info")
        }
        ListRow {
            objectName: "action-request"
            visible: view.canRequest !== false
            Layout.fillWidth: true
            iconName: "mail"
            title: qsTr("写下来，请人答复")
            detail: Theme.portrait ? qsTr("留下问题和联系方式，有人会回您") : ""
            onActivated: Kiosk.act("request", {})
        }
    }
    ActionButton {
        objectName: "action-close"
        Layout.fillWidth: true
        Layout.topMargin: Theme.u(16)
        text: qsTr("回去接着办")
        onActivated: Kiosk.act("close", {})
    }
}
