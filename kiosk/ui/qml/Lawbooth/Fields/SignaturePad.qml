// Where one signs, by pen or finger: the strokes are kept as points 0..1 of the pad and drawn as smooth lines.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Rectangle {
    id: pad

    property string hint: ""
    property string date: ""
    property bool locked: false
    // each stroke is a flat list x0, y0, x1, y1, ... of numbers 0..1
    property var strokes: []
    property var current: []
    readonly property bool empty: strokes.length === 0 && current.length === 0
    readonly property real penWidth: Math.max(2, Theme.u(11))

    function wipe() {
        strokes = [];
        current = [];
        paper.wipe();
    }

    function begin(x: real, y: real) {
        current = [share(x, width), share(y, height)];
        paper.line(x, y, x, y);
    }

    function extend(x: real, y: real) {
        if (current.length === 0)
            return;
        const lastX = current[current.length - 2] * width;
        const lastY = current[current.length - 1] * height;
        if (Math.hypot(x - lastX, y - lastY) < 2)
            return;
        current.push(share(x, width), share(y, height));
        paper.curve(current);
    }

    function end() {
        if (current.length === 0)
            return;
        paper.finish(current);
        strokes = strokes.concat([current]);
        current = [];
    }

    function share(at: real, whole: real): real {
        return Math.round(Math.max(0, Math.min(1, at / whole)) * 10000) / 10000;
    }

    // what was written follows the pad when it changes its size or the theme its colours
    function redraw() {
        paper.wipe();
        for (const stroke of strokes) {
            paper.line(stroke[0] * width, stroke[1] * height, stroke[0] * width, stroke[1] * height);
            for (let n = 4; n <= stroke.length; n += 2)
                paper.curve(stroke.slice(0, n));
            paper.finish(stroke);
        }
    }

    onWidthChanged: Qt.callLater(redraw)
    onHeightChanged: Qt.callLater(redraw)
    radius: Theme.radiusCard
    color: Theme.card
    border.color: Theme.ink
    border.width: Theme.control
    Accessible.role: Accessible.Canvas
    Accessible.name: empty ? qsTr("签名区，还没有签") : qsTr("签名区，已签 %1 笔").arg(strokes.length)

    Words {
        x: Theme.u(40)
        y: Theme.u(28)
        role: "small"
        text: pad.hint
    }
    Row {
        // the quiet line to write on
        x: Theme.u(60)
        y: parent.height * 0.8
        spacing: Theme.u(12)
        Repeater {
            model: Math.max(0, Math.floor((pad.width - Theme.u(120)) / Theme.u(18)))
            Rectangle {
                width: Theme.u(6)
                height: Theme.thin
                color: Theme.line
            }
        }
    }
    Words {
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(40)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.u(24)
        role: "small"
        text: pad.date
    }
    Canvas {
        id: paper
        property var pending: []
        anchors.fill: parent
        renderTarget: Canvas.Image
        renderStrategy: Canvas.Immediate
        Accessible.ignored: true

        function line(x0: real, y0: real, x1: real, y1: real) {
            pending.push([x0, y0, x1, y1]);
            requestPaint();
        }

        // curve draws the newest piece: from midpoint to midpoint, bent by the point between
        function curve(points: var) {
            const n = points.length;
            const at = i => [points[i] * width, points[i + 1] * height];
            const [x2, y2] = at(n - 2), [x1, y1] = at(n - 4);
            const [x0, y0] = n >= 6 ? at(n - 6) : [x1, y1];
            pending.push([(x0 + x1) / 2, (y0 + y1) / 2, x1, y1, (x1 + x2) / 2, (y1 + y2) / 2]);
            requestPaint();
        }

        // finish draws the last half piece, which no further point bends
        function finish(points: var) {
            const n = points.length;
            if (n >= 4)
                line((points[n - 4] + points[n - 2]) / 2 * width, (points[n - 3] + points[n - 1]) / 2 * height, points[n - 2] * width, points[n - 1] * height);
        }

        function wipe() {
            pending = [];
            if (available)
                getContext("2d").clearRect(0, 0, width, height);
            requestPaint();
        }

        onPaint: {
            const context = getContext("2d");
            context.strokeStyle = Theme.ink;
            context.lineWidth = pad.penWidth;
            context.lineCap = "round";
            context.lineJoin = "round";
            for (const piece of pending) {
                context.beginPath();
                context.moveTo(piece[0], piece[1]);
                if (piece.length === 6)
                    context.quadraticCurveTo(piece[2], piece[3], piece[4], piece[5]);
                else
                    context.lineTo(piece[2] + 0.1, piece[3]);
                context.stroke();
            }
            pending = [];
        }
    }
    Connections {
        target: Theme
        function onInkChanged() {
            pad.redraw();
        }
    }
    MultiPointTouchArea {
        // one pen at a time: the first finger writes, others are ignored
        objectName: "signature-pad"
        anchors.fill: parent
        enabled: !pad.locked
        mouseEnabled: true
        maximumTouchPoints: 1
        onPressed: points => pad.begin(points[0].x, points[0].y)
        onUpdated: points => pad.extend(points[0].x, points[0].y)
        onReleased: pad.end()
        onCanceled: pad.end()
    }
}
