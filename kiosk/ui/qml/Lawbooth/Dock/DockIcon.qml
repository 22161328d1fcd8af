// A small line icon beside a word.
import QtQuick

Image {
    property string name: ""
    property color color: Ink.ink2

    width: 15
    height: 15
    sourceSize: Qt.size(30, 30)
    source: name === "" ? "" : "image://icon/" + name + "/" + Ink.hex(color)
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
