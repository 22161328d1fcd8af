// Whatever can be touched: pressed at once, one touch one signal, a name for the reader, a ring for external keys.
import QtQuick
import Lawbooth.Keyboard
import Lawbooth.Theme

Item {
    id: pressable

    property string name: ""
    property string description: ""
    property bool possible: true
    property string reason: ""
    property int sort: Accessible.Button
    property bool checkable: false
    property bool checked: false
    property real ringRadius: Theme.radius
    readonly property bool pressed: area.pressed && area.containsMouse && possible
    signal activated
    signal refused

    function trigger() {
        if (!enabled)
            return;
        if (possible) {
            // what is half typed is handed in before the touch does its work
            Typing.settle();
            activated();
            return;
        }
        // a button whose own words say why needs no notice on top of it
        if (reason !== "" && reason !== name)
            Notices.show(reason, "info");
        refused();
    }

    implicitHeight: Theme.target
    implicitWidth: Theme.target
    activeFocusOnTab: true
    Keys.onReturnPressed: trigger()
    // one of two switches moves on: then it is not this button's
    Keys.onSpacePressed: event => {
        event.accepted = !Theme.scanning;
        if (event.accepted)
            trigger();
    }

    Accessible.role: sort
    Accessible.name: possible || reason === "" || reason === name ? name : name + "，" + reason
    Accessible.description: description
    Accessible.checkable: checkable
    Accessible.checked: checked
    Accessible.onPressAction: trigger()

    Rectangle {
        z: 5
        visible: pressable.activeFocus
        anchors.fill: parent
        anchors.margins: -Theme.u(11)
        radius: pressable.ringRadius + Theme.u(11)
        color: "transparent"
        border.color: Theme.ink
        border.width: Theme.u(6)
    }
    MouseArea {
        id: area
        z: 4
        anchors.fill: parent
        onClicked: if (!Theme.slow) pressable.trigger()
        onPressed: if (Theme.slow) dwell.restart()
        onReleased: dwell.stop()
        onCanceled: dwell.stop()
        onContainsMouseChanged: if (!containsMouse) dwell.stop()
    }
    Timer {
        // slow and steady: a finger that rests acts, one that brushes past or trembles does not
        id: dwell
        interval: 350
        onTriggered: pressable.trigger()
    }
}
