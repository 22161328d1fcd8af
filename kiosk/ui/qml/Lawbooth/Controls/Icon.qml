// A line icon in the colour of the theme; always beside a word, so it is hidden from the reader. Unseen ones are not drawn.
import QtQuick
import Lawbooth.Theme

Image {
    property string name: ""
    property color color: Theme.primary
    property real size: Theme.u(Theme.large ? 60 : 48)

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: name === "" || !visible ? "" : "image://icon/" + name + "/" + Theme.hex(color)
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
