// Shows something only while it is held, at most ten seconds; the one long press of the house.
import QtQuick
import Lawbooth.Theme

Item {
    id: button

    property string text: ""
    property bool held: false
    readonly property bool possible: true

    implicitHeight: Theme.target
    implicitWidth: row.width + Theme.u(72)
    activeFocusOnTab: true
    // one of two switches moves on: then it is not this button's
    Keys.onSpacePressed: event => {
        event.accepted = !Theme.scanning;
        if (event.accepted)
            hold(!held);
    }
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: qsTr("按住显示，松开遮住")
    Accessible.onPressAction: hold(!held)

    function hold(on: bool) {
        held = on;
        if (on)
            limit.restart();
        else
            limit.stop();
    }

    Timer {
        id: limit
        interval: 10000
        onTriggered: button.held = false
    }
    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.held ? Theme.tint : "transparent"
        border.color: Theme.edge
        border.width: Theme.thin
    }
    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.u(20)

        Icon {
            name: "eye"
            color: Theme.ink
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            font.bold: true
            text: button.text
            wrapMode: Text.NoWrap
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
    }
    MouseArea {
        anchors.fill: parent
        preventStealing: true
        onPressed: button.hold(true)
        onReleased: button.hold(false)
        onCanceled: button.hold(false)
    }
}
