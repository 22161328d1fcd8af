// Something to read between the questions.
import QtQuick
import Lawbooth.Controls

Note {
    property var field: ({})
    signal answered(var value)

    text: field.shown || field.hint || field.label || ""
}
