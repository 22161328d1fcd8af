// The fault dock: looks like a tool on purpose, so that nobody takes it for the terminal.
import QtQuick
import QtQuick.Window

Window {
    id: window

    required property var dock
    property bool detailed: false
    property var told: null
    // read once for each change: every reading of a property of the dock makes its maps anew
    readonly property var live: dock.live
    readonly property var groups: dock.groups

    title: qsTr("故障坞")
    width: 520
    height: Math.min(1080, Screen.height)
    // beside the terminal, which leaves it this much room
    x: Screen.width - width
    y: 0
    minimumWidth: 520
    minimumHeight: 640
    visible: true
    flags: Qt.Window | Qt.WindowStaysOnTopHint
    color: Ink.paper

    Shortcut {
        sequences: ["1"]
        onActivated: window.dock.put()
    }
    Shortcut {
        sequences: ["0"]
        onActivated: window.dock.press("card.remove")
    }
    Shortcut {
        sequences: ["Esc"]
        onActivated: window.dock.clear()
    }
    Shortcut {
        sequences: ["F2"]
        onActivated: traces.toggle()
    }
    Shortcut {
        sequences: ["Ctrl+L"]
        onActivated: window.dock.forget()
    }

    Rectangle {
        id: bar
        width: parent.width
        height: 34
        color: Ink.stage

        Row {
            x: 12
            anchors.verticalCenter: parent.verticalCenter
            spacing: 8
            DockIcon {
                anchors.verticalCenter: parent.verticalCenter
                name: "chip"
                color: Ink.stageInk
            }
            DockText {
                text: qsTr("故障坞")
                color: Ink.stageInk
                font.bold: true
            }
            DockText {
                text: qsTr("模拟硬件 · 演示")
                color: "#B7C0CA"
            }
        }
        Row {
            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            spacing: 10
            DockText {
                objectName: "rig-mark"
                anchors.verticalCenter: parent.verticalCenter
                text: window.live.alive ? qsTr("模拟器在线") : window.live.silent ? qsTr("模拟器没有回答") : "…"
                color: window.live.silent ? "#FFB4AB" : "#8FD3B0"
            }
            DockButton {
                objectName: "language"
                implicitHeight: 22
                label: window.dock.language === "en" ? "中文" : "English"
                onActivated: window.dock.speak(window.dock.language === "en" ? "zh" : "en")
            }
        }
    }
    People {
        id: people
        x: 12
        anchors.top: bar.bottom
        anchors.topMargin: 2
        width: parent.width - 24
        dock: window.dock
        live: window.live
        acts: window.groups.person.faults
        onPointed: fault => window.told = fault
    }
    Rectangle {
        id: rule
        width: parent.width
        height: 1
        anchors.top: people.bottom
        anchors.topMargin: 8
        color: Ink.line
    }
    Heading {
        id: heading
        anchors.top: rule.bottom
        anchors.topMargin: 3
        x: 12
        width: parent.width - 24
        text: qsTr("设备故障")
        DockText {
            objectName: "standing-count"
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("%1 个生效").arg(window.live.count)
            color: Ink.ink3
            font.pixelSize: Ink.small
        }
        Switch2 {
            name: "view"
            chosen: window.detailed ? "lines" : "keys"
            options: [
                {
                    id: "keys",
                    label: qsTr("按钮")
                },
                {
                    id: "lines",
                    label: qsTr("居民看到什么")
                }
            ]
            onPicked: id => window.detailed = id === "lines"
        }
        DockButton {
            objectName: "clear"
            implicitHeight: 22
            label: qsTr("全部清除")
            key: "Esc"
            possible: window.live.alive
            onActivated: window.dock.clear()
        }
    }
    Flickable {
        id: page
        objectName: "faults"
        anchors.top: heading.bottom
        anchors.topMargin: 2
        anchors.bottom: strip.top
        x: 12
        width: parent.width - 24
        contentHeight: rows.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: rows
            width: page.width - 8

            Repeater {
                model: [...window.dock.devices, "network", "clock"]

                DeviceRow {
                    required property string modelData
                    width: rows.width
                    dock: window.dock
                    live: window.live
                    shown: window.groups[modelData]
                    group: modelData
                    detailed: window.detailed
                    onPointed: fault => window.told = fault
                }
            }
        }
    }
    Rectangle {
        visible: page.contentHeight > page.height
        anchors.right: parent.right
        anchors.rightMargin: 4
        width: 6
        radius: 3
        color: Ink.edge
        height: Math.max(24, page.height * page.visibleArea.heightRatio)
        y: page.y + page.height * page.visibleArea.yPosition

        MouseArea {
            anchors.fill: parent
            anchors.margins: -6
            property real from: 0
            onPressed: mouse => from = mouse.y
            onPositionChanged: mouse => page.contentY = Math.max(0, Math.min(page.contentHeight - page.height, page.contentY + (mouse.y - from) * page.contentHeight / page.height))
        }
    }
    Rectangle {
        id: strip
        anchors.bottom: traces.top
        anchors.bottomMargin: 2
        width: parent.width
        height: Math.max(40, told.height + 8)
        color: Ink.sunk
        border.color: Ink.line

        DockText {
            id: told
            objectName: "told"
            x: 12
            width: parent.width - 24
            anchors.verticalCenter: parent.verticalCenter
            wrapMode: Text.Wrap
            font.pixelSize: Ink.small
            color: Ink.ink2
            text: {
                if (window.told === null)
                    return qsTr("指着一个故障，这里写它在测试里的名字和居民看到的屏幕。");
                const why = window.live.why[window.told.name] || "";
                const screen = window.told.screen === "" ? "" : " → " + window.told.screen;
                return window.told.name + screen + "\n" + (why !== "" ? why : window.told.sees);
            }
        }
    }
    TraceBar {
        id: traces
        anchors.bottom: events.top
        anchors.bottomMargin: 4
        x: 12
        width: parent.width - 24
        dock: window.dock
        live: window.live
    }
    EventList {
        id: events
        anchors.bottom: parent.bottom
        x: 12
        width: parent.width - 24
        height: 140
        dock: window.dock
    }
}
