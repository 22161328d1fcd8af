"""The language of the scene's own words, switched while it is shown."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTranslator
from PySide6.QtQml import QQmlEngine

from kiosk.ui.backend import Backend

FOLDER = Path(__file__).parent / "translations"
log = logging.getLogger(__name__)


class Language(QObject):
    """Follows the language mode: Chinese is the source, its traditional script is made of it, others are a `.qm` here."""

    def __init__(self, backend: Backend, engine: QQmlEngine) -> None:
        """Follow `backend`; `engine` is told to say its words anew."""
        super().__init__(engine)
        self._backend = backend
        self._engine = engine
        self._translator: QTranslator | None = None
        self._shown = "zh"
        backend.modesChanged.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Take the language of the modes over when it is another one."""
        wanted = str(self._backend.flow.modes.get("language", "zh"))
        if wanted == self._shown:
            return
        self._shown = wanted
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        if wanted != "zh":
            self._translator = self._load(wanted)
        self._engine.retranslate()

    def _load(self, language: str) -> QTranslator | None:
        if language == "zh_hant":
            made = Traditional(self)
            QCoreApplication.installTranslator(made)
            return made
        translator = QTranslator(self)
        if not translator.load(str(FOLDER / f"lawbooth_{language}.qm")):
            log.warning("no translation file for language %s", language)
            return None
        QCoreApplication.installTranslator(translator)
        return translator


class Traditional(QTranslator):
    """Says each text of the scene in traditional characters, made of the text itself: nothing can be missing."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, number: int = -1
    ) -> str:
        """The text of a screen; Qt asks for each one once a language was chosen."""
        from kiosk.ui.traditional import traditional

        del context, disambiguation, number
        return traditional(source)

    def isEmpty(self) -> bool:
        """There is always something to say."""
        return False
