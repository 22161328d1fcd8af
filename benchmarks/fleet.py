"""Ten thousand simulated terminals against two gateways on PostgreSQL and NATS: `python -m benchmarks.fleet`.

Each phase is paced as the field would pace it and says whether it was kept up with: heartbeats (one a minute each),
pulls of the index of collections (one in five minutes), hand-ins (20 filings a day each, at three times the mean), and
requests for events: as often as terminals ask anew, and all of them waiting at once, as each does all day.
Every request is signed by a key of its own terminal and checked like any other.
What the two gateways and the database used of the processor gives the cost of a thousand terminals.

LAWBOOTH_TERMINALS and LAWBOOTH_SECONDS make it smaller.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import resource
import statistics
import sys
import tempfile
import time
import uuid
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.figures import machine
from benchmarks.gateway import processor_of, raw, sealed_ones
from kiosk.clock import SystemClock
from kiosk.keeper.events import WAIT_S
from kiosk.uplink.wire import Signer, digest_header
from legalnet.telemetry import DeviceReport, Disk, Heartbeat, Kind, ScreenState, Software, Verdict
from tests.province.catalogue import write_catalogue
from tests.province.process import Process, process
from tests.province.raw import prepared
from tests.province.servers.nats import nats
from tests.province.servers.postgres import postgres

TERMINALS = int(os.environ.get("LAWBOOTH_TERMINALS", "10000"))
SECONDS = int(os.environ.get("LAWBOOTH_SECONDS", "60"))
LANES = 64
"""Connections of the load; a proxy in front of the gateways keeps as many."""
FILINGS_A_DAY, PEAK = 20, 3.0
COMING, PATIENCE_S = 250, 6.0
"""Requests for events a second until all terminals wait, and how long the last of them may take."""
SIGNED_AHEAD_S = 240
"""Signatures are good for five minutes; longer phases sign as they go."""
VCPU_YUAN, DISK_YUAN = 90.0, 0.35
"""What a month of a virtual processor with 4 GB, and of a gigabyte of disk, is taken to cost."""


@dataclass(frozen=True)
class Simulated:
    """A terminal as the load knows it."""

    id: str
    key: Ed25519PrivateKey


@dataclass(frozen=True)
class Phase:
    """What came of one."""

    name: str
    wanted: float
    """Requests a second."""
    got: float
    p50_ms: float
    p99_ms: float
    gateways: float
    """Seconds of processor of both gateways for each second of the phase."""
    database: float
    refused: int


def enrolled(count: int) -> tuple[list[Simulated], list[tuple[str, str, str, str]]]:
    """So many terminals, and their rows."""
    profile = json.dumps({"place": "桂花里社区法律服务站"}, ensure_ascii=False)
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    made = [Simulated(f"T330199-{number:08x}", Ed25519PrivateKey.generate()) for number in range(count)]
    rows = [
        (one.id, b64encode(one.key.public_key().public_bytes_raw()).decode(), profile, now) for one in made
    ]
    return made, rows


async def enter(database: str, rows: Sequence[tuple[str, str, str, str]]) -> None:
    """Into the tables, as enrolment would."""
    connection = await asyncpg.connect(database)
    try:
        await connection.executemany(
            "INSERT INTO terminals (id, public_key, profile, enrolled_at) VALUES ($1, $2, $3, $4)", rows
        )
        logs = [(row[0], uuid.uuid4().hex, 0) for row in rows]
        await connection.executemany(
            "INSERT INTO event_logs (terminal_id, log, last) VALUES ($1, $2, $3)", logs
        )
    finally:
        await connection.close()


def signed(one: Simulated, url: str, method: str, path: str, body: bytes | None = None) -> bytes:
    """A request as it travels."""
    import hashlib

    import requests

    headers = {}
    if body is not None:
        headers = {
            "Content-Type": "application/json",
            "Content-Digest": digest_header(hashlib.sha256(body).digest()),
        }
    request = requests.Request(method, url + path, headers=headers, data=body).prepare()
    Signer(one.id, one.key, SystemClock()).sign(request)
    place = url.partition("//")[2]
    told = {"Host": place, **{name: str(value) for name, value in request.headers.items()}}
    return raw(method, path, told, body or b"")


def beat(number: int) -> bytes:
    """One terminal's heartbeat; one in two hundred has a device down."""
    down = number % 200 == 7
    devices = (
        DeviceReport(
            kind=Kind.ID_READER,
            verdict=Verdict.DOWN if down else Verdict.OK,
            code="no_answer" if down else "",
            done=number,
        ),
        *(DeviceReport(kind=kind, verdict=Verdict.OK, done=number) for kind in list(Kind)[1:5]),
    )
    told = Heartbeat(
        at=datetime.now(UTC), uptime_s=86_400, screen=ScreenState.IDLE, visits=12, devices=devices,
        disk=Disk(free_mb=70_000, used_mb=120), software=Software(version="1.4.2"), rtt_ms=40,
    )  # fmt: skip
    return told.model_dump_json().encode()


