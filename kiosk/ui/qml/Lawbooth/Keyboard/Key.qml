// One key: shows the press at once, acts on release, and takes each finger for itself so that fast typing loses nothing.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Item {
    id: key

    property string text: ""
    property string iconName: ""
    property string name: text
    // plain, function or primary
    property string kind: "plain"
    property int fontSize: Theme.u(kind === "plain" ? 40 : 32)
    property bool repeats: false
    readonly property bool pressed: tap.pressed
    readonly property color face: kind === "primary" ? Theme.primary : kind === "function" ? Theme.tint : Theme.card
    signal struck

    function press() {
        if (enabled)
            struck();
    }

    implicitWidth: Theme.u(94)
    implicitHeight: Theme.u(112)
    opacity: enabled ? 1 : 0.45
    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.onPressAction: press()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusSmall
        color: key.kind === "primary" ? key.face : Theme.line
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: key.kind === "primary" ? 0 : Theme.thin
        anchors.bottomMargin: key.kind === "primary" ? 0 : Theme.u(4)
        radius: Theme.radiusSmall
        color: !key.pressed ? key.face : key.kind === "primary" ? Theme.press : Theme.sunk
        border.color: Theme.primary
        border.width: key.pressed ? Theme.control : 0
    }
    Text {
        id: words
        anchors.centerIn: parent
        width: key.width - Theme.u(8)
        visible: key.iconName === ""
        text: key.text
        font.family: Theme.sans
        font.pixelSize: key.fontSize
        font.bold: key.kind !== "plain"
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.u(22)
        horizontalAlignment: Text.AlignHCenter
        color: key.kind === "primary" ? Theme.onPrimary : Theme.ink
        textFormat: Text.PlainText
        Accessible.ignored: true
    }
    Icon {
        anchors.centerIn: parent
        visible: key.iconName !== ""
        name: key.iconName
        color: key.kind === "primary" ? Theme.onPrimary : Theme.ink
    }
    TapHandler {
        id: tap
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0
        onTapped: if (!again.fired) key.press()
        onPressedChanged: {
            again.fired = false;
            again.interval = 450;
            again.running = pressed && key.repeats;
        }
    }
    Timer {
        id: again
        property bool fired: false
        repeat: true
        onTriggered: {
            fired = true;
            interval = 90;
            key.press();
        }
    }
}
