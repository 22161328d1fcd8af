// Several of several answers.
import QtQuick

OptionGrid {
    id: control

    property var field: ({})
    signal answered(var value)

    many: true
    path: field.path || ""
    options: field.options || []
    troubled: !!field.error
    chosen: Array.from(field.value || [])
    onTouched: value => {
        const now = chosen.includes(value) ? chosen.filter(one => one !== value) : options.map(option => option.value).filter(one => one === value || chosen.includes(one));
        answered(now);
    }
}