class Load:
    """Sends signed requests to both gateways at a rate, and keeps the books."""

    def __init__(self, gateways: Sequence[Process], database: int) -> None:
        self.gateways = gateways
        self.urls = [str(one.ready["url"]) for one in gateways]
        self.database = database

    def run(self, name: str, requests: Sequence[tuple[int, bytes]], rate: float) -> Phase:
        """Requests as (gateway, bytes), so many a second."""
        before = [processor_of(one.child.pid) for one in self.gateways]
        base = family(self.database)
        began = time.perf_counter()
        took, refused = asyncio.run(self._send(requests, rate))
        wall = time.perf_counter() - began
        used = sum(processor_of(one.child.pid) for one in self.gateways) - sum(before)
        ordered = sorted(took)
        return Phase(
            name, rate, len(took) / wall, 1e3 * statistics.median(ordered), 1e3 * ordered[len(ordered) * 99 // 100],
            used / wall, (family(self.database) - base) / wall, refused,
        )  # fmt: skip

    async def _send(self, requests: Sequence[tuple[int, bytes]], rate: float) -> tuple[list[float], int]:
        """Each at its time; a lane that is late sends at once, so that what cannot be kept up with shows."""
        queue: asyncio.Queue[tuple[float, int, bytes] | None] = asyncio.Queue()
        began = time.perf_counter()
        for place, (gateway, data) in enumerate(requests):
            queue.put_nowait((began + place / rate, gateway, data))
        took: list[float] = []
        refused = itertools.count()
        lanes = [asyncio.create_task(self._lane(queue, took, refused)) for _ in range(LANES)]
        for _ in lanes:
            queue.put_nowait(None)
        await asyncio.gather(*lanes)
        return took, next(refused)

    async def _lane(
        self, queue: asyncio.Queue[tuple[float, int, bytes] | None], took: list[float], refused: Iterator[int]
    ) -> None:
        """One connection to each gateway; seconds are counted from when the request was due."""
        lines: dict[int, tuple[asyncio.StreamReader, asyncio.StreamWriter]] = {}
        while (item := await queue.get()) is not None:
            due, gateway, data = item
            if (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            if gateway not in lines:
                port = int(self.urls[gateway].rpartition(":")[2])
                lines[gateway] = await asyncio.open_connection("127.0.0.1", port)
            try:
                status = await answered(*lines[gateway], data)
            except (
                asyncio.IncompleteReadError,
                ConnectionError,
            ):  # the server ended an idle line: a fresh one
                port = int(self.urls[gateway].rpartition(":")[2])
                lines[gateway] = await asyncio.open_connection("127.0.0.1", port)
                status = await answered(*lines[gateway], data)
            took.append(time.perf_counter() - due)
            if status not in (200, 201, 304):
                next(refused)
        for _, writer in lines.values():
            writer.close()


async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, data: bytes) -> int:
    """The status of the answer, its body read."""
    writer.write(data)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:")), 0)
    await reader.readexactly(length)
    return int(head.split(b" ", 2)[1])


def family(pid: int) -> float:
    """Processor seconds of a process and of everything it started that lives."""
    total = processor_of(pid)
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text(encoding="ascii").rpartition(")")[2].split()[1]) == pid:
                total += processor_of(int(path.parent.name))
        except (OSError, ValueError):  # it ended meanwhile
            continue
    return total


