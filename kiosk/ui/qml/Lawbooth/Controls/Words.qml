// Text in one of the few type sizes, so that no screen invents its own.
import QtQuick
import Lawbooth.Theme

Text {
    property string role: "body"
    readonly property var sizes: ({
        mark: Theme.mark, small: Theme.small, body: Theme.body, lead: Theme.lead, q: Theme.q,
        title: Theme.title, hero: Theme.hero, figure: Theme.figure
    })
    readonly property bool heading: ["q", "title", "hero", "figure"].includes(role)

    color: role === "small" || role === "mark" ? Theme.ink2 : Theme.ink
    font.family: Theme.sans
    font.pixelSize: sizes[role]
    font.bold: heading
    font.features: Theme.digits
    lineHeight: heading ? 0.92 : 1.0
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    Accessible.role: heading ? Accessible.Heading : Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""
}
