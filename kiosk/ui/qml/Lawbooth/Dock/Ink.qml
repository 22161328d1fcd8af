// Colours and sizes of the developer window: smaller than the terminal's, and not swapped by its modes.
pragma Singleton

import QtQuick

QtObject {
    readonly property color paper: "#F7F6F2"
    readonly property color sunk: "#F0EEE8"
    readonly property color sheet: "#FEFDFB"
    readonly property color ink: "#1B2430"
    readonly property color ink2: "#3F4A57"
    readonly property color ink3: "#56616E"
    readonly property color line: "#C9CDD2"
    readonly property color rule: "#E0E1DF"
    readonly property color edge: "#7F8994"
    readonly property color primary: "#14507A"
    readonly property color press: "#0F3F61"
    readonly property color tint: "#E3ECF2"
    readonly property color green: "#1E6B45"
    readonly property color amber: "#8A5A00"
    readonly property color ambertint: "#F7ECD6"
    readonly property color red: "#B3261E"
    readonly property color stage: "#1B2430"
    readonly property color stageInk: "#EEF0F2"
    readonly property int body: 13
    readonly property int small: 12
    readonly property string sans: "Noto Sans CJK SC"
    readonly property string mono: "Noto Sans Mono CJK SC"

    function hex(colour: color): string {
        return colour.toString().slice(1);
    }
}
