// Text in one of the few type sizes, so that no screen invents its own: a role is the name of a size of Theme.
import QtQuick
import Lawbooth.Theme

Text {
    property string role: "body"
    // what says where one is: here a reader and the keys begin
    property bool pageTitle: false
    readonly property bool heading: role === "q" || role === "title" || role === "hero" || role === "figure"

    color: role === "small" || role === "mark" ? Theme.ink2 : Theme.ink
    font.family: Theme.sans
    font.pixelSize: Theme[role]
    font.bold: heading
    font.features: Theme.digits
    lineHeight: heading ? 0.92 : 1.0
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    Accessible.role: heading || pageTitle ? Accessible.Heading : Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""
}
