// Where one is, what time it is, how the devices are, and the one menu for language and looks.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Theme

Rectangle {
    id: bar

    objectName: "top-bar"
    readonly property var status: Kiosk.status
    readonly property bool down: status.network === "down"
    readonly property bool paperBad: status.paper === "out" || status.paper === "trouble" || status.paper === "low"
    readonly property bool cameraBad: status.camera === "trouble"
    readonly property bool micBad: status.mic === "trouble"
    readonly property bool allFine: !micBad && !down && !paperBad && !cameraBad

    implicitHeight: Theme.u(112)
    height: implicitHeight
    color: Theme.paper

    Icon {
        id: logo
        x: Theme.u(36)
        anchors.verticalCenter: parent.verticalCenter
        name: "pavilion"
        size: Theme.u(60)
    }
    Column {
        anchors.left: logo.right
        anchors.leftMargin: Theme.u(16)
        anchors.right: marks.left
        anchors.rightMargin: Theme.u(8)
        anchors.verticalCenter: parent.verticalCenter

        Words {
            width: parent.width
            role: "small"
            font.pixelSize: Theme.u(28)
            font.bold: true
            color: Theme.ink
            text: bar.status.place || ""
            maximumLineCount: 1
            elide: Text.ElideRight
            lineHeight: 0.95
        }
        Row {
            width: parent.width
            spacing: Theme.u(16)

            Words {
                role: "mark"
                font.pixelSize: Theme.u(26)
                text: (bar.status.date || "") + "　" + (bar.status.time || "")
                wrapMode: Text.NoWrap
                lineHeight: 0.95
            }
            Rectangle {
                visible: bar.status.demo === true
                width: demo.implicitWidth + Theme.u(20)
                height: Theme.u(36)
                radius: Theme.u(8)
                color: Theme.ambertint
                border.color: Theme.amber
                border.width: Theme.thin

                Words {
                    id: demo
                    objectName: "demo-mark"
                    anchors.centerIn: parent
                    font.pixelSize: Theme.u(24)
                    font.bold: true
                    text: qsTr("演示")
                    wrapMode: Text.NoWrap
                    Accessible.name: qsTr("演示，设备是模拟的")
                }
            }
        }
    }
    MouseArea {
        // who repairs the terminal holds the logo; the menu leads there too, for those who cannot hold
        objectName: "technician-hold"
        enabled: Kiosk.screen === "idle"
        width: marks.x
        height: parent.height
        pressAndHoldInterval: 3000
        onPressAndHold: Kiosk.act("technician", {})
    }
    Row {
        id: marks
        anchors.right: menu.left
        height: parent.height

        StatusMark {
            objectName: "mark-fine"
            visible: Theme.large && bar.allFine
            width: visible ? implicitWidth : 0
            iconName: "check-circle"
            text: qsTr("设备正常")
            sentence: qsTr("网络、打印、摄像都正常。")
        }
        StatusMark {
            objectName: "mark-network"
            visible: !Theme.large || bar.down
            width: visible ? implicitWidth : 0
            iconName: bar.down ? "network-off" : "network"
            text: bar.down ? qsTr("没联网") : qsTr("已联网")
            trouble: bar.down
            sentence: bar.down ? qsTr("现在没联网。可以照常填写，联网后自动送出。") : qsTr("网络已连上。")
        }
        StatusMark {
            objectName: "mark-paper"
            visible: !Theme.large || bar.paperBad
            width: visible ? implicitWidth : 0
            iconName: "printer"
            text: bar.status.paper === "out" ? qsTr("没纸了") : bar.status.paper === "low" ? qsTr("纸快没了") : bar.paperBad ? qsTr("打印停了") : qsTr("有纸")
            trouble: bar.paperBad
            sentence: bar.status.paper === "out" ? qsTr("打印机没纸了。不影响提交，回执可以以后补打。") : bar.paperBad ? qsTr("打印机要人看一下。不影响提交。") : qsTr("打印机有纸。")
        }
        StatusMark {
            // never hidden while it listens, and the way to speak where the terminal understands
            objectName: "mark-mic"
            readonly property bool listening: bar.status.mic === "listening" || bar.status.mic === "heard"
            visible: !Theme.large || Listening.available || bar.micBad
            width: visible ? implicitWidth : 0
            iconName: listening ? "mic" : "mic-off"
            text: bar.micBad ? qsTr("话筒停了") : bar.status.mic === "heard" ? qsTr("在听您说") : listening ? qsTr("话筒开") : qsTr("话筒关")
            name: !Listening.available ? text : listening ? qsTr("%1，点一下就关").arg(text) : qsTr("%1，点一下就能说话").arg(text)
            trouble: bar.micBad
            on: listening
            sentence: bar.micBad ? qsTr("话筒用不了。请用手点，或找人帮忙。") : Listening.available ? "" : qsTr("话筒是关的，没有人在听。这台机器还没有装听话的模型，请用手点。")
            onActivated: Listening.toggle()
        }
        StatusMark {
            objectName: "mark-camera"
            visible: !Theme.large || bar.cameraBad
            width: visible ? implicitWidth : 0
            iconName: bar.status.camera === "on" ? "camera" : "camera-off"
            text: bar.cameraBad ? qsTr("摄像停了") : bar.status.camera === "on" ? qsTr("摄像开") : qsTr("摄像关")
            trouble: bar.cameraBad
            on: bar.status.camera === "on"
            sentence: bar.cameraBad ? qsTr("摄像头用不了。可以由工作人员核对身份。") : bar.status.camera === "on" ? qsTr("摄像头开着，只用来核对，不录像。") : qsTr("摄像头是关的。")
        }
    }
    Rectangle {
        anchors.right: menu.left
        width: Theme.thin
        height: parent.height
        color: Theme.line
    }
    StatusMark {
        id: menu
        objectName: "menu"
        anchors.right: parent.right
        implicitWidth: Theme.u(Theme.large ? 190 : 152)
        iconName: "text-size"
        text: qsTr("语言 字号")
        name: qsTr("语言、字号、对比度、坐着用")
        strong: true
        onActivated: Kiosk.overlay === "menu" ? Kiosk.act("close", {}) : Kiosk.act("menu", {})
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.thin
        color: Theme.line
    }
}
