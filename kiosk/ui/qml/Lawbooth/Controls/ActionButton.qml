// The button of the house: six kinds, says why when it is not possible, says 正在… once it was touched.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Theme

Pressable {
    id: button

    property string kind: "primary"
    property string text: ""
    property string iconName: ""
    property string trailingIcon: ""
    property string busyText: ""
    property bool busy: false
    property int align: Qt.AlignHCenter
    property int fontSize: Theme.lead
    property real least: Theme.actionHeight

    readonly property bool filled: kind === "primary" || kind === "sign"
    readonly property bool strongText: kind !== "plain"
    readonly property string shownText: busy ? busyText : !possible && reason !== "" ? reason : text
    readonly property color textColour: !possible ? Theme.ink2 : kind === "primary" ? Theme.onPrimary : kind === "sign" ? Theme.onRed : kind === "secondary" ? Theme.primary : Theme.ink
    readonly property color iconColour: !possible ? Theme.ink2 : kind === "stop" ? Theme.red : kind === "quiet" || kind === "equal" ? Theme.primary : textColour
    readonly property color fillColour: {
        if (kind === "primary")
            return pressed || busy ? Theme.press : Theme.primary;
        if (kind === "sign")
            return pressed || busy ? Theme.redpress : Theme.redfill;
        if (kind === "stop")
            return pressed || busy ? Theme.redtint : Theme.card;
        if (pressed || busy)
            return Theme.tint;
        return kind === "quiet" ? "transparent" : Theme.card;
    }
    readonly property color lineColour: kind === "stop" ? Theme.red : kind === "quiet" ? Theme.edge : kind === "plain" ? Theme.line : Theme.primary
    readonly property int lineWidth: filled ? 0 : kind === "quiet" || kind === "plain" ? Theme.thin : Theme.control

    name: shownText
    enabled: !busy
    implicitHeight: Math.max(least, label.implicitHeight + Theme.u(32))
    implicitWidth: Math.max(Theme.u(200), row.wanted + Theme.u(72))
    onActivated: if (busyText !== "") busy = true

    Connections {
        target: Kiosk
        function onAnswered() {
            button.busy = false;
        }
    }

    Rectangle {
        anchors.fill: parent
        visible: button.possible
        radius: Theme.radius
        color: button.fillColour
        border.color: button.lineColour
        border.width: button.lineWidth
    }
    DashedFrame {
        anchors.fill: parent
        visible: !button.possible
        fill: Theme.sunk
    }
    Item {
        id: row
        readonly property real iconRoom: (lead.visible ? lead.width + Theme.u(20) : 0) + (trail.visible ? trail.width + Theme.u(20) : 0)
        readonly property real wanted: metrics.implicitWidth + iconRoom
        readonly property real room: button.width - Theme.u(48)
        width: Math.min(room, Math.max(wanted, 1))
        height: parent.height
        x: button.align === Qt.AlignLeft ? Theme.u(36) : (button.width - width) / 2

        Text {
            // measures the words unwrapped
            id: metrics
            visible: false
            text: label.text
            font: label.font
        }
        Icon {
            id: lead
            visible: button.iconName !== ""
            name: button.iconName
            color: button.iconColour
            size: Theme.u(Theme.large ? 60 : 48)
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            id: label
            x: lead.visible ? lead.width + Theme.u(20) : 0
            width: Math.max(1, row.width - row.iconRoom)
            anchors.verticalCenter: parent.verticalCenter
            text: button.shownText
            font.pixelSize: button.fontSize
            font.bold: button.possible && button.strongText
            color: button.textColour
            lineHeight: 0.95
            horizontalAlignment: button.align === Qt.AlignLeft ? Text.AlignLeft : Text.AlignHCenter
            Accessible.ignored: true
        }
        Icon {
            id: trail
            visible: button.trailingIcon !== "" && button.possible && !button.busy
            name: button.trailingIcon
            color: button.textColour
            size: Theme.u(Theme.large ? 56 : 44)
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