def memory_mb(pid: int) -> float:
    """What a process holds."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


# ---------------------------------------------------------------------- phases


def heartbeats(load: Load, fleet: Sequence[Simulated]) -> Phase:
    """A minute of the fleet, or as long as was asked for."""
    rate = len(fleet) / 60
    count = min(int(rate * min(SECONDS, SIGNED_AHEAD_S)), len(fleet) * 4)
    requests = []
    for number in range(count):
        one, gateway = fleet[number % len(fleet)], number % 2
        path = f"/pln/v1/terminals/{one.id}/heartbeat"
        requests.append((gateway, signed(one, load.urls[gateway], "POST", path, beat(number))))
    return load.run("heartbeats", requests, rate)


def pulls(load: Load, fleet: Sequence[Simulated]) -> Phase:
    """What every terminal asks each five minutes: is there anything new."""
    rate = len(fleet) / 300
    count = max(20, int(rate * SECONDS / 2))
    requests = [
        (number % 2, signed(fleet[number % len(fleet)], load.urls[number % 2], "GET", "/pln/v1/bundles"))
        for number in range(count)
    ]
    return load.run("catalogue pulls", requests, rate)


def hand_ins(load: Load, gateway: Process, folder: Path, terminals: int) -> Phase:
    """Requests with their order and number, at the day's peak."""
    rate = terminals * FILINGS_A_DAY * PEAK / 86_400
    count = max(20, int(rate * SECONDS / 4))
    terminal = gateway.terminal(folder)
    requests = []
    for number, one in enumerate(sealed_ones(terminal, "test", count)):
        url = load.urls[number % 2]
        there = replace(terminal, enrolment=replace(terminal.enrolment, url=url))
        request = prepared(there, "POST", "/pln/v1/submissions", one.header, Idempotency_Key=one.key)
        told = {
            "Host": url.partition("//")[2],
            **{name: str(value) for name, value in request.headers.items()},
        }
        requests.append((number % 2, raw("POST", "/pln/v1/submissions", told, one.header)))
    return load.run("hand-ins", requests, rate)


@dataclass(frozen=True)
class Waiting:
    """Every terminal waiting for its next event at once."""

    count: int
    mb_a_thousand: float
    cores: float
    """Of the gateways while nothing happens."""
    database: float
    arriving: float
    """Cores of gateways and database for asking anew as often as terminals do, which is once in `WAIT_S`."""

    @property
    def all_cores(self) -> float:
        """What events cost while nothing happens."""
        return self.cores + self.database + self.arriving


