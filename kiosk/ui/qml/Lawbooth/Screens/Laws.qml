// The law itself: by words, by article, by what a matter rests on; one article in full, with its neighbours.
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
    readonly property bool turns: listing && (view.hasPrev === true || view.hasNext === true)
    readonly property bool listing: !reading && view.state === "ready"

    title: reading ? article.law : view.matter && !view.searched ? qsTr("这件事依据什么法律") : qsTr("查法律条文")
    subtitle: reading ? [article.label, article.heading].filter(part => part !== "").join("　") : view.matter && !view.searched ? view.matter : qsTr("打几个字，或者“民法典 675”这样的法名和条号。")
    spacing: Theme.u(20)

    Stable {
        id: hits
        source: screen.view.hits || []
    }
    Stable {
        id: laws
        source: screen.view.laws || []
    }
    Stable {
        id: basis
        source: screen.view.basis || []
    }
    EntryBox {
        id: box
        visible: screen.listing
        Layout.fillWidth: true
        implicitHeight: Theme.u(Theme.portrait ? 128 : 112)
        inputName: "field-law"
        label: qsTr("查法律条文")
        placeholder: qsTr("例如：借款 利息")
        maximumLength: 40
        onFinished: Kiosk.act("search", {text: text})
    }
    Note {
        visible: screen.view.state === "none" || screen.view.state === "unreadable"
        Layout.fillWidth: true
        kind: "look"
        text: screen.view.state === "none" ? qsTr("这台机器还没有装法律条文。请工作人员用 main.py laws import 装入；现在可以打 12348 问，不收费。") : qsTr("法律条文现在读不出来。请过一会儿再试，或者找工作人员。")
    }
    Card {
        visible: screen.reading
        Layout.fillWidth: true
        padding: Theme.u(40)

        Words {
            objectName: "law-text"
            Layout.fillWidth: true
            role: "lead"
            lineHeight: 1.35
            text: screen.reading ? screen.article.text : ""
        }
    }
    Note {
        visible: screen.listing && screen.view.searched && hits.value.length === 0
        Layout.fillWidth: true
        text: qsTr("没有找到。换几个字试试，字越少越容易找到。")
    }
    Note {
        visible: screen.listing && hits.value.length > 0 && screen.view.ranked === false
        Layout.fillWidth: true
        text: qsTr("找到很多，按法律的顺序排。多打几个字，会找得更准。")
    }
    Repeater {
        model: screen.reading ? [] : basis.value

        ColumnLayout {
            id: source
            required property var modelData
            Layout.fillWidth: true
            spacing: Theme.u(20)

            Words {
                Layout.fillWidth: true
                role: "lead"
                font.bold: true
                text: source.modelData.art === "-" ? source.modelData.law : qsTr("%1　第 %2 条").arg(source.modelData.law).arg(source.modelData.art)
            }
            Words {
                visible: source.modelData.articles.length === 0
                Layout.fillWidth: true
                role: "small"
                text: qsTr("这台机器上没有这部法律的原文")
            }
            Repeater {
                model: source.modelData.articles

                ListRow {
                    required property var modelData
                    objectName: "basis-" + modelData.id
                    Layout.fillWidth: true
                    compact: true
                    title: modelData.label
                    detail: modelData.excerpt
                    onActivated: Kiosk.act("open", {id: modelData.id})
                }
            }
        }
    }
    Repeater {
        model: screen.reading ? [] : laws.value

        ListRow {
            required property var modelData
            objectName: "law-" + modelData.id
            Layout.fillWidth: true
            iconName: "scales"
            title: modelData.title
            detail: qsTr("共 %1 条").arg(modelData.count)
            onActivated: Kiosk.act("law", {id: modelData.id})
        }
    }
    Repeater {
        model: screen.reading ? [] : hits.value

        ListRow {
            required property var modelData
            objectName: "hit-" + modelData.id
            Layout.fillWidth: true
            title: modelData.law + "　" + modelData.label
            detail: modelData.excerpt
            onActivated: Kiosk.act("open", {id: modelData.id})
        }
    }
    Item {
        Layout.fillHeight: true
    }
    Words {
        visible: screen.reading
        Layout.fillWidth: true
        role: "small"
        text: qsTr("条文由本站工作人员装入，以官方公布的文本为准。")
    }
    actions: [
        ActionButton {
            objectName: "action-previous"
            visible: screen.reading || screen.turns
            Layout.fillWidth: true
            Layout.fillHeight: true
            kind: "secondary"
            iconName: Theme.large ? "" : "up"
            text: screen.reading ? qsTr("上一条") : qsTr("上一页")
            possible: screen.reading || screen.view.hasPrev === true
            reason: qsTr("第一页")
            onActivated: Kiosk.act(screen.reading ? "turn" : "page", {by: -1})
        },
        ActionButton {
            objectName: "action-next"
            visible: screen.reading || screen.turns
            Layout.fillWidth: true
            Layout.fillHeight: true
            kind: "secondary"
            iconName: Theme.large ? "" : "down"
            text: screen.reading ? qsTr("下一条") : qsTr("下一页")
            possible: screen.reading || screen.view.hasNext === true
            reason: qsTr("没有了")
            onActivated: Kiosk.act(screen.reading ? "turn" : "page", {by: 1})
        }
    ]
}
