// A quiet box that holds what belongs together; grows with its content.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Theme

Rectangle {
    id: card

    default property alias content: column.data
    property int padding: Theme.padding
    property alias spacing: column.spacing

    color: Theme.card
    radius: Theme.radiusCard
    border.color: Theme.line
    border.width: Theme.thin
    implicitHeight: column.implicitHeight + 2 * padding
    implicitWidth: column.implicitWidth + 2 * padding

    ColumnLayout {
        id: column
        x: card.padding
        y: card.padding
        width: card.width - 2 * card.padding
        height: Math.max(implicitHeight, card.height - 2 * card.padding)
        spacing: Theme.u(20)
    }
}
