// A button of the dock: pressed at once, in amber with a sign while the fault stands, in blue what a hand chose.
import QtQuick

Rectangle {
    id: button

    property string label: ""
    property string key: ""
    property string description: ""
    property bool standing: false
    property bool chosen: false
    property bool filled: false
    property bool possible: true
    signal activated
    signal pointed

    function trigger() {
        if (possible)
            activated();
    }

    implicitWidth: content.implicitWidth + (standing ? 8 : 18)
    implicitHeight: 25
    radius: 4
    color: area.pressed && possible ? (filled ? Ink.press : Ink.tint) : standing ? Ink.ambertint : chosen ? Ink.tint : filled ? Ink.primary : possible ? Ink.sheet : Ink.sunk
    border.color: standing ? Ink.amber : chosen || filled ? Ink.primary : possible ? Ink.edge : Ink.line
    activeFocusOnTab: true
    Keys.onReturnPressed: trigger()
    Keys.onSpacePressed: trigger()
    onActiveFocusChanged: if (activeFocus)
        pointed()
    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.description: description
    Accessible.checkable: true
    Accessible.checked: standing || chosen
    Accessible.onPressAction: trigger()

    Row {
        id: content
        anchors.centerIn: parent
        spacing: button.standing ? 3 : 5

        DockIcon {
            visible: button.standing
            anchors.verticalCenter: parent.verticalCenter
            width: 13
            height: 13
            name: "warning"
            color: Ink.amber
        }
        DockText {
            anchors.verticalCenter: parent.verticalCenter
            text: button.label
            color: button.filled ? "#FFFFFF" : button.standing ? Ink.amber : button.possible ? Ink.ink : Ink.ink3
            font.bold: button.standing || button.chosen
        }
        Rectangle {
            visible: button.key !== ""
            anchors.verticalCenter: parent.verticalCenter
            width: cap.implicitWidth + 8
            height: 16
            radius: 3
            color: "transparent"
            border.color: button.filled ? "#FFFFFF" : Ink.line
            DockText {
                id: cap
                anchors.centerIn: parent
                text: button.key
                color: button.filled ? "#FFFFFF" : Ink.ink3
                font.pixelSize: 11
                font.family: Ink.mono
            }
        }
    }
    Rectangle {
        visible: button.activeFocus
        anchors.fill: parent
        anchors.margins: -3
        radius: 6
        color: "transparent"
        border.color: Ink.primary
        border.width: 2
    }
    MouseArea {
        id: area
        anchors.fill: parent
        hoverEnabled: true
        onEntered: button.pointed()
        onClicked: button.trigger()
    }
}
