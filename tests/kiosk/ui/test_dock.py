"""The fault dock's window on a real rig: every button is there, a finger on it reaches the rig, what stands is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QPointF, Qt, QTimer, qInstallMessageHandler
from PySide6.QtGui import QAccessible
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from devices.clock import SystemClock
from devices.simulators.control import RigClient
from devices.ups.driver import Ups
from kiosk.dock.bench import Bench
from kiosk.dock.catalogue import by_name, cards, fault
from kiosk.ui.app_window import application
from kiosk.ui.dock import open_dock
from kiosk.ui.dock_backend import DockBackend
from main import main
from tests.kiosk.dock.rigs import running_line, running_rig
from tests.kiosk.ui.scene import keeper

WAYS_TO_CARDS = {"card-put", "card-swap", "fault-card.remove"}


class Dock:
    """The window, a finger and the rig behind it."""

    def __init__(self, backend: DockBackend, window: QQuickWindow, bench: Bench) -> None:
        self.backend = backend
        self.window = window
        self.bench = bench
        self._finger = QTest.createTouchDevice()

    def items(self) -> Iterator[QQuickItem]:
        """Every visible item."""
        return walk(self.window.contentItem())

    def find(self, name: str) -> QQuickItem:
        """The visible item of that name."""
        return next(item for item in self.items() if item.objectName() == name)

    def text(self, name: str) -> str:
        """The words of that item."""
        return str(self.find(name).property("text"))

    def bring(self, item: QQuickItem) -> None:
        """Scroll it into view when it is among the faults."""
        page = self.find("faults")
        if any(above is page for above in line_of(item)):
            top = item.mapToItem(page, QPointF(0, 0)).y() + page.property("contentY")
            page.setProperty(
                "contentY", max(0.0, min(top - 40, page.property("contentHeight") - page.height()))
            )
            rest(20)

    def tap(self, name: str) -> None:
        """A finger down and up in the middle of it."""
        item = self.find(name)
        self.bring(item)
        place = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.touchEvent(self.window, self._finger).press(0, place, self.window).commit()
        QTest.touchEvent(self.window, self._finger).release(0, place, self.window).commit()

    def until(self, true: Callable[[], Any], what: str) -> None:
        """Wait until the window shows it."""
        for _ in range(400):
            if true():
                return
            rest(25)
        pytest.fail(f"never: {what}")

    def live(self) -> dict[str, Any]:
        """What is told of the rig now."""
        found: dict[str, Any] = self.backend.property("live")
        return found

    def stands(self, name: str) -> bool:
        """Whether the window shows the fault as standing."""
        return bool(self.live()["standing"].get(name))


def rest(milliseconds: int) -> None:
    """Let the window live for a while; unlike `QTest.qWait` this lets the dock's other thread run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    if item.isVisible():
        yield item
        for child in item.childItems():
            yield from walk(child)


def line_of(item: QQuickItem | None) -> Iterator[QQuickItem]:
    while item is not None:
        yield item
        item = item.parentItem()


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with running_rig(tmp_path_factory.mktemp("rig"), "--no-camera") as addresses:
        yield addresses


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    control = tmp_path_factory.mktemp("line") / "line.sock"
    with running_line(control):
        yield control


def shown(bench: Bench) -> Iterator[Dock]:
    """The window on that bench; a complaint of QML fails the test."""
    application()
    warnings: list[str] = []
    previous = qInstallMessageHandler(keeper(warnings))
    backend = DockBackend(bench, SystemClock())
    engine: QQmlApplicationEngine
    engine, window = open_dock(backend)
    assert QTest.qWaitForWindowExposed(window)
    yield Dock(backend, window, bench)
    backend.speak("zh")
    backend.close()
    window.close()
    engine.deleteLater()
    rest(10)
    qInstallMessageHandler(previous)
    assert not warnings, "\n".join(warnings)


@pytest.fixture
def dock(rig: dict[str, str], line: Path) -> Iterator[Dock]:
    bench = Bench(RigClient(rig["control"]), RigClient(line))
    for one in shown(bench):
        one.until(lambda one=one: one.live()["alive"], "the rig answers")
        yield one
    bench.inject(fault("card.remove"))
    bench.clear()


