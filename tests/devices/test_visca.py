"""VISCA and Pelco-D on paper: published bytes, ranges, and whatever a line may bring."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.ptz import commands as cmd
from devices.ptz import pelco, visca
from devices.ptz.commands import EVI_D70, EVI_HD1, PROFILES, Focus, FocusMode, Preset, Way, Zoom
from devices.ptz.pelco import Move
from devices.ptz.visca import (
    Ack,
    Addressed,
    Answer,
    Cleared,
    Code,
    Done,
    NetworkChange,
    PacketParser,
    Refused,
    decode,
    from_nibbles,
    nibbles,
    packet,
)

COMMANDS = {
    cmd.power(True): "81 01 04 00 02 FF",
    cmd.power(False): "81 01 04 00 03 FF",
    cmd.zoom(Zoom.STOP): "81 01 04 07 00 FF",
    cmd.zoom(Zoom.TELE): "81 01 04 07 02 FF",
    cmd.zoom(Zoom.WIDE): "81 01 04 07 03 FF",
    cmd.zoom(Zoom.TELE, 5): "81 01 04 07 25 FF",
    cmd.zoom(Zoom.WIDE, 0): "81 01 04 07 30 FF",
    cmd.zoom_to(EVI_D70, 0x1234): "81 01 04 47 01 02 03 04 FF",
    cmd.focus(Focus.FAR): "81 01 04 08 02 FF",
    cmd.focus(Focus.NEAR): "81 01 04 08 03 FF",
    cmd.focus_mode(FocusMode.AUTO): "81 01 04 38 02 FF",
    cmd.focus_mode(FocusMode.MANUAL): "81 01 04 38 03 FF",
    cmd.TOGGLE_FOCUS: "81 01 04 38 10 FF",
    cmd.ONE_PUSH_FOCUS: "81 01 04 18 01 FF",
    cmd.focus_to(0xABCD): "81 01 04 48 0A 0B 0C 0D FF",
    cmd.preset(EVI_D70, Preset.SET, 5): "81 01 04 3F 01 05 FF",
    cmd.preset(EVI_D70, Preset.RECALL, 0): "81 01 04 3F 02 00 FF",
    cmd.preset(EVI_D70, Preset.RESET, 1): "81 01 04 3F 00 01 FF",
    cmd.drive(EVI_D70, Way.UP, 0x18, 0x14): "81 01 06 01 18 14 03 01 FF",
    cmd.drive(EVI_D70, Way.DOWN_RIGHT, 1, 1): "81 01 06 01 01 01 02 02 FF",
    cmd.drive(EVI_D70, Way.STOP, 1, 1): "81 01 06 01 01 01 03 03 FF",
    cmd.move_to(EVI_D70, -0x8DB, 0x4B0, 8, 8): "81 01 06 02 08 08 0F 07 02 05 00 04 0B 00 FF",
    cmd.move_by(EVI_D70, 1, -1, 8, 8): "81 01 06 03 08 08 00 00 00 01 0F 0F 0F 0F FF",
    cmd.HOME: "81 01 06 04 FF",
    cmd.RESET: "81 01 06 05 FF",
    cmd.POWER: "81 09 04 00 FF",
    cmd.ZOOM: "81 09 04 47 FF",
    cmd.POSITION: "81 09 06 12 FF",
    cmd.VERSION: "81 09 00 02 FF",
}

SAID = {
    "9041FF": Ack(1),
    "9052FF": Done(2),
    "9050FF": Done(0),
    "905002FF": Answer(b"\x02"),
    "906002FF": Refused(0, Code.SYNTAX),
    "906003FF": Refused(0, Code.BUFFER_FULL),
    "906104FF": Refused(1, Code.CANCELLED),
    "906205FF": Refused(2, Code.NO_SOCKET),
    "906141FF": Refused(1, Code.NOT_EXECUTABLE),
    "9038FF": NetworkChange(),
    "883002FF": Addressed(1),
    "88010001FF": Cleared(),
    "A041FF": None,
    "9043FF": None,
    "906177FF": None,
    "905102FF": None,
    "883001FF": None,
    "883009FF": None,
    "8877FF": None,
}


@pytest.mark.parametrize(("body", "published"), COMMANDS.items())
def test_commands_are_as_published(body: bytes, published: str) -> None:
    assert packet(1, body) == bytes.fromhex(published)


@pytest.mark.parametrize(("raw", "said"), SAID.items())
def test_packets_mean_what_the_manual_says(raw: str, said: object) -> None:
    assert decode(bytes.fromhex(raw), 1) == said


def test_rounds_are_as_published() -> None:
    assert visca.ADDRESS_SET.hex() == "883001ff"
    assert visca.IF_CLEAR.hex() == "88010001ff"


def test_every_model_takes_its_own_range_and_nothing_beyond() -> None:
    for profile in PROFILES.values():
        for pan in (profile.pan[0], profile.pan[-1]):
            assert len(packet(1, cmd.move_to(profile, pan, profile.tilt[0]))) == 15
        for pan, tilt in ((profile.pan[0] - 1, 0), (profile.pan[-1] + 1, 0), (0, profile.tilt[-1] + 1)):
            with pytest.raises(ValueError, match="is not between"):
                cmd.move_to(profile, pan, tilt)
    assert (EVI_D70.pan[0], EVI_D70.pan[-1]) == (-2267, 2267)
    assert (EVI_HD1.tilt[0], EVI_HD1.tilt[-1]) == (-360, 360)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: cmd.drive(EVI_D70, Way.UP, 0x19, 1),
        lambda: cmd.drive(EVI_D70, Way.UP, 1, 0),
        lambda: cmd.drive(EVI_HD1, Way.UP, 1, 0x15),
        lambda: cmd.zoom(Zoom.TELE, 8),
        lambda: cmd.zoom_to(EVI_D70, 0x4001),
        lambda: cmd.preset(EVI_D70, Preset.SET, 6),
        lambda: cmd.focus_to(-1),
        lambda: packet(8, cmd.HOME),
        lambda: packet(1, b"\xff"),
        lambda: packet(1, b""),
        lambda: packet(1, bytes(15)),
        lambda: nibbles(0x10000),
        lambda: from_nibbles(b"\x10\x00\x00\x00"),
        lambda: from_nibbles(b"\x00"),
    ],
)
def test_what_no_camera_would_take_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError):
        wrong()  # type: ignore[operator]


@given(st.integers(-0x8000, 0x7FFF))
def test_positions_survive_both_ways(value: int) -> None:
    assert from_nibbles(nibbles(value), signed=True) == value


bodies = st.binary(min_size=1, max_size=14).filter(lambda body: 0xFF not in body)


@given(st.lists(bodies, max_size=5), st.integers(1, 40))
def test_packets_are_found_however_the_line_cuts_them(found: list[bytes], size: int) -> None:
    packets = [packet(1, body) for body in found]
    stream, parser, seen = b"".join(packets), PacketParser(), list[bytes]()
    for at in range(0, len(stream), size):
        seen += parser.feed(stream[at : at + size])
    assert seen == packets
    assert parser.noise == parser.pending == 0


@given(st.binary(max_size=200))
def test_any_bytes_are_survived_and_the_next_packet_is_found(junk: bytes) -> None:
    parser = PacketParser()
    for whole in parser.feed(junk):
        assert 3 <= len(whole) <= 16
        assert whole in junk
        decode(whole, 1)
    assert parser.pending < 16
    assert parser.feed(b"\xff" + visca.packet(1, cmd.HOME))[-1] == packet(1, cmd.HOME)


@pytest.mark.parametrize(
    ("frame", "published"),
    [
        (pelco.move(1, Move.UP), "FF 01 00 08 00 20 29"),
        (pelco.move(1, Move.STOP), "FF 01 00 00 00 00 01"),
        (pelco.preset(1, Preset.RECALL, 1), "FF 01 00 07 00 01 09"),
        (pelco.preset(2, Preset.SET, 3), "FF 02 00 03 00 03 08"),
        (pelco.preset(1, Preset.RESET, 1), "FF 01 00 05 00 01 07"),
        (pelco.move(1, Move.DOWN | Move.LEFT, 0x3F, 0x01), "FF 01 00 14 3F 01 55"),
        (pelco.move(1, Move.RIGHT, 0x10), "FF 01 00 02 10 00 13"),
        (pelco.move(1, Move.TELE), "FF 01 00 20 00 00 21"),
        (pelco.move(1, Move.FAR), "FF 01 00 80 00 00 81"),
        (pelco.focus_near(1), "FF 01 01 00 00 00 02"),
        (pelco.query(1, "zoom"), "FF 01 00 55 00 00 56"),
    ],
)
def test_pelco_frames_carry_their_sum(frame: bytes, published: str) -> None:
    assert frame == bytes.fromhex(published)


def test_pelco_refuses_what_makes_no_sense() -> None:
    for way, speed in ((Move.UP | Move.DOWN, 1), (Move.TELE | Move.WIDE, 1), (Move.UP, 0x40)):
        with pytest.raises(ValueError, match=r"opposite|speeds"):
            pelco.move(1, way, tilt_speed=speed)
    with pytest.raises(ValueError, match="addresses"):
        pelco.move(0, Move.UP)
    with pytest.raises(ValueError, match="presets"):
        pelco.preset(1, Preset.RECALL, 256)


@given(st.integers(1, 255), st.sampled_from(["pan", "tilt", "zoom"]), st.integers(0, 0xFFFF), st.data())
def test_pelco_positions_are_believed_only_whole(
    address: int, what: str, value: int, data: st.DataObject
) -> None:
    answer = pelco.frame(address, 0, pelco.QUERIES[what] + 8, value >> 8, value & 0xFF)
    assert pelco.parse_position(answer, address) == pelco.Position(what, value)
    at = data.draw(st.integers(0, 6))
    changed = answer[:at] + bytes([answer[at] ^ data.draw(st.integers(1, 255))]) + answer[at + 1 :]
    assert pelco.parse_position(changed, address) is None
    assert pelco.parse_position(answer[:-1], address) is None
