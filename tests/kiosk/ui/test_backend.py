"""The facade tells QML what changed and nothing else, and passes touches on as plain values."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, SignalInstance
from PySide6.QtTest import QSignalSpy, QTest

from kiosk.ui.app_window import application
from kiosk.ui.backend import PATIENCE_MS, Backend
from kiosk.ui.gallery import CannedFlow

SIGNALS = ("screen", "view", "overlay", "overlayView", "step", "status", "modes")


@pytest.fixture
def flow() -> CannedFlow:
    application()
    return CannedFlow()


def spies(backend: Backend) -> dict[str, QSignalSpy]:
    return {name: QSignalSpy(signal(backend, name)) for name in SIGNALS}


def signal(backend: Backend, name: str) -> SignalInstance:
    found: SignalInstance = getattr(backend, name + "Changed")
    return found


def test_tells_only_what_changed(flow: CannedFlow) -> None:
    backend = Backend(flow)
    heard = spies(backend)
    flow.view = {"featured": "sue", "count": 3}
    flow.changed()
    assert {name for name, spy in heard.items() if spy.count()} == {"view"}
    assert backend.property("view")["featured"] == "sue"


def test_notices_a_map_that_was_changed_in_place(flow: CannedFlow) -> None:
    view: dict[str, Any] = {"rows": [{"value": "a"}]}
    flow.view = view
    backend = Backend(flow)
    flow.changed()
    spy = QSignalSpy(backend.viewChanged)
    view["rows"][0]["value"] = "b"
    flow.changed()
    assert spy.count() == 1


def test_screen_and_view_are_new_together(flow: CannedFlow) -> None:
    """A screen that is made when the screen's id changes already finds its own map."""
    backend = Backend(flow)
    found: list[dict[str, Any]] = []
    backend.screenChanged.connect(lambda: found.append(backend.property("view")))
    flow.show({"screen": "card", "view": {"phase": "waiting"}})
    assert found == [{"phase": "waiting"}]


def test_no_step_is_an_empty_map(flow: CannedFlow) -> None:
    assert Backend(flow).property("step") == {}


def test_act_passes_nested_values(flow: CannedFlow) -> None:
    Backend(flow).act("sign", {"strokes": [[0.1, 0.2, 0.3, 0.4]]})
    assert flow.acts == [("sign", {"strokes": [[0.1, 0.2, 0.3, 0.4]]})]


def test_answered_at_once_when_the_view_changes(flow: CannedFlow) -> None:
    backend = Backend(flow)
    spy = QSignalSpy(backend.answered)
    flow.view = {"count": 9}
    backend.act("services", {})
    assert spy.count() == 1


def test_answered_after_a_while_when_nothing_changes(flow: CannedFlow) -> None:
    backend = Backend(flow)
    spy = QSignalSpy(backend.answered)
    backend.act("services", {})
    assert spy.count() == 0
    QTest.qWait(PATIENCE_MS + 300)
    assert spy.count() == 1


def test_live_pictures_are_counted_only_where_they_are_shown(flow: CannedFlow) -> None:
    backend = Backend(flow)
    flow.changed()
    before = backend.property("liveSeq")
    flow.show({"screen": "face", "view": {}})
    assert backend.property("liveSeq") > before


def test_any_touch_is_told(flow: CannedFlow, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(flow, "act", lambda name, **_: told.append(name))
    backend = Backend(flow)
    assert backend.eventFilter(QObject(), QEvent(QEvent.Type.TouchBegin)) is False
    assert backend.eventFilter(QObject(), QEvent(QEvent.Type.MouseMove)) is False
    assert told == ["touch"]


def test_stopped_backend_hears_nothing(flow: CannedFlow) -> None:
    backend = Backend(flow)
    backend.start()
    backend.stop()
    spy = QSignalSpy(backend.viewChanged)
    flow.view = {"count": 1}
    flow.changed()
    assert spy.count() == 0


@pytest.mark.parametrize(
    ("typed", "words"), [("50000", "人民币伍万元整"), ("1,234.50", ""), ("", ""), ("x", "")]
)
def test_capital(flow: CannedFlow, typed: str, words: str) -> None:
    said = Backend(flow).capital(typed)
    if words:
        assert said.removeprefix("人民币") == words.removeprefix("人民币")
    elif typed == "1,234.50":
        assert "壹仟贰佰叁拾肆元" in said
    else:
        assert said == ""
