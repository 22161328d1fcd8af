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
    // a screen may take the place of the head of a seated reach, or the whole window
    readonly property string covers: screen.item && screen.item.covers || ""
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

    // titleIn finds the first words that say where one is, or null.
    function titleIn(item: Item): Item {
        if (!item.visible)
            return null;
        if (item.pageTitle === true)
            return item;
        for (const child of item.children) {
            const found = titleIn(child);
            if (found)
                return found;
        }
        return null;
    }

    // begin puts readers and keys at the beginning of what is shown now.
    function begin() {
        const part = overlay.item || screen.item;
        if (keys.item)
            keys.item.forget();
        const first = part ? part.opening || titleIn(part) || titleIn(window.contentItem) : null;
        if (first)
            first.forceActiveFocus(Qt.OtherFocusReason);
    }

    // beginAgain is for when what had the focus is gone: nothing is paged, and whoever took it meanwhile keeps it.
    function beginAgain() {
        if (activeFocusItem !== contentItem)
            return;
        if (keys.item && (keys.item.pointed || keys.item.row))
            keys.item.forceActiveFocus();
        else
            begin();
    }

    // follow pages what is paged so that the item with the focus is seen.
    function follow(item: Item) {
        for (let pane = item && item.pageTitle !== true ? item.parent : null; pane; pane = pane.parent) {
            if (pane.contentY === undefined || !pane.interactive)
                continue;
            const top = item.mapToItem(pane.contentItem, 0, 0).y;
            if (top < pane.contentY || top + item.height > pane.contentY + pane.height)
                pane.contentY = Math.max(0, Math.min(top - Theme.u(32), pane.contentHeight - pane.height));
            return;
        }
    }

    readonly property var padKeys: [Qt.Key_Up, Qt.Key_Down, Qt.Key_Left, Qt.Key_Right, Qt.Key_Escape, Qt.Key_Back, Qt.Key_Select]

    // by what the ring is moved among the keys of the keyboard on the screen: then these do not reach the field
    readonly property string spelling: !Typing.open || !keys.item ? "" : Theme.scanning ? "switches" : keys.item.pointed ? "keypad" : ""

    function ringKey(key: int) {
        if (keys.item)
            keys.item.handle(key);
    }

    property bool frameless: false
    // another page of the same screen is begun from its title too
    readonly property var page: Kiosk.view.page
    onPageChanged: Qt.callLater(begin)

    title: "Lawbooth"
    flags: frameless ? Qt.Window | Qt.FramelessWindowHint : Qt.Window
    visible: false
    width: 1080
    height: 1920
    color: Theme.paper
    // a terminal's window is closed by nobody but the keeper, which ends its process
    onClosing: close => close.accepted = !frameless
    onWidthChanged: Theme.windowWidth = width
    onHeightChanged: Theme.windowHeight = height
    onActiveFocusItemChanged: {
        Typing.watch(activeFocusItem);
        if (activeFocusItem === contentItem)
            Qt.callLater(beginAgain);
        else
            follow(activeFocusItem);
        typed = typed || Typing.open;
    }
    Component.onCompleted: {
        Theme.windowWidth = width;
        Theme.windowHeight = height;
        Typing.pad = frame;
    }

    Loader {
        // seated: the upper part is looked at only
        active: Theme.seated && !Typing.open && window.covers === ""
        width: parent.width
        height: Theme.u(704)
        source: "Lawbooth/Controls/SeatedHead.qml"
        Keys.forwardTo: [frame]
    }
    Item {
        id: frame
        // what no button and no field took: a keypad or switches
        Keys.onPressed: event => {
            // two switches send Space and Return: the first one at the idle screen is how this way is chosen
            if (event.key === Qt.Key_Space && !Theme.scanning && Kiosk.screen === "idle") {
                Kiosk.act("set_mode", {key: "switches", value: "two"});
                event.accepted = true;
                return;
            }
            keys.wanted = keys.wanted || window.padKeys.includes(event.key);
            // the technician's way in where a finger does not hit anything; the flow opens it on the idle screen only
            if (event.key === Qt.Key_F9)
                Kiosk.act("technician", {});
            event.accepted = event.key === Qt.Key_F9 || (keys.item !== null && keys.item.handle(event.key));
        }
        anchors.fill: parent
        // while typing the upper part is read and the keys lie below it
        anchors.topMargin: Theme.seated && !Typing.open ? Theme.u(704) : 0

        TopBar {
            id: topBar
            width: parent.width
            visible: window.covers !== "all"
        }
        // what the idle screen does not show is loaded when it is first needed
        Loader {
            id: strip
            objectName: "strip"
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
            anchors.bottom: voice.active ? voice.top : bottomBar.top
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
                    Qt.callLater(window.begin);
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
            id: voice
            objectName: "voice"
            anchors.bottom: bottomBar.top
            width: parent.width
            active: Listening.open && !Typing.open
            source: "Lawbooth/Controls/VoicePanel.qml"
        }
        Loader {
            z: 18
            anchors.fill: parent
            active: voice.active
            source: "Lawbooth/Controls/VoiceNumbers.qml"
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
            onItemChanged: Qt.callLater(window.begin)
        }
        BottomBar {
            id: bottomBar
            anchors.bottom: parent.bottom
            width: parent.width
            visible: !window.outOfService && window.covers !== "all"
            height: visible ? implicitHeight : 0
            onBack: window.direction = -1
        }
    }
    Loader {
        id: keys
        property bool wanted: false
        z: 30
        objectName: "keypad"
        anchors.fill: parent
        active: wanted || Theme.scanning
        source: "Lawbooth/Controls/Keypad.qml"
        onLoaded: item.root = window.contentItem
    }
    Connections {
        target: keys.item
        function onBack() {
            if (Kiosk.overlay !== "") {
                Kiosk.act("close", {});
                return;
            }
            window.direction = -1;
            Kiosk.act("back", {});
        }
        function onFollow(item) {
            window.follow(item);
        }
    }
}
