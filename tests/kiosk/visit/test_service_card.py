"""The technician's service card: through a scanner's bytes to the question for the PIN, and no further."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.qr_scanner.driver import QrScanner
from devices.simulators.qr_scanner import QrSimulator
from devices.supervisor import Supervisor
from kiosk.visit.service_card import (
    KEPT,
    LIT_S,
    REST_S,
    SAID_S,
    UNKNOWN_ALLOWED,
    enrol,
    fresh,
    number_of,
    picture,
)
from tests.kiosk.visit.cabinet import PIN, Cabinet, staff_hash
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.test_technician_tools import admitted

SALT = bytes(range(16))
CARD = "LBSC1.0007.ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STRANGE = "LBSC1.0007.ABCDEFGHIJKLMNOPQRSTUVWXY2"
ENROLLED = (enrol("LBSC1.0003." + "A" * 26, bytes(16)), enrol(CARD, SALT))


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[QrSimulator]:
    """A GM65 on a pseudo-terminal."""
    simulator = QrSimulator(tmp_path / "qr", SystemClock())
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def before(make: MakeCabinet, scanner: QrSimulator, tmp_path: Path) -> Iterator[Cabinet]:
    """The idle screen of a terminal with that scanner and two cards enrolled; its real driver and supervisor."""
    cabinet = make(technician_pin_hash=staff_hash(), ticket=True, service_cards=ENROLLED)
    supervisor = Supervisor(QrScanner(f"sim:{tmp_path / 'qr'}", SystemClock()), SystemClock())
    supervisor.start()
    cabinet.hardware._others = {"qr_scanner": supervisor}
    for _ in range(600):
        if supervisor.health.usable:
            break
        threading.Event().wait(0.05)
    yield cabinet
    supervisor.stop()


def shown(cabinet: Cabinet, scanner: QrSimulator, text: str, *, looks: bool = True) -> bool:
    """Hold a code before the scanner and let some seconds pass; whether the scanner took it."""
    scanner.show(text)
    for _ in range(200 if looks else 60):
        cabinet.tick(0.1)
        threading.Event().wait(0.05)
        if not scanner.state()["code"]:
            break
    for _ in range(150 if looks else 0):  # until the look is over, and for a moment after it
        cabinet.tick(0.01)
        threading.Event().wait(0.05)
        if cabinet.screen == "technician" or cabinet.view.get("card"):
            break
    taken = not scanner.state()["code"]
    scanner.hide()
    return taken


def test_a_card_opens_the_question_for_the_pin_and_no_more(before: Cabinet, scanner: QrSimulator) -> None:
    assert shown(before, scanner, CARD)
    assert (before.screen, before.view["phase"], before.view["card"]) == ("technician", "pin", "0007")
    assert before.view["devices"] == before.view["letters"] == []
    [act] = before.keeper.told("technician_act")
    assert (act["deed"], act["device"], act["card"]) == ("card", "qr_scanner", 7)
    before.act("pin", pin="000000")
    assert before.view["error"] == "wrong_pin"
    before.act("pin", pin=PIN)
    assert before.view["phase"] == "ticket"  # the province's ticket is wanted as ever
    admitted(before, "not_done", "wrong_ticket")
    assert before.view["phase"] == "ticket"
    admitted(before, "done")
    assert before.view["phase"] == "open"


def test_a_strange_card_is_told_plainly_and_opens_nothing(before: Cabinet, scanner: QrSimulator) -> None:
    assert shown(before, scanner, STRANGE)
    assert (before.screen, before.view["card"]) == ("idle", "unknown")
    assert [one["deed"] for one in before.keeper.told("technician_act")] == ["refused"]
    before.tick(SAID_S + 1)
    assert before.view["card"] == ""


def test_a_residents_code_says_and_shows_nothing(
    before: Cabinet, scanner: QrSimulator, caplog: pytest.LogCaptureFixture
) -> None:
    assert shown(before, scanner, "GREEN/110105194912310021/secret")
    assert (before.screen, before.view["card"]) == ("idle", "")
    assert before.keeper.told("technician_act") == []
    assert "110105194912310021" not in caplog.text


def test_after_strange_cards_the_scanner_rests_for_a_minute(before: Cabinet, scanner: QrSimulator) -> None:
    for number in range(UNKNOWN_ALLOWED):
        before.tick(SAID_S + 1)
        assert shown(before, scanner, STRANGE), number
    scanner.show(CARD)
    for _ in range(20):
        before.tick(1.0)
        threading.Event().wait(0.02)
    assert (before.screen, scanner.state()["code"]) == ("idle", True)
    scanner.hide()
    before.tick(REST_S)
    assert shown(before, scanner, CARD)
    assert before.screen == "technician"


def test_nobody_looks_where_it_would_lead_nowhere(before: Cabinet, scanner: QrSimulator) -> None:
    """Somebody's visit has begun."""
    before.act("services")
    assert not shown(before, scanner, CARD, looks=False)
    before.act("back")
    assert shown(before, scanner, CARD)
    assert before.screen == "technician"


