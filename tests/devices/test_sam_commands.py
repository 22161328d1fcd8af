"""The rest of what a SAM module can do: its number, reset, speeds, fingerprints, and every status explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.id_card import commands as cmd
from devices.id_card import errors
from devices.id_card.capture import decode_capture
from devices.id_card.frames import FrameParser, Reply, request, response
from devices.id_card.reader import IdCardReader
from devices.id_card.record import BadRecord, split_base, split_base_with_prints
from devices.id_card.tables import STATUSES, TO_DO, Act, status, status_table
from devices.life import DeviceError, State
from devices.simulators.id_reader import SIMULATED_PRINT, management_number
from devices.simulators.personas import load_personas
from devices.simulators.rig import Rig
from tests.devices.scripted import ScriptedPeer

PERSONAS = load_personas()
DOC = Path(__file__).parents[2] / "docs" / "id-card-reader.md"
GREETING = (response(0x90), response(0x90, bytes(16)))


@pytest.mark.parametrize(
    ("frame", "published"),
    [
        (cmd.RESET.frame, "AAAAAA9669 0003 10FF EC"),
        (cmd.READ_ALL_ADDITIONAL.frame, "AAAAAA9669 0003 3002 31"),
        (cmd.READ_MANAGEMENT_NUMBER.frame, "AAAAAA9669 0003 3005 36"),
        (cmd.set_baud(115200).frame, "AAAAAA9669 0003 6000 63"),
        (cmd.set_baud(57600).frame, "AAAAAA9669 0003 6001 62"),
        (cmd.set_baud(38400).frame, "AAAAAA9669 0003 6002 61"),
        (cmd.set_baud(19200).frame, "AAAAAA9669 0003 6003 60"),
        (cmd.set_baud(9600).frame, "AAAAAA9669 0003 6004 67"),
        (cmd.set_max_rf(0x50).frame, "AAAAAA9669 0004 61FF50 CA"),
    ],
)
def test_bytes_are_as_published(frame: bytes, published: str) -> None:
    assert frame == bytes.fromhex(published)


def test_what_the_module_would_not_take_is_refused() -> None:
    with pytest.raises(ValueError, match="speed"):
        cmd.set_baud(4800)
    for size in (23, 256):
        with pytest.raises(ValueError, match="24 to 255"):
            cmd.set_max_rf(size)


@pytest.mark.parametrize(("count", "total"), [(0, 1297), (1, 1809), (2, 2321)])
def test_all_three_frame_lengths_are_read(rig: Rig, reader: IdCardReader, count: int, total: int) -> None:
    rig.do("card.put", {"persona": "zhang"})
    rig.do("card.prints", {"count": count})
    read = reader.read(with_prints=True)
    assert read.card.number == PERSONAS["zhang"].number
    assert read.photo == PERSONAS["zhang"].photo_block()
    assert read.prints == SIMULATED_PRINT * count
    assert "SIMULATED" not in repr(read)
    data = b"\x01\x00\x04\x00" + (512 * count).to_bytes(2, "big") + bytes(1280 + 512 * count)
    frame = response(0x90, data)
    assert len(frame) == total
    assert FrameParser().feed(frame) == [Reply(0, 0, 0x90, data)]


def test_fingerprints_come_only_when_asked_for(rig: Rig, reader: IdCardReader) -> None:
    rig.do("card.put", {"persona": "zhang"})
    assert reader.read().prints == b""


def test_a_capture_with_fingerprints_is_explained_too(rig: Rig) -> None:
    person = PERSONAS["wang"]
    data = b"\x01\x00\x04\x00\x02\x00" + person.text_record() + person.photo_block() + SIMULATED_PRINT
    card, photo = decode_capture(response(0x90, data))
    assert card.number == person.number
    assert photo == {"bytes": 1024, "kind": "simulated"}


@pytest.mark.parametrize("split", [split_base, split_base_with_prints])
@pytest.mark.parametrize("data", [b"", b"\x01", bytes(5), b"\x01\x00\x04\x00\x04\x00" + bytes(2303)])
def test_lengths_that_do_not_add_up_are_no_record(split: object, data: bytes) -> None:
    with pytest.raises(BadRecord, match="lengths"):
        split(data)  # type: ignore[operator]


def test_the_number_of_the_module_can_be_asked_at_any_time(rig: Rig, reader: IdCardReader) -> None:
    reader.sam_number = ""
    assert reader.sam_id() == reader.sam_number == "05.01-20260101-0000123456-1234567890"


def test_reset_lets_go_of_the_card(rig: Rig, reader: IdCardReader) -> None:
    rig.do("card.put", {"persona": "zhang"})
    reader.read()
    assert not reader.find()
    reader.reset()
    assert reader.find()


def test_radio_frames_can_be_limited(reader: IdCardReader) -> None:
    reader.set_max_rf(0x50)
    assert reader.probe().state is State.READY


def test_the_cards_own_number(rig: Rig, reader: IdCardReader) -> None:
    with pytest.raises(errors.Unreadable):
        reader.management_number()
    rig.do("card.put", {"persona": "zhang"})
    reader.read()
    assert reader.management_number() == management_number(PERSONAS["zhang"]).hex().upper()
    assert len(bytes.fromhex(reader.management_number())) == 28


def test_a_card_without_a_number_of_its_own(tmp_path: Path, clock: SystemClock) -> None:
    peer = ScriptedPeer(tmp_path / "peer", clock, [*GREETING, response(0x91)])
    peer.start()
    reader = IdCardReader(f"sim:{tmp_path / 'peer'}", clock)
    reader.open()
    assert reader.management_number() == ""
    reader.close()
    peer.stop()


def test_everything_added_later_can_be_asked_for(rig: Rig, reader: IdCardReader) -> None:
    with_address = next(person for person in PERSONAS.values() if person.newest_address)
    rig.do("card.put", {"persona": with_address.id})
    reader.read()
    assert reader.exchange(cmd.READ_ALL_ADDITIONAL).data == with_address.address_data()


@pytest.mark.parametrize("baud", [57600, 9600, 115200])
def test_the_speed_changes_and_the_port_is_opened_at_it(rig: Rig, reader: IdCardReader, baud: int) -> None:
    reader.set_baud(baud)
    assert reader.baud == baud
    rig.do("card.put", {"persona": "zhang"})
    assert reader.read().card.number == PERSONAS["zhang"].number


def test_a_module_that_lost_power_is_found_at_its_own_speed(rig: Rig, reader: IdCardReader) -> None:
    reader.set_baud(19200)
    reader.close()
    reader.open()
    assert reader.baud == 19200
    other = IdCardReader(reader.identity, SystemClock())
    reader.close()
    with pytest.raises(DeviceError, match="no_answer"):
        other.open()
    rig.do("device.unplug", {"kind": "id_reader"})
    rig.do("device.replug", {"kind": "id_reader"})
    other.open()
    assert other.probe().state is State.READY
    other.close()


def test_a_speed_at_which_nothing_answers_is_given_up(tmp_path: Path, clock: SystemClock) -> None:
    silence = [b""] * 3
    peer = ScriptedPeer(tmp_path / "peer", clock, [*GREETING, response(0x90), *silence, *GREETING])
    peer.start()
    reader = IdCardReader(f"sim:{tmp_path / 'peer'}", clock)
    reader.open()
    with pytest.raises(errors.NoAnswer):
        reader.set_baud(9600)
    assert reader.baud == 115200
    assert peer.asked[-1] == cmd.SAM_ID.frame
    reader.close()
    peer.stop()


def test_a_module_that_forgot_its_speed_is_opened_at_the_usual_one(
    tmp_path: Path, clock: SystemClock
) -> None:
    script = [*GREETING, response(0x90), *GREETING, b"", b"", b"", *GREETING]
    peer = ScriptedPeer(tmp_path / "peer", clock, script)
    peer.start()
    reader = IdCardReader(f"sim:{tmp_path / 'peer'}?baud=57600", clock)
    reader.open()
    reader.set_baud(38400)
    reader.close()
    reader.open()
    assert reader.baud == 57600
    reader.close()
    peer.stop()


def test_commands_the_module_does_not_know_are_refused(rig: Rig, reader: IdCardReader) -> None:
    for frame in (
        request(0x61, 0xFF, b"\x10"),
        request(0x60, 0x05),
        request(0x30, 0x7F),
        request(0x77, 0x01),
    ):
        assert reader.exchange(cmd.Command("odd", frame, 0.5)).sw3 == 0x21


def test_every_status_is_explained_in_both_languages_with_what_to_do() -> None:
    assert set(STATUSES) == {
        0x90, 0x9F, 0x91, 0x10, 0x11, 0x21, 0x23, 0x24, 0x31, 0x32, 0x33, 0x34, 0x40, 0x41, 0x47, 0x50,
        0x60, 0x61, 0x66, 0x80, 0x81,
    }  # fmt: skip
    assert set(TO_DO) == set(Act)
    for sw3 in range(256):
        said = status(sw3)
        assert said.meaning
        assert said.meaning_zh
        assert said.to_do.zh
        assert said.to_do.en
    assert status(0x77).act is Act.PLACE_AGAIN


def test_the_manual_holds_the_table_as_it_is() -> None:
    assert status_table() in DOC.read_text(encoding="utf-8")


@pytest.mark.parametrize("late", sorted(cmd.ABOUT_A_CARD))
def test_what_is_said_of_a_card_is_no_answer_of_the_module(
    tmp_path: Path, clock: SystemClock, late: int
) -> None:
    """Whoever had the port before asked for a card; its answer comes after we asked the module who it is."""
    peer = ScriptedPeer(
        tmp_path / "peer", clock, [response(late) + GREETING[0], response(late) + GREETING[1]]
    )
    peer.start()
    reader = IdCardReader(f"sim:{tmp_path / 'peer'}", clock)
    reader.open()
    assert reader.sam_number
    reader.close()
    peer.stop()