def test_every_fault_has_a_button_with_a_name(dock: Dock) -> None:
    for view in ("view-keys", "view-lines"):
        dock.tap(view)
        rest(200)
        buttons = [item for item in dock.items() if item.metaObject().indexOfProperty("possible") >= 0]
        names = {item.objectName() for item in buttons}
        wanted = {f"fault-{name}" for name in by_name() if name not in {one.name for one in cards().faults}}
        assert wanted | WAYS_TO_CARDS <= names
        for button in buttons:
            face = QAccessible.queryAccessibleInterface(button)
            assert face is not None
            assert face.text(QAccessible.Text.Name).strip()
            assert button.objectName()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("view", ["keys", "lines"])
def test_no_words_are_cut(dock: Dock, language: str, view: str) -> None:
    dock.backend.speak(language)
    dock.tap(f"view-{view}")
    rest(200)
    for item in dock.items():
        if not item.inherits("QQuickText") or not item.property("text"):
            continue
        words = item.property("text")
        assert not item.property("truncated"), words
        assert item.property("contentWidth") <= item.width() + 1.5, words
        right = item.mapToScene(QPointF(min(item.width(), item.property("contentWidth")), 0)).x()
        assert right <= dock.window.width(), words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_buttons_do_not_lie_on_the_names_of_devices(dock: Dock, language: str) -> None:
    dock.backend.speak(language)
    rest(200)
    for group in ("id_reader", "face_camera", "qr_scanner", "ptz_camera"):
        row = dock.find(f"mark-{group}").parentItem()
        edge = max(child.x() + child.childrenRect().width() for child in row.childItems())
        first = next(one for one in by_name().values() if one.group == group)
        button = dock.find(f"fault-{first.name}")
        assert row.mapToScene(QPointF(edge, 0)).x() <= button.mapToScene(QPointF(0, 0)).x()


@pytest.mark.parametrize(
    "name",
    ["id_reader.torn", "receipt_printer.cover_open", "relays.door_open", "ups.mains_fail", "network.down"],
)
def test_a_touch_causes_it_and_another_mends_it(dock: Dock, name: str) -> None:
    dock.tap(f"fault-{name}")
    dock.until(lambda: dock.stands(name), f"{name} stands")
    one = fault(name)
    assert one.shows is not None
    assert one.shows(dock.bench.state())
    assert dock.find(f"mark-{one.group}").property("words") == one.label.zh
    assert dock.text("standing-count") == "1 个生效"
    dock.tap(f"fault-{name}")
    dock.until(lambda: not dock.stands(name), f"{name} is mended")
    assert not one.shows(dock.bench.state())


def test_what_another_hand_does_is_shown(dock: Dock) -> None:
    dock.bench.inject(fault("receipt_printer.paper_out"))
    dock.until(lambda: dock.stands("receipt_printer.paper_out"), "the paper is out")
    dock.until(
        lambda: dock.find("fault-receipt_printer.paper_out").property("standing"), "the button tells it"
    )


def test_escape_clears_everything(dock: Dock) -> None:
    for name in ("id_reader.slow", "receipt_printer.jam"):
        dock.tap(f"fault-{name}")
        dock.until(lambda name=name: dock.stands(name), f"{name} stands")
    QTest.keyClick(dock.window, Qt.Key.Key_Escape)
    dock.until(lambda: dock.live()["count"] == 0, "all is well")


def test_a_trace_is_recorded_and_played_in_the_window(dock: Dock, rig: dict[str, str]) -> None:
    dock.tap("trace-kind-ups")
    dock.tap("trace-record")
    dock.until(lambda: dock.live()["trace"].get("mode") == "record", "it records")
    ups = Ups(rig["ups"], SystemClock())
    ups.open()
    ups.close()
    dock.until(lambda: dock.text("trace-told").startswith("正在录"), "the window says so")
    QTest.keyClick(dock.window, Qt.Key.Key_F2)
    dock.until(lambda: dock.text("trace-told") == "ups-1.trace", "the trace has a name")
    dock.tap("trace-replay")
    dock.until(lambda: dock.live()["trace"].get("mode") == "replay", "it plays")
    ups.open()
    ups.close()
    dock.until(lambda: dock.live()["trace"].get("played", 0) > 0, "the driver met the trace")
    dock.tap("trace-record")
    dock.until(lambda: dock.live()["trace"].get("mode") == "", "it stopped")


