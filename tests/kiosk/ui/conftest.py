"""The scene that the tests here drive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import qInstallMessageHandler

from kiosk.ui.gallery import PORTRAIT
from tests.kiosk.ui.scene import Scene, keeper, only_scene


@pytest.fixture(scope="session", autouse=True)
def terminal_first() -> None:
    """The terminal's types are made known before any other engine of the process, as Qt asks; the dock has one too."""
    only_scene()


@pytest.fixture
def scene() -> Iterator[Scene]:
    """The scene at rest in its plain modes; QML complaints during the test fail it."""
    shared = only_scene()
    shared.window.requestActivate()
    shared.flow.show({"screen": "idle", "view": {"featured": "owed", "count": 3}})
    shared.mode()
    shared.turn(PORTRAIT)
    shared.flow.acts.clear()
    shared.warnings.clear()
    previous = qInstallMessageHandler(keeper(shared.warnings))
    yield shared
    qInstallMessageHandler(previous)
    assert not shared.warnings, "\n".join(shared.warnings)
