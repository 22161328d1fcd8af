// A ring that closes by real values.
import QtQuick
import QtQuick.Shapes
import Lawbooth.Theme

Item {
    id: ring

    property real value: 0
    property real thickness: Theme.u(20)
    property color accent: Theme.primary

    Accessible.ignored: true

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: Theme.line
            strokeWidth: ring.thickness
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.height / 2
                radiusX: (ring.width - ring.thickness) / 2
                radiusY: (ring.height - ring.thickness) / 2
                startAngle: 0
                sweepAngle: 360
            }
        }
        ShapePath {
            strokeColor: ring.value > 0 ? ring.accent : "transparent"
            strokeWidth: ring.thickness
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.height / 2
                radiusX: (ring.width - ring.thickness) / 2
                radiusY: (ring.height - ring.thickness) / 2
                startAngle: -90
                sweepAngle: 360 * Math.max(0, Math.min(1, ring.value))
            }
        }
    }
}
