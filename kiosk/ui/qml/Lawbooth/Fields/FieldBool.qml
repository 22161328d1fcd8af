// Yes or no, as two equal halves; never preset.
import QtQuick
import Lawbooth.Keyboard
import Lawbooth.Theme

Row {
    id: control

    property var field: ({})
    signal answered(var value)

    spacing: Theme.gap

    Repeater {
        model: [true, false]

        OptionTile {
            required property bool modelData
            objectName: "option-" + control.field.path + (modelData ? "-yes" : "-no")
            text: modelData ? qsTr("是") : qsTr("否")
            name: (control.field.label || "") + "，" + text
            width: (control.width - Theme.gap) / 2
            chosen: control.field.value === modelData
            troubled: !!control.field.error
            onActivated: {
                Typing.close();
                control.answered(modelData);
            }
        }
    }
}
