// A page of a document with its tools: larger, as text, the page before; moved by buttons, or by a finger when large.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Item {
    id: viewer

    property string title: ""
    property int page: 0
    property int pages: 0
    property string twin: ""
    property bool canGoUp: false
    // on a wide screen a whole page would be too small to read
    property bool zoomed: !Theme.portrait
    readonly property real enlarged: Theme.portrait ? 2 : 1
    property bool asText: false
    readonly property real toolWidth: Theme.u(Theme.longWords ? 190 : Theme.large ? 150 : 124)
    signal up

    function pan(dx: real, dy: real) {
        const area = asText ? textArea : paper;
        area.contentX = Math.max(0, Math.min(area.contentWidth - area.width, area.contentX + dx * area.width * 0.45));
        area.contentY = Math.max(0, Math.min(area.contentHeight - area.height, area.contentY + dy * area.height * 0.45));
    }

    onPageChanged: paper.contentX = paper.contentY = textArea.contentY = 0
    onTitleChanged: paper.contentX = paper.contentY = textArea.contentY = 0

    Rectangle {
        anchors.fill: frame
        visible: !viewer.asText && !viewer.zoomed
        anchors.margins: -Theme.thin
        color: Theme.line
    }
    Item {
        id: frame
        // a page is 1.414 times as high as wide
        readonly property real room: viewer.width - tools.width - Theme.u(28)
        readonly property bool whole: viewer.asText || viewer.zoomed
        width: whole ? room : Math.min(room, viewer.height / 1.414)
        height: whole ? viewer.height : Math.min(viewer.height, width * 1.414)
        x: (room - width) / 2

        Flickable {
            id: paper
            visible: !viewer.asText
            anchors.fill: parent
            clip: true
            interactive: viewer.zoomed
            boundsBehavior: Flickable.StopAtBounds
            contentWidth: viewer.zoomed ? frame.width * viewer.enlarged : frame.width
            contentHeight: viewer.zoomed ? contentWidth * 1.414 : frame.height

            Image {
                width: paper.contentWidth
                height: paper.contentHeight
                source: "image://live/preview?" + Kiosk.liveSeq
                fillMode: Image.PreserveAspectFit
                verticalAlignment: Image.AlignTop
                smooth: true
                mipmap: true
                cache: false
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("%1，第 %2 页，共 %3 页").arg(viewer.title).arg(viewer.page + 1).arg(viewer.pages)
                Accessible.description: viewer.twin
            }
        }
        Rectangle {
            visible: viewer.asText
            anchors.fill: parent
            radius: Theme.radius
            color: Theme.card
            border.color: Theme.line
            border.width: Theme.thin

            Flickable {
                id: textArea
                anchors.fill: parent
                anchors.margins: Theme.u(32)
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                contentWidth: width
                contentHeight: words.height

                Words {
                    id: words
                    objectName: "text-twin"
                    width: textArea.width
                    text: viewer.twin
                    lineHeight: 1.2
                }
            }
        }
    }
    Grid {
        id: tools
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        columns: Theme.portrait ? 1 : Theme.large ? 3 : 2
        spacing: Theme.u(20)

        ToolTile {
            objectName: "action-zoom"
            visible: !viewer.asText
            width: viewer.toolWidth
            iconName: "zoom"
            text: viewer.zoomed ? qsTr("缩小") : qsTr("放大")
            onActivated: viewer.zoomed = !viewer.zoomed
        }
        ToolTile {
            objectName: "action-as-text"
            width: viewer.toolWidth
            iconName: viewer.asText ? "document" : "text-size"
            text: viewer.asText ? qsTr("看原样") : qsTr("看文字")
            onActivated: viewer.asText = !viewer.asText
        }
        Repeater {
            model: viewer.asText || (viewer.zoomed && viewer.enlarged === 1) ? [["up", 0, -1], ["down", 0, 1]] : viewer.zoomed ? [["up", 0, -1], ["down", 0, 1], ["back", -1, 0], ["chevron", 1, 0]] : []

            ToolTile {
                required property var modelData
                objectName: "pan-" + modelData[0]
                width: viewer.toolWidth
                iconName: modelData[0]
                text: ({up: qsTr("往上"), down: qsTr("往下"), back: qsTr("往左"), chevron: qsTr("往右")})[modelData[0]]
                onActivated: viewer.pan(modelData[1], modelData[2])
            }
        }
        ToolTile {
            objectName: "action-page-up"
            visible: (!viewer.zoomed || viewer.enlarged === 1) && !viewer.asText
            width: viewer.toolWidth
            iconName: "up"
            text: qsTr("上页")
            possible: viewer.canGoUp
            reason: qsTr("这是第一页")
            onActivated: viewer.up()
        }
        Column {
            width: viewer.toolWidth
            visible: !viewer.zoomed || viewer.enlarged === 1

            Words {
                width: parent.width
                role: "q"
                text: viewer.page + 1
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
            }
            Words {
                width: parent.width
                role: "small"
                text: qsTr("共 %1 页").arg(viewer.pages)
                horizontalAlignment: Text.AlignHCenter
                Accessible.name: qsTr("第 %1 页，共 %2 页").arg(viewer.page + 1).arg(viewer.pages)
            }
        }
    }
}
