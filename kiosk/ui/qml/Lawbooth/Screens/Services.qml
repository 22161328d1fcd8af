// All matters by what one has met, six a page, found by a group or by words.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property string groupName: {
        const found = groups.value.find(g => g.id === screen.view.selected);
        return found ? found.label : "";
    }

    component SearchBox: EntryBox {
        id: box
        inputName: "field-search"
        label: qsTr("打字找事项")
        placeholder: qsTr("打字找事项")
        maximumLength: 40
        onFinished: Kiosk.act("search", {text: text})
        onTextChanged: if (input.activeFocus) pause.restart()

        Timer {
            id: pause
            interval: 400
            onTriggered: Kiosk.act("search", {text: box.text})
        }
    }

    title: qsTr("全部服务 %1 项").arg(groups.value.reduce((sum, g) => sum + g.count, 0))
    subtitle: qsTr("按您遇到的事分成 %1 类。不知道选哪个，可以打字找，或者找人帮忙。").arg(groups.value.length)

    Stable {
        id: groups
        source: screen.view.groups || []
    }
    Stable {
        id: matters
        source: screen.view.matters || []
    }
    Rectangle {
        visible: Theme.portrait && !Theme.large && !Theme.seated
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.u(32)
        implicitHeight: examples.implicitHeight + Theme.u(64)
        radius: Theme.radiusCard
        color: Theme.tint

        Rectangle {
            id: disc
            x: Theme.u(36)
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.u(112)
            height: width
            radius: width / 2
            color: Theme.card

            Icon {
                anchors.centerIn: parent
                name: "chat"
                size: Theme.u(60)
            }
        }
        Column {
            id: examples
            anchors.left: disc.right
            anchors.leftMargin: Theme.u(32)
            anchors.right: parent.right
            anchors.rightMargin: Theme.u(32)
            anchors.verticalCenter: parent.verticalCenter

            Words {
                width: parent.width
                role: "small"
                text: qsTr("可以这样找")
            }
            Words {
                width: parent.width
                role: "lead"
                font.bold: true
                text: qsTr("“借钱不还”　“押金”　“漏水”")
            }
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columns: Theme.large ? 2 : 3
        rowSpacing: Theme.u(20)
        columnSpacing: Theme.u(20)
        uniformCellWidths: true

        Repeater {
            model: groups.value

            Pressable {
                id: group
                required property var modelData
                objectName: "group-" + modelData.id
                Layout.fillWidth: true
                implicitHeight: Math.max(Theme.target, groupText.implicitHeight + Theme.u(24))
                checked: modelData.id === screen.view.selected
                checkable: true
                name: qsTr("%1，%2 项").arg(modelData.label).arg(modelData.count)
                onActivated: Kiosk.act("group", {id: modelData.id})

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radius
                    color: group.checked || group.pressed ? Theme.tint : Theme.card
                    border.color: group.checked ? Theme.primary : Theme.edge
                    border.width: group.checked ? Theme.strong : Theme.control
                }
                Words {
                    id: groupText
                    anchors.left: parent.left
                    anchors.leftMargin: Theme.u(28)
                    anchors.right: count.left
                    anchors.rightMargin: Theme.u(8)
                    anchors.verticalCenter: parent.verticalCenter
                    role: "lead"
                    font.pixelSize: Theme.language === "zh" ? Theme.lead : Theme.body
                    font.bold: group.checked
                    text: group.modelData.label
                    Accessible.ignored: true
                }
                Words {
                    id: count
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.u(28)
                    anchors.verticalCenter: parent.verticalCenter
                    role: "lead"
                    font.bold: group.checked
                    color: Theme.ink2
                    text: group.modelData.count
                    Accessible.ignored: true
                }
            }
        }
    }
    SearchBox {
        visible: Theme.large
        Layout.fillWidth: true
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.u(8)

        Words {
            Layout.fillWidth: true
            role: "q"
            text: screen.view.query ? qsTr("找“%1”").arg(screen.view.query) : screen.groupName
        }
        Words {
            visible: screen.view.total > 0
            color: Theme.ink2
            text: qsTr("第 %1 到 %2 项，共 %3 项").arg(screen.view.first).arg(screen.view.first + matters.value.length - 1).arg(screen.view.total)
        }
    }
    Note {
        visible: matters.value.length === 0
        Layout.fillWidth: true
        kind: "info"
        text: qsTr("没找到。换个说法，或者点上面一类，也可以找人帮忙。")
    }
    GridLayout {
        Layout.fillWidth: true
        columns: Theme.large || Theme.language !== "zh" ? 1 : 2
        rowSpacing: Theme.u(20)
        columnSpacing: Theme.gap
        uniformCellWidths: true

        Repeater {
            model: matters.value

            ListRow {
                required property var modelData
                objectName: "matter-" + modelData.code
                Layout.fillWidth: true
                compact: true
                title: modelData.title
                detail: Theme.simple ? "" : modelData.official
                possible: modelData.available !== false
                reason: qsTr("这台机器还不能办这一项。请找人帮忙，或去服务窗口")
                onActivated: Kiosk.act("matter", {code: modelData.code})
            }
        }
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            objectName: "action-next-page"
            kind: "secondary"
            iconName: "down"
            text: qsTr("下一页")
            possible: screen.view.hasNext === true
            reason: qsTr("没有了")
            onActivated: Kiosk.act("page", {by: 1})
        },
        ActionButton {
            objectName: "action-previous-page"
            kind: "quiet"
            iconName: "up"
            text: qsTr("上一页")
            possible: screen.view.hasPrev === true
            reason: qsTr("第一页")
            onActivated: Kiosk.act("page", {by: -1})
        },
        SearchBox {
            visible: !Theme.large
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    ]
}
