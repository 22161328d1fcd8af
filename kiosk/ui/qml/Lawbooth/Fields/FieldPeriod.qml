// From one day to another.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Column {
    id: control

    property var field: ({})
    readonly property var given: field.value || ({})
    property string start: given.start || ""
    property string end: given.end || ""
    readonly property real wordWidth: Math.max(Theme.u(Theme.large ? 72 : 56), from.implicitWidth, to.implicitWidth)
    signal answered(var value)

    function part(label: string, value: string): var {
        return {path: field.path, label: (field.label || "") + label, hint: field.hint || "", value: value, error: field.error || ""};
    }

    onGivenChanged: {
        start = given.start || "";
        end = given.end || "";
    }
    spacing: Theme.u(20)

    Flow {
        width: parent.width
        spacing: Theme.u(20)

        Words {
            id: from
            width: Theme.longWords ? control.width : control.wordWidth
            height: Theme.longWords ? implicitHeight : first.height
            verticalAlignment: Text.AlignVCenter
            text: qsTr("从")
        }
        FieldDate {
            id: first
            width: Theme.longWords ? control.width : Math.floor(control.width - from.width - parent.spacing)
            field: control.part(qsTr("，从"), control.start)
            pathEnd: "-start"
            onAnswered: value => {
                control.start = value;
                control.answered({start: control.start, end: control.end});
            }
        }
    }
    Flow {
        width: parent.width
        spacing: Theme.u(20)

        Words {
            id: to
            width: Theme.longWords ? control.width : control.wordWidth
            height: Theme.longWords ? implicitHeight : last.height
            verticalAlignment: Text.AlignVCenter
            text: qsTr("到")
        }
        FieldDate {
            id: last
            width: Theme.longWords ? control.width : Math.floor(control.width - to.width - parent.spacing)
            field: control.part(qsTr("，到"), control.end)
            pathEnd: "-end"
            onAnswered: value => {
                control.end = value;
                control.answered({start: control.start, end: control.end});
            }
        }
    }
}
