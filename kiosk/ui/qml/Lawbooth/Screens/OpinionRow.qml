// One of the three questions about a piece of evidence, with three equal answers; none is preset.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Controls
import Lawbooth.Theme

ColumnLayout {
    id: row

    property string title: ""
    property string key: ""
    property string value: ""

    spacing: Theme.u(8)

    Words {
        Layout.fillWidth: true
        font.bold: true
        text: row.title
    }
    GridLayout {
        Layout.fillWidth: true
        columns: Theme.large || Theme.language !== "zh" ? 1 : 3
        columnSpacing: Theme.u(20)
        rowSpacing: Theme.u(20)
        uniformCellWidths: true

        Repeater {
            model: [["accepted", qsTr("认可")], ["disputed", qsTr("不认可")], ["unsure", qsTr("说不准")]]

            ToggleButton {
                required property var modelData
                objectName: row.key + "-" + modelData[0]
                Layout.fillWidth: true
                text: modelData[1]
                checked: row.value === modelData[0]
                onActivated: row.value = modelData[0]
            }
        }
    }
}
