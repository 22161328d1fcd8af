// What need not be filled in: read from the card, or worked out from other answers.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Column {
    id: control

    property var field: ({})
    readonly property bool fromCard: field.source === "card"
    signal answered(var value)

    spacing: Theme.u(12)

    Rectangle {
        width: parent.width
        height: Math.max(Theme.target, words.implicitHeight + Theme.u(36))
        radius: Theme.radius
        color: Theme.sunk
        border.color: Theme.line
        border.width: Theme.thin

        Words {
            id: words
            objectName: "field-" + control.field.path
            anchors.left: parent.left
            anchors.leftMargin: Theme.u(36)
            anchors.right: badge.visible ? badge.left : parent.right
            anchors.rightMargin: Theme.u(20)
            anchors.verticalCenter: parent.verticalCenter
            role: "lead"
            text: control.masked(control.shown())
            Accessible.name: (control.field.label || "") + "，" + text + "，" + badge.text
        }
        Badge {
            id: badge
            // the largest letters leave no room beside the value: it stands below
            visible: !Theme.largest
            anchors.right: parent.right
            anchors.rightMargin: Theme.u(28)
            anchors.verticalCenter: parent.verticalCenter
            kind: control.fromCard ? "done" : "info"
            iconName: control.fromCard ? "card" : "calculator"
            text: control.fromCard ? qsTr("身份证") : qsTr("机器算的，不用填")
        }
    }
    Words {
        visible: Theme.largest
        width: parent.width
        role: "small"
        text: badge.text
        Accessible.ignored: true
    }
    Words {
        visible: text !== ""
        width: parent.width
        role: "small"
        text: control.field.capital ? qsTr("大写") + "  " + control.field.capital : ""
        color: Theme.ink
    }

    Words {
        objectName: "working-" + control.field.path
        visible: !!control.field.working
        width: parent.width
        role: "small"
        text: visible ? qsTr("怎么算的：%1").arg(control.field.working) : ""
    }

    // masked hides the middle of a number that others could read over the shoulder
    function masked(text: string): string {
        if (field.type !== "id_no" || text.length < 12 || text.includes("*"))
            return text;
        return text.slice(0, 4) + "*".repeat(text.length - 8) + text.slice(-4);
    }

    function shown(): string {
        if (field.shown)
            return field.shown;
        const value = field.value;
        const unit = field.unit ? " " + field.unit : field.type === "money" ? " " + qsTr("元") : field.type === "percent" ? " %" : "";
        return value === null || value === undefined || value === "" ? qsTr("答完前面的，这里会自己出来") : String(value) + unit;
    }
}
