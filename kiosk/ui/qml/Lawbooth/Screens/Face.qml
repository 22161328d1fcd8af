// Three calm movements, the person's own picture, a ring of what is done; another way at any moment.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property string result: view.result || ""
    readonly property real circle: Theme.u(!Theme.portrait ? (Theme.largest ? 240 : Theme.large || result !== "" ? 310 : 390) : Theme.seated ? 330 : Theme.large ? 520 : 680)
    readonly property var prompts: ({
        starting: qsTr("正在打开摄像头"),
        look: qsTr("请看着镜头"),
        left: qsTr("请慢慢向左转头"),
        right: qsTr("请慢慢向右转头"),
        mouth: qsTr("请张一下嘴"),
        blink: qsTr("请眨一眨眼"),
        neutral: qsTr("请看正前方"),
        hold: qsTr("好，别动"),
        comparing: qsTr("正在比对")
    })
    readonly property var hints: ({
        too_dark: qsTr("光线有点暗，请靠近灯一些。"),
        too_bright: qsTr("光线太亮了，请侧一点身。"),
        too_far: qsTr("请走近一点。"),
        too_near: qsTr("请退后一点。"),
        turned: qsTr("请把脸转正。"),
        two_faces: qsTr("镜头里有两个人，请让旁边的人先让一让。"),
        no_face: qsTr("没看到脸，请站到镜头前面。"),
        blurred: qsTr("有点模糊，请站稳一下。"),
        camera_gone: qsTr("摄像头断开了，正在重新接上。")
    })
    readonly property var resultTitles: ({
        accepted: qsTr("核对好了"),
        retry: qsTr("没看清，再来一次"),
        attendant: qsTr("没认出来，请工作人员帮忙看一下")
    })
    readonly property bool noCamera: result === "attendant" && ["no_camera", "camera_gone", "card_photo", "no_models", "worker_died", "worker_silent"].includes(view.reason)

    titleRole: result === "" && Theme.language === "zh" && !Theme.large ? "hero" : "title"
    titleAlign: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
    title: noCamera ? qsTr("摄像头现在用不了，请工作人员帮忙看一下") : result !== "" ? resultTitles[result] : prompts[view.prompt] || ""
    subtitle: result === "accepted" ? "" : result === "retry" ? qsTr("光线亮一点、脸正一点会更清楚。") : result === "attendant" ? qsTr("常有的事，不影响办事。") : hints[view.hint] || qsTr("好，不着急。")

    // the picture must be seen while it is taken
    stacksAt: result === "" ? "" : "largest"
    aside: [
        Loader {
            active: !Theme.portrait
            visible: active
            Layout.alignment: Qt.AlignHCenter
            sourceComponent: Picture {}
        },
        Item {
            visible: !Theme.portrait
            Layout.fillHeight: true
        }
    ]

    component Picture: Item {
        id: portrait
        implicitWidth: screen.circle
        implicitHeight: screen.circle
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("镜头里的您")

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.u(14)
            radius: width / 2
            color: Theme.sunk
        }
        Image {
            id: picture
            anchors.centerIn: parent
            width: parent.width - Theme.u(56)
            height: width
            visible: screen.result === "" && screen.view.prompt !== "starting"
            source: visible ? "image://live/face?" + Kiosk.liveSeq : ""
            cache: false
            asynchronous: false
            fillMode: Image.PreserveAspectCrop
            mirror: true
            Accessible.ignored: true
        }
        Drawing {
            anchors.fill: picture
            name: "round-hole"
        }
        Drawing {
            visible: !picture.visible && screen.result === ""
            anchors.centerIn: parent
            width: parent.width * 0.5
            height: width
            name: "camera"
        }
        Icon {
            visible: screen.result !== ""
            anchors.centerIn: parent
            size: parent.width * 0.42
            name: screen.result === "accepted" ? "check" : screen.result === "retry" ? "retry" : "attendant"
            color: screen.result === "accepted" ? Theme.green : Theme.amber
        }
        Ring {
            anchors.fill: parent
            value: screen.result === "accepted" ? 1 : (screen.view.done || 0) / Math.max(1, screen.view.total || 3)
            accent: screen.result === "accepted" ? Theme.green : screen.result !== "" ? Theme.amber : Theme.primary
        }
        Icon {
            visible: screen.result === "" && screen.view.prompt === "left"
            anchors.right: portrait.left
            anchors.rightMargin: Theme.u(24)
            anchors.verticalCenter: parent.verticalCenter
            name: "turn-left"
            size: Theme.u(110)
        }
        Icon {
            visible: screen.result === "" && screen.view.prompt === "right"
            anchors.left: portrait.right
            anchors.leftMargin: Theme.u(24)
            anchors.verticalCenter: parent.verticalCenter
            name: "turn-right"
            size: Theme.u(110)
        }
    }

    Loader {
        active: Theme.portrait
        visible: active
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.u(Theme.seated ? 0 : 16)
        sourceComponent: Picture {}
    }
    Flow {
        visible: screen.result === ""
        Layout.alignment: Qt.AlignHCenter
        Layout.maximumWidth: parent.width
        Layout.topMargin: Theme.u(12)
        spacing: Theme.gap

        Badge {
            kind: screen.view.light ? "done" : "wait"
            text: screen.view.light ? qsTr("光线够") : qsTr("在看光线")
        }
        Badge {
            kind: screen.view.distance ? "done" : "wait"
            text: screen.view.distance ? qsTr("距离合适") : qsTr("在看距离")
        }
        Badge {
            kind: "info"
            iconName: "clock"
            text: qsTr("%1 个动作，做好 %2 个").arg(screen.view.total || 3).arg(screen.view.done || 0)
        }
    }
    RowLayout {
        Layout.fillWidth: false
        Layout.alignment: Qt.AlignHCenter
        Layout.maximumWidth: parent.width
        Layout.topMargin: Theme.u(12)
        spacing: Theme.gap

        Icon {
            name: "lock"
        }
        Words {
            Layout.maximumWidth: screen.contentWidth - Theme.u(80)
            color: Theme.ink2
            text: qsTr("只在这台机器里比对，比完就删")
        }
    }
    Item {
        Layout.fillHeight: true
    }
    Words {
        Layout.fillWidth: true
        visible: screen.result === ""
        horizontalAlignment: Text.AlignHCenter
        color: Theme.ink2
        text: qsTr("不方便做动作，或者不想用摄像头，随时可以换：")
    }

    actions: [
        ActionButton {
            objectName: "action-retry"
            visible: screen.result === "retry"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            kind: "secondary"
            iconName: "retry"
            text: qsTr("再试一次")
            busyText: qsTr("正在准备…")
            onActivated: Kiosk.act("retry", {})
        },
        ActionButton {
            objectName: "action-attendant"
            visible: screen.result !== "accepted"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            kind: screen.result === "attendant" ? "primary" : "secondary"
            iconName: "help"
            text: qsTr("由人员核对")
            onActivated: Kiosk.act("attendant", {})
        }
    ]
}
