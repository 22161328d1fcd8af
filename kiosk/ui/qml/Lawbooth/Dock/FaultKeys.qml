// The buttons of some faults, as many in a line as there is room for.
import QtQuick

Flow {
    id: keys

    required property var dock
    required property var live
    property var faults: []
    signal pointed(var fault)

    spacing: 4

    Repeater {
        model: keys.faults

        DockButton {
            required property var modelData
            readonly property string why: keys.live.why[modelData.name] || ""
            objectName: "fault-" + modelData.name
            label: modelData.label
            description: why !== "" ? why : modelData.sees
            possible: keys.live.alive && why === ""
            readonly property bool now: keys.live.standing[modelData.name] === true
            standing: now && !modelData.hand
            chosen: now && modelData.hand
            onActivated: keys.dock.press(modelData.name)
            onPointed: keys.pointed(modelData)
        }
    }
}
