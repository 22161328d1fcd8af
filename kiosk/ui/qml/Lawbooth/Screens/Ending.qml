// Nobody moved for a while: the page is already hidden, the seconds are counted, the safe button is the largest.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

DialogBox {
    id: dialog

    readonly property var view: Kiosk.overlayView
    readonly property Item opening: stay
    // at 60, 30 and 10 seconds whoever does not look is told
    readonly property int said: view.said || 0
    property int told: 0
    onSaidChanged: Qt.callLater(tell)
    Component.onCompleted: Qt.callLater(tell)

    // tell says each mark once, also the one it begins with.
    function tell() {
        if (said <= 0 || said === told)
            return;
        told = said;
        Accessible.announce(qsTr("还有 %1 秒").arg(said), Accessible.Assertive);
        if (Speech.available)
            Speech.say(qsTr("您还在吗？还有 %1 秒。").arg(said));
    }

    Item {
        Layout.alignment: Qt.AlignHCenter
        implicitWidth: Theme.u(!Theme.portrait ? 120 : Theme.seated ? 170 : 296)
        implicitHeight: implicitWidth

        Ring {
            anchors.fill: parent
            value: (dialog.view.left || 0) / Math.max(1, dialog.view.total || 60)
        }
        Column {
            anchors.centerIn: parent

            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                font.pixelSize: Theme.u(!Theme.portrait ? 44 : dialog.tight ? 64 : 112)
                font.bold: true
                lineHeight: 0.85
                text: dialog.view.left || 0
                Accessible.name: qsTr("还有 %1 秒").arg(dialog.view.left || 0)
            }
            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: Theme.portrait
                font.pixelSize: Theme.u(28)
                text: qsTr("秒")
                Accessible.ignored: true
            }
        }
    }
    Words {
        objectName: "dialog-title"
        Layout.fillWidth: true
        role: "title"
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("您还在吗？")
    }
    Words {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        color: Theme.ink2
        text: qsTr("有一会儿没有动静了。为了不让别人看到您的内容，已经先遮住了。")
    }
    Note {
        Layout.fillWidth: true
        Layout.bottomMargin: Theme.u(dialog.tight ? 0 : 24)
        kind: dialog.view.submitted ? "done" : "info"
        text: dialog.view.submitted ? qsTr("您交的已经保存好了，结束也不会丢。") : qsTr("填的内容都还在。时间到了会自动结束，并从这台机器清除。")
    }
    ActionButton {
        id: stay
        objectName: "action-still-here"
        Layout.fillWidth: true
        implicitHeight: Theme.u(dialog.tight ? 120 : 160)
        fontSize: Theme.q
        text: qsTr("我还在，接着办")
        onActivated: Kiosk.act("still_here", {})
    }
    GridLayout {
        Layout.fillWidth: true
        columns: Theme.large ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true

        ActionButton {
            objectName: "action-more-time"
            Layout.fillWidth: true
            kind: "secondary"
            text: qsTr("再给我 3 分钟")
            onActivated: Kiosk.act("more_time", {})
        }
        ActionButton {
            objectName: "action-end-now"
            Layout.fillWidth: true
            kind: "stop"
            iconName: "stop"
            text: dialog.view.submitted ? qsTr("结束") : qsTr("清除并结束")
            onActivated: Kiosk.act("end_now", {})
        }
    }
}
