// The court fee as it grows with the answers, in one card: total, in 大写, and what it may fall to.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

Card {
    id: card

    property var fee: ({})
    property bool full: false
    readonly property bool stacked: Theme.largest || Theme.longWords

    padding: Theme.u(32)
    spacing: Theme.u(12)

    Flow {
        Layout.fillWidth: true
        spacing: Theme.u(16)

        Icon {
            id: coin
            name: "wallet"
            size: label.height
        }
        Words {
            id: label
            text: qsTr("法院受理费，预计")
            font.bold: true
        }
        Words {
            visible: !card.full
            text: qsTr("%1 元").arg(card.fee.total || "")
            font.bold: true
        }
    }
    GridLayout {
        visible: card.full
        Layout.fillWidth: true
        columns: card.stacked ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        ColumnLayout {
            spacing: 0
            Words {
                role: "figure"
                text: qsTr("%1 元").arg(card.fee.total || "")
            }
            Words {
                text: Kiosk.capital(card.fee.total || "")
            }
        }
        ColumnLayout {
            visible: !!card.fee.half
            Layout.alignment: Qt.AlignBottom
            spacing: 0
            Words {
                Layout.fillWidth: true
                horizontalAlignment: card.stacked ? Text.AlignLeft : Text.AlignRight
                color: Theme.ink2
                text: qsTr("简易程序或调解结案减半")
            }
            Words {
                Layout.fillWidth: true
                horizontalAlignment: card.stacked ? Text.AlignLeft : Text.AlignRight
                role: "q"
                text: qsTr("%1 元").arg(card.fee.half || "")
            }
        }
    }
    Rule {
        visible: card.full && lines.count > 0
    }
    Repeater {
        id: lines
        model: card.full ? card.fee.lines || [] : []

        RowLayout {
            id: line
            required property var modelData
            Layout.fillWidth: true
            Words {
                Layout.fillWidth: true
                role: "small"
                color: Theme.ink
                text: line.modelData.label
            }
            Words {
                role: "small"
                color: Theme.ink
                text: line.modelData.amount
            }
        }
    }
    Words {
        visible: card.full && text !== ""
        Layout.fillWidth: true
        role: "small"
        text: (card.fee.basis || "") + (card.fee.basis ? qsTr("。") : "") + qsTr("以法院核定为准。")
    }
}
