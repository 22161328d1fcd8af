// The bar that never moves: back, a person to help, read aloud, end.
import QtQuick
import Lawbooth.Backend
import Lawbooth.Theme

Rectangle {
    id: bar

    signal back
    readonly property real gap: Theme.gap
    readonly property string help: Kiosk.status.help || ""
    readonly property real share: (width - 2 * Theme.u(32) - 3 * gap) / 4

    onHelpChanged: {
        if (help === "coming" && Kiosk.overlay !== "help")
            Notices.show(qsTr("值班人员回话了：有人正在过来。"), "done");
        if (help === "video" && Kiosk.overlay !== "help")
            Notices.show(qsTr("值班人员接通了：点下面“可以视频”，就能当面说。"), "done");
        if ((help === "coming" || help === "video") && Speech.available)
            Speech.say(help === "video" ? qsTr("有人接通了，可以视频说。") : qsTr("有人知道了，正在过来。"));
    }
    implicitHeight: Theme.u(Theme.large ? 196 : 152)
    color: Theme.card

    Rectangle {
        width: parent.width
        height: Theme.thin
        color: Theme.line
    }
    Row {
        anchors.centerIn: parent
        spacing: bar.gap

        BarButton {
            objectName: "bar-back"
            width: bar.share
            text: qsTr("返回")
            iconName: "back"
            name: qsTr("返回上一页，答案会留着")
            possible: Kiosk.status.canGoBack === true
            reason: qsTr("这里已经是第一页")
            onActivated: {
                bar.back();
                Kiosk.act("back", {});
            }
        }
        BarButton {
            objectName: "bar-help"
            width: bar.share
            // whoever called somebody sees on every screen how that stands
            text: bar.help === "video" ? qsTr("可以视频") : bar.help === "coming" ? qsTr("有人过来") : bar.help === "calling" ? qsTr("正在叫人") : qsTr("找人帮忙")
            iconName: "help"
            name: bar.help === "video" ? qsTr("找人帮忙，有人接通了，可以视频说") : bar.help === "coming" ? qsTr("找人帮忙，有人正在过来") : bar.help === "calling" ? qsTr("找人帮忙，正在叫人") : qsTr("找人帮忙，叫工作人员来")
            onActivated: Kiosk.act("help", {})
        }
        BarButton {
            objectName: "bar-read"
            width: bar.share
            text: Speech.reading ? qsTr("停") : qsTr("朗读")
            iconName: "speaker"
            name: Speech.reading ? qsTr("停下，不念了") : qsTr("从头念这一页")
            possible: Speech.available
            reason: qsTr("这台机器没有开朗读。看不清可以点右上角换大字，或找人帮忙")
            onActivated: Speech.toggle()
        }
        BarButton {
            objectName: "bar-end"
            width: bar.share
            text: qsTr("结束")
            iconName: "stop"
            accent: Theme.red
            name: qsTr("结束，清除这台机器上的内容")
            possible: Kiosk.status.canEnd === true
            reason: qsTr("还没有开始，不用结束")
            onActivated: Kiosk.act("end", {})
        }
    }
}
