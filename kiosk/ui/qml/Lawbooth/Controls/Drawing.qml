// A line drawing in the colours of the theme; the sentence beside it carries its meaning.
import QtQuick
import Lawbooth.Theme

Image {
    property string name: ""
    property color accent: Theme.primary

    readonly property string colours: [Theme.ink, Theme.card, Theme.sunk, Theme.tint, Theme.primary, accent, Theme.onPrimary, Theme.paper].map(c => Theme.hex(c)).join("-")

    sourceSize: Qt.size(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)))
    source: name === "" || width < 2 || height < 2 ? "" : "image://drawing/" + name + "/" + colours
    fillMode: Image.PreserveAspectFit
    horizontalAlignment: Image.AlignHCenter
    verticalAlignment: Image.AlignVCenter
    Accessible.ignored: true
}
