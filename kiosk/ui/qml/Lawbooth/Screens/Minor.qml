// A minor alone with a card: what a guardian does, and what is open all the same; the help numbers always stand here.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property var open: view.ways || []

    title: qsTr("这件事要请监护人来")
    subtitle: qsTr("谢谢您告诉我们。您没有做错什么。")
    spacing: Theme.u(20)

    Card {
        Layout.fillWidth: true
        padding: Theme.u(36)

        Words {
            objectName: "minor-message"
            Layout.fillWidth: true
            role: "lead"
            font.bold: true
            text: screen.view.message || ""
            Accessible.role: Accessible.AlertMessage
        }
        Words {
            Layout.fillWidth: true
            text: qsTr("监护人是爸爸妈妈；他们不在了或者不能照顾您，是祖父母、成年的哥哥姐姐、居委会或村委会。")
        }
    }
    Note {
        Layout.fillWidth: true
        kind: "info"
        text: qsTr("有人伤害您，马上打 110，不用等大人；也可以打 12355 青少年热线或 12338 妇女儿童热线。")
    }
    ListRow {
        objectName: "action-way-report"
        visible: screen.open.includes("report")
        Layout.fillWidth: true
        compact: true
        iconName: "document"
        title: qsTr("我要告诉别人一件事")
        detail: qsTr("受欺负、受伤害、没人管，都可以在这里说")
        onActivated: Kiosk.act("way", {id: "report"})
    }
    ListRow {
        objectName: "action-way-consult"
        visible: screen.open.includes("consult")
        Layout.fillWidth: true
        compact: true
        iconName: "person"
        title: qsTr("问问律师")
        detail: qsTr("不花钱，自己就能问")
        onActivated: Kiosk.act("way", {id: "consult"})
    }
    ListRow {
        objectName: "action-way-aid"
        visible: screen.open.includes("aid")
        Layout.fillWidth: true
        compact: true
        iconName: "info"
        title: qsTr("看看法律援助怎么申请")
        detail: qsTr("国家出钱请律师；申请由监护人交")
        onActivated: Kiosk.act("way", {id: "aid"})
    }
    ListRow {
        objectName: "action-own-income"
        visible: screen.view.canWork === true
        Layout.fillWidth: true
        compact: true
        iconName: "check"
        title: qsTr("我满十六岁，靠自己干活挣钱生活")
        detail: qsTr("那您可以自己办（民法典第18条）")
        onActivated: Kiosk.act("own_income", {})
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-guardian"
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: qsTr("监护人在，用监护人的证")
            trailingIcon: "chevron"
            onActivated: Kiosk.act("guardian", {})
        }
    ]
}
