// The camera's picture with the found page outlined on it.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Rectangle {
    id: frame

    property alias source: picture.source
    property var quad: []
    property bool good: false
    property string caption: ""
    readonly property color accent: good ? Theme.green : Theme.amber
    readonly property var corners: {
        const found = [];
        for (let i = 0; i + 1 < quad.length; i += 2)
            found.push(Qt.point(area.x + quad[i] * area.width, area.y + quad[i + 1] * area.height));
        return found;
    }

    radius: Theme.radiusCard
    color: "#3A434D"
    Accessible.role: Accessible.Graphic
    Accessible.name: caption

    Image {
        id: picture
        anchors.fill: parent
        anchors.margins: Theme.u(8)
        fillMode: Image.PreserveAspectFit
        cache: false
        asynchronous: false
    }
    Item {
        id: area
        x: picture.x + (picture.width - picture.paintedWidth) / 2
        y: picture.y + (picture.height - picture.paintedHeight) / 2
        width: picture.paintedWidth
        height: picture.paintedHeight
    }
    Repeater {
        // edges of rectangles: the software renderer does not clip a Shape that is scrolled out of sight
        model: frame.corners.length === 4 ? 4 : 0

        Rectangle {
            required property int index
            readonly property point from: frame.corners[index]
            readonly property point to: frame.corners[(index + 1) % 4]
            x: from.x
            y: from.y - height / 2
            width: Math.hypot(to.x - from.x, to.y - from.y)
            height: Theme.u(12)
            transformOrigin: Item.Left
            rotation: Math.atan2(to.y - from.y, to.x - from.x) * 180 / Math.PI
            antialiasing: true
            color: frame.accent
            border.color: "#FFFFFF"
            border.width: Theme.u(2)
        }
    }
    Repeater {
        model: frame.corners.length === 4 ? 4 : 0

        Rectangle {
            required property int index
            x: frame.corners[index].x - width / 2
            y: frame.corners[index].y - height / 2
            width: Theme.u(40)
            height: width
            radius: width / 2
            color: "#FFFFFF"
            border.color: frame.accent
            border.width: Theme.u(9)
        }
    }
    Rectangle {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.u(24)
        width: words.implicitWidth + Theme.u(48)
        height: words.implicitHeight + Theme.u(20)
        radius: Theme.radiusSmall
        color: Theme.card

        Words {
            id: words
            anchors.centerIn: parent
            role: "small"
            color: Theme.ink
            font.bold: true
            text: frame.caption
        }
    }
}
