// What to take along; where the machine can feel it, it says so, where it cannot, it asks.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property var titles: ({card: qsTr("身份证"), slip: qsTr("回执或凭条"), copies: qsTr("打印的文书"), originals: qsTr("材料原件")})
    readonly property var places: ({card: qsTr("读卡区"), slip: qsTr("出纸口，屏幕正下方"), copies: qsTr("打印机出纸盘"), originals: qsTr("高拍台上")})
    readonly property var open: items.value.filter(item => item.taken !== "yes")
    readonly property var known: items.value.filter(item => item.taken === "no")

    titleRole: "hero"
    titleAlign: Text.AlignHCenter
    title: qsTr("请带走您的东西")
    subtitle: known.length > 0 ? qsTr("还有 %1 样没取：%2").arg(known.length).arg(known.map(item => titles[item.id]).join(qsTr("、"))) : open.length > 0 ? qsTr("请看看这几个地方") : qsTr("都取走了，再见")
    aside: [
        Part {
            wanted: !Theme.portrait
            Layout.fillHeight: true
            sourceComponent: place
        }
    ]

    Stable {
        id: items
        source: screen.view.items || []
    }
    Part {
        wanted: Theme.portrait
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.u(260)
        Layout.preferredHeight: Theme.u(440)
        Layout.maximumHeight: Theme.u(540)
        sourceComponent: place
    }
    Repeater {
        model: items.value

        Rectangle {
            id: row
            required property int index
            required property var modelData
            readonly property string taken: modelData.taken || ""
            readonly property color accent: taken === "yes" ? Theme.green : taken === "no" ? Theme.amber : Theme.primary
            objectName: "item-" + modelData.id
            Layout.fillWidth: true
            implicitHeight: Math.max(Theme.u(134), column.implicitHeight + Theme.u(40))
            radius: Theme.radius
            color: Theme.card
            border.color: taken === "no" ? Theme.amber : Theme.line
            border.width: taken === "no" ? Theme.strong : Theme.thin
            Accessible.role: Accessible.ListItem
            Accessible.name: [screen.titles[modelData.id], screen.places[modelData.id], state.text].join("，")

            Rectangle {
                id: number
                x: Theme.u(36)
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.u(72)
                height: width
                radius: width / 2
                color: "transparent"
                border.color: row.accent
                border.width: Theme.strong

                Words {
                    anchors.centerIn: parent
                    font.pixelSize: Theme.u(36)
                    font.bold: true
                    text: row.index + 1
                    Accessible.ignored: true
                }
            }
            Column {
                id: column
                anchors.left: number.right
                anchors.leftMargin: Theme.u(28)
                anchors.right: state.left
                anchors.rightMargin: Theme.u(20)
                anchors.verticalCenter: parent.verticalCenter

                Words {
                    width: parent.width
                    role: "lead"
                    font.bold: true
                    text: screen.titles[row.modelData.id] || ""
                    Accessible.ignored: true
                }
                Words {
                    width: parent.width
                    role: "small"
                    text: screen.places[row.modelData.id] || ""
                    Accessible.ignored: true
                }
            }
            Badge {
                id: state
                anchors.right: parent.right
                anchors.rightMargin: Theme.u(36)
                anchors.verticalCenter: parent.verticalCenter
                kind: row.taken === "yes" ? "done" : row.taken === "no" ? "wait" : "info"
                text: row.taken === "yes" ? qsTr("已取走") : row.taken === "no" ? qsTr("还没取") : qsTr("请看一下")
                Accessible.ignored: true
            }
        }
    }
    RowLayout {
        Layout.alignment: Qt.AlignHCenter
        Layout.fillWidth: true
        spacing: Theme.u(20)

        Icon {
            name: "lock"
        }
        Words {
            Layout.fillWidth: true
            color: Theme.ink2
            text: screen.view.left > 0 ? qsTr("您的内容会从这台机器清除。%1 秒后自动回到首页。").arg(screen.view.left) : qsTr("您的内容会从这台机器清除。取走后自动回到首页。")
        }
    }
    ActionButton {
        objectName: "action-more-time"
        visible: screen.view.left > 0
        least: Theme.target
        kind: "quiet"
        iconName: "clock"
        text: qsTr("再等我 1 分钟")
        onActivated: Kiosk.act("more_time", {})
    }
    Item {
        Layout.fillHeight: true
    }
    Component {
        id: place
        Drawing {
            name: "kiosk-take"
            accent: screen.open.length > 0 ? Theme.amber : Theme.green
        }
    }
    actions: [
        ActionButton {
            objectName: "action-taken"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            text: qsTr("都取走了")
            onActivated: Kiosk.act("taken", {})
        },
        ActionButton {
            objectName: "action-call"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            kind: "quiet"
            iconName: "help"
            text: qsTr("找不到，叫人来看")
            onActivated: Kiosk.act("call", {})
        }
    ]
}
