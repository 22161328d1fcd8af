// A deposit that was fetched by its code: whether it stands, since when, and handing it in to a case.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool done: view.state === "done"
    readonly property bool asking: view.state === "asking"

    title: done ? qsTr("查到了，存证属实") : asking ? qsTr("正在调取，请等一等") : view.reason === "deposit_unknown" ? qsTr("没有查到这个编码") : qsTr("现在查不了")
    subtitle: done ? qsTr("编码、时间、总账和见证方的签名，这台终端都核对过") : ""
    aside: [
        Drawing {
            visible: screen.done && !Theme.large && !Theme.seated
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.u(320)
            name: "court"
            accent: Theme.green
        },
        Item {
            Layout.fillHeight: !Theme.portrait
        }
    ]
    spacing: Theme.u(24)

    Card {
        visible: screen.done
        Layout.fillWidth: true

        Badge {
            kind: "done"
            text: qsTr("存证属实")
        }
        Repeater {
            model: screen.done ? [
                {name: qsTr("存证编码"), value: screen.view.code}, {name: qsTr("存证时间"), value: screen.view.at},
                {name: qsTr("存入的终端"), value: screen.view.terminal},
                {name: qsTr("见证方"), value: qsTr("%1 个联署").arg(screen.view.witnesses)}
            ] : []

            GridLayout {
                id: row
                required property var modelData
                Layout.fillWidth: true
                columns: Theme.large ? 1 : 2
                columnSpacing: Theme.gap
                Words {
                    Layout.preferredWidth: Theme.u(Theme.longWords ? 330 : 220)
                    color: Theme.ink2
                    text: row.modelData.name
                }
                Words {
                    Layout.fillWidth: true
                    font.bold: true
                    text: row.modelData.value || ""
                }
            }
        }
    }
    WaitingDots {
        visible: screen.asking
        Layout.alignment: Qt.AlignHCenter
    }
    Note {
        visible: screen.done
        Layout.fillWidth: true
        kind: "info"
        text: qsTr("要确认是不是手里的文件：用核验网页扫小票上的两个码，再选原来的文件，摘要一位一位比对。对方在案子里交来的，打开那一份就能在这里比对。存证不证明内容是真的。")
    }
    Note {
        visible: !screen.done && !screen.asking
        Layout.fillWidth: true
        kind: "look"
        text: ({
            deposit_unknown: qsTr("编码没有打错，但这个平台没有这条存证。在别的省存的，请到那里查。"),
            evidence_closed: qsTr("存证平台正在检查，请过一会儿再来。"), not_proven: qsTr("平台的回答核验不了，没有采信。请告诉工作人员。")
        })[screen.view.reason] || qsTr("现在连不上存证平台。编码没有用掉，等一会儿再查。")
    }
    Item {
        Layout.fillHeight: true
    }
    actions: [
        ActionButton {
            objectName: "action-attach"
            visible: screen.view.canAttach === true
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 4
            iconName: "court"
            text: qsTr("交给案子")
            onActivated: Kiosk.act("attach", {})
        },
        ActionButton {
            objectName: "action-again"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            kind: "secondary"
            text: qsTr("换一个编码")
            onActivated: Kiosk.act("again", {})
        },
        ActionButton {
            objectName: "action-finish"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 3
            kind: screen.view.canAttach === true ? "secondary" : "primary"
            text: qsTr("看好了，结束")
            onActivated: Kiosk.act("finish", {})
        }
    ]
}
