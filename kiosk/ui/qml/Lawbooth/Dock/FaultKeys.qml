// The buttons of some faults, as many in a line as there is room for.
import QtQuick

Flow {
    id: keys

    required property var dock
    property var faults: []
    signal pointed(var fault)

    spacing: 4

    Repeater {
        model: keys.faults

        DockButton {
            required property var modelData
            readonly property string why: keys.dock.live.why[modelData.name] || ""
            objectName: "fault-" + modelData.name
            label: modelData.label
            description: why !== "" ? why : modelData.sees
            possible: keys.dock.live.alive && why === ""
            readonly property bool now: keys.dock.live.standing[modelData.name] === true
            standing: now && !modelData.hand
            chosen: now && modelData.hand
            onActivated: keys.dock.press(modelData.name)
            onPointed: keys.pointed(modelData)
        }
    }
}
