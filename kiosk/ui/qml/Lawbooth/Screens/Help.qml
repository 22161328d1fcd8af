// A person: the attendant of this site, the hot line, or a request that somebody will answer.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

DialogBox {
    id: dialog

    readonly property var view: Kiosk.overlayView

    readonly property string order: view.orderState || ""
    readonly property string told: (view.lamp ? qsTr("亭子上的灯亮了。") : "") + (view.asked ? qsTr("值班人员也收到了。") : "")

    title: view.video ? qsTr("有人接通了，可以视频说") : view.coming ? qsTr("有人知道了，正在过来") : view.nobody ? qsTr("没有人来？还有别的办法") : view.called ? qsTr("正在叫人") : qsTr("找谁帮忙？")

    Words {
        Layout.fillWidth: true
        color: Theme.ink2
        text: view.video ? qsTr("值班人员在那一头等您。您填的内容都还在。") : view.coming ? qsTr("请在这里等一等。您填的内容都还在。") : view.nobody ? qsTr("可以再叫一次，或者用下面别的办法。您填的内容都还在。") : view.called ? qsTr("%1您可以在这里等，也可以到服务台。您填的内容都还在。").arg(dialog.told) : qsTr("您填的内容都还在，找人不会丢。")
    }
    Note {
        objectName: "help-order"
        Layout.fillWidth: true
        visible: dialog.order !== ""
        kind: dialog.order === "delivered" ? "done" : dialog.order === "failed" || dialog.order === "refused" ? "look" : "info"
        text: dialog.order === "delivered" ? qsTr("求助工单已经送到省里，编号 %1。").arg(view.order) : dialog.order === "saved" ? qsTr("已经替您留了求助工单，编号 %1。网络通了会自己送到，不用再留。").arg(view.order) : dialog.order === "saving" ? qsTr("正在替您留一张求助工单。") : qsTr("求助工单没有留成。请打电话，或者到服务台。")
    }
    GridLayout {
        Layout.fillWidth: true
        columns: Theme.portrait || Theme.longWords ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true

        ListRow {
            objectName: "action-video"
            visible: view.video === true
            Layout.fillWidth: true
            iconName: "camera"
            title: qsTr("现在就视频说")
            detail: Theme.portrait ? qsTr("值班人员已经接通") : ""
            onActivated: Kiosk.act("video", {})
        }
        ListRow {
            objectName: "action-stop"
            visible: view.called === true
            Layout.fillWidth: true
            iconName: "check-circle"
            title: qsTr("有人来了，不用叫了")
            detail: Theme.portrait ? qsTr("灯会灭，值班人员也会知道") : ""
            onActivated: Kiosk.act("stop", {})
        }
        ListRow {
            objectName: "action-call"
            visible: view.called !== true || view.nobody === true
            Layout.fillWidth: true
            iconName: "help"
            title: view.nobody ? qsTr("再叫一次") : qsTr("叫工作人员过来")
            // what is agreed to by this touch is shown whole, and goes along as it was shown
            detail: qsTr("亮灯，告诉值班人员。没人来就留一张不写姓名的求助工单")
            onActivated: Kiosk.act("call", {text: title + "。" + detail})
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
