// The first start of a terminal: seven steps, those behind folded to a line, the present one open, each with what is missing.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property string step: view.step || "network"
    readonly property var names: ({
        network: qsTr("网络"), clock: qsTr("时钟"), code: qsTr("一次性开通码"), profile: qsTr("配置和目录"),
        devices: qsTr("找设备"), paper: qsTr("打印测试"), ready: qsTr("就绪")
    })
    readonly property var hints: ({
        network: qsTr("插好网线，几秒后会自己看到，不用点任何键。"),
        clock: qsTr("先把时钟校准，再连省里：时钟不对，省里的证书看起来都不可信，换线路也没用。"),
        code: qsTr("向省里要一个开通码，在这里输入。终端自己的钥匙先在本机做好，只有公钥会送出去。"),
        profile: qsTr("正在取这个点的配置、目录和法条，连上省里后几分钟内会来。"),
        devices: qsTr("缺的请插好；这个点没有的，点“没有这台”。都在了就能往下走。"),
        paper: qsTr("打两张测试纸，拿在手里对着看，五个问题照实答。"),
        ready: qsTr("报告由终端签名，打一张开通单贴在机内，然后开始服务。")
    })
    readonly property var questions: ({
        edges: qsTr("四边的框都在？"), strokes: qsTr("汉字没有缺笔？"), greys: qsTr("灰阶数得出 10 格？"),
        code: qsTr("小票上的方块码清楚？"), cut: qsTr("小票切开了，没撕毛？")
    })
    readonly property var kinds: ({
        id_reader: qsTr("身份证阅读器"), receipt_printer: qsTr("小票打印机"), page_printer: qsTr("A4 打印机"),
        face_camera: qsTr("摄像头"), document_camera: qsTr("高拍仪"),
        ptz_camera: qsTr("云台摄像头"), qr_scanner: qsTr("扫码器"), relays: qsTr("门和灯"), ups: qsTr("备用电源")
    })
    readonly property var outcomes: ({running: qsTr("正在打…"), done: qsTr("打好了"), not_done: qsTr("没打成"), unknown: qsTr("不知道打出来没有，请看出纸口")})
    readonly property int place: steps.value.findIndex(one => one.id === step)
    property string code: ""

    // trouble words what the present step misses
    function trouble(of: string): string {
        return of === "" || of === "unknown" ? "" : [Kiosk.codeWords(of) || of, Kiosk.codeRemedy(of)].filter(part => part !== "").join("。");
    }

    title: qsTr("第 %1 步，共 7 步：%2").arg(place + 1).arg(names[step] || "")
    subtitle: hints[step] || ""
    spacing: Theme.u(24)

    Stable {
        id: steps
        source: screen.view.steps || []
    }
    Stable {
        id: devices
        source: screen.view.devices || []
    }
    Stable {
        id: answers
        source: screen.view.answers || []
    }
    Stable {
        id: missing
        source: screen.view.missing || []
    }

    Repeater {
        model: screen.place > 0 ? screen.place : 0

        RowLayout {
            id: behind
            required property int index
            Layout.fillWidth: true
            spacing: Theme.u(16)
            Accessible.role: Accessible.ListItem
            Accessible.name: words.text

            Icon {
                name: "check-circle"
                color: Theme.green
                size: Theme.u(38)
            }
            Words {
                id: words
                Layout.fillWidth: true
                text: {
                    const one = steps.value[behind.index] || ({});
                    const more = one.id === "network" ? screen.view.address : one.id === "code" ? screen.view.terminal : "";
                    return [screen.names[one.id] || "", more || ""].filter(part => part !== "").join("　");
                }
                Accessible.ignored: true
            }
        }
    }
    Note {
        objectName: "setup-trouble"
        visible: text !== ""
        Layout.fillWidth: true
        kind: "look"
        text: {
            const now = steps.value[screen.place] || ({});
            const said = screen.step === "code" && screen.view.error === "" ? "" : screen.trouble(now.code || "");
            return screen.step === "code" && screen.view.busy ? "" : said;
        }
    }
    Part {
        wanted: screen.step === "code"
        Layout.fillWidth: true
        sourceComponent: ColumnLayout {
            spacing: Theme.u(20)

            EntryBox {
                Layout.fillWidth: true
                inputName: "field-code"
                label: qsTr("开通码（12 位）")
                placeholder: "XXXX-XXXX-XXXX"
                keyboardKind: ""
                maximumLength: 14
                wrong: screen.view.error !== ""
                text: screen.code.replace(/(.{4})(?=.)/g, "$1-")
                onTextChanged: {
                    const plain = text.replace(/[^0-9A-Za-z]/g, "").toUpperCase().slice(0, 12);
                    if (plain !== screen.code)
                        screen.code = plain;
                }
            }
            KeyGrid {
                Layout.fillWidth: true
                columns: 7
                keys: [..."23456789ABCDEFGHJKMNPQRSTUVWXYZ".split(""), "delete", "clear"]
                onKey: value => {
                    if (value === "clear")
                        screen.code = "";
                    else if (value === "delete")
                        screen.code = screen.code.slice(0, -1);
                    else if (screen.code.length < 12)
                        screen.code += value;
                }
            }
        }
    }
    WaitingDots {
        visible: screen.step === "profile" || screen.view.busy === true
    }
    Repeater {
        model: devices.value.length

        DeviceReport {
            id: shown
            required property int index
            Layout.fillWidth: true
            device: devices.value[index] || ({})
            watched: screen.view.watched === device.kind
            seconds: screen.view.seconds || 0
            onHeightChanged: if (watched) screen.reveal(shown)
        }
    }
    Repeater {
        model: missing.value.length

        ActionButton {
            required property int index
            readonly property string kind_: missing.value[index] || ""
            objectName: "none-" + kind_
            Layout.fillWidth: true
            kind: "secondary"
            fontSize: Theme.body
            text: qsTr("这个点没有%1").arg(screen.kinds[kind_] || kind_)
            onActivated: Kiosk.act("none", {kind: kind_})
        }
    }
    Words {
        visible: screen.step === "paper" && text !== ""
        objectName: "setup-sheets"
        Layout.fillWidth: true
        font.bold: true
        text: screen.view.sheets ? screen.outcomes[screen.view.sheets] || "" : ""
    }
    Repeater {
        model: screen.step === "paper" ? answers.value.length : 0

        GridLayout {
            id: question
            required property int index
            readonly property var answer: answers.value[index] || ({})
            Layout.fillWidth: true
            columns: Theme.large ? 1 : 3
            columnSpacing: Theme.u(24)
            rowSpacing: Theme.u(24)

            Words {
                Layout.fillWidth: true
                font.bold: true
                text: screen.questions[question.answer.id] || ""
            }
            ToggleButton {
                objectName: "yes-" + question.answer.id
                Layout.preferredWidth: Theme.u(180)
                text: qsTr("是")
                name: [screen.questions[question.answer.id] || "", text].join("")
                checked: question.answer.yes === true
                onActivated: Kiosk.act("say", {id: question.answer.id, yes: true})
            }
            ToggleButton {
                objectName: "no-" + question.answer.id
                Layout.preferredWidth: Theme.u(180)
                text: qsTr("不是")
                name: [screen.questions[question.answer.id] || "", text].join("")
                checked: question.answer.yes === false
                onActivated: Kiosk.act("say", {id: question.answer.id, yes: false})
            }
        }
    }
    Note {
        visible: screen.step === "ready" && screen.view.mark !== ""
        objectName: "setup-mark"
        Layout.fillWidth: true
        kind: "info"
        text: qsTr("报告已签名，摘要 %1。开通单：%2").arg(screen.view.mark).arg(screen.outcomes[screen.view.report] || "")
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            objectName: "action-finish"
            visible: screen.step === "ready" && screen.view.mark !== ""
            Layout.fillWidth: true
            text: qsTr("开始服务")
            busyText: qsTr("正在开始…")
            onActivated: Kiosk.act("finish", {})
        },
        ActionButton {
            objectName: "action-report"
            visible: screen.step === "ready"
            Layout.fillWidth: true
            kind: screen.view.mark !== "" ? "secondary" : "primary"
            iconName: "printer"
            text: screen.view.mark !== "" ? qsTr("再打一张") : qsTr("签名并打印")
            possible: screen.view.report !== "running"
            reason: qsTr("正在打…")
            onActivated: Kiosk.act("report", {})
        },
        ActionButton {
            objectName: "action-sheets"
            visible: screen.step === "paper"
            Layout.fillWidth: true
            iconName: "printer"
            text: screen.view.sheets === "" ? qsTr("打两张测试纸") : qsTr("再打一次")
            possible: screen.view.sheets !== "running"
            reason: qsTr("正在打…")
            onActivated: Kiosk.act("sheets", {})
        },
        ActionButton {
            objectName: "action-enrol"
            visible: screen.step === "code"
            Layout.fillWidth: true
            iconName: "lock"
            text: qsTr("登记这台终端")
            busyText: qsTr("正在登记…")
            possible: screen.code.length === 12 && screen.view.busy !== true
            reason: screen.view.busy === true ? qsTr("正在登记…") : qsTr("请先输完开通码")
            onActivated: Kiosk.act("enrol", {code: screen.code})
        },
        ActionButton {
            objectName: "action-look"
            visible: ["network", "clock", "profile", "devices"].includes(screen.step)
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "retry"
            text: qsTr("马上再看")
            onActivated: Kiosk.act("look", {})
        }
    ]
}
