// A bar that moves by real progress only.
import QtQuick
import Lawbooth.Theme

Rectangle {
    id: bar

    property real value: 0
    property color accent: Theme.primary
    property string name: ""

    implicitHeight: Theme.u(24)
    implicitWidth: Theme.u(480)
    radius: height / 2
    color: Theme.sunk
    border.color: Theme.line
    border.width: Theme.thin
    Accessible.role: Accessible.ProgressBar
    Accessible.name: (name === "" ? "" : name + " ") + Math.round(Math.max(0, Math.min(1, value)) * 100) + "%"

    Rectangle {
        visible: bar.value > 0
        height: parent.height
        width: Math.max(height, parent.width * Math.max(0, Math.min(1, bar.value)))
        radius: height / 2
        color: bar.accent
    }
}
