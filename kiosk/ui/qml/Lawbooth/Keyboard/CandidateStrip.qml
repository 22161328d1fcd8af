// The words to choose from, above the keys; the first one is what the space key takes.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Rectangle {
    id: strip

    property var words: []
    property bool unfolded: false
    readonly property int fontSize: Theme.u(Theme.large ? 52 : 44)
    signal chosen(int index)
    signal toggled

    implicitHeight: Theme.u(112)
    color: Theme.card

    Rectangle {
        width: parent.width
        height: Theme.thin
        color: Theme.line
    }
    Row {
        id: row
        x: Theme.u(20)
        width: parent.width - x - more.width - Theme.u(8)
        height: parent.height
        clip: true

        Repeater {
            // few enough to fit; the rest are on the page behind the arrow
            model: strip.words.slice(0, 10)

            Item {
                id: cell
                required property int index
                required property string modelData
                objectName: "candidate-" + index
                // a key like the others, for keypad and switches
                signal struck
                function press() {
                    struck();
                }
                onStruck: strip.chosen(index)
                visible: x + width <= row.width
                width: Math.max(Theme.u(112), word.implicitWidth + Theme.u(52))
                height: row.height
                Accessible.role: Accessible.Button
                Accessible.name: qsTr("第 %1 个，%2").arg(index + 1).arg(modelData)
                Accessible.onPressAction: press()

                Rectangle {
                    anchors.fill: parent
                    color: tap.pressed || cell.index === 0 ? Theme.tint : "transparent"
                }
                TapHandler {
                    id: tap
                    gesturePolicy: TapHandler.ReleaseWithinBounds
                    longPressThreshold: 0
                    onTapped: cell.press()
                }
                Rectangle {
                    anchors.right: parent.right
                    width: Theme.thin
                    height: parent.height
                    color: Theme.line
                }
                Text {
                    id: word
                    anchors.centerIn: parent
                    text: cell.modelData
                    font.family: Theme.sans
                    font.pixelSize: strip.fontSize
                    font.bold: cell.index === 0
                    color: Theme.ink
                    textFormat: Text.PlainText
                    Accessible.ignored: true
                }
            }
        }
    }
    Item {
        id: more
        objectName: "candidates-more"
        signal struck
        function press() {
            struck();
        }
        onStruck: strip.toggled()
        visible: strip.words.length > 3
        anchors.right: parent.right
        width: visible ? Theme.u(112) : 0
        height: parent.height
        Accessible.role: Accessible.Button
        Accessible.name: strip.unfolded ? qsTr("收起") : qsTr("更多字词")
        Accessible.onPressAction: press()

        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
            longPressThreshold: 0
            onTapped: more.press()
        }
        Icon {
            anchors.centerIn: parent
            name: strip.unfolded ? "up" : "down"
            color: Theme.ink
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.thin
        color: Theme.line
    }
}
