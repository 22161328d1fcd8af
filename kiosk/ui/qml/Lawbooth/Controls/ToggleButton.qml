// A mode or a filter that is on or off: tint, thick outline and bold when on.
import QtQuick
import Lawbooth.Theme

Pressable {
    id: toggle

    property string text: ""
    property string iconName: ""
    property int fontSize: Theme.body

    name: text
    sort: Accessible.CheckBox
    checkable: true
    implicitHeight: Math.max(Theme.target, label.implicitHeight + Theme.u(24))

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: toggle.checked || toggle.pressed ? Theme.tint : Theme.card
        border.color: toggle.checked ? Theme.primary : Theme.edge
        border.width: toggle.checked ? Theme.strong : Theme.thin
    }
    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.u(16)

        Icon {
            id: icon
            // large letters need the width
            visible: toggle.iconName !== "" && (!Theme.largest || toggle.width > Theme.u(360))
            name: toggle.iconName
            size: Theme.u(44)
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            id: label
            text: toggle.text
            font.pixelSize: toggle.fontSize
            font.bold: toggle.checked
            width: Math.min(implicitWidth, toggle.width - Theme.u(28) - (icon.visible ? icon.width + row.spacing : 0))
            horizontalAlignment: Text.AlignHCenter
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
    }
}
