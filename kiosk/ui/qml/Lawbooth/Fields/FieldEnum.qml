// One of several answers; shown as chosen at once, corrected by the view.
import QtQuick

OptionGrid {
    id: control

    property var field: ({})
    signal answered(var value)

    path: field.path || ""
    options: field.options || []
    troubled: !!field.error
    chosen: field.value === null || field.value === undefined || field.value === "" ? [] : [field.value]
    onTouched: value => {
        chosen = [value];
        answered(value);
        chosen = Qt.binding(() => field.value === null || field.value === undefined || field.value === "" ? [] : [field.value]);
    }
}
