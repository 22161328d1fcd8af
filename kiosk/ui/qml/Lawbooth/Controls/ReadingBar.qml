// Below the top bar while something is read aloud: the sentence, its speed and volume, and what was left for the handset.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme

Rectangle {
    id: bar

    readonly property bool spoken: Speech.reading
    readonly property string sentence: {
        if (Speech.trouble === "no_output")
            return qsTr("没有接上喇叭，念不出来。看不清可以换大字，或找人帮忙。");
        if (Speech.trouble !== "")
            return qsTr("现在念不出来。看不清可以换大字，或找人帮忙。");
        if (!spoken && Speech.leftOut > 0)
            return qsTr("有 %1 处是您自己的内容，怕旁人听见，没有念。").arg(Speech.leftOut);
        return Speech.sentence;
    }

    // plain keeps what a sentence says from being taken for markup.
    function plain(from: int, to: int): string {
        return sentence.slice(from, to).replace(/&/g, "&amp;").replace(/</g, "&lt;");
    }

    implicitHeight: column.implicitHeight + Theme.u(32)
    radius: Theme.radius
    color: Theme.card
    border.color: Theme.primary
    border.width: Theme.control

    ColumnLayout {
        id: column
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.u(24)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.u(12)

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.u(20)

            Icon {
                name: "speaker"
                size: Theme.u(48)
            }
            Words {
                objectName: "reading-sentence"
                Layout.fillWidth: true
                // the phrase that is heard now, told by weight and line, not by hue
                text: Speech.phraseTo > 0 ? bar.plain(0, Speech.phraseFrom) + "<b><u>" + bar.plain(Speech.phraseFrom, Speech.phraseTo) + "</u></b>" + bar.plain(Speech.phraseTo, bar.sentence.length) : bar.plain(0, bar.sentence.length)
                textFormat: Text.StyledText
                Accessible.name: bar.sentence
                maximumLineCount: 3
                elide: Text.ElideRight
            }
        }
        RowLayout {
            visible: bar.spoken
            Layout.fillWidth: true
            spacing: Theme.u(20)

            Repeater {
                model: [
                    {id: "slower", text: qsTr("慢一点"), by: -1, loud: false},
                    {id: "faster", text: qsTr("快一点"), by: 1, loud: false},
                    {id: "quieter", text: qsTr("小声"), by: -1, loud: true},
                    {id: "louder", text: qsTr("大声"), by: 1, loud: true}
                ]

                ActionButton {
                    required property var modelData
                    objectName: "reading-" + modelData.id
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    implicitHeight: Theme.target
                    kind: "quiet"
                    fontSize: Theme.largest ? Theme.mark : Theme.longWords ? Theme.small : Theme.body // four beside one another
                    text: modelData.text
                    possible: modelData.loud ? (modelData.by < 0 ? Speech.volume > 0 : Speech.volume < 3) : (modelData.by < 0 ? Speech.pace > 0 : Speech.pace < 4)
                    onActivated: modelData.loud ? Speech.louder(modelData.by) : Speech.faster(modelData.by)
                }
            }
        }
        RowLayout {
            visible: !bar.spoken && (Speech.leftOut > 0 || Speech.trouble !== "")
            Layout.fillWidth: true
            spacing: Theme.u(20)

            ActionButton {
                objectName: "reading-held"
                visible: Speech.leftOut > 0 && Speech.trouble === ""
                Layout.fillWidth: true
                implicitHeight: Theme.target
                kind: "secondary"
                fontSize: Theme.body
                text: qsTr("不怕，念出来")
                onActivated: Speech.readHeld()
            }
            ActionButton {
                objectName: "reading-close"
                Layout.fillWidth: true
                implicitHeight: Theme.target
                kind: "quiet"
                fontSize: Theme.body
                text: qsTr("知道了")
                onActivated: Speech.stop()
            }
        }
    }
}
