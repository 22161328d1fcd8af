"""Reading cards over a pseudo-terminal: every fault of line, card and reader ends in one named error or a
good reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.id_card import errors
from devices.id_card.frames import Flaw, response
from devices.id_card.reader import IdCardReader
from devices.life import Device, DeviceError, State, Unplugged
from devices.simulators.personas import load_personas
from devices.simulators.rig import Rig
from tests.devices.scripted import ScriptedPeer

PERSONAS = load_personas()
Scripted = Callable[..., tuple[IdCardReader, ScriptedPeer]]

OK, FOUND, NO_CARD = response(0x90), response(0x9F, bytes(4)), response(0x80)
SAM = response(0x90, bytes(16))
SELECTED = response(0x90, bytes(8))
GREETING = (OK, SAM)


@pytest.fixture
def scripted(tmp_path: Path, clock: SystemClock) -> Iterator[Scripted]:
    """An open reader whose module answers the greeting and then the given script."""
    opened: list[tuple[IdCardReader, ScriptedPeer]] = []

    def make(*script: bytes) -> tuple[IdCardReader, ScriptedPeer]:
        peer = ScriptedPeer(tmp_path / "peer", clock, [*GREETING, *script])
        peer.start()
        reader = IdCardReader(f"sim:{tmp_path / 'peer'}", clock)
        reader.open()
        peer.asked.clear()
        opened.append((reader, peer))
        return reader, peer

    yield make
    for reader, peer in opened:
        reader.close()
        peer.stop()


def fault(rig: Rig, name: str, times: int = 0) -> None:
    rig.do("card.put", {"persona": "yang"})
    rig.do("card.fault", {"name": name, "times": times})


@pytest.mark.parametrize("persona", list(PERSONAS))
def test_every_card_is_read_whole(rig: Rig, reader: IdCardReader, persona: str) -> None:
    rig.do("card.put", {"persona": persona})
    read = reader.read()
    assert read.card.number == PERSONAS[persona].number
    assert read.photo == PERSONAS[persona].photo_block()
    assert read.newest_address == PERSONAS[persona].newest_address
    assert read.simulated


def test_reader_is_a_device_that_knows_its_module(reader: IdCardReader) -> None:
    device: Device = reader
    assert device.probe().state is State.READY
    assert device.simulated
    assert reader.sam_number == "05.01-20260101-0000123456-1234567890"
    assert reader.describe() == {"sam": reader.sam_number}


def test_no_card(reader: IdCardReader) -> None:
    assert not reader.find()
    assert not reader.card_present()
    with pytest.raises(errors.CardAbsent):
        reader.read()


def test_waiting_ends_without_a_card_and_sees_one_that_comes(rig: Rig, reader: IdCardReader) -> None:
    with pytest.raises(errors.CardAbsent):
        reader.wait_and_read(0.3)
    rig.do("card.put", {"persona": "zhang"})
    assert reader.wait_and_read(0.3).card.name == "张秀英"


def test_a_card_that_was_never_lifted_is_read_again(rig: Rig, reader: IdCardReader) -> None:
    rig.do("card.put", {"persona": "zhang"})
    first = reader.read()
    assert not reader.find()
    assert reader.card_present()
    assert reader.read() == first


def test_taking_the_card_away_is_seen(rig: Rig, reader: IdCardReader) -> None:
    rig.do("card.put", {"persona": "zhang"})
    reader.read()
    rig.do("card.remove", {})
    assert not reader.card_present()


@pytest.mark.parametrize(
    ("name", "flaw"), [("torn", Flaw.TRUNCATED), ("bad_xor", Flaw.CHECKSUM), ("oversize", Flaw.LENGTH)]
)
def test_damaged_answers(rig: Rig, reader: IdCardReader, name: str, flaw: Flaw) -> None:
    fault(rig, name)
    with pytest.raises(errors.BadFrame) as caught:
        reader.read()
    assert caught.value.flaw is flaw
    rig.do("card.fault", {"name": "none"})
    assert reader.read().card.number == PERSONAS["yang"].number


@pytest.mark.parametrize("name", ["torn", "bad_xor", "oversize"])
def test_one_damaged_answer_is_asked_for_again(rig: Rig, reader: IdCardReader, name: str) -> None:
    fault(rig, name, times=2)
    assert reader.read().card.number == PERSONAS["yang"].number


@pytest.mark.parametrize("name", ["merged", "slow"])
def test_merged_and_slow_answers_are_read(rig: Rig, reader: IdCardReader, name: str) -> None:
    fault(rig, name)
    assert reader.read().card.number == PERSONAS["yang"].number


def test_pulling_the_card_while_it_is_read(rig: Rig, reader: IdCardReader) -> None:
    fault(rig, "pulled", times=1)
    with pytest.raises(errors.CardPulled):
        reader.read()
    rig.do("card.put", {"persona": "wang"})
    assert reader.read().card.name == "王建国"


def test_unplugged_and_replugged(rig: Rig, reader: IdCardReader) -> None:
    rig.do("device.unplug", {"kind": "id_reader"})
    health = reader.probe()
    assert (health.state, health.reason) == (State.GONE, "unplugged")
    with pytest.raises(Unplugged):
        reader.read()
    reader.close()
    with pytest.raises(Unplugged):
        reader.open()
    rig.do("device.replug", {"kind": "id_reader"})
    reader.open()
    assert reader.probe().state is State.READY


@pytest.mark.parametrize(
    ("sw3", "error"),
    [
        (0x31, errors.CardRefused),
        (0x32, errors.CardRefused),
        (0x33, errors.CardRefused),
        (0x40, errors.WrongCard),
        (0x60, errors.ReaderFault),
        (0x66, errors.ReaderFault),
        (0x21, errors.ReaderFault),
    ],
)
def test_what_the_module_says_about_a_card(scripted: Scripted, sw3: int, error: type[DeviceError]) -> None:
    reader, _ = scripted(FOUND, SELECTED, response(sw3))
    with pytest.raises(error):
        reader.read()


def test_failed_read_with_the_card_still_there_is_unreadable(scripted: Scripted) -> None:
    reader, _ = scripted(FOUND, SELECTED, response(0x41), response(0x91))
    with pytest.raises(errors.Unreadable):
        reader.read()


def test_failed_read_with_the_card_gone_is_pulled(scripted: Scripted) -> None:
    reader, _ = scripted(FOUND, SELECTED, response(0x41), response(0x41), NO_CARD)
    with pytest.raises(errors.CardPulled):
        reader.read()


def test_failed_select_asks_to_place_again(scripted: Scripted) -> None:
    reader, _ = scripted(FOUND, response(0x81))
    with pytest.raises(errors.Unreadable):
        reader.read()


@pytest.mark.parametrize("sw3", [0x10, 0x11])
def test_frame_damaged_on_the_way_there_is_sent_again(scripted: Scripted, sw3: int) -> None:
    reader, peer = scripted(response(sw3), response(sw3), FOUND)
    assert reader.find()
    assert len(peer.asked) == 3


def test_late_answer_to_an_earlier_question_is_passed_over(scripted: Scripted) -> None:
    reader, _ = scripted(SAM + FOUND)
    assert reader.find()


def test_echo_of_the_request_is_passed_over(scripted: Scripted) -> None:
    reader, _ = scripted(bytes.fromhex("AAAAAA9669000320 0122") + FOUND)
    assert reader.find()


def test_out_of_order_module_shows_in_health_and_in_find(scripted: Scripted) -> None:
    reader, _ = scripted(response(0x60), response(0x60))
    assert reader.probe().state is State.FAULTED
    with pytest.raises(errors.ReaderFault):
        reader.find()


def test_silent_module(scripted: Scripted) -> None:
    reader, peer = scripted()
    health = reader.probe()
    assert (health.state, health.reason) == (State.GONE, "no_answer")
    assert len(peer.asked) == 3


def test_record_that_makes_no_sense_is_unreadable_without_its_content(scripted: Scripted) -> None:
    data = b"\x01\x00\x04\x00" + "长".encode("utf-16-le") * 128 + bytes(1024)
    reader, _ = scripted(FOUND, SELECTED, response(0x90, data))
    with pytest.raises(errors.Unreadable) as caught:
        reader.read()
    assert "长" not in str(caught.value)


def test_module_of_another_make_is_refused_at_opening(tmp_path: Path, clock: SystemClock) -> None:
    peer = ScriptedPeer(tmp_path / "peer", clock, [response(0x66)])
    peer.start()
    reader = IdCardReader(f"sim:{tmp_path / 'peer'}", clock)
    with pytest.raises(errors.ReaderFault):
        reader.open()
    assert reader.probe().state is State.GONE
    peer.stop()
