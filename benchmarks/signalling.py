"""The rooms' signalling beside a bare relay (target 9): `python -m benchmarks.signalling`.

A gateway process of the product with 2,500 rooms of two, 5,000 connections. Measured are memory and processor time
while they only stand; then seats of 250 rooms send signals to each other in turns: the time from a send to its arrival at
500 messages a second, and how many get through when nobody waits. A seat may send 40 a second, so all of them send.
Where fewer arrive than were sent, there is no figure.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from benchmarks.figures import Figure, report
from benchmarks.gateway import peer, processor_of
from legalnet.rooms import RoomKind
from province.gateway.accounts import store as accounts
from province.gateway.rooms import store
from province.gateway.server import PING_S
from province.gateway.storage.interface import Storage, open_storage
from tests.province.catalogue import write_catalogue
from tests.province.process import process

GROUP = "9 signalling"
ROOMS, TALKING = 2500, 500
"""Rooms of two, and how many of their seats talk."""
LAWYER = "shen"
QUIET: dict[str, Any] = {"compression": None, "ping_interval": None}
"""As a browser connects: it answers pings, and sends none."""
IDLE_S, CALM_S, BURST_S = PING_S, 8.0, 5.0
"""Idle for as long as lies between two pings."""
CALM = 500
LATEST_S = 20.0
"""How long the last of what was sent may take."""
AT_ONCE, ON_THE_WAY = 64, 2000
"""Messages sent before anybody listens again, and that may be under way; a seat's line is cut at 256 frames."""
DATA = {"candidate": {"candidate": "candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host", "sdpMid": "0"}}


@dataclass
class Seat:
    """A connected seat, and whom it talks to."""

    line: ClientConnection
    id: str
    to: str = ""

    def words(self) -> str:
        """A signal that carries when it was sent."""
        return json.dumps({"kind": "signal", "to": self.to, "data": {**DATA, "at": time.perf_counter()}})


async def hired(storage: Storage) -> None:
    """The account without which the lawyer's seat says nothing."""
    roles = frozenset({accounts.StaffRole.LAWYER})
    new = accounts.NewAccount(LAWYER, LAWYER, roles, password_hash="", totp=b"")
    await storage.write(lambda connection: accounts.add(connection, new, datetime.now(UTC)))


async def ways_in(storage: Storage, count: int) -> list[tuple[str, str, str]]:
    """Rooms of two, with a token for each seat."""
    now = datetime.now(UTC)

    def made(connection: Any) -> list[tuple[str, str, str]]:
        found = []
        for number in range(count):
            state = store.for_ticket(RoomKind.CONSULT, f"t{number}", "0" * 64, LAWYER, LAWYER)
            room = store.make(connection, state, now)
            people = state.members.items()
            first, second = (store.issue(connection, room, person, member, now) for person, member in people)
            found.append((room, first, second))
        return found

    return await storage.write(made)


