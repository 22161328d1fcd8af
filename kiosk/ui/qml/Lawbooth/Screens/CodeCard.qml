// The query code, large enough to copy by hand, with its number and a QR code for the phone.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Controls
import Lawbooth.Theme

Rectangle {
    id: card

    property string lead: ""
    property string code: ""
    property string number: ""
    property string qr: ""
    property bool waiting: false

    implicitHeight: row.implicitHeight + Theme.u(56)
    radius: Theme.radiusCard
    color: waiting ? Theme.ambertint : Theme.card
    border.color: waiting ? Theme.ambertint : Theme.line
    border.width: Theme.thin

    Rectangle {
        visible: card.waiting
        width: Theme.u(10)
        height: parent.height
        color: Theme.amber
    }
    RowLayout {
        id: row
        x: Theme.u(44)
        y: Theme.u(28)
        width: parent.width - 2 * x
        spacing: Theme.u(32)

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Words {
                Layout.fillWidth: true
                text: card.lead
                color: Theme.ink2
            }
            CodeGroups {
                objectName: "receipt-code"
                Layout.fillWidth: true
                code: card.code
            }
            Words {
                visible: text !== ""
                Layout.fillWidth: true
                role: "small"
                text: card.number
            }
        }
        Image {
            visible: card.qr !== ""
            Layout.preferredWidth: Theme.u(200)
            Layout.preferredHeight: Theme.u(200)
            source: card.qr === "" ? "" : "image://qr/" + encodeURIComponent(card.qr)
            sourceSize: Qt.size(Theme.u(200), Theme.u(200))
            fillMode: Image.PreserveAspectFit
            smooth: false
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("二维码，手机扫了可以查进度")
        }
    }
}
