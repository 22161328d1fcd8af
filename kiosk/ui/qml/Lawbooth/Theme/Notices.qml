// One sentence said by the frame for six seconds: why a button is not possible, how a device is.
pragma Singleton

import QtQuick

QtObject {
    id: notices

    property string text: ""
    property string kind: "info"
    readonly property Timer timer: Timer {
        interval: 6000
        onTriggered: notices.text = ""
    }

    function show(sentence: string, sort: string) {
        kind = sort || "info";
        text = sentence;
        timer.restart();
    }

    function clear() {
        timer.stop();
        text = "";
    }
}
