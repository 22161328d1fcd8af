// The simulated hardware beside the terminal; looks like a tool on purpose, so that nobody takes it for the terminal.
import QtQuick
import QtQuick.Window

Window {
    id: window

    required property var desk
    property string last: ""

    title: "模拟设备"
    width: 460
    height: 960
    visible: true
    color: "#2B3440"

    Connections {
        target: window.desk
        function onSaid(text: string) {
            window.last = text;
        }
    }
    Text {
        id: heading
        x: 16
        y: 12
        width: parent.width - 32
        color: "#F2C063"
        font.pixelSize: 18
        font.bold: true
        text: "模拟设备：替居民放卡、站到镜头前、放纸"
        wrapMode: Text.Wrap
    }
    Flickable {
        anchors.top: heading.bottom
        anchors.topMargin: 8
        anchors.bottom: foot.top
        width: parent.width
        contentHeight: column.height + 16
        clip: true

        Column {
            id: column
            x: 16
            width: parent.width - 32
            spacing: 12

            Repeater {
                model: window.desk.layout

                Column {
                    id: group
                    required property var modelData
                    required property int index
                    width: column.width
                    spacing: 6

                    Text {
                        color: "#CDD3D9"
                        font.pixelSize: 15
                        text: group.modelData.title
                    }
                    Flow {
                        width: parent.width
                        spacing: 6

                        Repeater {
                            model: group.modelData.buttons

                            Rectangle {
                                id: key
                                required property var modelData
                                required property int index
                                objectName: "rig-" + group.index + "-" + index
                                width: label.implicitWidth + 28
                                height: 40
                                radius: 6
                                color: area.pressed ? "#14507A" : "#3F4955"
                                border.color: "#69737F"
                                Accessible.role: Accessible.Button
                                Accessible.name: label.text
                                Accessible.onPressAction: window.desk.press(group.index, index)

                                Text {
                                    id: label
                                    anchors.centerIn: parent
                                    color: "#F5F3EC"
                                    font.pixelSize: 16
                                    text: key.modelData.label
                                }
                                MouseArea {
                                    id: area
                                    anchors.fill: parent
                                    onClicked: window.desk.press(group.index, key.index)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    Text {
        id: foot
        objectName: "rig-last"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 12
        x: 16
        width: parent.width - 32
        color: "#F5F3EC"
        font.pixelSize: 16
        elide: Text.ElideRight
        text: window.last
    }
}
