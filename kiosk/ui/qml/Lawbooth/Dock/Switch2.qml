// One of a few: words side by side, the chosen one filled.
import QtQuick

Row {
    id: choice

    property string name: ""
    property var options: []
    property string chosen: ""
    signal picked(string id)

    spacing: 4

    Repeater {
        model: choice.options

        DockButton {
            required property var modelData
            objectName: choice.name + "-" + modelData.id
            implicitHeight: 22
            label: modelData.label
            filled: choice.chosen === modelData.id
            onActivated: choice.picked(modelData.id)
        }
    }
}
