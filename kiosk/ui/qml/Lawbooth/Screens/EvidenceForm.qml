// A piece of evidence of one's own that was deposited before: its name, what it is to show, its deposit code.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ColumnLayout {
    id: form

    property string mark: ""
    // whether photographing is possible here, as a filing
    property bool canScan: false
    property bool proven: false

    function send() {
        Kiosk.act("lay", {title: title.text, purpose: purpose.text, deposit: deposit.text});
    }

    spacing: Theme.u(20)

    ListRow {
        objectName: "action-scan"
        visible: form.canScan
        Layout.fillWidth: true
        iconName: "camera"
        title: qsTr("拍下来交")
        detail: qsTr("纸的、照片都行：写清单、拍照、签名，交上去对方就看得到")
        onActivated: Kiosk.act("scan", {})
    }
    Words {
        visible: form.proven
        Layout.fillWidth: true
        role: "lead"
        font.bold: true
        text: qsTr("以前存过证的，填存证编码")
    }
    EntryBox {
        id: title
        visible: form.proven
        Layout.fillWidth: true
        implicitHeight: Theme.u(112)
        inputName: "field-title"
        label: qsTr("叫什么")
        placeholder: qsTr("例如 微信聊天记录")
        maximumLength: 80
        wrong: form.mark === "words" && text.trim() === ""
    }
    EntryBox {
        id: purpose
        visible: form.proven
        Layout.fillWidth: true
        implicitHeight: Theme.u(112)
        inputName: "field-purpose"
        label: qsTr("要证明什么")
        placeholder: qsTr("例如 对方承认借过这笔钱")
        maximumLength: 500
        wrong: form.mark === "words" && text.trim() === ""
    }
    EntryBox {
        id: deposit
        visible: form.proven
        Layout.fillWidth: true
        implicitHeight: Theme.u(112)
        inputName: "field-deposit"
        keyboardKind: "digits"
        label: qsTr("存证编码，20 位数字")
        placeholder: qsTr("存证凭条上的 20 位数字")
        maximumLength: 30
        wrong: form.mark === "code"
    }
    Note {
        visible: !form.proven
        Layout.fillWidth: true
        text: qsTr("用存证编码交证据，要先核对是您本人。不想用摄像头的，请工作人员核对。")
    }
}
