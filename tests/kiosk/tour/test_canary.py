"""The canary finds what is planted, in every shape and place; otherwise its silence would prove nothing."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.tour.canary import CHUNK, Canary, family

NAME, ADDRESS, NUMBER = "张秀英", "浙江省江临市江临区桂花里 502 室", "330105195603120025"
PICTURE = bytes(range(256)) * 4
SHAPES: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-16": lambda text: text.encode("utf-16-le"),
    "json": lambda text: json.dumps(text).encode(),
    "base64, first": lambda text: base64.b64encode(f"{text} and more".encode()),
    "base64, second": lambda text: base64.b64encode(f"x{text} and more".encode()),
    "base64, third": lambda text: base64.b64encode(f"xy{text} and more".encode()),
}
HOLDER = """
import sys
held = sys.stdin.buffer.read(int(sys.argv[1]))
print("holds", flush=True)
sys.stdin.buffer.read()
"""


@pytest.fixture
def canary() -> Canary:
    """With the planted person."""
    return Canary({"name": NAME, "address": ADDRESS, "number": NUMBER}, {"photo": PICTURE})


@pytest.fixture
def hold() -> Iterator[Callable[[bytes], int]]:
    """Starts a process that holds these bytes in memory; its id."""
    started: list[subprocess.Popen[bytes]] = []

    def start(data: bytes) -> int:
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(len(data))], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        started.append(holder)
        assert holder.stdin is not None
        assert holder.stdout is not None
        holder.stdin.write(data)
        holder.stdin.flush()
        assert holder.stdout.readline() == b"holds\n"
        return holder.pid

    yield start
    for holder in started:
        holder.kill()
        holder.communicate()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("label", "text"), [("name", NAME), ("address", ADDRESS), ("number", NUMBER)])
def test_every_shape_is_found_in_a_file(
    canary: Canary, tmp_path: Path, shape: str, label: str, text: str
) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "store.db").write_bytes(os.urandom(999) + SHAPES[shape](text) + os.urandom(99))
    found = canary.in_files([tmp_path])
    assert label in {trace.label for trace in found}
    assert all(text not in str(trace) for trace in found), "a trace does not repeat what it found"


def test_a_text_across_two_readings_and_in_a_files_name_is_found(canary: Canary, tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"\1" * (CHUNK - 7) + NUMBER.encode() + b"\1" * 50)
    assert [trace.where for trace in canary.in_files([tmp_path])] == ["big"]
    (tmp_path / "big").rename(tmp_path / f"{NAME}.pdf")
    assert [trace for trace in canary.in_files([tmp_path]) if trace.where.startswith("name of a file")]


@pytest.mark.parametrize("shape", SHAPES)
def test_what_a_process_holds_is_found(canary: Canary, hold: Callable[[bytes], int], shape: str) -> None:
    pid = hold(b"\0" * 64 + SHAPES[shape](ADDRESS) + b"\0" * 64)
    assert "address" in {trace.label for trace in canary.in_processes([pid])}


def test_a_picture_is_found_and_an_innocent_process_is_not_blamed(
    canary: Canary, hold: Callable[[bytes], int]
) -> None:
    guilty, innocent = hold(PICTURE), hold(b"nothing of anybody")
    assert {trace.label for trace in canary.in_processes([guilty])} == {"photo"}
    assert canary.in_processes([innocent]) == []
    assert {guilty, innocent} <= set(family(os.getpid()))


def test_of_a_page_that_is_mostly_white_the_ink_is_looked_for() -> None:
    ink = bytes(range(0, 240, 5))
    page = b"\xff" * 40_000 + ink + b"\xff" * 40_000
    canary = Canary({}, {"page": page})
    assert canary._in_bytes("a white wall", b"\xff" * 10_000) == []
    assert canary._in_bytes("a copy", page)
