// What one can do here, in five plain tiles; the language and the looks; nothing personal.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

Item {
    id: idle

    readonly property real gap: Theme.gap
    readonly property string featured: Kiosk.view.featured || ""
    readonly property bool wide: !Theme.portrait
    readonly property bool tight: Theme.seated || wide
    readonly property var tiles: [
        {id: "owed", icon: "yuan", name: qsTr("别人欠我钱"), line: qsTr("借款、货款、工钱要不回来")},
        {id: "sue", icon: "court", name: qsTr("打官司"), line: qsTr("递状子、开庭、上诉")},
        {id: "lawyer", icon: "chat", name: qsTr("找律师谈"), line: qsTr("有事先问问律师")},
        {id: "mediate", icon: "mediate", name: qsTr("调解"), line: qsTr("请人居中说和，不收费")},
        {id: "progress", icon: "progress", name: qsTr("查进度"), line: qsTr("凭条、案子办到哪了")}
    ]
    readonly property var ordered: featured === "" ? tiles : tiles.filter(t => t.id === featured).concat(tiles.filter(t => t.id !== featured))

    Item {
        id: head
        width: parent.width
        height: idle.wide ? Theme.u(212) : Theme.seated ? Theme.u(8) : Theme.u(Theme.large ? 400 : 512)
        visible: !Theme.seated

        Words {
            id: question
            x: Theme.page
            y: Theme.u(idle.wide ? 20 : 48)
            width: Theme.u(idle.wide ? 1200 : 470)
            role: Theme.large && Theme.language !== "zh" ? "title" : "hero"
            text: idle.wide ? qsTr("您遇到了什么事？") : qsTr("您遇到了\n什么事？")
        }
        Words {
            anchors.left: question.left
            anchors.top: question.bottom
            anchors.topMargin: Theme.u(idle.wide ? 4 : 24)
            width: Theme.u(idle.wide ? 1300 : 460)
            visible: !Theme.large
            role: "lead"
            color: Theme.ink2
            text: idle.wide ? qsTr("点下面一项。免费使用，到要用身份时再刷身份证。") : qsTr("点下面一项。")
        }
        Drawing {
            id: booth
            name: "pavilion"
            anchors.right: parent.right
            anchors.rightMargin: Theme.u(24)
            anchors.bottom: parent.bottom
            width: Theme.u(idle.wide ? 320 : 620)
            height: Theme.u(idle.wide ? 206 : Theme.large ? 330 : 446)
        }
        Rectangle {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: booth.height * 20 / 460 - Theme.u(1)
            anchors.right: parent.right
            width: parent.width * (idle.wide ? 0.3 : 1)
            height: Theme.thin
            color: Theme.ink
        }
    }
    GridLayout {
        id: tileGrid
        x: Theme.page
        y: head.height + Theme.u(idle.wide ? 16 : 28)
        width: parent.width - 2 * Theme.page
        columns: idle.wide ? 5 : 2
        rowSpacing: idle.gap
        columnSpacing: idle.gap
        height: bottomPart.y - y - idle.gap

        Repeater {
            model: idle.ordered

            IdleTile {
                required property var modelData
                required property int index
                objectName: "tile-" + modelData.id
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: 1
                Layout.columnSpan: index === 0 && !idle.wide ? 2 : 1
                filled: modelData.id === idle.featured
                stacked: idle.wide
                iconName: modelData.icon
                title: modelData.name
                line: modelData.line
                onActivated: Kiosk.act("tile", {id: modelData.id})
            }
        }
    }
    ColumnLayout {
        id: bottomPart
        x: Theme.page
        width: parent.width - 2 * Theme.page
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.u(32)
        spacing: idle.gap

        ActionButton {
            objectName: "action-services"
            Layout.fillWidth: true
            implicitHeight: Theme.actionHeight
            kind: "secondary"
            iconName: "grid"
            trailingIcon: "chevron"
            text: qsTr("全部 %1 项服务").arg(Kiosk.view.count || 0)
            onActivated: Kiosk.act("services", {})
        }
        RowLayout {
            visible: !Theme.seated && !idle.wide
            Words {
                role: "small"
                text: qsTr("语言和使用方式")
            }
            Words {
                visible: !Theme.large
                Layout.fillWidth: true
                role: "small"
                horizontalAlignment: Text.AlignRight
                text: qsTr("免费使用，到要用身份时再刷身份证")
            }
        }
        ModeButtons {
            Layout.fillWidth: true
            columns: idle.wide ? 6 : 3
        }
    }
}
