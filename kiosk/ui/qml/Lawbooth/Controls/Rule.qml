// The quiet line between parts of a card.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Theme

Rectangle {
    implicitHeight: Theme.thin
    Layout.fillWidth: true
    color: Theme.line
    Accessible.ignored: true
}
