"""The fault dock's window: everything that can go wrong with the simulated hardware, one button each."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from devices.simulators.control import RigClient, RigError
from kiosk.clock import SystemClock
from kiosk.dock.bench import Bench
from kiosk.ui.dock_backend import DockBackend
from kiosk.ui.icons import IconImages
from kiosk.ui.translations import FOLDER

QML = Path(__file__).parent / "qml"
PATIENCE_S = 10.0


class DockLanguage(QObject):
    """Switches the window's own words; the names of faults are the backend's."""

    def __init__(self, backend: DockBackend, engine: QQmlApplicationEngine) -> None:
        """Follow `backend`."""
        super().__init__(engine)
        self._backend = backend
        self._engine = engine
        self._translator = QTranslator(self)
        self._translator.load(str(FOLDER / "lawbooth_en.qm"))
        backend.languageChanged.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say everything anew in the language of the backend."""
        QCoreApplication.removeTranslator(self._translator)
        if self._backend.english:
            QCoreApplication.installTranslator(self._translator)
        self._engine.retranslate()


def open_dock(backend: DockBackend) -> tuple[QQmlApplicationEngine, QQuickWindow]:
    """The window, shown; keep what is returned for as long as it should stand."""
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(QML))
    engine.addImageProvider("icon", IconImages())
    backend.setParent(engine)  # lives as long as what is bound to it
    DockLanguage(backend, engine)
    engine.setInitialProperties({"dock": backend})
    engine.load(str(QML / "Lawbooth" / "Dock" / "DockWindow.qml"))
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)  # noqa: S101 - the root of our own file
    backend.start()
    return engine, window


def run(control: str, line: str | None, language: str) -> int:
    """Show the window until it is closed; 1 when the rig does not answer."""
    rig = RigClient(control, PATIENCE_S)
    try:
        rig.do("state")
    except RigError as error:
        sys.stderr.write(f"the simulated hardware does not answer: {error}\n")
        return 1
    app = QGuiApplication(sys.argv[:1])
    bench = Bench(rig, RigClient(line, PATIENCE_S) if line else None)
    backend = DockBackend(bench, SystemClock(), language)
    engine, window = open_dock(backend)
    code = app.exec()
    backend.close()
    del window, engine
    return code
