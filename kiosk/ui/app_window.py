"""Builds the one window of a visit: engine, pictures, singleton, scene; nothing is shown until `show()`."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

import PySide6
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, qmlRegisterSingletonInstance
from PySide6.QtQuick import QQuickWindow

from kiosk.rooms.port import VideoPort
from kiosk.ui.backend import Backend, make_models_known
from kiosk.ui.captioning import Captioning
from kiosk.ui.flow_protocol import FlowProtocol
from kiosk.ui.icons import DashedImages, DrawingImages, IconImages
from kiosk.ui.keyboard import prepare_keyboard
from kiosk.ui.listening import Listening
from kiosk.ui.live_images import LiveImages
from kiosk.ui.qr_images import QrImages
from kiosk.ui.speech import Speech
from kiosk.ui.translations import Language
from kiosk.ui.video import Video

QML = Path(__file__).parent / "qml"
SET_ATTRIBUTE = "_ZN16QCoreApplication12setAttributeEN2Qt20ApplicationAttributeEb"
"""`QCoreApplication::setAttribute(Qt::ApplicationAttribute, bool)`, as C++ names it on every Linux."""
SHARE_OPENGL_CONTEXTS = 18
"""`Qt::AA_ShareOpenGLContexts`."""
DRAG_DISTANCE = 28
"""Pixels a finger may slip before a touch counts as a drag; older hands slip."""


class SceneError(RuntimeError):
    """The scene could not be loaded; the text names the QML file and line."""


def build_window(
    flow: FlowProtocol, size: tuple[int, int] | None = None, fullscreen: bool = False
) -> tuple[QGuiApplication, QQmlApplicationEngine, QQuickWindow]:
    """The application, its engine and the hidden window that shows `flow`.

    `size` is in pixels, by default the whole first screen. `fullscreen` sets the geometry of the first
    screen and no window frame (without a window manager showFullScreen is ignored). Raises `SceneError`.
    """
    app = application()
    # before the engine: a type that becomes known while one runs breaks components that are loaded later
    make_models_known()
    backend = Backend(flow)
    qmlRegisterSingletonInstance(Backend, "Lawbooth.Backend", 1, 0, "Kiosk", backend)  # type: ignore[arg-type]
    speech = Speech(backend)
    qmlRegisterSingletonInstance(Speech, "Lawbooth.Backend", 1, 0, "Speech", speech)  # type: ignore[arg-type]
    listening = Listening(backend, speech)
    qmlRegisterSingletonInstance(Listening, "Lawbooth.Backend", 1, 0, "Listening", listening)  # type: ignore[arg-type]
    captioning = Captioning(backend, listening)
    # canned flows of the gallery have no call
    port = getattr(flow, "video", None) or VideoPort()
    simulated = bool(flow.status.get("demo"))
    video = Video(port, simulated)
    qmlRegisterSingletonInstance(Video, "Lawbooth.Backend", 1, 0, "Video", video)  # type: ignore[arg-type]
    engine = build_engine(flow)
    video.setParent(engine)
    speech.setParent(engine)
    listening.setParent(engine)
    captioning.setParent(engine)
    backend.setParent(engine)
    language = Language(backend, engine)
    window = _load(engine)
    backend.watch(window)
    speech.watch(window)
    listening.watch(window)
    _place(app, window, size, fullscreen)
    backend.start()
    for stop in (backend.stop, speech.stop, listening.stop, captioning.stop):
        app.aboutToQuit.connect(stop)
    language.setObjectName("language")
    return app, engine, window


def application() -> QGuiApplication:
    """The application of this process, made when there is none yet."""
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ.setdefault("QML_NO_TOUCH_COMPRESSION", "1")  # a signature needs every point, not one a frame
    prepare_keyboard()
    share_contexts()
    app = QGuiApplication(sys.argv[:1])
    app.styleHints().setStartDragDistance(DRAG_DISTANCE)
    return app


def share_contexts() -> None:
    """For the web view of a call, which is loaded late but asks for this before the application is there.

    WORKAROUND: PySide takes the attribute by its name in the class `Qt` only, and making that class with all its enums
    costs a tenth of the time to the first frame. The library that is loaded already is asked; else PySide.
    """
    core = Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Core.so.6"
    try:
        ctypes.CDLL(str(core))[SET_ATTRIBUTE](SHARE_OPENGL_CONTEXTS, True)
    except (OSError, AttributeError):
        from PySide6.QtCore import Qt

        QGuiApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


def build_engine(flow: FlowProtocol) -> QQmlApplicationEngine:
    """An engine that knows the modules and the picture sources of the scene."""
    engine = QQmlApplicationEngine()
    for selector in engine.urlInterceptors():  # looks for +linux and the like beside every file, in vain
        engine.removeUrlInterceptor(selector)
    engine.addImportPath(str(QML))
    engine.addImageProvider("icon", IconImages())
    engine.addImageProvider("drawing", DrawingImages())
    engine.addImageProvider("dashed", DashedImages())
    engine.addImageProvider("live", LiveImages(flow))
    engine.addImageProvider("qr", QrImages())
    return engine


def _load(engine: QQmlApplicationEngine) -> QQuickWindow:
    troubles: list[str] = []

    def keep(warnings: list[QObject]) -> None:
        troubles.extend(str(warning) for warning in warnings)

    engine.warnings.connect(keep)
    engine.load(QUrl.fromLocalFile(str(QML / "Main.qml")))
    engine.warnings.disconnect(keep)
    roots = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise SceneError("; ".join(troubles) or "Main.qml made no window")
    return roots[0]


def _place(
    app: QGuiApplication, window: QQuickWindow, size: tuple[int, int] | None, fullscreen: bool
) -> None:
    screen = app.primaryScreen().geometry()
    if fullscreen:
        window.setProperty("frameless", True)
        window.setGeometry(screen)
    elif size is not None:
        window.setPosition(0, 0)
        window.resize(*size)
    else:
        window.setGeometry(screen)
