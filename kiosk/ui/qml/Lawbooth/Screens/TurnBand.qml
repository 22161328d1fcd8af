// Whose turn it is: the resident's, until which day.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Controls
import Lawbooth.Theme

Rectangle {
    id: band

    property var turn: null
    readonly property bool known: turn !== null && turn !== undefined

    implicitHeight: turnRow.implicitHeight + Theme.u(48)
    color: Theme.ambertint

    Rectangle {
        width: Theme.u(10)
        height: parent.height
        color: Theme.amber
    }
    RowLayout {
        id: turnRow
        x: Theme.u(48)
        width: parent.width - Theme.u(80)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.u(36)

        Item {
            visible: band.known && band.turn.left >= 0
            implicitWidth: Theme.u(Theme.large ? 190 : 140)
            implicitHeight: implicitWidth

            Ring {
                anchors.fill: parent
                thickness: Theme.u(14)
                value: band.known ? band.turn.share : 0
                accent: Theme.amber
            }
            Words {
                anchors.centerIn: parent
                role: "q"
                horizontalAlignment: Text.AlignHCenter
                text: band.known ? qsTr("%1 天").arg(band.turn.left) : ""
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.u(4)

            Words {
                Layout.fillWidth: true
                text: qsTr("现在轮到您")
            }
            Words {
                objectName: "turn-words"
                Layout.fillWidth: true
                role: "q"
                text: !band.known ? "" : band.turn.day !== "" ? (band.turn.over ? qsTr("%1，日子 %2 已经过了，请尽快办").arg(band.turn.what).arg(band.turn.day) : qsTr("%1，最晚 %2 %3").arg(band.turn.what).arg(band.turn.day).arg(band.turn.weekday)) : band.turn.what
            }
            Words {
                visible: band.known && band.turn.unverified === true
                Layout.fillWidth: true
                role: "small"
                text: qsTr("放假安排还没公布，日子以通知为准")
            }
        }
    }
}
