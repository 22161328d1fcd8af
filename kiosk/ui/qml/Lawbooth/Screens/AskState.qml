// What stands in place of something only the province knows: being asked, no way there, not this person's, refused.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ColumnLayout {
    id: place

    property string state_: ""
    property string words: ""
    readonly property bool waiting: state_ === "asking"
    readonly property var said: ({
        offline: qsTr("现在连不上平台，查不了。不是没有您的事。可以过一会儿再查，凭凭条上的码查，或者打 12348 问。"),
        nobody: qsTr("核对身份的时间过了，或者这一步要再核对一下是您本人。请重新刷身份证。"),
        foreign: qsTr("您名下没有这一件。请核对号码，或者请工作人员帮忙查。")
    })

    visible: state_ !== "ready"
    Layout.fillWidth: true
    spacing: Theme.gap

    Words {
        visible: place.waiting
        Layout.fillWidth: true
        role: "lead"
        text: qsTr("正在问平台，一般几秒钟…")
    }
    WaitingDots {
        visible: place.waiting
        Layout.alignment: Qt.AlignHCenter
    }
    Note {
        objectName: "ask-trouble"
        visible: !place.waiting
        Layout.fillWidth: true
        kind: "look"
        text: place.said[place.state_] || place.words || qsTr("平台没有答应。请过一会儿再试，或者找工作人员。")
    }
    ActionButton {
        objectName: "action-retry"
        visible: !place.waiting && place.state_ !== "ready"
        Layout.fillWidth: true
        kind: "secondary"
        iconName: "retry"
        text: qsTr("再查一次")
        busyText: qsTr("正在查…")
        onActivated: Kiosk.act("retry", {})
    }
}
