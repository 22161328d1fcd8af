// Who helps nearby: a plain plan, a list with distances and hours, and one place in full with its number to call.
import QtQuick
import QtQuick.Layouts
import Lawbooth.Backend
import Lawbooth.Controls
import Lawbooth.Theme

ScreenFrame {
    id: screen

    readonly property var view: Kiosk.view
    readonly property var place: view.place || null
    readonly property bool one: place !== null
    readonly property bool drawn: !one && (plan.value.rings || []).length > 0
    readonly property var kindWords: ({
        service_point: qsTr("服务站"), legal_aid: qsTr("法律援助"), mediation: qsTr("调解"), court: qsTr("法院"),
        law_firm: qsTr("律师"), notary: qsTr("公证"), arbitration: qsTr("仲裁"), justice_office: qsTr("司法所"),
        procuratorate: qsTr("检察院"), forensic: qsTr("鉴定")
    })
    readonly property var kindIcons: ({
        service_point: "pavilion", legal_aid: "hand", mediation: "mediate", court: "court", law_firm: "chat",
        notary: "document", arbitration: "scales", justice_office: "people", procuratorate: "scales", forensic: "search"
    })
    readonly property var ways: [qsTr("北"), qsTr("东北"), qsTr("东"), qsTr("东南"), qsTr("南"), qsTr("西南"), qsTr("西"), qsTr("西北")]
    readonly property var days: ["", qsTr("周一"), qsTr("周二"), qsTr("周三"), qsTr("周四"), qsTr("周五"), qsTr("周六"), qsTr("周日")]

    title: one ? place.name : qsTr("附近谁能帮您")
    subtitle: one ? kindWords[place.kind] + (place.way >= 0 ? qsTr("　%1方　直线 %2").arg(ways[place.way]).arg(place.far) : place.far ? "　" + place.far : "") : view.here ? qsTr("从近到远排。没有网也能看。") : qsTr("没有网也能看。这台机器不知道自己的位置，所以没有距离。")
    spacing: Theme.u(20)

    function openWords(p: var): string {
        switch (p.state) {
        case "open":
            return qsTr("现在开着，到 %1").arg(p.at);
        case "closed":
            return p.days === 0 ? qsTr("今天 %1 开").arg(p.at) : p.days === 1 ? qsTr("明天 %1 开").arg(p.at) : p.days < 7 ? qsTr("%1 %2 开").arg(days[p.weekday]).arg(p.at) : qsTr("%1 天后 %2 开").arg(p.days).arg(p.at);
        case "always":
            return qsTr("全天可用");
        case "never":
            return qsTr("近两周不开");
        }
        return qsTr("几点开请先打电话问");
    }

    Stable {
        id: plan
        source: screen.view.plan || ({marks: [], rings: []})
    }
    Stable {
        id: rows
        source: screen.view.places || []
    }
    Stable {
        id: kinds
        source: screen.view.kinds || []
    }
    Stable {
        id: services
        source: screen.one ? screen.place.services : []
    }
    aside: [
        PlacePlan {
            visible: screen.sideBySide && screen.drawn
            Layout.fillWidth: true
            Layout.fillHeight: true
            marks: plan.value.marks
            rings: plan.value.rings
        }
    ]

    PlacePlan {
        visible: !screen.sideBySide && screen.drawn && !Theme.seated
        Layout.fillWidth: true
        implicitHeight: Theme.u(Theme.large ? 420 : 330)
        marks: plan.value.marks
        rings: plan.value.rings
    }
    GridLayout {
        visible: !screen.one
        Layout.fillWidth: true
        columns: Theme.large ? 2 : Theme.language === "zh" ? 5 : 3
        rowSpacing: Theme.u(20)
        columnSpacing: Theme.u(20)
        uniformCellWidths: true

        Repeater {
            model: kinds.value

            ToggleButton {
                required property var modelData
                objectName: "kind-" + modelData.id
                Layout.fillWidth: true
                fontSize: Theme.small
                text: screen.kindWords[modelData.id] + " " + modelData.count
                checked: modelData.id === screen.view.kind
                onActivated: Kiosk.act("kind", {id: modelData.id})
            }
        }
    }
    Note {
        visible: !screen.one && rows.value.length === 0
        Layout.fillWidth: true
        kind: "look"
        text: qsTr("这台机器还没有收到名录。请打 12348 问，不收费，或者找工作人员。")
    }
    Repeater {
        model: screen.one ? [] : rows.value

        ListRow {
            required property var modelData
            objectName: "place-" + modelData.id
            Layout.fillWidth: true
            compact: true
            iconName: Theme.large ? "" : screen.kindIcons[modelData.kind]
            title: (screen.drawn ? modelData.number + "　" : "") + modelData.name
            detail: [modelData.far, screen.openWords(modelData)].filter(part => part !== "").join(qsTr("，"))
            badge: Theme.large || !["open", "closed"].includes(modelData.state) ? "" : modelData.state === "open" ? qsTr("开着") : qsTr("没开")
            badgeKind: modelData.state === "open" ? "done" : "wait"
            onActivated: Kiosk.act("open", {id: modelData.id})
        }
    }
    Card {
        visible: screen.one
        Layout.fillWidth: true

        Badge {
            kind: screen.one && ["open", "always"].includes(screen.place.state) ? "done" : "wait"
            text: screen.one ? screen.openWords(screen.place) : ""
        }
        Words {
            Layout.fillWidth: true
            color: Theme.ink2
            text: qsTr("电话")
        }
        Words {
            objectName: "place-phone"
            Layout.fillWidth: true
            font.pixelSize: Theme.figure
            font.bold: true
            text: screen.one ? screen.place.phone : ""
        }
        Rule {}
        Words {
            Layout.fillWidth: true
            color: Theme.ink2
            text: qsTr("地址")
        }
        Words {
            Layout.fillWidth: true
            role: "lead"
            font.bold: true
            text: screen.one ? screen.place.address : ""
        }
        Words {
            Layout.fillWidth: true
            color: Theme.ink2
            text: qsTr("时间")
        }
        Words {
            Layout.fillWidth: true
            role: "lead"
            text: screen.one ? screen.place.hours : ""
        }
        Words {
            visible: screen.one && screen.place.stepFree
            Layout.fillWidth: true
            text: qsTr("没有台阶，轮椅能进")
        }
    }
    Words {
        visible: screen.one && services.value.length > 0
        Layout.fillWidth: true
        role: "q"
        text: qsTr("这里办的事，在这台机器上也能办")
    }
    Repeater {
        model: services.value

        ListRow {
            required property var modelData
            objectName: "matter-" + modelData.code
            Layout.fillWidth: true
            compact: true
            title: modelData.title
            onActivated: Kiosk.act("matter", {code: modelData.code})
        }
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            objectName: "action-book"
            visible: screen.one && screen.place.books === true
            Layout.fillWidth: true
            iconName: "calendar"
            text: qsTr("约个时间")
            onActivated: Kiosk.act("book", {})
        },
        ActionButton {
            objectName: "action-next"
            visible: !screen.one
            Layout.fillWidth: true
            kind: "secondary"
            iconName: Theme.large ? "" : "down"
            text: qsTr("再远一些")
            possible: screen.view.hasNext === true
            reason: qsTr("没有了")
            onActivated: Kiosk.act("page", {by: 1})
        },
        ActionButton {
            objectName: "action-previous"
            visible: !screen.one
            Layout.fillWidth: true
            kind: "secondary"
            iconName: Theme.large ? "" : "up"
            text: qsTr("近一些")
            possible: screen.view.hasPrev === true
            reason: qsTr("最近的在这里")
            onActivated: Kiosk.act("page", {by: -1})
        }
    ]
}
