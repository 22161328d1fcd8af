// The outline of what is not possible now: dashed, so that it differs in shape and not only in colour.
import QtQuick
import Lawbooth.Theme

Item {
    id: frame

    property color fill: "transparent"
    property color stroke: Theme.edge
    property real radius: Theme.radius

    Rectangle {
        anchors.fill: parent
        radius: frame.radius
        color: frame.fill
    }
    Image {
        anchors.fill: parent
        sourceSize: Qt.size(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)))
        source: width < 2 || height < 2 || !visible ? "" : "image://dashed/" + Theme.hex(frame.stroke) + "/" + Math.round(frame.radius) + "/" + Theme.thin
        Accessible.ignored: true
    }
}
