// A dialog over a veil; the page behind cannot be touched, the bottom bar can.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Theme

Item {
    id: dialog

    property string title: ""
    property string iconName: ""
    property real boxWidth: Math.min(Theme.u(Theme.portrait ? 960 : 1180), width - Theme.u(80))
    default property alias content: column.data

    Accessible.role: Accessible.Dialog
    Accessible.name: title

    Rectangle {
        anchors.fill: parent
        color: Theme.veil
    }
    MouseArea {
        // swallows touches on the page behind
        anchors.fill: parent
    }
    Rectangle {
        anchors.centerIn: parent
        width: dialog.boxWidth
        height: Math.min(column.implicitHeight + Theme.u(112), dialog.height - Theme.u(24))
        radius: Theme.radiusDialog
        color: Theme.card
        border.color: Theme.edge
        border.width: Theme.thin

        Flickable {
            id: flick
            anchors.fill: parent
            anchors.margins: Theme.u(12)
            contentHeight: column.implicitHeight + Theme.u(88)
            contentWidth: width
            interactive: contentHeight > height
            boundsBehavior: Flickable.StopAtBounds
            clip: interactive

            ColumnLayout {
                id: column
                x: Theme.u(44)
                y: Theme.u(44)
                width: flick.width - Theme.u(88)
                spacing: Theme.gap

                Words {
                    objectName: "dialog-title"
                    visible: dialog.title !== ""
                    Layout.fillWidth: true
                    role: "title"
                    text: dialog.title
                }
            }
        }
    }
}
