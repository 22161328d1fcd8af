// The keyboard's place above the bottom bar; made by the window when something is first typed.
import QtQuick
import Lawbooth.Theme

Item {
    id: host

    readonly property real shownWidth: Theme.portrait ? width : Math.min(width, Theme.u(1060))


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
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: host.shownWidth
        height: item ? item.implicitHeight : 0
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
}
