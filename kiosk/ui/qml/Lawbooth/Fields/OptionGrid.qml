// Answers to choose from, in as many columns as their words allow; more than a screenful is paged, never scrolled by a gesture.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Keyboard
import Lawbooth.Theme

Column {
    id: grid

    property string path: ""
    property var options: []
    property var chosen: []
    property bool many: false
    property bool troubled: false
    readonly property int pageSize: columns === 3 ? 9 : columns === 2 ? 8 : 7
    property int turned: 0
    readonly property int page: Math.min(turned, pages - 1)
    readonly property int pages: Math.max(1, Math.ceil(stable.value.length / pageSize))
    readonly property int longest: stable.value.reduce((most, option) => Math.max(most, weight(option.label)), 0)
    readonly property real room: width / (Theme.large ? 1.5 : 1)
    readonly property int columns: Math.min(fitting, Math.max(1, stable.value.length))
    readonly property int fitting: longest <= 5 && room > Theme.u(800) ? 3 : longest <= (room > Theme.u(800) ? 9 : 5) && room > Theme.u(480) ? 2 : 1
    signal touched(var value)

    // weight counts a Latin letter as half a character
    function weight(text: string): real {
        let sum = 0;
        for (const character of text)
            sum += character.charCodeAt(0) < 256 ? 0.55 : 1;
        return sum;
    }

    // showChosen turns to the page on which the present answer stands.
    function showChosen() {
        const at = stable.value.findIndex(option => chosen.includes(option.value));
        turned = at < 0 ? 0 : Math.floor(at / pageSize);
    }

    Component.onCompleted: showChosen()
    spacing: Theme.u(20)

    Stable {
        id: stable
        source: grid.options
    }
    Grid {
        width: parent.width
        columns: grid.columns
        spacing: Theme.u(20)

        Repeater {
            model: stable.value.slice(grid.page * grid.pageSize, (grid.page + 1) * grid.pageSize)

            OptionTile {
                required property var modelData
                objectName: "option-" + grid.path + "-" + modelData.value
                width: (grid.width - (grid.columns - 1) * Theme.u(20)) / grid.columns
                text: modelData.label
                many: grid.many
                chosen: grid.chosen.includes(modelData.value)
                troubled: grid.troubled
                onActivated: {
                    Typing.close();
                    grid.touched(modelData.value);
                }
            }
        }
    }
    Row {
        visible: grid.pages > 1
        width: parent.width
        spacing: Theme.u(20)

        PageTurner {
            objectName: "option-previous-" + grid.path
            text: qsTr("前面的")
            iconName: "up"
            possible: grid.page > 0
            width: (parent.width - 2 * parent.spacing) / 3
            onActivated: grid.turned = grid.page - 1
        }
        Words {
            width: (parent.width - 2 * parent.spacing) / 3
            anchors.verticalCenter: parent.verticalCenter
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("第 %1 页，共 %2 页").arg(grid.page + 1).arg(grid.pages)
            color: Theme.ink2
        }
        PageTurner {
            objectName: "option-more-" + grid.path
            text: qsTr("后面的")
            iconName: "down"
            possible: grid.page < grid.pages - 1
            width: (parent.width - 2 * parent.spacing) / 3
            onActivated: grid.turned = grid.page + 1
        }
    }
}
