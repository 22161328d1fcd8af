// The fictitious residents, the hand with their cards, and the face before the camera.
import QtQuick

Column {
    id: people

    required property var dock
    required property var live
    required property var acts
    signal pointed(var fault)

    spacing: 5

    Heading {
        text: qsTr("人物与证件")
        DockText {
            text: qsTr("全部虚构，照片为合成块")
            color: Ink.ink3
            font.pixelSize: Ink.small
        }
    }
    Grid {
        columns: 3
        spacing: 5

        Repeater {
            model: people.dock.people

            Rectangle {
                id: person
                required property var modelData
                readonly property bool selected: people.dock.selected === modelData.id
                readonly property bool lies: people.live.card === modelData.id

                function trigger() {
                    people.dock.select(modelData.id);
                }

                objectName: "person-" + modelData.id
                width: (people.width - 10) / 3
                height: Math.max(40, words.height + 8)
                radius: 4
                color: selected ? Ink.tint : Ink.sheet
                border.color: selected ? Ink.primary : Ink.edge
                border.width: selected ? 2 : 1
                activeFocusOnTab: true
                Keys.onReturnPressed: trigger()
                Keys.onSpacePressed: trigger()
                Accessible.role: Accessible.RadioButton
                Accessible.name: modelData.label + "，" + modelData.detail
                Accessible.checked: selected
                Accessible.onPressAction: trigger()

                Column {
                    id: words
                    x: 9
                    width: parent.width - 30
                    anchors.verticalCenter: parent.verticalCenter
                    DockText {
                        width: parent.width
                        text: person.modelData.label
                        font.bold: true
                        wrapMode: Text.Wrap
                    }
                    DockText {
                        width: parent.width
                        text: person.modelData.detail
                        color: Ink.ink3
                        font.pixelSize: Ink.small
                        wrapMode: Text.Wrap
                    }
                }
                DockIcon {
                    visible: person.lies
                    anchors.right: parent.right
                    anchors.rightMargin: 8
                    y: 8
                    name: "check-circle"
                    color: Ink.green
                }
                Rectangle {
                    visible: person.activeFocus
                    anchors.fill: parent
                    anchors.margins: -3
                    radius: 6
                    color: "transparent"
                    border.color: Ink.primary
                    border.width: 2
                }
                MouseArea {
                    anchors.fill: parent
                    onClicked: person.trigger()
                }
            }
        }
    }
    Item {
        width: parent.width
        height: hands.height

        Flow {
            id: hands
            width: parent.width - lying.width - 8
            spacing: 5

            DockButton {
                objectName: "card-put"
                label: qsTr("放卡")
                key: "1"
                filled: true
                possible: people.live.alive
                description: qsTr("放下选中人物的证件，本人也站到镜头前")
                onActivated: people.dock.put()
            }
            DockButton {
                objectName: "fault-card.remove"
                label: qsTr("拿走")
                key: "0"
                possible: people.live.alive
                onActivated: people.dock.press("card.remove")
            }
            DockButton {
                objectName: "card-swap"
                label: qsTr("镜头前换人")
                possible: people.live.alive && !people.live.why["person.neutral"]
                description: qsTr("选中的人物站到镜头前，证件不动")
                onActivated: people.dock.swap()
            }
        }
        StateMark {
            id: lying
            objectName: "card-lies"
            anchors.right: parent.right
            y: 4
            shape: people.live.card !== "" ? "ok" : "off"
            words: people.live.card !== "" ? qsTr("卡在读卡区") : qsTr("没有卡")
        }
    }
    FaultKeys {
        dock: people.dock
        live: people.live
        faults: people.acts
        width: parent.width
        onPointed: fault => people.pointed(fault)
    }
}
