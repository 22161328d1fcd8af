// Catches a page under the document camera: what is found is drawn on the live picture, and said in words.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property var material: view.material || ({})
    readonly property string phase: view.phase || "live"
    readonly property bool live: phase === "live"
    readonly property bool down: phase === "down"
    property string picked: ""
    // the largest words stand below the picture, which must be seen
    readonly property bool beside: !Theme.portrait && !Theme.largest

    function skipWord(): string {
        return material.required ? qsTr("先跳过，以后补交") : qsTr("没有，跳过");
    }

    title: qsTr("拍下%1").arg(material.label || "")
    subtitle: [view.count > 1 ? qsTr("第 %1 样，共 %2 样").arg(view.index + 1).arg(view.count) : "", material.required === false ? qsTr("可以不交") : ""].filter(part => part !== "").join("　")

    aside: [
        Part {
            wanted: screen.beside && !screen.down
            sourceComponent: marks
        },
        Item {
            Layout.fillHeight: !Theme.portrait
        }
    ]

    Stable {
        id: pages
        source: screen.view.pages || []
        onValueChanged: screen.picked = ""
    }
    LivePage {
        visible: !screen.down
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: Theme.u(Theme.portrait ? 400 : 260)
        Layout.minimumHeight: Theme.u(Theme.portrait ? 320 : 260)
        Layout.maximumHeight: Theme.portrait ? width * 0.75 : Infinity
        source: "image://live/" + (screen.live ? "document" : "captured") + "?" + Kiosk.liveSeq
        quad: screen.live && screen.view.pageFound ? screen.view.quad || [] : []
        good: screen.view.corners === true
        caption: screen.live ? qsTr("高拍仪实时画面") : qsTr("拍到的一页")
    }
    Drawing {
        visible: screen.down
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.u(Theme.portrait ? 420 : 200)
        name: "document-camera"
        accent: Theme.amber
    }
    Note {
        visible: screen.down
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("高拍仪没有画面。已经填的都在。可以找人帮忙，或者先往下办，原件以后补交。")
    }
    Component {
        id: marks
        Flow {
            spacing: Theme.u(36)

            Repeater {
                model: [
                    {good: screen.view.corners === true, yes: qsTr("四个角都在"), no: screen.view.pageFound ? qsTr("有角没拍到，往中间挪一挪") : qsTr("还没看到纸，请放平")},
                    {good: screen.view.sharp === true, yes: qsTr("字看得清"), no: qsTr("有点糊，别动，稍等")},
                    {good: screen.view.glareFree === true, yes: qsTr("没有反光"), no: qsTr("有反光，转一个方向")}
                ]

                Row {
                    id: mark
                    required property var modelData
                    spacing: Theme.u(14)

                    Icon {
                        id: sign
                        name: mark.modelData.good ? "check-circle" : "warning"
                        color: mark.modelData.good ? Theme.green : Theme.amber
                        size: Theme.u(Theme.large ? 60 : 44)
                    }
                    Words {
                        text: mark.modelData.good ? mark.modelData.yes : mark.modelData.no
                        width: Math.min(implicitWidth, mark.parent.width - sign.width - mark.spacing)
                        font.bold: !mark.modelData.good
                        anchors.verticalCenter: parent.verticalCenter
                    }
                }
            }
        }
    }
    Part {
        wanted: !screen.beside && !screen.down
        sourceComponent: marks
    }
    Flow {
        visible: pages.value.length > 0
        Layout.fillWidth: true
        spacing: Theme.u(20)

        Repeater {
            model: pages.value

            PageThumb {
                required property int index
                required property var modelData
                objectName: "page-" + modelData.id
                number: index + 1
                label: modelData.label
                source: "image://live/page-" + modelData.id
                checked: screen.picked === modelData.id
                onActivated: screen.picked = checked ? "" : modelData.id
            }
        }
    }
    ActionButton {
        objectName: "action-delete"
        visible: screen.picked !== ""
        least: Theme.target
        kind: "quiet"
        iconName: "trash"
        text: qsTr("删掉第 %1 页").arg(pages.value.findIndex(page => page.id === screen.picked) + 1)
        onActivated: Kiosk.act("delete", {id: screen.picked})
    }
    RowLayout {
        visible: !!screen.material.hint
        Layout.fillWidth: true
        spacing: Theme.u(20)

        Icon {
            name: "info"
        }
        Words {
            Layout.fillWidth: true
            text: screen.material.hint || ""
            color: Theme.ink2
        }
    }
    Item {
        Layout.fillHeight: Theme.portrait
    }
    actions: [
        ActionButton {
            objectName: "action-capture"
            visible: screen.live
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            kind: screen.view.pageFound ? "primary" : "secondary"
            iconName: "photo"
            text: screen.view.pageFound ? qsTr("拍这一页") : qsTr("没找到纸边，照样拍")
            busyText: qsTr("正在拍…")
            onActivated: Kiosk.act("capture", {})
        },
        ActionButton {
            objectName: "action-keep"
            visible: screen.phase === "captured"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            iconName: "check"
            text: qsTr("看得清，留下这一页")
            busyText: qsTr("正在留下…")
            onActivated: Kiosk.act("keep", {})
        },
        ActionButton {
            objectName: "action-retake"
            visible: screen.phase === "captured"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            kind: "secondary"
            iconName: "retry"
            text: qsTr("重拍")
            onActivated: Kiosk.act("retake", {})
        },
        ActionButton {
            objectName: "action-help"
            visible: screen.down
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            iconName: "help"
            text: qsTr("找人来看")
            onActivated: Kiosk.act("help", {})
        },
        ActionButton {
            objectName: "action-done"
            visible: screen.phase !== "captured" && screen.view.canContinue === true && pages.value.length > 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            kind: "secondary"
            iconName: "check"
            text: qsTr("都拍好了")
            onActivated: Kiosk.act("done", {})
        },
        ActionButton {
            objectName: "action-skip"
            visible: screen.phase !== "captured" && pages.value.length === 0 && (screen.down || screen.material.required !== true)
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            kind: "quiet"
            text: screen.skipWord()
            onActivated: Kiosk.act("skip", {})
        }
    ]
}
