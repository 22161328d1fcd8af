// One page with everything that pruning could have taken away: text, pinyin, shapes, a web view that decodes its own
// video call, a page of a PDF. `proof.py` shows it and asks it what came of each.
import QtQuick
import QtQuick.Window
import QtQuick.Layouts
import QtQuick.Shapes
import QtQuick.VirtualKeyboard.Core
import QtQuick.VirtualKeyboard.Plugins.Pinyin
import QtWebEngine
import QtWebChannel

Window {
    id: page
    width: 900
    height: 1200
    visible: true
    color: "#f8f6f1"
    property url pdf
    property string words: input.text
    property int decoded: 0
    property string call: ""
    readonly property bool pdfReady: paper.status === Image.Ready && paper.implicitWidth > 100

    function type(letters: string) {
        input.forceActiveFocus();
        InputContext.inputEngine.inputMethod = pinyin;
        InputContext.inputEngine.inputMode = InputEngine.InputMode.Pinyin;
        for (const letter of letters)
            InputContext.inputEngine.virtualKeyClick(Qt.Key_A + letter.charCodeAt(0) - 97, letter, 0);
        InputContext.inputEngine.wordCandidateListModel.selectItem(0);
    }

    PinyinInputMethod {
        id: pinyin
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 24
        Text {
            text: "法律服务终端 · 自检"
            font.pixelSize: 40
        }
        TextInput {
            id: input
            focus: true
            font.pixelSize: 36
            Layout.fillWidth: true
        }
        Shape {
            Layout.preferredHeight: 40
            Layout.fillWidth: true
            ShapePath {
                strokeColor: "#164c7e"
                strokeWidth: 6
                startX: 0
                startY: 20
                PathLine {
                    x: 800
                    y: 20
                }
            }
        }
        Image {
            id: paper
            source: page.pdf
            sourceSize.width: 400
            Layout.preferredHeight: 500
            fillMode: Image.PreserveAspectFit
        }
        WebEngineView {
            id: web
            Layout.fillWidth: true
            Layout.fillHeight: true
            webChannel: WebChannel {}
            onPermissionRequested: permission => permission.grant()
            onJavaScriptConsoleMessage: (level, message) => {
                if (message.startsWith("decoded "))
                    page.decoded = Number(message.slice(8));
                else
                    page.call = message;
            }
            Component.onCompleted: loadHtml(page.html, "https://proof.invalid/")
        }
    }
    readonly property string html: "<body style='margin:0;background:#ddd'><video id=v autoplay muted playsinline width=400></video><script>" + "(async () => { try {" + "const media = await navigator.mediaDevices.getUserMedia({video: true});" + "const a = new RTCPeerConnection(), b = new RTCPeerConnection();" + "a.onicecandidate = e => e.candidate && b.addIceCandidate(e.candidate);" + "b.onicecandidate = e => e.candidate && a.addIceCandidate(e.candidate);" + "b.ontrack = e => { v.srcObject = e.streams[0]; };" + "media.getTracks().forEach(t => a.addTrack(t, media));" + "await a.setLocalDescription(await a.createOffer()); await b.setRemoteDescription(a.localDescription);" + "await b.setLocalDescription(await b.createAnswer()); await a.setRemoteDescription(b.localDescription);" + "setInterval(async () => { for (const s of (await b.getStats()).values())" + " if (s.type === 'inbound-rtp') console.log('decoded ' + (s.framesDecoded || 0)); }, 500);" + "console.log('call begun'); } catch (error) { console.log('failed: ' + error); } })();</script>"
}
