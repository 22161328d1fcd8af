// Shows the sentence of Notices above the bottom bar for its six seconds.
import QtQuick
import Lawbooth.Theme

Note {
    objectName: "notice"
    text: Notices.text
    kind: Notices.kind

    MouseArea {
        anchors.fill: parent
        onClicked: Notices.clear()
    }
}
