"""The pipe of a visit that may be dead, silent, or no pipe at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.keeper import pipe
from kiosk.keeper.pipe import Pipe, wide_pipe
from offline_cache.errors import BlobDamaged


def test_bytes_come_until_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipe, "SILENCE_S", 0.05)
    reading, writing = wide_pipe()
    one, room = Pipe(reading), memoryview(bytearray(10))
    os.write(writing, b"abc")
    assert (one.read(room), bytes(room[:3])) == (3, b"abc")
    with pytest.raises(BlobDamaged, match="nothing comes"):
        one.read(room)
    os.close(writing)
    assert one.read(room) == 0
    one.close()
    one.close()


@pytest.mark.parametrize("what", ["nothing", "a file", "a folder"])
def test_only_a_pipe_is_read(tmp_path: Path, what: str) -> None:
    (tmp_path / "file").write_bytes(b"secret")
    fd = {"nothing": lambda: -1, "a file": lambda: os.open(tmp_path / "file", os.O_RDONLY),
          "a folder": lambda: os.open(tmp_path, os.O_RDONLY)}[what]()  # fmt: skip
    one = Pipe(fd)
    with pytest.raises(BlobDamaged, match="no pipe"):
        one.read(memoryview(bytearray(10)))
    one.close()


def test_whoever_still_writes_notices_that_it_was_given_up() -> None:
    reading, writing = wide_pipe()
    Pipe(reading).close()
    with pytest.raises(BrokenPipeError):
        os.write(writing, b"x")
    os.close(writing)
