// One notice, one screen, two identical answers. The text shown is the text that is recorded.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

ScreenFrame {
    id: screen

    readonly property bool face: Kiosk.view.purpose === "face"
    readonly property var notice: face ? faceNotice : dataNotice
    readonly property string place: Kiosk.status.place || ""
    readonly property string fullText: [title].concat(notice.map(row => row.key + "：" + row.text)).concat([promise.text]).join("\n")

    // who, why, what, how long, how to withdraw: Personal Information Protection Law, articles 15, 17, 29 and 30
    readonly property var dataNotice: [
        {icon: "court", key: qsTr("谁来用"), text: qsTr("%1 的这台机器，和您要交给的单位").arg(place)},
        {icon: "info", key: qsTr("为什么"), text: qsTr("替您填写、提交这一件事，不作别的用")},
        {icon: "card", key: qsTr("用什么"), text: qsTr("身份证上的姓名、号码、住址、照片，您填的内容，您拍的材料。其中身份证号和照片是敏感信息，用来确认是您本人")},
        {icon: "lock", key: qsTr("留多久"), text: qsTr("办完或者您走开，就从这台机器清除。提交的内容加密后只有接收单位打得开，由它依法保存")},
        {icon: "close", key: qsTr("怎么反悔"), text: qsTr("提交以前随时按“结束”，什么都不留。提交以后，可以向接收单位查看、更正、撤回")}
    ]
    readonly property var faceNotice: [
        {icon: "court", key: qsTr("谁来用"), text: qsTr("只有 %1 的这台机器").arg(place)},
        {icon: "info", key: qsTr("为什么"), text: qsTr("确认是您本人，防止别人冒名")},
        {icon: "camera", key: qsTr("怎么做"), text: qsTr("身份证芯片里的照片，和镜头前的您比一比。人脸是敏感信息，只在这台机器里比，不上传")},
        {icon: "lock", key: qsTr("留多久"), text: qsTr("比完就删，不保存照片和人脸特征。只记“一致”或“没认出来”")},
        {icon: "close", key: qsTr("怎么反悔"), text: qsTr("随时可以换成由人员核对，或者按“结束”，不影响办事")}
    ]

    title: face ? qsTr("用摄像头核对是不是您本人，可以吗？") : qsTr("办这件事要用到您的信息，可以吗？")
    aside: [
        Drawing {
            visible: screen.face && !Theme.large && !Theme.seated
            name: "card-face"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: Theme.u(250)
            Layout.maximumHeight: Theme.u(300)
        }
    ]
    spacing: Theme.u(20)

    Repeater {
        model: screen.notice

        ColumnLayout {
            id: row
            required property var modelData
            Layout.fillWidth: true
            spacing: Theme.u(20)

            Rule {}
            GridLayout {
                Layout.fillWidth: true
                columns: Theme.large || Theme.language !== "zh" ? 2 : 3
                columnSpacing: Theme.u(28)
                rowSpacing: Theme.u(4)

                Icon {
                    Layout.alignment: Qt.AlignTop
                    name: row.modelData.icon
                }
                Words {
                    Layout.alignment: Qt.AlignTop
                    Layout.preferredWidth: Theme.u(150)
                    Layout.fillWidth: parent.columns === 2
                    font.bold: true
                    text: row.modelData.key
                }
                Words {
                    Layout.alignment: Qt.AlignTop
                    Layout.fillWidth: true
                    Layout.columnSpan: parent.columns === 2 ? 2 : 1
                    text: row.modelData.text
                }
            }
        }
    }
    Note {
        id: promise
        Layout.fillWidth: true
        Layout.topMargin: Theme.u(12)
        kind: screen.face ? "done" : "info"
        text: screen.face ? qsTr("两种办法都能办，效力一样。") : qsTr("不同意也没关系：可以找工作人员，改用纸质办理。")
    }
    ListRow {
        objectName: "action-kept"
        Layout.fillWidth: true
        compact: true
        iconName: "lock"
        title: qsTr("什么留在哪里、留多久")
        onActivated: Kiosk.act("kept", {})
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        EqualButton {
            objectName: "action-decline"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            iconName: "help"
            text: screen.face ? qsTr("不同意，由人员核对") : qsTr("不同意，找人帮忙")
            onActivated: Kiosk.act("decline", {text: screen.fullText})
        },
        EqualButton {
            objectName: "action-agree"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            iconName: screen.face ? "camera" : "check"
            text: screen.face ? qsTr("同意，用摄像头") : qsTr("同意，接着办")
            onActivated: Kiosk.act("agree", {text: screen.fullText})
        }
    ]
}
