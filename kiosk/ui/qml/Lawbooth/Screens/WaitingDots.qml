// Three dots that say "still at it" where no measure of progress exists; they stand still in reduced motion.
import QtQuick
import Lawbooth.Theme

Row {
    id: dots

    property int lit: 0

    spacing: Theme.u(24)
    Accessible.ignored: true

    Repeater {
        model: 3

        Rectangle {
            required property int index
            width: Theme.u(28)
            height: width
            radius: width / 2
            color: index === dots.lit || Theme.reduced ? Theme.primary : Theme.line
        }
    }
    Timer {
        interval: 1000
        repeat: true
        running: dots.visible && !Theme.reduced
        onTriggered: dots.lit = (dots.lit + 1) % 3
    }
}
