// Over a call whose resident went away: nothing of it is shown or heard here until they say that they are back.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Rectangle {
    id: cover

    // large letters in a seated reach leave room for the words alone
    readonly property bool tight: Theme.large && (Theme.seated || !Theme.portrait)

    color: Theme.paper

    MouseArea {
        anchors.fill: parent
    }
    ColumnLayout {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.page, Theme.u(Theme.portrait ? 880 : 1500))
        spacing: Theme.gap * (Theme.portrait && !cover.tight ? 2 : 1)

        Icon {
            Layout.alignment: Qt.AlignHCenter
            visible: !cover.tight
            name: "eye-off"
            size: Theme.u(120)
            color: Theme.ink2
        }
        Words {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            role: "title"
            pageTitle: cover.visible
            text: qsTr("您走开了，已替您遮住")
        }
        Words {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            role: "lead"
            text: qsTr("别人看不到这里，也听不到这里。对方知道您暂时离开，通话没有断。")
        }
        ActionButton {
            objectName: "action-back-here"
            Layout.fillWidth: true
            text: qsTr("我回来了，接着谈")
            onActivated: Kiosk.act("back_here")
        }
    }
}
