// Everything one decides by before giving anything: what to bring, how long, how much, and the other ways.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Theme
import Lawbooth.Controls

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property var fee: view.fee || null
    readonly property string closed: view.closed || ""
    readonly property var place: view.place || null
    readonly property string whereabouts: place ? qsTr("%1，电话 %2，%3").arg(place.address).arg(place.phone).arg(place.hours) : ""
    readonly property var downWords: ({
        "id_reader": qsTr("读卡器现在用不了，可以由工作人员核对身份。"),
        "face_camera": qsTr("摄像头现在用不了，可以由工作人员核对身份。"),
        "document_camera": qsTr("拍材料的镜头现在用不了，材料可以以后补交。"),
        "receipt_printer": qsTr("凭条打印机现在用不了，回执可以记下编码以后补打。"),
        "page_printer": qsTr("打印机现在用不了，文书可以以后补打。"),
        "clock": qsTr("这台机器的时间不准，正在校对。可以先填，日子以法院和平台的通知为准。")
    })

    spacing: Theme.u(20)
    kicker: qsTr("事项介绍")
    title: view.title || ""
    subtitle: qsTr("正式名称：%1　编号 %2").arg(view.official || "").arg(view.code || "")

    Stable {
        id: bring
        source: (screen.view.bring || []).concat([{
            icon: "clock",
            title: qsTr("大约 %1 分钟").arg(screen.view.minutes || 0),
            detail: qsTr("时间由您定，不催")
        }])
    }
    Stable {
        id: steps
        source: screen.view.steps || []
    }
    Stable {
        id: ways
        source: screen.view.ways || []
    }
    Note {
        objectName: "closed-note"
        visible: screen.closed !== ""
        Layout.fillWidth: true
        kind: "look"
        text: (screen.closed === "full" ? qsTr("这台机器的存储快满了，现在不能再收要附材料的事。") : qsTr("这台机器的存储出了问题，现在不能收材料。")) + qsTr("您还没有交任何东西。可以先看要带什么、查法律；") + (screen.place ? qsTr("要办请到下面的地方，或打 12348。") : qsTr("要办请到服务窗口，或打 12348。"))
    }
    Card {
        objectName: "place"
        visible: screen.closed !== "" && screen.place !== null
        Layout.fillWidth: true
        padding: Theme.u(28)
        spacing: Theme.u(4)

        Words {
            Layout.fillWidth: true
            role: "lead"
            font.bold: true
            text: screen.place ? screen.place.name : ""
        }
        Words {
            Layout.fillWidth: true
            text: screen.whereabouts
        }
    }
    Repeater {
        model: screen.closed === "" ? (screen.view.devicesDown || []) : []

        Note {
            required property string modelData
            Layout.fillWidth: true
            kind: "look"
            text: screen.downWords[modelData] || qsTr("有一个设备现在用不了，请找人帮忙。")
        }
    }
    Card {
        Layout.fillWidth: true
        padding: Theme.u(28)

        GridLayout {
            Layout.fillWidth: true
            columns: Theme.large || !Theme.portrait ? 1 : 2
            rowSpacing: Theme.u(16)
            columnSpacing: Theme.gap
            uniformCellWidths: true

            Repeater {
                model: bring.value

                RowLayout {
                    required property var modelData
                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignTop
                    spacing: Theme.gap

                    Rectangle {
                        Layout.alignment: Qt.AlignTop
                        implicitWidth: Theme.u(76)
                        implicitHeight: Theme.u(76)
                        radius: Theme.radius
                        color: Theme.tint

                        Icon {
                            anchors.centerIn: parent
                            name: parent.parent.modelData.icon
                        }
                    }
                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 0

                        Words {
                            Layout.fillWidth: true
                            role: "lead"
                            font.bold: true
                            text: parent.parent.modelData.title
                        }
                        Words {
                            Layout.fillWidth: true
                            visible: text !== ""
                            role: "small"
                            text: parent.parent.modelData.detail || ""
                        }
                    }
                }
            }
        }
    }
    GridLayout {
        Layout.fillWidth: true
        columns: Theme.large ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true

        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            padding: Theme.u(28)
            spacing: Theme.u(14)

            RowLayout {
                spacing: Theme.u(16)
                Icon {
                    name: "wallet"
                }
                Words {
                    Layout.fillWidth: true
                    role: "lead"
                    font.bold: true
                    text: qsTr("要交多少钱")
                }
            }
            RowLayout {
                Layout.fillWidth: true
                Words {
                    Layout.fillWidth: true
                    text: screen.fee ? qsTr("在这里填写") : qsTr("办这件事")
                }
                Words {
                    font.bold: true
                    font.pixelSize: Theme.lead
                    text: qsTr("不收费")
                }
            }
            Rule {
                visible: screen.fee !== null
            }
            Words {
                Layout.fillWidth: true
                visible: screen.fee !== null
                text: screen.fee ? qsTr("法院受理费，例如%1").arg(screen.fee.example) : ""
            }
            Words {
                visible: screen.fee !== null
                role: "figure"
                text: screen.fee ? qsTr("%1 元").arg(screen.fee.amount) : ""
            }
            Words {
                Layout.fillWidth: true
                visible: screen.fee !== null && !!screen.fee.half
                text: screen.fee && screen.fee.half ? qsTr("简易程序或调解只交 %1 元").arg(screen.fee.half) : ""
            }
            Rule {
                visible: screen.fee !== null
            }
            Words {
                Layout.fillWidth: true
                visible: screen.fee !== null
                role: "small"
                text: screen.fee ? qsTr("交费有困难可申请缓、减、免。%1").arg(screen.fee.basis || "") : ""
            }
            Item {
                Layout.fillHeight: true
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            padding: Theme.u(28)
            spacing: Theme.u(8)

            RowLayout {
                spacing: Theme.u(16)
                Layout.bottomMargin: Theme.u(8)
                Icon {
                    name: "progress"
                }
                Words {
                    Layout.fillWidth: true
                    role: "lead"
                    font.bold: true
                    text: qsTr("一共 %1 步").arg(steps.value.length)
                }
            }
            Repeater {
                model: steps.value

                RowLayout {
                    id: stepRow
                    required property string modelData
                    required property int index
                    Layout.fillWidth: true
                    spacing: Theme.u(16)

                    Rectangle {
                        implicitWidth: Theme.u(Theme.large ? 60 : 46)
                        implicitHeight: implicitWidth
                        radius: width / 2
                        color: "transparent"
                        border.color: Theme.primary
                        border.width: Theme.control

                        Words {
                            anchors.centerIn: parent
                            role: "small"
                            font.bold: true
                            color: Theme.primary
                            text: stepRow.index + 1
                        }
                    }
                    Words {
                        Layout.fillWidth: true
                        text: stepRow.modelData
                    }
                }
            }
            Item {
                Layout.fillHeight: true
            }
        }
    }
    ListRow {
        objectName: "action-laws"
        visible: Theme.large || Theme.seated
        Layout.fillWidth: true
        compact: true
        iconName: "scales"
        title: qsTr("依据什么法律")
        detail: qsTr("看看这件事的法律条文")
        onActivated: Kiosk.act("laws", {})
    }
    Words {
        visible: ways.value.length > 0
        Layout.fillWidth: true
        role: "lead"
        font.bold: true
        text: qsTr("也可以换一种办法，效力一样")
    }
    GridLayout {
        Layout.fillWidth: true
        columns: Theme.large ? 1 : Math.max(1, Math.min(3, ways.value.length))
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true

        Repeater {
            model: ways.value

            ListRow {
                required property var modelData
                objectName: "way-" + modelData.id
                Layout.fillWidth: true
                Layout.fillHeight: true
                chevron: false
                bare: ways.value.length > 1 && !Theme.large
                iconName: modelData.icon
                title: modelData.title
                detail: modelData.detail
                onActivated: Kiosk.act("way", {id: modelData.id})
            }
        }
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            objectName: "action-begin"
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.u(488)
            possible: screen.closed === ""
            reason: qsTr("现在不能在这里办")
            text: qsTr("开始办理")
            trailingIcon: "chevron"
            busyText: qsTr("正在开始…")
            onActivated: Kiosk.act("begin", {})
        },
        ActionButton {
            objectName: "action-basis"
            visible: !Theme.large && !Theme.seated
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.u(250)
            kind: "quiet"
            text: qsTr("法律依据")
            name: qsTr("依据什么法律")
            onActivated: Kiosk.act("laws", {})
        },
        ActionButton {
            objectName: "action-ask-lawyer"
            visible: !Theme.seated
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.u(338)
            kind: "quiet"
            iconName: Theme.large || Theme.seated ? "chat" : ""
            text: qsTr("先问问律师")
            onActivated: Kiosk.act("ask_lawyer", {})
        }
    ]
}
