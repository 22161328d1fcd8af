// Words of the dock.
import QtQuick

Text {
    color: Ink.ink
    font.family: Ink.sans
    font.pixelSize: Ink.body
    verticalAlignment: Text.AlignVCenter
    textFormat: Text.PlainText
}
