// Says to whoever passes that the terminal is being repaired, and to who repairs it what is not shown here.
import QtQuick
import Lawbooth.Controls
import Lawbooth.Theme

Rectangle {
    id: band

    implicitHeight: words.implicitHeight + Theme.u(40)
    radius: Theme.radius
    color: Theme.ambertint
    border.color: Theme.amber
    border.width: Theme.strong

    Icon {
        id: icon
        x: Theme.u(32)
        anchors.verticalCenter: parent.verticalCenter
        name: "lock"
        color: Theme.amber
        size: Theme.u(52)
    }
    Column {
        id: words
        anchors.left: icon.right
        anchors.leftMargin: Theme.u(28)
        anchors.right: parent.right
        anchors.rightMargin: Theme.u(28)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.u(4)

        Words {
            objectName: "maintenance-title"
            width: parent.width
            role: "lead"
            font.bold: true
            pageTitle: true
            text: qsTr("维护模式，居民现在不能使用")
        }
        Words {
            width: parent.width
            role: "small"
            color: Theme.ink
            text: qsTr("看不到任何人的案件和材料。每一步都有记录。")
        }
    }
}
