"""SIGKILL of the writing process at any moment: nothing acknowledged is lost, no size gets a second head.

A sample; `make evidence` does it 200 times (LAWBOOTH_KILLS).
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from legalnet.evidence.notes import Note, parse_head, parse_note
from legalnet.evidence.tree import consistent
from tests.province.evidence.keeping import Place, verdict

KILLS = int(os.environ.get("LAWBOOTH_KILLS", "2"))
WRITER = """
import asyncio, sys
from pathlib import Path
from tests.province.evidence.keeping import Place, many

async def run(place, start):
    async with place.running() as (log, _):
        assert log.running
        print("ready", flush=True)
        number = start
        while True:
            for receipt in await many([f"{number + n}" for n in range(7)])(log):
                print(f"{receipt.deposit.key} {receipt.deposit.code}", flush=True)
            number += 7
            print("head " + (await log.checkpoint()).encode().hex(), flush=True)

folder = Path(sys.argv[2]) if sys.argv[2] else None
asyncio.run(run(Place(sys.argv[1], folder), int(sys.argv[3])))
"""


@pytest.mark.parametrize("kind", ["sqlite", "files"])
def test_killed_at_any_moment(kind: str, tmp_path: Path) -> None:
    place = Place(f"sqlite:///{tmp_path / 'test.sqlite'}", tmp_path / "log" if kind == "files" else None)
    chance, acknowledged, heads = random.Random(kind), dict[str, str](), list[str]()
    for round_ in range(KILLS):
        _killed(place, round_ * 100_000, chance, acknowledged, heads)
    _all_there(place, acknowledged)
    _no_fork(place, heads)


def _killed(
    place: Place, start: int, chance: random.Random, acknowledged: dict[str, str], heads: list[str]
) -> None:
    """One life of the writer."""
    command = [sys.executable, "-c", WRITER, place.url, str(place.folder or ""), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.4))
        child.send_signal(signal.SIGKILL)
        said = child.stdout.read().split("\n")[:-1]  # the last line may be torn
    for line in said:
        key, _, value = line.partition(" ")
        if key == "head":
            heads.append(bytes.fromhex(value).decode())
        else:
            acknowledged[key] = value


def _all_there(place: Place, acknowledged: dict[str, str]) -> None:
    """Every acknowledged deposit is found by its code, and proven."""

    async def look(log: object) -> list[str]:
        found = []
        for key, code in list(acknowledged.items())[:: max(1, len(acknowledged) // 400)]:
            receipt = await log.find(code)  # type: ignore[attr-defined]
            if receipt is None or receipt.deposit.key != key or verdict(log, receipt).standing != "proven":  # type: ignore[arg-type]
                found.append(code)
        return found

    assert place.do(look) == [[]], json.dumps(acknowledged)[:400]


def _no_fork(place: Place, heads: list[str]) -> None:
    """Heads that were seen lead to each other, and to the present one."""

    async def paths(log: object) -> bool:
        every = sorted({_head(text) for text in heads}, key=lambda head: head[0])
        assert len({size for size, _ in every}) == len(every), "two heads of one size"
        last = parse_head(parse_note(await log.checkpoint()).text)  # type: ignore[attr-defined]
        found = await log._keeping.hashes(last.size, (), [size for size, _ in every])  # type: ignore[attr-defined]
        return all(
            consistent(size, last.size, root, last.root, found.consistency[size]) for size, root in every
        )

    if heads:
        assert place.do(paths) == [True]


def _head(text: str) -> tuple[int, bytes]:
    note: Note = parse_note(text)
    head = parse_head(note.text)
    return head.size, head.root
