"""What a printer says: told apart by fixed bits, believed only when the pattern fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.receipt_printer.status import (
    Answer,
    Automatic,
    Buffered,
    Demultiplexer,
    Flow,
    Full,
    Paper,
    PaperStatus,
    Processed,
    RealTime,
    from_automatic,
    from_full,
    from_real_time,
)

CLEAN = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}

marks = st.binary(min_size=4, max_size=4).map(lambda raw: bytes(0x20 + byte % 0x5F for byte in raw))
answers = st.one_of(
    st.sampled_from([0x12, 0x16, 0x1A, 0x32, 0x72, 0x7E]).map(lambda bits: (bytes([bits]), RealTime(bits))),
    marks.map(lambda mark: (b"\x37\x22" + mark + b"\x00", Processed(mark))),
    st.sampled_from([b"\x10\x00\x00\x00", b"\x38\x00\x0f\x00", b"\x14\x40\x03\x0f"]).map(
        lambda group: (group, Automatic(group))
    ),
    st.sampled_from([(b"\x11", Flow(True)), (b"\x13", Flow(False)), (b"\x00", Buffered(0))]),
)


@given(st.lists(answers, max_size=12), st.integers(1, 9))
def test_answers_are_told_apart_however_the_line_cuts_them(
    said: list[tuple[bytes, Answer]], size: int
) -> None:
    stream, hear = b"".join(raw for raw, _ in said), Demultiplexer()
    heard: list[Answer] = []
    for at in range(0, len(stream), size):
        heard += hear.feed(stream[at : at + size])
    assert heard == [answer for _, answer in said]
    assert hear.noise == 0


@given(st.binary(max_size=300))
def test_any_bytes_are_survived(junk: bytes) -> None:
    hear = Demultiplexer()
    for answer in hear.feed(junk):
        if isinstance(answer, RealTime):
            assert answer.bits & 0x93 == 0x12


@pytest.mark.parametrize("byte", [0x13, 0x11, 0xFF, 0x80, 0x92, 0x93])
def test_bytes_with_wrong_fixed_bits_are_no_status(byte: int) -> None:
    assert not [answer for answer in Demultiplexer().feed(bytes([byte])) if isinstance(answer, RealTime)]


def test_an_endless_block_is_given_up() -> None:
    hear = Demultiplexer()
    hear.feed(b"\x37" + b"\x22" * 100)
    assert hear.feed(b"\x37\x22ABCD\x00")[-1] == Processed(b"ABCD")


def test_silence_is_never_good_news() -> None:
    assert from_real_time({}).reason == "no_answer"
    assert from_real_time({1: 0x12, 2: 0x12, 3: 0x12}).reason == "no_answer"


@pytest.mark.parametrize(
    ("bits", "reason"),
    [
        ({}, ""),
        ({1: 0x1A}, "offline"),
        ({2: 0x16}, "cover_open"),
        ({2: 0x32}, "paper_end"),
        ({4: 0x72}, "paper_end"),
        ({3: 0x1A}, "cutter"),
        ({3: 0x16}, "jam"),
        ({3: 0x52}, "jam"),
        ({3: 0x32}, "broken"),
        ({1: 0x1A, 2: 0x16, 4: 0x72}, "cover_open"),
    ],
)
def test_real_time_bits(bits: dict[int, int], reason: str) -> None:
    assert from_real_time(CLEAN | bits).reason == reason


def test_low_paper_warns_and_does_not_stop() -> None:
    status = from_real_time(CLEAN | {4: 0x1E})
    assert (status.paper, status.reason, status.warning) == (Paper.LOW, "", "paper_low")


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("10000000", PaperStatus(True, Paper.OK)),
        ("10000300", PaperStatus(True, Paper.LOW)),
        ("18000F00", PaperStatus(True, Paper.OUT, offline=True)),
        ("38000000", PaperStatus(True, Paper.OK, cover_open=True, offline=True)),
        ("18080000", PaperStatus(True, Paper.OK, offline=True, cutter=True)),
        ("18200000", PaperStatus(True, Paper.OK, offline=True, broken=True)),
        ("18400000", PaperStatus(True, Paper.OK, offline=True, jam=True)),
    ],
)
def test_automatic_bits(group: str, expected: PaperStatus) -> None:
    assert from_automatic(bytes.fromhex(group)) == expected


@given(st.lists(st.binary(min_size=4, max_size=4), max_size=5), st.integers(1, 7))
def test_a_kiosk_models_full_status_is_not_taken_for_an_automatic_one(said: list[bytes], size: int) -> None:
    stream, hear = b"".join(b"\x10\x0f" + bits for bits in said), Demultiplexer(kiosk=True)
    heard = [answer for at in range(0, len(stream), size) for answer in hear.feed(stream[at : at + size])]
    assert heard == [Full(bits) for bits in said]
    assert Demultiplexer(kiosk=True).feed(b"\x10\x00\x00\x00\x10\x0f\x01\x00\x00\x00")[-1] == Full(
        b"\x01\0\0\0"
    )


@pytest.mark.parametrize(
    ("bits", "reason", "warning", "outlet"),
    [
        ("00000000", "", "", False),
        ("20000000", "", "", True),
        ("04000000", "", "paper_low", False),
        ("40000000", "", "paper_low", False),
        ("80000000", "", "", False),
        ("01000000", "paper_end", "", False),
        ("00010000", "cover_open", "", False),
        ("00020000", "cover_open", "", False),
        ("00080000", "", "", False),
        ("00000100", "overheated", "", False),
        ("00000800", "overheated", "", False),
        ("00000200", "offline", "", False),
        ("00000001", "broken", "", False),
    ],
)
def test_full_status_bits(bits: str, reason: str, warning: str, outlet: bool) -> None:
    status = from_full(bytes.fromhex(bits))
    assert (status.reason, status.warning, status.outlet) == (reason, warning, outlet)
