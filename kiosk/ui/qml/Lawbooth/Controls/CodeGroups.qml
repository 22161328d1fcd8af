// A query code in groups of two large characters, read aloud one by one.
import QtQuick
import Lawbooth.Theme

Words {
    property string code: ""

    role: "figure"
    font.pixelSize: Theme.u(84)
    text: (code.replace(/[\s-]/g, "").match(/.{1,2}/g) || []).join("  ")
    Accessible.name: code.replace(/[\s-]/g, "").split("").join(" ")
}
