// The number of each control while one speaks to the terminal: what has no easy name is said by it. Catches no touch.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Theme

Item {
    id: numbers

    Repeater {
        model: Listening.targets

        Rectangle {
            id: tag
            required property var modelData
            visible: modelData.seen
            x: Math.max(0, modelData.x - numbers.mapToItem(null, 0, 0).x - Theme.u(14))
            y: modelData.y - numbers.mapToItem(null, 0, 0).y - Theme.u(14)
            width: Math.max(height, label.implicitWidth + Theme.u(16))
            height: Theme.u(Theme.large ? 56 : 44)
            radius: height / 2
            color: Theme.primary
            border.color: Theme.paper
            border.width: Theme.control

            Text {
                id: label
                anchors.centerIn: parent
                text: tag.modelData.number
                font.family: Theme.sans
                font.pixelSize: Theme.u(Theme.large ? 40 : 30)
                font.bold: true
                color: Theme.onPrimary
                Accessible.ignored: true
            }
        }
    }
}
