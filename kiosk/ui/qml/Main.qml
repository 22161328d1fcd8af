// The window of a visit: the frame that never moves, the screen the flow names, the overlay on top.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls
import Lawbooth.Keyboard

Window {
    id: window

    property int direction: 1
    readonly property bool hidden: Kiosk.overlay === "ending"
    readonly property bool outOfService: Kiosk.screen === "out_of_service"
    readonly property bool stepping: Kiosk.step.total !== undefined && !outOfService
    // the keyboard's place is made when something is first typed, and stays
    property bool typed: false

    // file turns an id of docs/screens.md into the file that shows it.
    function file(id: string): string {
        if (id === "")
            return "";
        const words = id.split("_").map(word => word.charAt(0).toUpperCase() + word.slice(1));
        return Qt.resolvedUrl("Lawbooth/Screens/" + words.join("") + ".qml");
    }

    property bool frameless: false

    title: "Lawbooth"
    flags: frameless ? Qt.Window | Qt.FramelessWindowHint : Qt.Window
    visible: false
    width: 1080
    height: 1920
    color: Theme.paper
    onWidthChanged: Theme.windowWidth = width
    onHeightChanged: Theme.windowHeight = height
    onActiveFocusItemChanged: {
        Typing.watch(activeFocusItem);
        typed = typed || Typing.open;
    }
    Component.onCompleted: {
        Theme.windowWidth = width;
        Theme.windowHeight = height;
    }

    Drawing {
        // seated: the upper part is a drawing only
        visible: Theme.seated && !Typing.open
        width: parent.width
        height: Theme.u(600)
        y: Theme.u(40)
        name: Theme.seated ? "pavilion" : ""
    }
    Item {
        id: frame
        anchors.fill: parent
        // while typing the upper part is read and the keys lie below it
        anchors.topMargin: Theme.seated && !Typing.open ? Theme.u(704) : 0

        TopBar {
            id: topBar
            width: parent.width
        }
        // what the idle screen does not show is loaded when it is first needed
        Loader {
            id: strip
            anchors.top: topBar.bottom
            width: parent.width
            active: window.stepping
            height: active ? implicitHeight : 0
            source: "Lawbooth/Controls/StepStrip.qml"
        }
        Item {
            id: stage
            anchors.top: strip.bottom
            // what is read aloud is not covered by what tells of it; the idle screen has room at its top
            anchors.topMargin: reading.active && Kiosk.screen !== "idle" ? Math.max(0, reading.height + 2 * reading.anchors.topMargin - strip.height) : 0
            anchors.bottom: bottomBar.top
            width: parent.width
            clip: true

            Loader {
                id: screen
                objectName: "screen"
                width: stage.width - Typing.dockWidth
                height: stage.height
                visible: !window.hidden
                enabled: Kiosk.overlay === ""
                source: window.file(Kiosk.screen)
                onLoaded: {
                    Notices.clear();
                    if (!Theme.reduced && window.visible)
                        enter.restart();
                    window.direction = 1;
                }
            }
            ParallelAnimation {
                id: enter
                NumberAnimation {
                    target: screen
                    property: "x"
                    from: Theme.u(48) * window.direction
                    to: 0
                    duration: Theme.motion
                    easing.type: Easing.OutCubic
                }
                NumberAnimation {
                    target: screen
                    property: "opacity"
                    from: 0.2
                    to: 1
                    duration: Theme.motion
                    easing.type: Easing.OutCubic
                }
            }
            Loader {
                anchors.fill: parent
                active: window.hidden
                source: "Lawbooth/Controls/BlankBlocks.qml"
            }
        }
        Loader {
            anchors.top: strip.bottom
            anchors.bottom: bottomBar.top
            width: parent.width
            visible: Typing.open
            active: window.typed
            source: "Lawbooth/Keyboard/KeyboardHost.qml"
        }
        Loader {
            z: 20
            anchors.top: topBar.bottom
            anchors.topMargin: Theme.u(16)
            anchors.horizontalCenter: parent.horizontalCenter
            width: parent.width - 2 * Theme.page
            active: Notices.text !== ""
            source: "Lawbooth/Controls/NoticeBar.qml"
        }
        Loader {
            id: reading
            z: 21
            objectName: "reading"
            anchors.top: topBar.bottom
            anchors.topMargin: Theme.u(16)
            anchors.horizontalCenter: parent.horizontalCenter
            width: parent.width - 2 * Theme.page
            active: Speech.reading || Speech.leftOut > 0 || Speech.trouble !== ""
            source: "Lawbooth/Controls/ReadingBar.qml"
        }
        Loader {
            z: 19
            anchors.fill: parent
            active: Speech.item !== null
            source: "Lawbooth/Controls/ReadingMark.qml"
        }
        Loader {
            id: overlay
            objectName: "overlay"
            anchors.top: topBar.bottom
            anchors.bottom: bottomBar.top
            width: parent.width
            active: Kiosk.overlay !== ""
            source: window.file(Kiosk.overlay)
        }
        BottomBar {
            id: bottomBar
            anchors.bottom: parent.bottom
            width: parent.width
            visible: !window.outOfService
            height: visible ? implicitHeight : 0
            onBack: window.direction = -1
        }
    }
}
