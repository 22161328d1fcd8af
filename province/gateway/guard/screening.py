"""What somebody uploaded, before anybody opens it: looked through in a process of its own, and served without what acts.

The sealed original stays as it came, with its signatures; what a browser at the desk shows is a copy in which nothing
runs, fetches, launches or hides (ASVS 5.0 V5.4). The process has little memory and time, writes nothing, and
dies with the file that is made to make it ill.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from pathlib import Path

from province.gateway.guard import clamav
from province.gateway.problems import Problem

TIME_S = 60.0
"""On a busy machine; the processor time of the child is bounded apart (`screening_worker`)."""
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Screened:
    """What may be shown."""

    data: bytes = field(repr=False)
    taken_out: tuple[str, ...]
    """What it had that acts, by name."""


async def screened(data: bytes, media_type: str, scanner: str = "") -> Screened:
    """A copy without anything that acts. Raises `Problem` `unsafe_file` with the reason where there can be none."""
    if scanner:
        found = await clamav.scan(scanner, data)
        if found:
            raise Problem("unsafe_file", reason=found)
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "province.gateway.guard.screening_worker", media_type,
        cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        out, _ = await asyncio.wait_for(child.communicate(data), TIME_S)
    except TimeoutError:
        child.kill()
        await child.wait()
        raise Problem("unsafe_file", reason="time") from None
    head, _, rest = out.partition(b"\n")
    word, _, told = head.decode("ascii", "replace").partition(" ")
    if child.returncode or word != "ok":
        raise Problem("unsafe_file", reason=told if word == "no" else "died")
    return Screened(rest, tuple(filter(None, told.split(","))))


async def check(data: bytes, media_type: str, scanner: str = "") -> None:
    """For files of people who work here: what acts is not taken out but refused. Raises `Problem` `unsafe_file`."""
    found = await screened(data, media_type, scanner)
    if found.taken_out:
        raise Problem("unsafe_file", reason=",".join(found.taken_out))
