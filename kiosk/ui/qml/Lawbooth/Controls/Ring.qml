// A ring that closes by real values.
//
// Drawn on a canvas: Qt's software renderer does not clip a Shape that is wholly scrolled out of sight, and paints it
// over whatever stands there.
import QtQuick
import Lawbooth.Theme

Canvas {
    id: ring

    property real value: 0
    property real thickness: Theme.u(20)
    property color accent: Theme.primary
    readonly property color rest: Theme.line

    function arc(ink: var, colour: color, share: real): void {
        ink.strokeStyle = colour;
        ink.beginPath();
        ink.arc(width / 2, height / 2, (Math.min(width, height) - thickness) / 2, -Math.PI / 2, (2 * share - 0.5) * Math.PI);
        ink.stroke();
    }

    renderTarget: Canvas.Image
    renderStrategy: Canvas.Immediate
    Accessible.ignored: true
    onValueChanged: requestPaint()
    onThicknessChanged: requestPaint()
    onAccentChanged: requestPaint()
    onRestChanged: requestPaint()
    onPaint: {
        const ink = getContext("2d");
        ink.reset();
        ink.lineWidth = thickness;
        ink.lineCap = "round";
        arc(ink, rest, 1);
        if (value > 0)
            arc(ink, accent, Math.min(1, value));
    }
}
