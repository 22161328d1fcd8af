// Stands for a page that must not be seen: blank blocks, no words.
import QtQuick
import Lawbooth.Theme

Item {
    id: blank
    Accessible.ignored: true

    Column {
        x: Theme.page
        y: Theme.u(56)
        spacing: Theme.u(36)

        Repeater {
            model: [0.5, 0.86, 1, 1, 1, 0.7, 1]

            Rectangle {
                required property real modelData
                required property int index
                width: (blank.width - 2 * Theme.page) * modelData
                height: Theme.u(index < 2 ? 64 : 150)
                radius: Theme.radius
                color: Theme.sunk
            }
        }
    }
}
