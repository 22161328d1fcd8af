// Traces: what goes over a device's wire is recorded, and played back later to the terminal's own driver.
import QtQuick

Column {
    id: bar

    required property var dock
    required property var live
    readonly property var trace: live.trace || ({
            mode: ""
        })
    readonly property bool busy: trace.mode !== undefined && trace.mode !== ""
    property string kind: "id_reader"

    function toggle() {
        if (busy)
            dock.stop_trace();
        else
            dock.record(kind, port.text);
    }

    spacing: 5

    Heading {
        text: qsTr("轨迹")
        DockText {
            objectName: "trace-told"
            anchors.verticalCenter: parent.verticalCenter
            font.pixelSize: Ink.small
            color: bar.trace.trouble || bar.trace.strayed ? Ink.red : bar.busy ? Ink.amber : Ink.ink3
            text: {
                const trace = bar.trace;
                if (trace.mode === "record")
                    return trace.trouble ? qsTr("线断了，已录 %1 段").arg(trace.pieces) : qsTr("正在录 %1 段").arg(trace.pieces);
                if (trace.mode === "replay")
                    return trace.strayed ? qsTr("放到 %1/%2 段，驱动说的和当时不一样").arg(trace.played).arg(trace.pieces) : qsTr("正在放 %1/%2 段").arg(trace.played).arg(trace.pieces);
                return bar.dock.traceFile === "" ? qsTr("还没有录过") : bar.dock.traceFile.split("/").pop();
            }
        }
    }
    Flow {
        width: bar.width
        spacing: 4

        Repeater {
            model: bar.dock.wired

            DockButton {
                required property var modelData
                objectName: "trace-kind-" + modelData.id
                implicitHeight: 22
                label: modelData.label
                filled: bar.kind === modelData.id
                possible: !bar.busy
                onActivated: bar.kind = modelData.id
            }
        }
    }
    Row {
        spacing: 6

        Rectangle {
            width: bar.width - record.width - play.width - 12
            height: 25
            radius: 4
            color: bar.busy ? Ink.sunk : Ink.sheet
            border.color: port.activeFocus ? Ink.primary : Ink.edge

            TextInput {
                id: port
                objectName: "trace-port"
                anchors.fill: parent
                anchors.leftMargin: 8
                anchors.rightMargin: 8
                verticalAlignment: TextInput.AlignVCenter
                readOnly: bar.busy
                clip: true
                color: Ink.ink
                font.family: Ink.mono
                font.pixelSize: Ink.small
                activeFocusOnTab: true
                Accessible.role: Accessible.EditableText
                Accessible.name: hint.text
            }
            DockText {
                id: hint
                visible: port.text === ""
                anchors.fill: port
                verticalAlignment: Text.AlignVCenter
                elide: Text.ElideRight
                color: Ink.ink3
                font.pixelSize: Ink.small
                text: qsTr("真串口 serial:/dev/…，空着就录模拟器")
            }
        }
        DockButton {
            id: record
            objectName: "trace-record"
            label: bar.busy ? qsTr("停止") : qsTr("录制")
            key: "F2"
            standing: bar.busy
            possible: bar.live.alive
            onActivated: bar.toggle()
        }
        DockButton {
            id: play
            objectName: "trace-replay"
            label: qsTr("回放")
            possible: bar.live.alive && !bar.busy && bar.dock.traceFile !== ""
            onActivated: bar.dock.replay(bar.dock.traceFile)
        }
    }
}
