// One answer to choose: a circle where one counts, a square where several do; chosen shows by outline, tint, bold and tick.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Keyboard
import Lawbooth.Theme

Pressable {
    id: option

    property string text: ""
    property bool many: false
    property bool chosen: false
    property bool troubled: false

    name: text
    sort: many ? Accessible.CheckBox : Accessible.RadioButton
    checkable: true
    checked: chosen
    implicitHeight: Math.max(Theme.target, words.implicitHeight + Theme.u(36))

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: option.chosen || option.pressed ? Theme.tint : Theme.card
        border.color: option.chosen || option.pressed ? Theme.primary : option.troubled ? Theme.amber : Theme.edge
        border.width: option.chosen || option.pressed || option.troubled ? Theme.strong : Theme.control
    }
    Rectangle {
        id: mark
        x: Theme.u(32)
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.u(Theme.large ? 52 : 44)
        height: width
        radius: option.many ? Theme.u(10) : width / 2
        color: option.chosen ? Theme.primary : Theme.card
        border.color: option.chosen ? Theme.primary : Theme.edge
        border.width: Theme.control

        Icon {
            visible: option.chosen
            anchors.centerIn: parent
            name: "check"
            size: parent.width * 0.8
            color: Theme.onPrimary
        }
    }
    Words {
        id: words
        anchors.left: mark.right
        anchors.leftMargin: Theme.u(20)
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(16)
        anchors.verticalCenter: parent.verticalCenter
        role: "lead"
        text: option.text
        font.bold: option.chosen
        lineHeight: 0.95
        Accessible.ignored: true
    }
}
