"""The card benchmark measures what it says: every byte counted, and nothing faster than the wire."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.card import measure
from devices.clock import Clock, Deadline, SystemClock
from devices.simulators.paced import PacedPort, wire_seconds


def test_every_byte_is_counted_and_nothing_is_faster_than_the_wire() -> None:
    plain, prints = measure(rounds=1)
    find, select, address = 10 + 15, 10 + 19, 10 + 11
    assert plain.bytes_on_wire == find + select + 10 + 1295 + address
    assert prints.bytes_on_wire == find + select + 10 + 2321 + address
    for figure in (plain, prints):
        assert figure.wire_ms == pytest.approx(1000 * figure.bytes_on_wire * 10 / 115200)
        assert figure.beyond_wire >= 1.0
        assert figure.ratio >= 1.0


def test_the_wire_takes_ten_bits_a_byte(tmp_path: Path, clock: SystemClock) -> None:
    assert wire_seconds(1295, 115200) == pytest.approx(0.1124, abs=1e-4)
    line = PacedPort(tmp_path / "line", clock, 9600)
    timed: Clock = clock
    began = timed.monotonic()
    line.write(bytes(96))
    assert timed.monotonic() - began >= 0.1
    assert (line.carried, line.on_line_s) == (96, pytest.approx(0.1))
    assert not Deadline.after(timed, 1.0).over
    line.unplug()
