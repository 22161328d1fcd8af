// Passes a list or map on only when it really changed, so that delegates are not rebuilt each second.
import QtQuick

QtObject {
    property var source: []
    property var value: []
    property string known: ""

    onSourceChanged: take()
    Component.onCompleted: take()

    function take() {
        const text = JSON.stringify(source === undefined ? null : source);
        if (text === known)
            return;
        known = text;
        value = source;
    }
}
