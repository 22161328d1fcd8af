// The name of a part of the window, with room for something at its right.
import QtQuick

Item {
    id: heading

    property string text: ""
    default property alias aside: asideRow.data

    width: parent ? parent.width : 0
    height: 28

    DockText {
        anchors.verticalCenter: parent.verticalCenter
        text: heading.text
        font.bold: true
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Row {
        id: asideRow
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8
    }
}
