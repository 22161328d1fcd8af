// A kept page, small; a touch picks it.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Pressable {
    id: thumb

    property int number: 1
    property string label: ""
    property alias source: picture.source

    name: qsTr("第 %1 页，%2").arg(number).arg(label)
    checkable: true
    width: Theme.u(Theme.large ? 232 : 176)
    height: Theme.u(148) + (words.visible ? words.height + Theme.u(8) : 0)

    Rectangle {
        width: parent.width
        height: Theme.u(148)
        radius: Theme.radiusSmall
        color: "#3A434D"
        border.color: thumb.checked || thumb.pressed ? Theme.primary : Theme.line
        border.width: thumb.checked || thumb.pressed ? Theme.strong : Theme.thin

        Image {
            id: picture
            anchors.fill: parent
            anchors.margins: Theme.u(10)
            fillMode: Image.PreserveAspectFit
            sourceSize: Qt.size(Theme.u(300), Theme.u(300))
            cache: false
        }
        Rectangle {
            x: Theme.u(10)
            y: Theme.u(10)
            width: Math.max(height, mark.implicitWidth + Theme.u(16))
            height: mark.implicitHeight + Theme.u(4)
            radius: Theme.radiusSmall
            color: Theme.card

            Words {
                id: mark
                anchors.centerIn: parent
                role: "small"
                color: Theme.ink
                font.bold: true
                text: thumb.number
            }
        }
    }
    Words {
        id: words
        y: Theme.u(154)
        width: parent.width
        role: "small"
        color: Theme.ink
        visible: text !== ""
        text: thumb.label === String(thumb.number) ? "" : thumb.label
        horizontalAlignment: Text.AlignHCenter
        maximumLineCount: 1
        elide: Text.ElideRight
        Accessible.ignored: true
    }
}
