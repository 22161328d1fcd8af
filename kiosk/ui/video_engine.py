"""What needs Qt's web engine: its scheme, its profile, and the handler that serves the bundled page."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlScheme, QWebEngineUrlSchemeHandler
from PySide6.QtWebEngineQuick import QQuickWebEngineProfile, QtWebEngineQuick

from kiosk.rooms import pages

del QWebChannel  # imported so that its script is among the resources

CHANNEL_SCRIPT = ":/qtwebchannel/qwebchannel.js"


class PageHandler(QWebEngineUrlSchemeHandler):
    """Answers for kiosk://app: the bundled files and Qt's own channel script."""

    def __init__(self, province: str, parent: QObject) -> None:
        super().__init__(parent)
        self._policy = pages.policy(province)
        script = QFile(CHANNEL_SCRIPT)
        script.open(QIODevice.OpenModeFlag.ReadOnly)
        self._channel = bytes(script.readAll().data())
        script.close()

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Called by the engine for each request."""
        url = job.requestUrl()
        found = pages.found(url.path()) if url.host() == pages.HOST else None
        if url.host() == pages.HOST and url.path() == "/qwebchannel.js":
            found = (b"text/javascript", self._channel)
        if found is None or job.requestMethod() != QByteArray(b"GET"):
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        kind, content = found
        # The value must be a list: a bare QByteArray is ignored without a word.
        job.setAdditionalResponseHeaders(
            {QByteArray(b"Content-Security-Policy"): [QByteArray(self._policy)]}  # type: ignore[dict-item]
        )
        body = QBuffer(job)
        body.setData(QByteArray(content))
        body.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(kind), body)


def register_scheme() -> None:
    """Make kiosk:// known as secure, so that its pages may ask for a camera."""
    scheme = QWebEngineUrlScheme(pages.SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flag = QWebEngineUrlScheme.Flag
    scheme.setFlags(flag.SecureScheme | flag.CorsEnabled | flag.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


def prepare(province: str, parent: QObject) -> tuple[QQuickWebEngineProfile, PageHandler]:
    """The engine, begun; an off-the-record profile whose only pages are ours."""
    register_scheme()
    QtWebEngineQuick.initialize()
    profile = QQuickWebEngineProfile(parent)
    profile.setOffTheRecord(True)
    handler = PageHandler(province, parent)
    profile.installUrlSchemeHandler(QByteArray(pages.SCHEME), handler)
    return profile, handler