def test_where_nobody_stands_it_looks_seldom(make: MakeCabinet) -> None:
    """But it does look: the sensor may be what the technician came for."""
    asked: list[float] = []

    def looked(seconds: float, _fits: object) -> Future[str | None]:
        asked.append(seconds)
        none: Future[str | None] = Future()
        none.set_result(None)
        return none

    cabinet = make(technician_pin_hash=staff_hash(), service_cards=ENROLLED)
    cabinet.hardware.look_for_service_card = looked  # type: ignore[method-assign,assignment]
    counts = []
    for cabinet.hardware.standing in (True, False):
        asked.clear()
        for _ in range(200):
            cabinet.tick(0.1)
        counts.append(len(asked))
    assert counts[0] > 2 * counts[1] > 0


def test_without_cards_or_a_pin_the_scanner_stays_dark(make: MakeCabinet) -> None:
    asked: list[float] = []
    for settings in ({"service_cards": ENROLLED}, {"technician_pin_hash": staff_hash()}):
        cabinet = make(**settings)
        cabinet.hardware.look_for_service_card = lambda seconds, _: asked.append(seconds)  # type: ignore[method-assign,assignment]
        cabinet.tick(5.0, times=3)
    assert asked == []
    cabinet = make(technician_pin_hash=staff_hash(), service_cards=ENROLLED)
    cabinet.hardware.look_for_service_card = lambda seconds, _: asked.append(seconds)  # type: ignore[method-assign,assignment]
    cabinet.tick(5.0, times=3)
    assert asked[:1] == [LIT_S]


def test_a_scanner_that_is_away_is_borne(make: MakeCabinet) -> None:
    cabinet = make(technician_pin_hash=staff_hash(), service_cards=ENROLLED)
    for _ in range(10):
        cabinet.tick(1.0)
    assert (cabinet.screen, cabinet.view["card"]) == ("idle", "")


def test_what_is_kept_makes_no_card_and_other_codes_are_none() -> None:
    assert KEPT.fullmatch(ENROLLED[1])
    assert "ABCDEFGH" not in "".join(ENROLLED)
    assert number_of(CARD, ENROLLED) == 7
    assert number_of(STRANGE, ENROLLED) is None
    assert number_of(CARD, ("", "0007$$", "nonsense", ENROLLED[1][:-1])) is None
    assert number_of(CARD.replace("0007", "0003"), ENROLLED) is None  # another number over the same secret
    with pytest.raises(ValueError, match="no service card"):
        enrol("https://example.invalid", SALT)


def test_a_fresh_card_is_enrolled_and_drawn() -> None:
    one, other = (fresh(12, lambda count, seed=seed: bytes([seed]) * count) for seed in (1, 2))
    assert one != other
    assert number_of(one, (enrol(one, SALT),)) == 12
    drawn = picture(one)
    assert re.search(rb"<svg[^>]+>.*<path", drawn, re.DOTALL)
    assert one.encode() not in drawn
