// Above a seated person's reach: what the page is about in a drawing, and that everything to touch is below.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Theme

Item {
    id: head

    readonly property bool idle: Kiosk.screen === "idle"

    Words {
        visible: head.idle
        x: Theme.page
        y: Theme.u(96)
        width: Theme.u(470)
        pageTitle: head.idle
        role: Theme.large && Theme.language === "en" ? "title" : "hero"
        text: qsTr("您遇到了\n什么事？")
    }
    Drawing {
        anchors.right: parent.right
        anchors.rightMargin: head.idle ? Theme.u(24) : (head.width - width) / 2
        anchors.bottom: note.top
        width: Theme.u(620)
        height: Theme.u(446)
        name: "pavilion"
    }
    Rectangle {
        id: note
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.max(Theme.u(100), words.implicitHeight + Theme.u(24))
        color: Theme.tint

        Row {
            anchors.centerIn: parent
            spacing: Theme.u(24)

            Icon {
                name: "seat"
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                id: words
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, note.width - Theme.u(200))
                font.bold: true
                text: qsTr("坐着用：按钮都放在下半屏")
            }
        }
        Rectangle {
            width: parent.width
            height: Theme.thin
            color: Theme.ink
        }
    }
}
