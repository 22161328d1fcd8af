"""Frames of the SAM protocol, against the published bytes and against anything a line may bring."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.id_card import commands as cmd
from devices.id_card.frames import (
    PREAMBLE,
    BrokenFrame,
    Flaw,
    FrameParser,
    Reply,
    checksum,
    parse_one,
    request,
    response,
)

REQUESTS = {
    cmd.SAM_STATUS.frame: "AAAAAA9669 0003 11FF ED",
    cmd.SAM_ID.frame: "AAAAAA9669 0003 12FF EE",
    cmd.FIND.frame: "AAAAAA9669 0003 2001 22",
    cmd.SELECT.frame: "AAAAAA9669 0003 2002 21",
    cmd.READ_BASE.frame: "AAAAAA9669 0003 3001 32",
    cmd.READ_BASE_WITH_PRINTS.frame: "AAAAAA9669 0003 3010 23",
    cmd.READ_NEW_ADDRESS.frame: "AAAAAA9669 0003 3003 30",
    request(0x10, 0xFF): "AAAAAA9669 0003 10FF EC",
    request(0x60, 0x04): "AAAAAA9669 0003 6004 67",
    request(0x61, 0xFF, b"\x50"): "AAAAAA9669 0004 61FF50 CA",
}
REPLIES = {
    response(0x90): "AAAAAA9669 0004 000090 94",
    response(0x9F, bytes(4)): "AAAAAA9669 0008 00009F 00000000 97",
    response(0x80): "AAAAAA9669 0004 000080 84",
    response(0x90, bytes(8)): "AAAAAA9669 000C 000090 0000000000000000 9C",
    response(0x81): "AAAAAA9669 0004 000081 85",
    response(0x41): "AAAAAA9669 0004 000041 45",
    response(0x32): "AAAAAA9669 0004 000032 36",
    response(0x31): "AAAAAA9669 0004 000031 35",
    response(0x91): "AAAAAA9669 0004 000091 95",
}

replies = st.builds(response, st.integers(0, 255), st.binary(max_size=1300))


@pytest.mark.parametrize(("frame", "published"), [*REQUESTS.items(), *REPLIES.items()])
def test_bytes_are_as_published(frame: bytes, published: str) -> None:
    assert frame == bytes.fromhex(published)


def test_reading_answer_is_1295_bytes_with_the_published_length() -> None:
    frame = response(0x90, b"\x01\x00\x04\x00" + bytes(1280))
    assert len(frame) == 1295
    assert frame[5:7] == b"\x05\x08"


@given(st.lists(replies, max_size=3), st.integers(1, 400))
def test_frames_are_found_however_the_line_cuts_them(frames: list[bytes], size: int) -> None:
    stream, parser = b"".join(frames), FrameParser()
    found: list[Reply | BrokenFrame] = []
    for at in range(0, len(stream), size):
        found += parser.feed(stream[at : at + size])
    assert [response(r.sw3, r.data) for r in found if isinstance(r, Reply)] == frames
    assert parser.pending == parser.noise == 0


@given(st.binary(max_size=80).filter(lambda noise: b"\xaa" not in noise), replies)
def test_noise_before_a_frame_is_passed_over(noise: bytes, frame: bytes) -> None:
    parser = FrameParser()
    found = parser.feed(noise + frame)
    assert [item for item in found if isinstance(item, Reply)]
    assert parser.noise == len(noise)


@given(st.binary(max_size=3000))
def test_any_bytes_are_survived_and_kept_bounded(junk: bytes) -> None:
    parser = FrameParser()
    for item in parser.feed(junk) + parser.end():
        if isinstance(item, Reply):
            body = bytes([item.sw1, item.sw2, item.sw3]) + item.data
            head = (len(body) + 1).to_bytes(2, "big") + body
            assert PREAMBLE + head + bytes([checksum(head)]) in junk
    assert parser.pending == 0


@given(replies, st.data())
def test_one_changed_byte_is_never_taken_for_the_answer(frame: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(frame) - 1))
    flipped = frame[:at] + bytes([frame[at] ^ data.draw(st.integers(1, 255))]) + frame[at + 1 :]
    original = parse_one(frame)
    assert parse_one(flipped) != original


def test_preamble_inside_a_photo_is_data() -> None:
    frame = response(0x90, b"x" * 50 + PREAMBLE + b"\x00\x04" + b"y" * 50)
    assert FrameParser().feed(frame) == [Reply(0, 0, 0x90, frame[10:-1])]


def test_torn_frame_does_not_swallow_the_whole_one_behind_it() -> None:
    parser = FrameParser()
    whole = response(0x9F, bytes(4))
    found = parser.feed(response(0x90, bytes(1284))[:300] + whole)
    assert found == []
    assert parser.end() == [BrokenFrame(Flaw.TRUNCATED), Reply(0, 0, 0x9F, bytes(4))]


@pytest.mark.parametrize("length", [0, 3, 2401, 0xFFFF])
def test_impossible_lengths_are_refused_and_the_next_frame_is_found(length: int) -> None:
    parser = FrameParser()
    found = parser.feed(PREAMBLE + length.to_bytes(2, "big") + b"\x01\x02" + response(0x90))
    assert found == [BrokenFrame(Flaw.LENGTH), Reply(0, 0, 0x90, b"")]


def test_an_echo_of_our_request_is_not_an_answer() -> None:
    found = FrameParser().feed(cmd.FIND.frame + response(0x80))
    assert found[-1] == Reply(0, 0, 0x80, b"")


def test_reply_never_shows_its_data() -> None:
    assert "secret" not in repr(Reply(0, 0, 0x90, b"secret"))


def test_sam_number_is_printed_as_on_readers() -> None:
    data = bytes.fromhex("0500 0100 C0 9E 33 01 40 E2 01 00 D2 02 96 49")
    assert cmd.sam_number(data) == "05.01-20160192-0000123456-1234567890"
    with pytest.raises(ValueError, match="16 bytes"):
        cmd.sam_number(b"short")
