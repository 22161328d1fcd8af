// Which documents this is about, how long they are, and who gets them.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Rectangle {
    id: card

    property string lead: ""
    property var documents: []
    property string to: ""

    implicitHeight: Math.max(Theme.u(132), words.implicitHeight + Theme.u(40))
    radius: Theme.radius
    color: Theme.sunk

    Drawing {
        id: picture
        x: Theme.u(28)
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.u(92)
        height: Theme.u(112)
        name: "page"
    }
    Column {
        id: words
        anchors.left: picture.right
        anchors.leftMargin: Theme.u(28)
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(28)
        anchors.verticalCenter: parent.verticalCenter

        Words {
            width: parent.width
            role: "small"
            text: card.lead
        }
        Words {
            width: parent.width
            font.bold: true
            text: Array.from(card.documents).map(one => qsTr("%1 %2 页").arg(one.title).arg(one.pages)).join(qsTr("、"))
        }
        Words {
            visible: card.to !== ""
            width: parent.width
            role: "small"
            text: qsTr("交给：%1").arg(card.to)
        }
    }
}
