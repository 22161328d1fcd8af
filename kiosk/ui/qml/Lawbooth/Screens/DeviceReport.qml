// One device for the technician: what it is, how it is in a shape and a word, what happened to it, and a trial.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ColumnLayout {
    id: row

    property var device: ({})
    property bool watched: false
    property int seconds: 0
    readonly property string kind: device.kind || ""
    readonly property bool broken: ["faulted", "gone", "absent"].includes(device.state)
    readonly property bool warned: device.state === "ready" && device.warning !== ""
    readonly property color accent: broken ? Theme.red : warned ? Theme.amber : device.state === "ready" ? Theme.green : Theme.primary
    readonly property string shape: device.state === "faulted" ? "stop" : broken ? "unplugged" : warned ? "warning" : device.state === "ready" ? "check-circle" : "clock"
    readonly property var icons: ({
        id_reader: "card", receipt_printer: "printer", page_printer: "document", face_camera: "camera", document_camera: "scan",
        ptz_camera: "photo", qr_scanner: "qr", relays: "door", ups: "power"
    })
    readonly property var names: ({
        id_reader: qsTr("身份证阅读器"), receipt_printer: qsTr("小票打印机"), page_printer: qsTr("A4 打印机"),
        face_camera: qsTr("摄像头"), document_camera: qsTr("高拍仪"),
        ptz_camera: qsTr("云台摄像头"), qr_scanner: qsTr("扫码器"), relays: qsTr("门和灯"), ups: qsTr("备用电源")
    })
    readonly property var stateNames: ({
        ready: qsTr("就绪"), busy: qsTr("正在用"), faulted: qsTr("用不了"), gone: qsTr("断开了，在找"), absent: qsTr("没找到"), unknown: qsTr("还没查")
    })
    readonly property var trials: ({
        id_reader: qsTr("试找卡"), receipt_printer: qsTr("打测试票"), face_camera: qsTr("看 5 秒"), document_camera: qsTr("看 5 秒")
    })
    readonly property var successes: ({
        id_reader: device.trialReason === "card" ? qsTr("找到一张卡，没有读") : qsTr("能找，上面没有卡"),
        receipt_printer: qsTr("测试票打好了"), face_camera: qsTr("有画面"), document_camera: qsTr("有画面")
    })
    // a path is known by its last part; a network address by all of it
    readonly property string place: {
        const whole = device.address || "";
        const parts = /^(serial|v4l2|sim|file):\//.exec(whole);
        return parts ? parts[1] + "　" + whole.split("/").pop() : whole;
    }
    readonly property string detail: (device.facts || []).map(fact => said(fact)).join("　")
    readonly property string counted: device.counted === true ? qsTr("做成 %1 次，没成 %2 次，重接 %3 次").arg(device.done).arg(device.failed).arg(device.reopened) : ""
    readonly property string last: (device.lastError || "") === "" ? "" : qsTr("最近的毛病：%1，%2").arg(worded(device.lastError)).arg(device.lastErrorAt)
    readonly property string tried: {
        if (watched)
            return qsTr("还看 %1 秒，不保存").arg(seconds);
        if (device.trial === "done")
            return successes[kind] || "";
        if (device.trial === "not_done")
            return qsTr("没成：%1").arg(worded(device.trialReason));
        return device.trial === "unknown" ? qsTr("不知道成没成，请看看出纸口") : "";
    }
    readonly property string recorded: {
        if (device.traceLeft > 0)
            return qsTr("正在录，还有 %1 秒。请只用测试卡。").arg(device.traceLeft);
        if (device.traced === "done")
            return qsTr("录好了：%1").arg(device.traceReason);
        if (device.traced === "not_done")
            return qsTr("没录成：%1").arg(worded(device.traceReason));
        return device.traced === "unknown" ? qsTr("不知道录成没有") : "";
    }
    readonly property string stateWords: {
        const why = device.reason || device.warning || "";
        const word = stateNames[device.state] || device.state || "";
        return why === "" || why === "starting" ? word : word + qsTr("：") + (Kiosk.codeWords(why) || why);
    }

    // worded says a code in words, with the code itself for who looks it up.
    function worded(code: string): string {
        const words = Kiosk.codeWords(code);
        return words !== "" ? qsTr("%1（%2）").arg(words).arg(code) : code;
    }

    // said turns what a driver tells of its device into words.
    function said(fact: var): string {
        if (fact.id === "sam")
            return "SAM " + fact.value;
        if (fact.id === "model")
            return qsTr("型号 %1").arg(fact.value);
        if (fact.id === "firmware")
            return qsTr("固件 %1").arg(fact.value);
        if (fact.id === "confirms")
            return fact.value === "yes" ? qsTr("逐张确认") : qsTr("不会逐张确认");
        return fact.id + " " + fact.value;
    }

    spacing: Theme.u(12)
    Accessible.role: Accessible.ListItem
    Accessible.name: [names[kind] || kind, stateWords, tried, recorded, last].filter(part => part !== "").join("，")

    component Small: Words {
        Layout.fillWidth: true
        role: "small"
        visible: text !== ""
        Accessible.ignored: true
    }

    GridLayout {
        Layout.fillWidth: true
        columns: Theme.large ? 1 : 2
        columnSpacing: Theme.u(24)
        rowSpacing: Theme.u(16)

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.u(24)

            Icon {
                Layout.alignment: Qt.AlignTop
                name: row.icons[row.kind] || "info"
                color: Theme.ink2
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: Theme.u(4)

                GridLayout {
                    Layout.fillWidth: true
                    columns: Theme.large || Theme.language !== "zh" ? 1 : 2
                    columnSpacing: Theme.u(16)
                    rowSpacing: Theme.u(4)

                    Words {
                        Layout.alignment: Qt.AlignTop
                        Layout.preferredWidth: Theme.large || Theme.language !== "zh" ? -1 : Theme.u(250)
                        Layout.fillWidth: Theme.large || Theme.language !== "zh"
                        font.bold: true
                        text: row.names[row.kind] || row.kind
                        Accessible.ignored: true
                    }
                    RowLayout {
                        Layout.fillWidth: true
                        spacing: Theme.u(12)

                        Icon {
                            Layout.alignment: Qt.AlignTop
                            name: row.shape
                            color: row.accent
                            size: Theme.u(Theme.large ? 52 : 38)
                        }
                        Words {
                            objectName: "state-" + row.kind
                            Layout.fillWidth: true
                            Layout.alignment: Qt.AlignTop
                            font.bold: row.broken || row.warned
                            text: row.stateWords
                            Accessible.ignored: true
                        }
                    }
                }
                Small {
                    text: row.detail
                }
                Small {
                    role: "mark"
                    text: [row.place, row.counted].filter(part => part !== "").join("　")
                }
                Small {
                    role: "mark"
                    color: Theme.ink
                    text: row.last
                }
                Small {
                    objectName: "tried-" + row.kind
                    font.bold: true
                    color: Theme.ink
                    text: row.tried
                }
                Small {
                    objectName: "traced-" + row.kind
                    font.bold: true
                    color: Theme.ink
                    text: row.recorded
                }
            }
        }
        ColumnLayout {
            visible: row.device.canTry === true || row.device.canTrace === true
            Layout.fillWidth: Theme.large
            Layout.alignment: Qt.AlignTop
            spacing: Theme.u(24)

            ActionButton {
                objectName: "test-" + row.kind
                visible: row.device.canTry === true
                Layout.fillWidth: Theme.large
                Layout.preferredWidth: Theme.large ? -1 : Theme.u(210)
                implicitHeight: Math.max(Theme.target, Theme.u(112))
                kind: "secondary"
                fontSize: Theme.body
                possible: row.device.trial !== "running"
                reason: qsTr("正在试…")
                text: row.trials[row.kind] || ""
                onActivated: Kiosk.act("test", {kind: row.kind})
            }
            ActionButton {
                objectName: "trace-" + row.kind
                visible: row.device.canTrace === true
                Layout.fillWidth: Theme.large
                Layout.preferredWidth: Theme.large ? -1 : Theme.u(210)
                implicitHeight: Math.max(Theme.target, Theme.u(112))
                kind: "secondary"
                fontSize: Theme.body
                possible: row.device.traced !== "running" || row.device.traceLeft > 0
                reason: qsTr("请等一会儿")
                text: row.device.traceLeft > 0 ? qsTr("停止录") : qsTr("录通信")
                onActivated: Kiosk.act("trace", {kind: row.kind})
            }
        }
    }
    Image {
        visible: row.watched
        Layout.fillWidth: true
        Layout.preferredHeight: visible ? Theme.u(360) : 0
        source: visible ? "image://live/camera?" + Kiosk.liveSeq : ""
        cache: false
        fillMode: Image.PreserveAspectFit
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("摄像头现在看到的，不保存")
    }
}
