// A part of a screen that stands in one place upright and in another on a wide screen: made only where it is wanted.
import QtQuick
import QtQuick.Layouts

Loader {
    property bool wanted: true

    active: wanted
    visible: active
    Layout.fillWidth: true
}