async def open_for_events(load: Load, fleet: Sequence[Simulated]) -> list[asyncio.StreamWriter]:
    """A request for events by each terminal, `COMING` a second; back when every one of them waits.

    They are let go after 55 s, so the wait for the last of them has an end too.
    """
    writers: list[asyncio.StreamWriter] = []
    for start in range(0, len(fleet), COMING // 5):
        batch, due = fleet[start : start + COMING // 5], time.perf_counter() + 0.2

        async def wait_there(number: int, one: Simulated) -> asyncio.StreamWriter:
            url = load.urls[number % 2]
            _, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
            path = f"/pln/v1/terminals/{one.id}/events?after=0&wait=60"
            writer.write(signed(one, url, "GET", path))
            await writer.drain()
            return writer

        writers += await asyncio.gather(*(wait_there(start + place, one) for place, one in enumerate(batch)))
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
    end = time.perf_counter() + PATIENCE_S
    while await asyncio.to_thread(waiting_now, load) < len(fleet) and time.perf_counter() < end:
        await asyncio.sleep(0.5)
    return writers


def waiting_now(load: Load) -> int:
    """How many requests wait at both gateways, by their own figures."""
    import requests

    total = 0
    for url in load.urls:
        lines = requests.get(f"{url}/metrics", timeout=30).text.splitlines()
        total += sum(
            int(float(line.split()[1])) for line in lines if line.startswith("lawbooth_waiting_terminals ")
        )
    return total


async def sockets(load: Load, fleet: Sequence[Simulated], hold_s: float) -> Waiting:
    """Every terminal waits for its next event at once: what their coming costs, and then their waiting."""

    def used() -> tuple[float, float]:
        return sum(processor_of(one.child.pid) for one in load.gateways), family(load.database)

    memory, before = sum(memory_mb(one.child.pid) for one in load.gateways), used()
    writers = await open_for_events(load, fleet)
    there, began = used(), time.perf_counter()
    count = await asyncio.to_thread(waiting_now, load)
    await asyncio.sleep(hold_s)
    after, wall = used(), time.perf_counter() - began
    held = sum(memory_mb(one.child.pid) for one in load.gateways) - memory
    for writer in writers:
        writer.close()
    return Waiting(
        count, 1000 * held / max(1, len(writers)), (after[0] - there[0]) / wall,
        (after[1] - there[1]) / wall, (sum(there) - sum(before)) / WAIT_S,
    )  # fmt: skip


async def bytes_of(database: str, table: str) -> int:
    """What a table takes with its indexes."""
    connection = await asyncpg.connect(database)
    try:
        return int(await connection.fetchval("SELECT pg_total_relation_size($1::text::regclass)", table))
    finally:
        await connection.close()


# ---------------------------------------------------------------------- the report


def said(phases: Iterable[Phase], terminals: int) -> str:
    """The phases as a table."""
    rows = ["| phase | wanted a second | kept up | p50 ms | p99 ms | gateways, cores | database, cores | refused |",
            "|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for one in phases:
        rows.append(
            f"| {one.name} | {one.wanted:.1f} | {100 * one.got / one.wanted:.0f} % | {one.p50_ms:.0f} | "
            f"{one.p99_ms:.0f} | {one.gateways:.3f} | {one.database:.3f} | {one.refused} |"
        )
    return "\n".join([f"{terminals} terminals, two gateways, PostgreSQL 15, NATS", "", *rows])


def cost(phases: Sequence[Phase], waiting: Waiting, table_mb: float, terminals: int) -> str:
    """A thousand terminals a month."""
    cores = (sum(one.gateways + one.database for one in phases) + waiting.all_cores) * 1000 / terminals
    disk = table_mb / 1024 * 1000 / terminals
    yuan = cores / 0.4 * VCPU_YUAN + disk * DISK_YUAN
    return (
        f"A thousand terminals: {cores:.3f} cores at the peak, {waiting.mb_a_thousand:.0f} MB for their waiting "
        f"requests, {1000 * disk:.1f} MB of tables of the fleet; {yuan:.1f} yuan a month at {VCPU_YUAN:g} yuan a "
        f"processor, 40 % used, and {DISK_YUAN:g} yuan a GB."
    )


def main() -> int:
    """Print what was measured."""
    resource.setrlimit(
        resource.RLIMIT_NOFILE, (min(65_536, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2
    )
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lawbooth-fleet-")))
        server, messenger = stack.enter_context(postgres()), stack.enter_context(nats())
        database, catalogue = server.fresh(), write_catalogue(folder / "catalogue")
        common = ("--database", database, "--nats", messenger.url)
        gateways = [
            stack.enter_context(process(folder / "one", catalogue, *common)),
            stack.enter_context(process(folder / "one", catalogue, *common)),
        ]
        assert server.child is not None
        fleet, rows = enrolled(TERMINALS)
        asyncio.run(enter(database, rows))
        load = Load(gateways, server.child.pid)
        phases = [
            heartbeats(load, fleet),
            pulls(load, fleet),
            hand_ins(load, gateways[0], folder / "terminal", TERMINALS),
        ]
        waiting = asyncio.run(sockets(load, fleet, min(8.0, SECONDS / 3)))
        tables = ("fleet_state", "fleet_hours", "fleet_alerts")
        size = sum(asyncio.run(bytes_of(database, name)) for name in tables) / 2**20
        print(said(phases, TERMINALS))
        print(
            f"\n{waiting.count} requests wait at once: {waiting.mb_a_thousand:.0f} MB a thousand; while they wait "
            f"{waiting.cores:.3f} cores of gateways and {waiting.database:.3f} of the database; asked anew every "
            f"{WAIT_S:.0f} s {waiting.arriving:.3f} cores of both"
        )
        print(f"\n{cost(phases, waiting, size, TERMINALS)}\n\n{machine()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
