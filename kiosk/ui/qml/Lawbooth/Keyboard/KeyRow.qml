// A row of plain keys of equal width, one for each character.
import QtQuick
import Lawbooth.Theme

Row {
    id: row

    property string characters: ""
    property real keyWidth: Theme.u(94)
    signal struck(string character)

    spacing: Theme.u(12)

    Repeater {
        model: row.characters.split("")

        Key {
            required property string modelData
            objectName: "key-" + modelData
            text: modelData
            width: row.keyWidth
            onStruck: row.struck(modelData)
        }
    }
}
