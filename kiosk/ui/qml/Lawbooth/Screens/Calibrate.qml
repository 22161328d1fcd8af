// Touch calibration: nine crosses over the whole glass, also under the bars; a touch counts where the finger goes down.
import QtQuick
import QtQuick.Layouts
import QtQuick.Window
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Item {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool open: view.phase === "points"
    readonly property var crosses: all.value
    readonly property var touched: done.value
    readonly property Item opening: title
    readonly property string covers: "all"
    // what residents see is left below it
    parent: Window.contentItem
    anchors.fill: parent
    z: 40

    // words for what came of it
    function outcome(): string {
        switch (view.phase) {
        case "saved":
            return qsTr("校准好了，最大偏差 %1 mm。画面马上重新开始。").arg(view.worst);
        case "unsaved":
            return qsTr("量好了，但没能保存。请结束后检查磁盘。");
        case "bad":
            return qsTr("校准后还差 %1 mm，超过 %2 mm。请从头再来；还不行，就检查触摸框。").arg(view.worst).arg(view.good);
        default:
            return qsTr("用手指点圆心。第 %1 点，共 %2 点。").arg(touched.length + 1).arg(crosses.length);
        }
    }

    Stable {
        id: all
        source: screen.view.crosses || []
    }
    Stable {
        id: done
        source: screen.view.touched || []
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    MouseArea {
        anchors.fill: parent
        enabled: screen.open
        onPressed: mouse => Kiosk.act("hit", {
                x: mouse.x / width,
                y: mouse.y / height,
                width: width / Screen.pixelDensity,
                height: height / Screen.pixelDensity
            })
    }
    Repeater {
        model: screen.crosses.length

        Item {
            id: cross
            required property int index
            readonly property var place: screen.crosses[index] || ({})
            readonly property var hit: screen.touched[index]
            readonly property bool current: screen.open && index === screen.touched.length
            readonly property bool low: place.y > 0.9
            x: screen.width * place.x
            y: screen.height * place.y
            opacity: hit || current ? 1 : 0.45

            Rectangle {
                anchors.centerIn: parent
                width: Theme.u(cross.current ? 128 : 72)
                height: width
                radius: width / 2
                color: cross.hit ? Theme.greentint : cross.current ? Theme.tint : "transparent"
                border.width: cross.current ? Theme.strong : Theme.control
                border.color: cross.hit ? Theme.green : cross.current ? Theme.primary : Theme.edge
            }
            Rectangle {
                anchors.centerIn: parent
                width: Theme.u(cross.current ? 180 : 100)
                height: Theme.thin
                color: cross.hit ? Theme.green : cross.current ? Theme.primary : Theme.edge
            }
            Rectangle {
                anchors.centerIn: parent
                width: Theme.thin
                height: Theme.u(cross.current ? 180 : 100)
                color: cross.hit ? Theme.green : cross.current ? Theme.primary : Theme.edge
            }
            Rectangle {
                visible: cross.hit !== undefined
                x: cross.hit ? (cross.hit.x - cross.place.x) * screen.width - width / 2 : 0
                y: cross.hit ? (cross.hit.y - cross.place.y) * screen.height - height / 2 : 0
                width: Theme.u(14)
                height: width
                radius: width / 2
                color: Theme.green
            }
            Words {
                visible: cross.current && !Theme.large
                x: cross.place.x > 0.7 ? -width - Theme.u(80) : Theme.u(80)
                y: cross.low ? -height - Theme.u(24) : Theme.u(24)
                font.bold: true
                color: Theme.primary
                text: qsTr("请点这里")
            }
        }
    }
    ColumnLayout {
        id: words
        x: screen.width * 0.16
        y: screen.height * (Theme.portrait ? 0.13 : 0.16)
        width: screen.width * 0.68
        spacing: Theme.u(16)

        Words {
            id: title
            objectName: "calibrate-title"
            Layout.fillWidth: true
            role: "title"
            pageTitle: true
            text: qsTr("触摸校准")
        }
        Words {
            Layout.fillWidth: true
            role: "lead"
            text: screen.outcome()
        }
        Note {
            visible: screen.open
            Layout.fillWidth: true
            kind: "look"
            text: qsTr("点不准就等 %1 秒，自动用旧校准。").arg(screen.view.left || 0)
        }
    }
    GridLayout {
        x: words.x
        y: screen.height * (Theme.portrait ? 0.56 : 0.6)
        width: words.width
        columns: Theme.portrait && Theme.large ? 1 : 3
        columnSpacing: Theme.u(24)
        rowSpacing: Theme.u(24)

        ActionButton {
            objectName: "action-again"
            Layout.fillWidth: true
            kind: "secondary"
            text: qsTr("从头再来")
            onActivated: Kiosk.act("again", {})
        }
        ActionButton {
            objectName: "action-more-time"
            Layout.fillWidth: true
            kind: "secondary"
            text: qsTr("多等一分钟")
            onActivated: Kiosk.act("wait", {})
        }
        ActionButton {
            objectName: "action-keep"
            Layout.fillWidth: true
            kind: "secondary"
            text: screen.view.phase === "saved" ? qsTr("结束") : qsTr("沿用旧校准")
            onActivated: Kiosk.act("keep_old", {})
        }
    }
    Shortcut {
        sequence: "Escape"
        onActivated: Kiosk.act("keep_old", {})
    }
}