def test_a_person_is_chosen_and_the_card_laid_and_taken(dock: Dock) -> None:
    dock.bench.inject(fault("card.remove"))
    dock.tap("person-mueller")
    assert dock.find("person-mueller").property("selected")
    dock.tap("fault-id_reader.merged")
    QTest.keyClick(dock.window, Qt.Key.Key_1)
    dock.until(lambda: dock.live()["card"] == "mueller", "the card lies there")
    assert dock.find("card-lies").property("words") == "卡在读卡区"
    dock.tap("fault-card.remove")
    dock.until(lambda: dock.live()["card"] == "", "the card is gone")


def test_what_cannot_be_is_grey_and_says_why(dock: Dock) -> None:
    name = "face_camera.freeze"
    assert not dock.find(f"fault-{name}").property("possible")
    assert "没有摄像头" in dock.text(f"why-{fault(name).group}")
    dock.tap(f"fault-{name}")
    rest(200)
    assert not [one for one in dock.backend.property("log") if one["sort"] != "state"]


def test_the_lines_tell_name_and_screen(dock: Dock) -> None:
    dock.tap("view-lines")
    rest(200)
    assert dock.text("name-receipt_printer.jam") == "receipt_printer.jam → printer_trouble · jam"
    assert "卡纸" in dock.text("sees-receipt_printer.jam")


def test_pointing_tells_name_and_screen(dock: Dock) -> None:
    button = dock.find("fault-id_reader.pulled")
    button.forceActiveFocus()
    dock.until(lambda: "id_reader.pulled → card · pulled" in dock.text("told"), "the strip tells it")


def test_events_tell_what_was_done_and_what_changed(dock: Dock) -> None:
    dock.tap("fault-receipt_printer.cover_open")
    dock.until(
        lambda: (
            {("hand", "receipt_printer.cover_open"), ("state", "receipt_printer.cover_open")}
            <= {(one["sort"], one["what"]) for one in dock.backend.property("log")}
        ),
        "both are told",
    )
    dock.tap("events-state")
    assert all(one["sort"] == "state" for one in shown_events(dock))
    QTest.keyClick(dock.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert dock.backend.property("log") == []


def shown_events(dock: Dock) -> list[dict[str, str]]:
    """The lines of the list as it is filtered now."""
    model = dock.find("event-list").property("model")
    found: list[dict[str, str]] = model.toVariant() if hasattr(model, "toVariant") else model
    assert found
    return found


def test_the_language_switches_while_it_stands(dock: Dock) -> None:
    dock.tap("language")
    dock.until(lambda: dock.find("clear").property("label") == "Clear all", "English words")
    assert dock.find("fault-receipt_printer.jam").property("label") == "Jam"
    dock.tap("language")
    dock.until(lambda: dock.find("clear").property("label") == "全部清除", "Chinese words")


def test_without_a_line_the_network_says_so(rig: dict[str, str]) -> None:
    for dock in shown(Bench(RigClient(rig["control"]))):
        dock.until(lambda dock=dock: dock.live()["alive"], "the rig answers")
        dock.until(lambda dock=dock: "main.py demo" in dock.text("why-network"), "why not")
        assert not dock.find("fault-network.down").property("possible")


def test_a_rig_that_dies_is_said_and_nothing_can_be_pressed(tmp_path: Path) -> None:
    for dock in shown(Bench(RigClient(tmp_path / "nobody.sock"))):
        dock.until(lambda dock=dock: dock.text("rig-mark") == "模拟器没有回答", "the rig is silent")
        assert not dock.find("fault-id_reader.torn").property("possible")
        dock.backend.press("id_reader.torn")
        dock.until(
            lambda dock=dock: any(one["sort"] == "refused" for one in dock.backend.property("log")),
            "it is refused",
        )


def test_the_command_says_when_no_rig_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dock", "--control", str(tmp_path / "nobody.sock"), "--window"]) == 1
    assert "does not answer" in capsys.readouterr().err
