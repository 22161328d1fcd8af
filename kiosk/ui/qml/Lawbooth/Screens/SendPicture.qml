// The envelope on its way from this machine; it moves with what was really sent and with nothing else.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Item {
    id: picture

    property real progress: 0
    property bool troubled: false
    property bool waiting: false
    readonly property color accent: troubled || waiting ? Theme.amber : Theme.primary
    readonly property real unit: Math.min(width / 1000, height / 330)

    // along gives a point of the dotted path of the drawing: a cubic from (250,170) to (650,140)
    function along(t: real): point {
        const u = 1 - t;
        const mix = (a, b, c, d) => u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
        return Qt.point(mix(250, 400, 540, 650), mix(170, 50, 50, 140));
    }

    Accessible.ignored: true

    Item {
        anchors.centerIn: parent
        width: 1000 * picture.unit
        height: 330 * picture.unit

        Drawing {
            anchors.fill: parent
            name: "court-send"
            accent: picture.accent
        }
        Rectangle {
            visible: picture.waiting
            readonly property point place: picture.along(0.5)
            x: place.x * picture.unit - width / 2
            y: place.y * picture.unit - height / 2
            width: 100 * picture.unit
            height: width
            radius: width / 2
            color: Theme.ambertint
            border.color: Theme.amber
            border.width: Theme.strong

            Icon {
                anchors.centerIn: parent
                name: "clock"
                size: parent.width * 0.7
                color: Theme.amber
            }
        }
        Drawing {
            visible: !picture.waiting
            readonly property point place: picture.along(picture.progress)
            x: place.x * picture.unit - width / 2
            y: place.y * picture.unit - height / 2
            width: 96 * picture.unit
            height: 69 * picture.unit
            name: "envelope"
            accent: picture.accent
            Behavior on x {
                enabled: !Theme.reduced
                NumberAnimation {
                    duration: Theme.motion
                    easing.type: Easing.OutCubic
                }
            }
        }
    }
}
