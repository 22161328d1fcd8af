// More words to choose from, three rows at a time, in the place of the keys.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Rectangle {
    id: page

    property var words: []
    readonly property int perRow: Theme.large ? 4 : 5
    readonly property int perPage: perRow * 3
    readonly property int pages: Math.max(1, Math.ceil(words.length / perPage))
    property int current: 0
    readonly property var shown: words.slice(current * perPage, (current + 1) * perPage)
    signal chosen(int index)

    onWordsChanged: current = 0
    color: Theme.sunk

    Grid {
        id: grid
        x: Theme.u(16)
        y: Theme.u(16)
        columns: page.perRow
        spacing: Theme.u(12)

        Repeater {
            model: page.shown

            Key {
                required property int index
                required property string modelData
                objectName: "candidate-page-" + index
                text: modelData
                fontSize: Theme.u(Theme.large ? 48 : 40)
                width: (page.width - Theme.u(32) - (page.perRow - 1) * Theme.u(12)) / page.perRow
                onStruck: page.chosen(page.current * page.perPage + index)
            }
        }
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(16)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.u(15)
        spacing: Theme.u(12)

        Key {
            objectName: "candidates-previous"
            kind: "function"
            iconName: "up"
            name: qsTr("上一页")
            width: Theme.u(200)
            enabled: page.current > 0
            onStruck: page.current -= 1
        }
        Key {
            objectName: "candidates-next"
            kind: "function"
            iconName: "down"
            name: qsTr("下一页")
            width: Theme.u(200)
            enabled: page.current < page.pages - 1
            onStruck: page.current += 1
        }
    }
}
