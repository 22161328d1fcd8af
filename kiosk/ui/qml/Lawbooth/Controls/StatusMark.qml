// One quiet mark of the top bar: an icon and a word; touched, it says one sentence.
import QtQuick
import Lawbooth.Theme

Pressable {
    id: mark

    property string iconName: ""
    property string text: ""
    property string sentence: ""
    property bool trouble: false
    property bool on: false
    property bool strong: false

    name: text
    implicitWidth: Math.max(Theme.u(112), words.implicitWidth + Theme.u(12))
    implicitHeight: Theme.u(112)
    width: implicitWidth
    height: implicitHeight
    ringRadius: Theme.radiusSmall
    onActivated: if (sentence !== "") Notices.show(sentence, trouble ? "look" : "info")

    Rectangle {
        anchors.fill: parent
        color: mark.pressed ? Theme.tint : "transparent"
    }
    Column {
        anchors.centerIn: parent
        spacing: Theme.u(4)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: mark.iconName
            color: mark.trouble ? Theme.amber : mark.on ? Theme.primary : mark.strong ? Theme.ink : Theme.ink2
            size: Theme.u(40)
        }
        Words {
            id: words
            role: "mark"
            font.pixelSize: mark.strong ? Theme.u(Theme.large ? 32 : 26) : Theme.u(Theme.large ? 32 : 24)
            font.bold: mark.trouble || mark.on || mark.strong
            color: mark.trouble || mark.strong ? Theme.ink : mark.on ? Theme.primary : Theme.ink2
            text: mark.text
            wrapMode: Text.NoWrap
            lineHeight: 0.9
            Accessible.ignored: true
        }
    }
}
