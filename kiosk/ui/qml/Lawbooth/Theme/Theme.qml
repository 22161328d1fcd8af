// The one place for colours, type, spaces and motion, so that a mode changes every screen at once.
pragma Singleton

import QtQuick
import Lawbooth.Backend

QtObject {
    id: theme

    property real windowWidth: 1080
    property real windowHeight: 1920
    readonly property bool portrait: windowHeight >= windowWidth
    // by the short side, on a squarer window by the long one: what is drawn for 1080x1920 must fit
    readonly property real scale: Math.min(Math.min(windowWidth, windowHeight) / 1080, Math.max(windowWidth, windowHeight) / 1920)

    readonly property bool largest: Kiosk.modes.size === "largest"
    readonly property bool large: Kiosk.modes.size === "large" || largest
    readonly property bool slow: Kiosk.modes.slow === true
    readonly property bool leftHand: Kiosk.modes.hand === "left"
    readonly property bool simple: Kiosk.modes.simple === true
    readonly property bool scanning: Kiosk.modes.switches === "two" || Kiosk.modes.switches === "auto"
    readonly property bool seated: portrait && Kiosk.modes.seated === true
    readonly property bool reduced: Kiosk.modes.reduced === true
    readonly property string contrast: Kiosk.modes.contrast || "paper"
    // of the words, whose room differs; both scripts of Chinese take the same
    readonly property string language: Kiosk.modes.language === "en" ? "en" : "zh"
    // English words are not broken in two: in large letters what stands in a row goes one below the other
    readonly property bool longWords: large && language === "en"

    readonly property var palettes: ({
        paper: {
            paper: "#F7F6F2", card: "#FFFFFF", sunk: "#EFEDE6", ink: "#1B2430", ink2: "#3F4955", line: "#C9CDD2",
            edge: "#69737F", primary: "#14507A", press: "#0D3A5A", onPrimary: "#FFFFFF", tint: "#E4EDF3",
            red: "#B3261E", redfill: "#A3211A", redpress: "#7E1913", onRed: "#FFFFFF", redtint: "#F7E7E5",
            green: "#1E6B45", greentint: "#E3EFE8", amber: "#8A5A00", ambertint: "#F7EEDC"
        },
        night: {
            paper: "#0E141B", card: "#18212B", sunk: "#121A22", ink: "#F5F3EC", ink2: "#CDD3D9", line: "#4A5663",
            edge: "#93A0AD", primary: "#9CD0F2", press: "#C3E3F8", onPrimary: "#0A1520", tint: "#1E3345",
            red: "#FF9A8F", redfill: "#FF9A8F", redpress: "#FFC2BB", onRed: "#0A1520", redtint: "#3A1E1B",
            green: "#7FD8A8", greentint: "#17332A", amber: "#F2C063", ambertint: "#35290F"
        },
        yellow: {
            paper: "#000000", card: "#000000", sunk: "#101000", ink: "#FFE600", ink2: "#FFE600", line: "#8A7D00",
            edge: "#FFE600", primary: "#FFE600", press: "#FFF59A", onPrimary: "#000000", tint: "#2A2600",
            red: "#FFE600", redfill: "#FFE600", redpress: "#FFF59A", onRed: "#000000", redtint: "#2A2600",
            green: "#FFE600", greentint: "#2A2600", amber: "#FFE600", ambertint: "#2A2600"
        },
        white: {
            paper: "#FFFFFF", card: "#FFFFFF", sunk: "#F2F2F2", ink: "#000000", ink2: "#000000", line: "#767676",
            edge: "#000000", primary: "#000000", press: "#333333", onPrimary: "#FFFFFF", tint: "#E6E6E6",
            red: "#000000", redfill: "#000000", redpress: "#333333", onRed: "#FFFFFF", redtint: "#E6E6E6",
            green: "#000000", greentint: "#FFFFFF", amber: "#000000", ambertint: "#E6E6E6"
        }
    })
    readonly property var colours: palettes[contrast] || palettes.paper

    readonly property color paper: colours.paper
    readonly property color card: colours.card
    readonly property color sunk: colours.sunk
    readonly property color ink: colours.ink
    readonly property color ink2: colours.ink2
    readonly property color line: colours.line
    readonly property color edge: colours.edge
    readonly property color primary: colours.primary
    readonly property color press: colours.press
    readonly property color tint: colours.tint
    readonly property color red: colours.red
    readonly property color redfill: colours.redfill
    readonly property color redpress: colours.redpress
    readonly property color redtint: colours.redtint
    readonly property color green: colours.green
    readonly property color greentint: colours.greentint
    readonly property color amber: colours.amber
    readonly property color ambertint: colours.ambertint
    // aliases, because a property named on... with a value would be taken for a signal handler
    property alias onPrimary: letters.primary
    property alias onRed: letters.red
    readonly property QtObject letters: QtObject {
        id: letters
        property color primary: theme.colours.onPrimary
        property color red: theme.colours.onRed
    }
    readonly property color veil: Qt.rgba(0.106, 0.141, 0.188, 0.62)

    readonly property string sans: "Noto Sans CJK SC"
    readonly property string serif: "Noto Serif CJK SC"
    readonly property var digits: ({"tnum": 1})

    // type, in real pixels
    readonly property int mark: u(largest ? 44 : large ? 36 : 24)
    readonly property int small: u(largest ? 54 : large ? 42 : 28)
    readonly property int body: u(largest ? 64 : large ? 48 : 32)
    readonly property int lead: u(largest ? 68 : large ? 54 : 36)
    readonly property int q: u(largest ? 80 : large ? 66 : 44)
    readonly property int title: u(largest ? 84 : large ? 72 : 56)
    readonly property int hero: u(largest ? 100 : large ? 96 : 76)
    readonly property int figure: u(largest ? 92 : large ? 84 : 56)

    // spaces and sizes, in real pixels
    readonly property int page: u(40)
    readonly property int gap: u(24)
    readonly property int padding: u(large ? 32 : 40)
    readonly property int target: u(large ? 136 : 112)
    readonly property int actionHeight: u(large ? 144 : 120)
    readonly property int radiusSmall: u(12)
    readonly property int radius: u(20)
    readonly property int radiusCard: u(28)
    readonly property int radiusDialog: u(36)
    readonly property int thin: Math.max(1, u(2))
    readonly property int control: Math.max(1, u(3))
    readonly property int strong: Math.max(2, u(5))
    readonly property int motion: reduced ? 0 : 180

    // u turns design pixels (1080x1920) into real ones.
    function u(px: real): int {
        return Math.round(px * scale);
    }

    // hex drops the number sign of a colour, for image addresses.
    function hex(value: color): string {
        return value.toString().substring(1);
    }
}
