// How a device stands: a shape, a word and a colour, so that none of them is needed alone.
import QtQuick

Row {
    id: mark

    property string shape: "off"
    property string words: ""
    readonly property color color: ({
        ok: Ink.green,
        warn: Ink.amber,
        stop: Ink.red
    })[shape] || Ink.ink3

    spacing: 4
    Accessible.role: Accessible.StaticText
    Accessible.name: words

    DockIcon {
        anchors.verticalCenter: parent.verticalCenter
        width: 13
        height: 13
        name: ({
                ok: "check-circle",
                warn: "warning",
                stop: "stop"
            })[mark.shape] || "minus"
        color: mark.color
    }
    DockText {
        objectName: "mark-words"
        anchors.verticalCenter: parent.verticalCenter
        text: mark.words
        color: mark.color
        font.pixelSize: Ink.small
    }
}
