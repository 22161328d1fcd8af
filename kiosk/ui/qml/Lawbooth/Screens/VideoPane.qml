// The web view of a call: our bundled page and nothing else. Loaded only while somebody calls.
import QtQuick
import QtWebChannel
import QtWebEngine
import Lawbooth.Backend

Item {
    id: pane

    WebChannel {
        id: channel
        Component.onCompleted: registerObject("bridge", Video.bridge)
    }
    WebEngineView {
        id: view
        objectName: "call-picture"
        anchors.fill: parent
        profile: Video.profile
        webChannel: channel
        url: Video.start
        backgroundColor: "#141B25"
        settings.javascriptCanOpenWindows: false
        settings.screenCaptureEnabled: false
        settings.pdfViewerEnabled: false
        settings.localStorageEnabled: false
        settings.localContentCanAccessRemoteUrls: true
        settings.playbackRequiresUserGesture: false
        settings.errorPageEnabled: false
        Accessible.role: Accessible.Graphic
        Accessible.name: Kiosk.view.helping === true ? qsTr("值班人员的画面，右下角是对方看到的您") : qsTr("律师的画面，右下角是律师看到的您")
        onNavigationRequested: request => {
            if (Video.mayGo(request.url))
                request.accept();
            else
                request.reject();
        }
        // no dialog of the engine's own, whatever a page asks for: each is taken and refused
        onNewWindowRequested: request => {}
        onContextMenuRequested: request => request.accepted = true
        onTooltipRequested: request => request.accepted = true
        onFileDialogRequested: request => {
            request.accepted = true;
            request.dialogReject();
        }
        onColorDialogRequested: request => {
            request.accepted = true;
            request.dialogReject();
        }
        onJavaScriptDialogRequested: request => {
            request.accepted = true;
            request.dialogReject();
        }
        onAuthenticationDialogRequested: request => {
            request.accepted = true;
            request.dialogReject();
        }
        onRegisterProtocolHandlerRequested: request => request.reject()
        onFullScreenRequested: request => request.reject()
        onFileSystemAccessRequested: request => request.reject()
        onSelectClientCertificate: selection => selection.selectNone()
        onCertificateError: error => error.rejectCertificate()
        onPermissionRequested: permission => {
            const kinds = ["MediaAudioCapture", "MediaVideoCapture", "MediaAudioVideoCapture"];
            const values = [WebEnginePermission.PermissionType.MediaAudioCapture, WebEnginePermission.PermissionType.MediaVideoCapture, WebEnginePermission.PermissionType.MediaAudioVideoCapture];
            const kind = kinds[values.indexOf(permission.permissionType)] || "";
            if (Video.mayUse(permission.origin, kind))
                permission.grant();
            else
                permission.deny();
        }
        onRenderProcessTerminated: {
            if (Video.crashed())
                Qt.callLater(view.reload);
        }
    }
}
