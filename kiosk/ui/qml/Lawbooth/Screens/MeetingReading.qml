// A text that must be read to its end: the button is dead until the last line was on the screen.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Card {
    id: card

    property var reading: ({})
    property bool ended: false
    readonly property string key: reading.name || ""

    onKeyChanged: {
        ended = false;
        area.contentY = 0;
        look.restart();
    }

    ColumnLayout {
        width: parent.width
        spacing: Theme.gap

        Words {
            Layout.fillWidth: true
            role: "lead"
            font.bold: true
            text: qsTr("请从头读到尾：%1").arg(card.reading.title || "")
        }
        Flickable {
            id: area
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.u(Theme.portrait ? 460 : 330)
            contentHeight: lines.implicitHeight
            clip: true
            onContentYChanged: card.look_()

            Words {
                id: lines
                width: area.width
                text: (card.reading.lines || []).map((line, index) => (index + 1) + ". " + line).join("\n") + (card.reading.basis ? "\n" + card.reading.basis : "")
            }
        }
        RowLayout {
            spacing: Theme.gap
            ActionButton {
                objectName: "reading-on"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                kind: "quiet"
                visible: !card.ended
                text: qsTr("往下看")
                onActivated: area.contentY = Math.min(area.contentHeight - area.height, area.contentY + area.height * 0.8)
            }
            ActionButton {
                objectName: "reading-agree"
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                possible: card.ended
                reason: qsTr("请先读到最后")
                text: qsTr("读完了，同意")
                onActivated: Kiosk.act("read_text", {name: card.key})
            }
        }
    }
    Timer {
        id: look
        interval: 50
        onTriggered: card.look_()
    }

    function look_() {
        if (card.key !== "" && area.contentY + area.height >= lines.implicitHeight - 4)
            card.ended = true;
    }
}
