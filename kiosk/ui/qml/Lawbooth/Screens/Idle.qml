// What one can do here, in five plain tiles; the language and the looks; nothing personal.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

Item {
    id: idle

    readonly property real gap: Theme.gap
    readonly property string featured: Kiosk.view.featured || ""
    readonly property bool wide: !Theme.portrait
    readonly property bool closed: Kiosk.view.closed === true
    readonly property var notice: Kiosk.view.notice || ({kind: "", title: "", body: ""})
    // of a service card; seated there is no room for it, and whoever repairs the terminal stands
    readonly property bool strange: Kiosk.view.card === "unknown" && !Theme.seated
    readonly property string toKnow: strange ? qsTr("这张服务卡在本机没有登记，打不开维护。") : !closed ? told : bare || tight ? qsTr("现在不能收材料，急着办请打 12348。") : qsTr("这台机器现在不能收材料。查法律、看要带什么、叫人帮忙都可以；急着办请打 12348。")
    // large letters leave no room for the drawing as well
    readonly property bool bare: Theme.large && (wide || Theme.largest || closed || notice.title !== "" || strange)
    // where there is little room its first words must do
    readonly property string told: notice.title === "" || Theme.seated ? "" : Theme.large || wide ? notice.title : notice.title + qsTr("：") + notice.body
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
        height: idle.wide ? Theme.u(Theme.large ? 124 : 212) : Theme.seated ? Theme.u(8) : Theme.u(!Theme.large ? 512 : idle.bare ? 250 : 400)
        visible: !Theme.seated

        Words {
            id: question
            pageTitle: true
            x: Theme.page
            y: Theme.u(idle.wide ? (Theme.large ? 0 : 20) : 48)
            width: Theme.u(idle.wide ? 1200 : idle.bare ? 1000 : 470)
            role: Theme.large && Theme.language !== "zh" ? "title" : "hero"
            text: idle.wide || Theme.largest ? qsTr("您遇到了什么事？") : qsTr("您遇到了\n什么事？")
        }
        Words {
            anchors.left: question.left
            anchors.top: question.bottom
            anchors.topMargin: Theme.u(idle.wide ? 4 : 24)
            width: Theme.u(idle.wide ? 1300 : 460)
            visible: !Theme.large
            role: "lead"
            color: idle.wide && idle.closed ? Theme.ink : Theme.ink2
            font.bold: idle.wide && idle.closed
            text: !idle.wide ? (Listening.available ? qsTr("点一项，或者说出来。") : qsTr("点下面一项。")) : idle.toKnow !== "" ? idle.toKnow : qsTr("点下面一项。免费使用，到要用身份时再刷身份证。")
        }
        ActionButton {
            objectName: "action-speak"
            z: 1
            visible: Listening.available && !Theme.large && !idle.wide && !Listening.open
            anchors.left: question.left
            anchors.bottom: parent.bottom
            width: Theme.u(380)
            kind: "secondary"
            iconName: "mic"
            text: qsTr("说一句话来找")
            onActivated: Listening.begin()
        }
        Drawing {
            id: booth
            visible: !idle.bare
            name: "pavilion"
            anchors.right: parent.right
            anchors.rightMargin: Theme.u(24)
            anchors.bottom: parent.bottom
            width: Theme.u(idle.wide ? 320 : 620)
            height: Theme.u(idle.wide ? 206 : Theme.large ? 330 : 446)
        }
        Rectangle {
            visible: !idle.bare
            anchors.bottom: parent.bottom
            anchors.bottomMargin: booth.height * 20 / 460 - Theme.u(1)
            anchors.right: parent.right
            width: parent.width * (idle.wide ? 0.3 : 1)
            height: Theme.thin
            color: Theme.ink
        }
    }
    Item {
        // wide: five in a row; upright: the first across, the others in two rows of two
        id: tileGrid
        readonly property real share: (width - (idle.wide ? 4 : 1) * idle.gap) / (idle.wide ? 5 : 2)
        readonly property real tall: idle.wide ? height : (height - 2 * idle.gap) / 3
        x: Theme.page
        y: head.height + Theme.u(idle.wide ? 16 : 28)
        width: parent.width - 2 * Theme.page
        height: bottomPart.y - y - idle.gap

        Repeater {
            model: idle.ordered

            IdleTile {
                required property var modelData
                required property int index
                objectName: "tile-" + modelData.id
                readonly property int row: idle.wide ? 0 : Math.floor((index + 1) / 2)
                readonly property int column: idle.wide ? index : row === 0 ? 0 : (index + 1) % 2
                x: Math.round(column * (tileGrid.share + idle.gap))
                y: Math.round(row * (tileGrid.tall + idle.gap))
                width: row === 0 && !idle.wide ? tileGrid.width : Math.round((column + 1) * (tileGrid.share + idle.gap)) - idle.gap - x
                height: Math.round((row + 1) * tileGrid.tall + row * idle.gap) - y
                filled: modelData.id === idle.featured
                stacked: idle.wide
                iconName: modelData.icon
                title: modelData.name
                // words are longer in English: beside what is to be known the largest leave no room for a second line
                line: Theme.largest && Theme.language !== "zh" && idle.toKnow !== "" ? "" : modelData.line
                onActivated: Kiosk.act("tile", {id: modelData.id})
            }
        }
    }
    Column {
        id: bottomPart
        x: Theme.page
        width: parent.width - 2 * Theme.page
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.u(Theme.seated && idle.closed ? 4 : 32)
        spacing: idle.gap

        Note {
            objectName: "idle-notice"
            width: bottomPart.width
            // wide: it stands at the top
            visible: text !== "" && !idle.wide
            kind: idle.closed || idle.notice.kind === "closure" ? "look" : "info"
            text: idle.toKnow
        }
        Row {
            width: bottomPart.width
            spacing: idle.gap

            ActionButton {
                objectName: "action-services"
                width: bottomPart.width - advice.width - idle.gap
                implicitHeight: Theme.actionHeight
                kind: "secondary"
                iconName: "grid"
                trailingIcon: "chevron"
                text: Kiosk.view.count > 0 ? qsTr("全部 %1 项服务").arg(Kiosk.view.count) : qsTr("全部服务")
                onActivated: Kiosk.act("services", {})
            }
            ActionButton {
                id: advice
                objectName: "action-advice"
                width: Math.round(bottomPart.width * 0.32)
                implicitHeight: Theme.actionHeight
                kind: "secondary"
                iconName: Theme.large ? "" : "search"
                text: qsTr("问一问")
                onActivated: Kiosk.act("advice", {})
            }
        }
        Item {
            visible: !Theme.seated && !idle.wide
            width: bottomPart.width
            height: Math.max(ways.height, free.visible ? free.height : 0)

            Words {
                id: ways
                role: "small"
                text: qsTr("语言和使用方式")
            }
            Words {
                id: free
                visible: !Theme.large
                anchors.left: ways.right
                anchors.leftMargin: 5
                anchors.right: parent.right
                role: "small"
                horizontalAlignment: Text.AlignRight
                text: qsTr("免费使用，到要用身份时再刷身份证")
            }
        }
        ModeButtons {
            width: bottomPart.width
            // where the tiles would have no room the menu has them all
            visible: !(Theme.seated && Theme.largest && idle.closed)
            columns: idle.wide && !Theme.largest ? 8 : 4
        }
    }
}
