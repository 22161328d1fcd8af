// How far one is: the step in words, its segments, and where done ones are.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Theme

Item {
    id: strip

    readonly property int index: Kiosk.step.index === undefined ? 0 : Kiosk.step.index
    readonly property int total: Kiosk.step.total || 1
    readonly property bool doneAll: Kiosk.step.doneAll === true
    readonly property real gap: Theme.u(9)
    readonly property real segment: (width - 2 * Theme.page - gap * (total - 1)) / total

    implicitHeight: Theme.u(Theme.large ? 132 : 160)
    Accessible.role: Accessible.List
    Accessible.name: head.text

    Stable {
        id: names
        source: Kiosk.step.names || []
    }
    Words {
        id: head
        x: Theme.page
        y: Theme.u(24)
        font.bold: true
        text: strip.doneAll ? qsTr("%1步都办完了").arg(strip.total) : qsTr("第%1步　共%2步").arg(strip.index + 1).arg(strip.total)
        wrapMode: Text.NoWrap
    }
    Words {
        anchors.right: parent.right
        anchors.rightMargin: Theme.page
        anchors.left: head.right
        anchors.leftMargin: Theme.u(24)
        anchors.baseline: head.baseline
        visible: !Theme.largest
        role: "small"
        horizontalAlignment: Text.AlignRight
        text: Kiosk.step.side || ""
        maximumLineCount: 1
        elide: Text.ElideRight
    }
    Repeater {
        model: names.value

        Item {
            id: part

            required property int index
            required property string modelData
            readonly property bool done: strip.doneAll || index < strip.index
            readonly property bool current: !strip.doneAll && index === strip.index

            x: Theme.page + index * (strip.segment + strip.gap)
            y: head.y + head.height + Theme.u(8)
            width: strip.segment
            Accessible.role: Accessible.ListItem
            Accessible.name: part.done ? qsTr("%1，已完成").arg(modelData) : part.current ? qsTr("%1，正在办").arg(modelData) : modelData

            Rectangle {
                y: (Theme.u(20) - height) / 2
                width: parent.width
                height: Theme.u(part.current ? 20 : 12)
                radius: height / 2
                color: part.done || part.current ? Theme.primary : Theme.line
            }
            Row {
                y: Theme.u(26)
                visible: !Theme.large
                spacing: Theme.u(4)

                Icon {
                    visible: part.done
                    name: "check"
                    size: Theme.u(24)
                    anchors.verticalCenter: parent.verticalCenter
                }
                Words {
                    role: "mark"
                    font.pixelSize: Theme.u(26)
                    font.bold: part.current
                    color: part.current ? Theme.ink : Theme.ink2
                    text: part.modelData
                    width: Math.min(implicitWidth, part.width - (part.done ? Theme.u(28) : 0))
                    elide: Text.ElideRight
                    maximumLineCount: 1
                    Accessible.ignored: true
                }
            }
        }
    }
}
