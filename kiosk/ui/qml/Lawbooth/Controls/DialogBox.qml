// A dialog over a veil; the page behind cannot be touched, the bottom bar can.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Theme

Item {
    id: dialog

    property string title: ""
    property string iconName: ""
    property real boxWidth: Math.min(Theme.u(Theme.portrait ? 960 : 1320), width - Theme.u(80))
    readonly property bool tight: !Theme.portrait || Theme.seated
    readonly property int padding: Theme.u(tight ? 28 : 44)
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
        height: Math.min(column.implicitHeight + 2 * dialog.padding + Theme.u(24), dialog.height - Theme.u(16))
        radius: Theme.radiusDialog
        color: Theme.card
        border.color: Theme.edge
        border.width: Theme.thin

        Flickable {
            id: flick
            anchors.fill: parent
            anchors.margins: Theme.u(12)
            anchors.rightMargin: overflowing && !Theme.leftHand ? Theme.target + Theme.u(36) : Theme.u(12)
            anchors.leftMargin: overflowing && Theme.leftHand ? Theme.target + Theme.u(36) : Theme.u(12)
            // once too long it stays paged: the pager takes width, and less width makes it longer
            property bool overflowing: false
            onContentHeightChanged: Qt.callLater(look)
            onHeightChanged: Qt.callLater(look)

            // look waits until the box has its height: while it is made, everything is too long
            function look() {
                overflowing = overflowing || contentHeight > height + 1;
            }
            contentHeight: column.implicitHeight + 2 * dialog.padding
            contentWidth: width
            interactive: overflowing && !Theme.slow
            boundsBehavior: Flickable.StopAtBounds
            clip: overflowing

            ColumnLayout {
                id: column
                x: dialog.padding
                y: dialog.padding
                width: flick.width - 2 * dialog.padding
                spacing: Theme.u(dialog.tight ? 18 : 24)

                Words {
                    objectName: "dialog-title"
                    pageTitle: true
                    visible: dialog.title !== ""
                    Layout.fillWidth: true
                    role: "title"
                    text: dialog.title
                }
            }
        }
        Column {
            visible: flick.overflowing
            x: Theme.leftHand ? Theme.gap : parent.width - width - Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap

            PageTurner {
                objectName: "dialog-up"
                text: qsTr("往上看")
                iconName: "up"
                narrow: true
                width: Theme.target
                possible: flick.contentY > 1
                onActivated: flick.contentY = Math.max(0, flick.contentY - flick.height * 0.7)
            }
            PageTurner {
                objectName: "dialog-down"
                text: qsTr("往下看")
                iconName: "down"
                narrow: true
                width: Theme.target
                possible: flick.contentY < flick.contentHeight - flick.height - 1
                onActivated: flick.contentY = Math.min(flick.contentHeight - flick.height, flick.contentY + flick.height * 0.7)
            }
        }
    }
}