async def rooms_of(stack: AsyncExitStack, url: str, database: str) -> list[Seat]:
    """Every seat of every room, connected and welcome; tokens last a minute, so a few rooms at a time."""
    seats: list[Seat] = []
    place = url.replace("http://", "ws://")
    storage = open_storage(database)
    await storage.open()
    await hired(storage)
    for _ in range(ROOMS // 25):
        for room, *tokens in await ways_in(storage, 25):
            pair = []
            for token in tokens:
                line = await stack.enter_async_context(
                    connect(f"{place}/pln/v1/rooms/{room}/ws", origin=Origin(url), **QUIET)
                )
                await line.send(json.dumps({"token": token}))
                pair.append(Seat(line, json.loads(await line.recv())["seat"]))
            pair[0].to, pair[1].to = pair[1].id, pair[0].id
            seats += pair
    await storage.close()
    return seats


async def bare(stack: AsyncExitStack, port: int) -> list[Seat]:
    """As many at the bare relay."""
    return [
        Seat(await stack.enter_async_context(connect(f"ws://127.0.0.1:{port}/{n // 2}", **QUIET)), "")
        for n in range(2 * ROOMS)
    ]


async def talk(seats: list[Seat], per_second: float, seconds: float) -> tuple[float, list[float]]:
    """Send in turns at that pace, listen at every seat; arrivals a second, and how long each took, in seconds."""
    took: list[float] = []

    async def listen(seat: Seat) -> None:
        async for frame in seat.line:
            at = str(frame).rpartition('"at":')[2].strip().split("}")[0]
            if at.replace(".", "", 1).isdigit():
                took.append(time.perf_counter() - float(at))

    ears = [asyncio.create_task(listen(seat)) for seat in seats]
    began, sent = time.perf_counter(), 0
    while (now := time.perf_counter() - began) < seconds:
        for _ in range(min(AT_ONCE, int(now * per_second) - sent, ON_THE_WAY - (sent - len(took)))):
            await seats[sent % len(seats)].line.send(seats[sent % len(seats)].words())
            sent += 1
        await asyncio.sleep(0 if per_second > CALM else 0.001)
    took_s, end = time.perf_counter() - began, time.perf_counter() + LATEST_S
    while len(took) < sent and time.perf_counter() < end:
        await asyncio.sleep(0.01)
        took_s = time.perf_counter() - began
    for ear in ears:
        ear.cancel()
    await asyncio.gather(*ears, return_exceptions=True)
    if len(took) < sent:
        raise RuntimeError(f"of {sent} messages {len(took)} arrived")
    return len(took) / took_s, took


def resident(pid: int) -> int:
    """KiB of memory that a process has to itself and uses."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


@dataclass
class Found:
    """What came of one server."""

    each: float
    """KiB for a connection that stands."""
    idle: float
    """Share of a core for 5,000 that stand."""
    calm: list[float]
    most: float


async def measure(pid: int, connected: Any) -> Found:
    """Everything about one server."""
    before = resident(pid)
    async with AsyncExitStack() as stack:
        seats = await connected(stack)
        each = (resident(pid) - before) / len(seats)
        used = processor_of(pid)
        await asyncio.sleep(IDLE_S)
        idle = (processor_of(pid) - used) / IDLE_S * 5000 / len(seats)
        calm = (await talk(seats[:TALKING], CALM, CALM_S))[1]
        most = (await talk(seats[:TALKING], 1e9, BURST_S))[0]
    return Found(each, idle, calm, most)


def late(took: list[float]) -> float:
    """Milliseconds within which 99 of 100 arrived."""
    return 1e3 * statistics.quantiles(took, n=100)[98]


def figures() -> list[Figure]:
    """Ours and the bare relay, one after the other."""
    with tempfile.TemporaryDirectory(prefix="lawbooth-signalling-") as name, peer("relay") as (port, pid):
        folder = Path(name)
        with process(folder / "province", write_catalogue(folder / "catalogue")) as running:
            url, database = running.ready["url"], f"sqlite:///{folder / 'province' / 'province.sqlite'}"
            ours = asyncio.run(measure(running.child.pid, lambda stack: rooms_of(stack, url, database)))
        theirs = asyncio.run(measure(pid, lambda stack: bare(stack, port)))
    relay = "bare relay"
    return [
        Figure(GROUP, "KiB for a connection that stands", ours.each, "", 0, 30),
        Figure(GROUP, "KiB for a connection that stands", ours.each, relay, theirs.each, 1.5),
        Figure(GROUP, "share of a core for 5,000 that stand", ours.idle, "", 0, 0.03),
        Figure(GROUP, f"p99 at {CALM} messages a second, ms", late(ours.calm), "", 0, 10),
        Figure(GROUP, f"p99 at {CALM} messages a second, ms", late(ours.calm), relay, late(theirs.calm), 2),
        Figure(GROUP, "messages a second at most", ours.most, "", 0, 7000, True),
        Figure(GROUP, "messages a second at most", ours.most, relay, theirs.most, 0.5, True),
    ]


if __name__ == "__main__":
    sys.exit(report(figures()))
