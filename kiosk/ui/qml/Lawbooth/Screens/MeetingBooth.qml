// Before a hearing: four things to look at around oneself (在线诉讼规则 24).
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Card {
    id: card

    property var found: ({camera: false, microphone: false, quiet: false, alone: false})
    readonly property bool all: found.camera && found.microphone && found.quiet && found.alone

    ColumnLayout {
        width: parent.width
        spacing: Theme.gap

        Words {
            Layout.fillWidth: true
            role: "lead"
            font.bold: true
            text: qsTr("开庭之前，看看您身边")
        }
        Repeater {
            model: [["camera", qsTr("画面里看得清我")], ["microphone", qsTr("话筒听得清我")], ["quiet", qsTr("门关好了，这里安静")], ["alone", qsTr("没有无关的人在场")]]
            delegate: ToggleButton {
                required property var modelData
                objectName: "booth-" + modelData[0]
                Layout.fillWidth: true
                text: modelData[1]
                checked: card.found[modelData[0]]
                onActivated: {
                    const next = Object.assign({}, card.found);
                    next[modelData[0]] = !next[modelData[0]];
                    card.found = next;
                }
            }
        }
        ActionButton {
            objectName: "booth-send"
            Layout.fillWidth: true
            possible: card.all
            reason: qsTr("四样都看过再点；有一样不行，请找人帮忙")
            text: qsTr("都看过了")
            onActivated: Kiosk.act("booth", card.found)
        }
    }
}
