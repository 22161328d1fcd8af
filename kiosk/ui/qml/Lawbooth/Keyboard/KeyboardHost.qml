// The keyboard's place above the bottom bar; the keyboard itself is loaded when something is first typed.
import QtQuick
import Lawbooth.Theme

Item {
    id: host

    // the window's focused item, watched for something to type into
    property Item focused: null
    readonly property real shownWidth: Theme.portrait ? width : Math.min(width, Theme.u(1060))

    onFocusedChanged: Typing.watch(focused)
    visible: Typing.open

    Binding {
        target: Typing
        property: "dockHeight"
        value: Typing.open && Theme.portrait ? loader.height : 0
    }
    Binding {
        target: Typing
        property: "dockWidth"
        value: Typing.open && !Theme.portrait ? host.shownWidth : 0
    }
    Loader {
        id: loader
        property bool wanted: false
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: host.shownWidth
        height: item ? item.implicitHeight : 0
        active: wanted
        source: "KioskKeyboard.qml"
    }
    Binding {
        target: loader.item
        when: loader.item !== null && Typing.open
        property: "kind"
        value: Typing.kind
        restoreMode: Binding.RestoreNone
    }
    Binding {
        target: loader.item
        when: loader.item !== null
        property: "field"
        value: Typing.field
    }
    Connections {
        target: Typing
        function onOpenChanged() {
            if (Typing.open)
                loader.wanted = true;
        }
    }
}
