// A question in one's own words; what was found with its sources, said to be found by a machine; and which matter fits.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property var article: view.article || null
    readonly property bool reading: article !== null
    readonly property bool asking: !reading && view.answered !== true
    readonly property bool told: !reading && view.answered === true

    title: reading ? article.law : told ? qsTr("找到这些，供您参考") : qsTr("问一问")
    subtitle: reading ? [article.label, article.heading].filter(part => part !== "").join("　") : told ? qsTr("您问：%1").arg(view.question) : qsTr("用自己的话说，打几个字就行。问什么只在这台机器里，不会发出去。")
    spacing: Theme.u(20)

    Stable {
        id: hints
        source: screen.view.hints || []
    }
    Stable {
        id: sources
        source: screen.view.sources || []
    }
    Stable {
        id: matters
        source: screen.view.matters || []
    }
    EntryBox {
        id: box
        visible: screen.asking
        Layout.fillWidth: true
        implicitHeight: Theme.u(Theme.portrait ? 136 : 112)
        inputName: "field-question"
        label: qsTr("您遇到了什么事")
        placeholder: qsTr("例如：老板不给工钱怎么办")
        maximumLength: 120
        text: screen.view.question || ""
        onFinished: Kiosk.act("ask", {text: text})
    }
    Words {
        visible: screen.view.busy === true
        Layout.fillWidth: true
        text: qsTr("正在找…")
    }
    Words {
        visible: screen.asking
        Layout.fillWidth: true
        Layout.topMargin: Theme.u(8)
        role: "q"
        text: qsTr("大家常问")
    }
    GridLayout {
        visible: screen.asking
        Layout.fillWidth: true
        columns: Theme.large || Theme.language !== "zh" ? 1 : 2
        rowSpacing: Theme.u(20)
        columnSpacing: Theme.u(20)
        uniformCellWidths: true

        Repeater {
            model: [qsTr("老板不给工钱怎么办"), qsTr("借出去的钱不还怎么办"), qsTr("房东不退押金怎么办"), qsTr("收到法院传票怎么办"), qsTr("不服判决怎么上诉"), qsTr("没钱请律师怎么办")]

            ActionButton {
                required property string modelData
                required property int index
                objectName: "example-" + index
                Layout.fillWidth: true
                least: Theme.target
                kind: "plain"
                fontSize: Theme.body
                text: modelData
                onActivated: Kiosk.act("ask", {text: modelData})
            }
        }
    }
    ListRow {
        visible: screen.asking
        objectName: "row-places"
        Layout.fillWidth: true
        Layout.topMargin: Theme.u(8)
        iconName: "pavilion"
        title: qsTr("附近谁能帮您")
        detail: qsTr("服务站、法律援助、法院、律师，多远、几点开")
        onActivated: Kiosk.act("places", {})
    }
    ListRow {
        visible: screen.asking
        objectName: "row-laws"
        Layout.fillWidth: true
        iconName: "scales"
        title: qsTr("查法律条文")
        detail: qsTr("按字、按条号找原文")
        onActivated: Kiosk.act("laws", {})
    }
    Note {
        visible: screen.told && screen.view.urgent === true
        Layout.fillWidth: true
        kind: "look"
        bold: true
        text: qsTr("人有危险，现在就打 110。妇女儿童也可以打 12338。")
    }
    Note {
        visible: screen.told
        Layout.fillWidth: true
        text: screen.view.outcome === true ? qsTr("会不会赢，机器说不了，谁也不该现在就给您打包票。下面是相关的法律和要准备的东西。机器自动找的，没有人看过，不是法律意见。") : qsTr("机器自动找的，没有人看过，不是法律意见。拿不准就问律师或打 12348，都不收费。")
    }
    Note {
        visible: screen.told && screen.view.empty === true
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("没找到合适的。换个说法再问，或者找人帮忙。")
    }
    Repeater {
        model: screen.told ? hints.value : []

        Card {
            id: hint
            required property string modelData
            Layout.fillWidth: true

            Words {
                Layout.fillWidth: true
                role: "lead"
                lineHeight: 1.25
                text: hint.modelData
            }
            Words {
                Layout.fillWidth: true
                role: "small"
                text: qsTr("出处：本机办事指引；依据见下面的法条")
            }
        }
    }
    Words {
        visible: screen.told && matters.value.length > 0
        Layout.fillWidth: true
        role: "q"
        text: qsTr("可以在这里办")
    }
    Repeater {
        model: screen.told ? matters.value : []

        ListRow {
            required property var modelData
            required property int index
            objectName: "matter-" + modelData.code
            Layout.fillWidth: true
            compact: true
            iconName: index === 0 ? "check" : ""
            title: modelData.title
            onActivated: Kiosk.act("matter", {code: modelData.code})
        }
    }
    Words {
        visible: screen.told && sources.value.length > 0
        Layout.fillWidth: true
        role: "q"
        text: qsTr("法律怎么说")
    }
    Repeater {
        model: screen.told ? sources.value : []

        ListRow {
            required property var modelData
            required property int index
            objectName: "source-" + index
            Layout.fillWidth: true
            title: modelData.title + "　" + (modelData.kind !== "basis" ? modelData.label : modelData.label === "-" ? "" : qsTr("第 %1 条").arg(modelData.label))
            detail: modelData.kind === "basis" ? qsTr("这台机器上没有原文") : modelData.excerpt
            badge: Theme.large || modelData.kind === "basis" ? "" : modelData.kind === "article" ? qsTr("原文") : qsTr("大意")
            badgeKind: "quiet"
            chevron: modelData.id > 0
            possible: true
            onActivated: if (modelData.id > 0)
                Kiosk.act("open", {id: modelData.id})
        }
    }
    Card {
        visible: screen.reading
        Layout.fillWidth: true

        Words {
            objectName: "law-text"
            Layout.fillWidth: true
            role: "lead"
            lineHeight: 1.35
            text: screen.reading ? screen.article.text : ""
        }
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            objectName: "action-ask"
            visible: screen.asking
            Layout.fillWidth: true
            iconName: "search"
            text: qsTr("找一找")
            busyText: qsTr("正在找…")
            possible: box.text.trim() !== ""
            reason: qsTr("请先打几个字")
            onActivated: Kiosk.act("ask", {text: box.text})
        },
        ActionButton {
            objectName: "action-lawyer"
            visible: screen.told
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "chat"
            text: qsTr("找律师谈")
            onActivated: Kiosk.act("lawyer", {})
        },
        ActionButton {
            objectName: "action-places"
            visible: screen.told
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "pavilion"
            text: qsTr("附近谁能帮")
            onActivated: Kiosk.act("places", {})
        }
    ]
}
