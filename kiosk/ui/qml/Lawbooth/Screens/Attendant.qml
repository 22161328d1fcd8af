// A person of the site looks at the one who stands here and says yes with a PIN; as good as the camera.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls
import Lawbooth.Fields

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property bool needsCard: view.needsCard === true
    readonly property bool locked: view.error === "locked"
    readonly property var reasons: ({
        declined: qsTr("您选了不用摄像头，由工作人员看一眼证件和您本人。"),
        not_recognised: qsTr("摄像头没认出来，由工作人员看一眼就好。"),
        no_card: qsTr("没带卡也能办，请告诉工作人员您的姓名和号码。"),
        no_camera: qsTr("摄像头现在用不了，由工作人员看一眼证件和您本人。"),
        young: qsTr("不满十四岁，不用摄像头看脸，由工作人员看一眼证件和您本人。"),
        asked: qsTr("由工作人员看一眼证件和您本人。")
    })
    readonly property bool choosing: needsCard && (view.papers || []).length > 0
    readonly property bool resident: view.resident !== false
    readonly property var troubles: ({
        identity: qsTr("请再看一下：姓名要写，号码是 18 位，最后一位可能是 X。"),
        number: qsTr("请再看一下：姓名要写，号码和证件上要一样，一般像 %1。").arg(view.example || ""),
        birth: qsTr("请写八位的出生日期，比如 19870305。")
    })

    title: qsTr("请工作人员帮忙核对")
    subtitle: reasons[view.reason] || reasons.asked

    stacksAt: "large"
    aside: [
        Loader {
            active: !Theme.portrait && !screen.needsCard
            visible: active
            Layout.fillWidth: true
            sourceComponent: HolderCard {}
        },
        Item {
            visible: !Theme.portrait
            Layout.fillHeight: true
        }
    ]

    component HolderCard: Card {

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.u(32)

            Image {
                visible: screen.view.hasPhoto === true
                Layout.preferredWidth: Theme.u(150)
                Layout.preferredHeight: Theme.u(186)
                source: visible ? "image://live/card?" + Kiosk.liveSeq : ""
                cache: false
                fillMode: Image.PreserveAspectFit
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("证件上的照片")
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.u(8)

                Words {
                    Layout.fillWidth: true
                    role: "lead"
                    font.bold: true
                    text: screen.view.holder || ""
                }
                Words {
                    Layout.fillWidth: true
                    text: qsTr("工作人员：请看证件、照片和本人是不是同一个人，是就输入您的工作密码。")
                }
            }
        }
    }

    ColumnLayout {
        visible: screen.choosing
        Layout.fillWidth: true
        spacing: Theme.u(16)

        Words {
            Layout.fillWidth: true
            font.bold: true
            text: qsTr("您带的是哪一种证件？")
        }
        OptionGrid {
            Layout.fillWidth: true
            path: "paper"
            options: screen.view.papers || []
            chosen: []
            onTouched: value => Kiosk.act("choose_paper", {kind: value})
        }
    }
    ColumnLayout {
        visible: screen.needsCard && !screen.choosing
        Layout.fillWidth: true
        spacing: Theme.u(16)

        ListRow {
            objectName: "action-other-paper"
            Layout.fillWidth: true
            compact: true
            iconName: "document"
            title: screen.view.paper || ""
            detail: qsTr("换一种证件：护照、港澳台通行证、居住证、永久居留证")
            onActivated: Kiosk.act("other_paper", {})
        }

        Words {
            Layout.fillWidth: true
            font.bold: true
            text: qsTr("您的姓名")
        }
        EntryBox {
            id: holder
            Layout.fillWidth: true
            inputName: "field-name"
            label: qsTr("您的姓名")
            maximumLength: 60
        }
        Words {
            Layout.fillWidth: true
            Layout.topMargin: Theme.u(8)
            font.bold: true
            text: screen.resident ? qsTr("身份证号码") : qsTr("证件号码")
        }
        EntryBox {
            id: number
            Layout.fillWidth: true
            inputName: "field-number"
            label: screen.resident ? qsTr("身份证号码") : qsTr("证件号码")
            keyboardKind: screen.resident ? "id" : "latin"
            placeholder: screen.resident ? "" : qsTr("照证件上写，比如 %1").arg(screen.view.example || "")
            maximumLength: 20
            wrong: screen.view.error === "identity" || screen.view.error === "number"
        }
        Words {
            visible: screen.view.needsBirth === true
            Layout.fillWidth: true
            Layout.topMargin: Theme.u(8)
            font.bold: true
            text: qsTr("出生日期（八位数字）")
        }
        EntryBox {
            id: birth
            visible: screen.view.needsBirth === true
            Layout.fillWidth: true
            inputName: "field-birth"
            label: qsTr("出生日期（八位数字）")
            placeholder: "19870305"
            keyboardKind: "int"
            maximumLength: 8
            wrong: screen.view.error === "birth"
        }
        Note {
            visible: screen.troubles[screen.view.error] !== undefined
            Layout.fillWidth: true
            kind: "look"
            text: screen.troubles[screen.view.error] || ""
        }
    }
    Loader {
        active: Theme.portrait && !screen.needsCard
        visible: active
        Layout.fillWidth: true
        sourceComponent: HolderCard {}
    }
    EntryBox {
        id: pin
        visible: !screen.needsCard
        Layout.fillWidth: true
        inputName: "field-pin"
        label: qsTr("工作密码")
        placeholder: qsTr("工作密码")
        keyboardKind: ""
        hidden: true
        maximumLength: 12
        enabled: !screen.locked
        wrong: screen.view.error === "wrong_pin"
    }
    Note {
        visible: !screen.needsCard && (screen.locked || screen.view.error === "wrong_pin")
        Layout.fillWidth: true
        kind: "look"
        text: screen.locked ? qsTr("密码输错几次了，请等 %1 秒再试。").arg(screen.view.left || 0) : qsTr("密码不对，请再输一次。")
    }
    KeyGrid {
        visible: !screen.needsCard
        Layout.fillWidth: true
        columns: flat ? 6 : 3
        keys: flat ? ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "clear", "delete"] : ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "delete"]
        readonly property bool flat: !Theme.portrait || Theme.seated
        enabled: !screen.locked
        opacity: enabled ? 1 : 0.4
        onKey: value => {
            if (value === "clear")
                pin.text = "";
            else if (value === "delete")
                pin.text = pin.text.slice(0, -1);
            else if (pin.text.length < pin.maximumLength)
                pin.text += value;
        }
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            objectName: "action-pin"
            visible: !screen.needsCard
            Layout.fillWidth: true
            iconName: "check"
            text: qsTr("是本人，确认")
            possible: pin.text.length >= 4 && !screen.locked
            reason: screen.locked ? qsTr("请等一会儿") : qsTr("请工作人员先输入密码")
            onActivated: {
                const typed = pin.text;
                pin.text = "";
                Kiosk.act("pin", {pin: typed});
            }
        },
        ActionButton {
            objectName: "action-identity"
            visible: screen.needsCard && !screen.choosing
            Layout.fillWidth: true
            text: qsTr("写好了，请人员核对")
            trailingIcon: "chevron"
            possible: holder.text !== "" && number.text !== ""
            reason: qsTr("还差姓名或者号码")
            onActivated: Kiosk.act("type_identity", {name: holder.text, number: number.text, birth: birth.visible ? birth.text : ""})
        }
    ]
}
