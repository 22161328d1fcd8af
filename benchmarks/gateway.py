"""The gateway's hand-ins beside what one would write: `python -m benchmarks.gateway`, on disks that flush in 1 ms.

64 clients post envelopes of about 2 KB to a process each, in turns. Ours checks the signature and its nonce, opens what
is sealed, judges it by the definition and stores it with its number, order and note. Of the others, `checking_gateway`
checks the same, and `plain_gateway` stores what comes. All flush before they answer. What the storages do alone, by 64
tasks in this process, is measured besides, and on PostgreSQL what pgbench does with the same row.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import insert

from benchmarks import plain_gateway
from benchmarks.figures import Figure, report
from benchmarks.slow_disk import flushes, rerun
from kiosk.uplink.identity import KEY_FILE, load_or_create_key
from legalnet.catalogue import load_catalogue
from province.gateway.storage.interface import open_storage
from province.gateway.storage.rows import NewSubmission
from province.gateway.storage.tables import terminals
from tests.province.catalogue import write_catalogue
from tests.province.process import Process, process
from tests.province.raw import prepared
from tests.province.running import Filing, SealedFiling, Terminal
from tests.province.servers.postgres import BIN, postgres

CLIENTS, REQUESTS, ROUNDS = 64, 384, 3
FLUSH_MS = 1.0
GROUP = "6 gateway"
PLAIN = "FastAPI + SQLAlchemy async, nothing checked"
SAME = "FastAPI + SQLAlchemy async, the same checks"
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Client:
    """One connection, request after request."""

    line: socket.socket
    began: float = 0.0
    answer: bytes = b""

    def send(self, request: bytes) -> None:
        """The next one."""
        self.answer, self.began = b"", time.perf_counter()
        self.line.sendall(request)

    def answered(self) -> bool:
        """Take what is there; whether that was the last of it. Raises `RuntimeError` for a refusal."""
        self.answer += self.line.recv(65536)
        head, end, body = self.answer.partition(b"\r\n\r\n")
        if not end or len(body) < int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]):
            return False
        if not head.startswith(b"HTTP/1.1 201"):
            raise RuntimeError(f"refused: {self.answer[:200]!r}")
        return True


def blast(port: int, requests: list[bytes]) -> tuple[float, list[float]]:
    """Send them all by `CLIENTS` connections; seconds in all, and of each.

    A bare loop over sockets: 0.03 ms of processor time a request, so that the two cores are the gateway's.
    """
    left, took = list(reversed(requests)), list[float]()
    with selectors.DefaultSelector() as ready, ExitStack() as lines:
        clients = [
            Client(lines.enter_context(socket.create_connection(("127.0.0.1", port)))) for _ in range(CLIENTS)
        ]
        began = time.perf_counter()
        for client in clients:
            ready.register(client.line, selectors.EVENT_READ, client)
            client.send(left.pop())
        while len(took) < len(requests):
            for key, _ in ready.select():
                client = key.data
                if client.answered():
                    took.append(time.perf_counter() - client.began)
                    if left:
                        client.send(left.pop())
        return time.perf_counter() - began, took


def raw(method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
    """A request as it travels."""
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Blasts:
    """What came of the rounds of one gateway."""

    pid: int
    rates: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    cpu: float = 0.0

    def fire(self, port: int, requests: list[bytes]) -> None:
        """One round."""
        before = processor_of(self.pid)
        seconds, took = blast(port, requests)
        self.cpu += processor_of(self.pid) - before
        self.rates.append(len(requests) / seconds)
        self.took += took

    @property
    def rate(self) -> float:
        """Median of requests a second."""
        return statistics.median(self.rates)

    @property
    def ninety_nine(self) -> float:
        """Milliseconds within which 99 of 100 were answered."""
        return 1e3 * sorted(self.took)[len(self.took) * 99 // 100]

    @property
    def each(self) -> float:
        """Milliseconds of processor time for one request."""
        return 1e3 * self.cpu / len(self.took)


def processor_of(pid: int) -> float:
    """Seconds of processor time that a process used, with those that it started and that still run."""
    values = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    own = (int(values[11]) + int(values[12])) / TICK
    return own + sum(processor_of(int(child)) for child in children)


def sealed_ones(terminal: Terminal, version: str, count: int) -> list[SealedFiling]:
    """Small requests whose files are there already."""
    sealed = [terminal.seal(Filing.request(), version) for _ in range(count)]
    for one in sealed:
        terminal.upload(one)
    return sealed


def signed(terminal: Terminal, port: int, sealed: list[SealedFiling]) -> list[bytes]:
    """Their hand-ins, signed now for whoever listens there."""
    path, place = "/pln/v1/submissions", f"127.0.0.1:{port}"
    there = replace(terminal, enrolment=replace(terminal.enrolment, url=f"http://{place}"))
    requests = list[bytes]()
    for one in sealed:
        request = prepared(there, "POST", path, one.header, Idempotency_Key=one.key)
        headers = {"Host": place, **{name: str(value) for name, value in request.headers.items()}}
        requests.append(raw("POST", path, headers, one.header))
    return requests


def unsigned(envelope: bytes) -> bytes:
    """The same envelope for the other gateway."""
    headers = {"Host": "x", "Content-Type": "application/json", "Content-Length": str(len(envelope))}
    return raw("POST", "/submissions", headers, envelope)


@contextmanager
def peer(module: str, *arguments: str) -> Iterator[tuple[int, int]]:
    """Another gateway; its port and process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    line = [sys.executable, "-W", "ignore", "-m", f"benchmarks.{module}", str(port), *arguments]
    with subprocess.Popen(line) as child:
        try:
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield port, child.pid
        finally:
            child.kill()


def hand_ins(folder: Path, running: Process, databases: tuple[str, str]) -> list[Blasts]:
    """Ours, the one that checks nothing and the one that checks the same, round after round in turns.

    The first round of each warms it and does not count.
    """
    terminal = running.terminal(folder / "terminal")
    key = load_or_create_key(terminal.folder / KEY_FILE).public_key().public_bytes_raw()
    catalogue = folder / "catalogue"
    version = load_catalogue(catalogue).version
    enrolled = (terminal.enrolment.terminal_id, b64encode(key).decode())
    checking = ("checking_gateway", databases[1], str(folder / "province"), str(catalogue), *enrolled)
    with peer("plain_gateway", databases[0]) as plain, peer(*checking) as same:
        places = [(urlsplit(terminal.enrolment.url).port or 0, running.child.pid), plain, same]
        found = [Blasts(pid) for _, pid in places]
        for number in range(ROUNDS + 1):
            if number == 1:
                found = [Blasts(pid) for _, pid in places]
            sealed = sealed_ones(terminal, version, REQUESTS)
            found[0].fire(places[0][0], signed(terminal, places[0][0], sealed))
            found[1].fire(plain[0], [unsigned(one.header) for one in sealed])
            found[2].fire(same[0], signed(terminal, same[0], sealed))
    return found


@dataclass(frozen=True)
class Stored:
    """What the storages do alone."""

    ours: float
    """Submissions a second."""
    theirs: float
    commits: float
    """Of ours, a submission."""
    flushes: float
    """Of this process, a submission of ours; a database server flushes by itself."""


async def storages(ours: str, theirs: str) -> Stored:
    """Submissions by our storage and by a session each, in turns."""
    storage = open_storage(ours)
    await storage.open()
    terminal = {"id": "T", "public_key": "", "profile": "", "enrolled_at": ""}
    await storage.write(lambda connection: connection.execute(insert(terminals).values(**terminal)).rowcount)
    session = await plain_gateway.open_sessions(theirs)

    async def take() -> None:
        """One, numbered, noted and acknowledged."""
        await storage.take(
            NewSubmission(
                submission_id=str(uuid.uuid4()), terminal_id="T", matter_code="M", catalogue_version="v",
                status="received", envelope="x" * 2000, envelope_sha256="0" * 64, committed_at="t", received_at="t",
                region="330199", series="33019901", acknowledge=lambda found: found.encode(),
            )
        )  # fmt: skip

    async def add() -> None:
        """One row, one commit."""
        async with session() as each:
            each.add(plain_gateway.Submission(id=str(uuid.uuid4()), envelope=b"x" * 2000))
            await each.commit()

    before, rates, counted = storage.figures().commits, [], 0
    for _ in range(ROUNDS + 1):
        flushed = flushes()
        mine = await by_tasks(take)
        counted += flushes() - flushed
        rates.append((mine, await by_tasks(add)))
    count = REQUESTS * (ROUNDS + 1)
    commits, flushed_each = (storage.figures().commits - before) / count, counted / count
    await storage.close()
    mine, their = (statistics.median(column) for column in zip(*rates[1:], strict=True))
    return Stored(mine, their, commits, flushed_each)


async def by_tasks(work: Callable[[], Awaitable[None]]) -> float:
    """Many, by `CLIENTS` tasks; how many a second."""
    numbers = itertools.repeat(None, REQUESTS)

    async def task() -> None:
        """One after the other."""
        for _ in numbers:
            await work()

    began = time.perf_counter()
    await asyncio.gather(*(task() for _ in range(CLIENTS)))
    return REQUESTS / (time.perf_counter() - began)


def pgbench(url: str, folder: Path) -> float:
    """Rows a second that pgbench itself stores, 64 clients, a transaction each."""
    script = folder / "insert.sql"
    row = "INSERT INTO pgbench_rows (id, envelope) VALUES (gen_random_uuid()::text, repeat('x', 2000));"
    script.write_text(row, encoding="ascii")
    table = "CREATE TABLE pgbench_rows (id text PRIMARY KEY, envelope text)"
    subprocess.run([BIN / "psql", "-q", "-c", table, url], check=True)
    line: list[str | Path] = [
        BIN / "pgbench",
        "-n",
        "-f",
        script,
        "-c",
        str(CLIENTS),
        "-j",
        "2",
        "-t",
        "30",
        url,
    ]
    told = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    found = re.search(r"tps = ([0-9.]+)", told)
    return float(found[1]) if found else 0.0


def on_sqlite(folder: Path) -> list[Figure]:
    """One machine."""
    with process(folder / "province", write_catalogue(folder / "catalogue")) as running:
        blasts = hand_ins(folder, running, (str(folder / "plain.db"), str(folder / "checking.db")))
    alone = asyncio.run(storages(f"sqlite:///{folder / 'ours.db'}", str(folder / "theirs.db")))
    name = "SQLAlchemy async, a session each"
    return [
        Figure(GROUP, "SQLite: commits a submission", alone.commits, "", 0, 0.1),
        Figure(GROUP, "SQLite: flushes a submission", alone.flushes, "", 0, 0.1),
        Figure(GROUP, "SQLite: stored a second", alone.ours, name, alone.theirs, 5.0, True),
        *lines("SQLite", blasts, 5.0),
    ]


def on_postgres(folder: Path) -> list[Figure]:
    """Many machines' database, here one process beside us."""
    catalogue = write_catalogue(folder / "catalogue")
    with postgres() as server:
        url = server.fresh()
        with process(folder / "province", catalogue, "--database", url) as running:
            blasts = hand_ins(folder, running, (url, server.fresh()))
        alone = asyncio.run(storages(server.fresh(), server.fresh()))
        bare = pgbench(server.fresh(), folder)
    name = "SQLAlchemy async, a session each"
    return [
        Figure(GROUP, "PostgreSQL: commits a submission", alone.commits, "", 0, 0.1),
        Figure(GROUP, "PostgreSQL: stored a second", alone.ours, name, alone.theirs, 3.0, True),
        Figure(GROUP, "PostgreSQL: stored a second", alone.ours, "pgbench, the bare row", bare, 0.3, True),
        *lines("PostgreSQL", blasts, 3.0),
    ]


def lines(database: str, blasts: list[Blasts], target: float) -> list[Figure]:
    """Whole hand-ins of all three."""
    mine, plain, same = blasts
    found = [Figure(GROUP, f"{database}: p99 of a hand-in, ms", mine.ninety_nine, "", 0, 100.0)]
    for name, other in ((SAME, same), (PLAIN, plain)):
        found += [
            Figure(GROUP, f"{database}: hand-ins a second", mine.rate, name, other.rate, target, True),
            Figure(GROUP, f"{database}: processor ms a hand-in", mine.each, name, other.each, 1 / target),
            Figure(
                GROUP, f"{database}: p99 of a hand-in, ms", mine.ninety_nine, name, other.ninety_nine, 1.0
            ),
        ]
    return found


def measured() -> list[Figure]:
    """All lines; to be called on the slow disk."""
    found: list[Figure] = []
    for database in (on_sqlite,) if "--sqlite" in sys.argv else (on_sqlite, on_postgres):
        with tempfile.TemporaryDirectory(prefix="lawbooth-gateway-") as name:
            found += database(Path(name))
    return found


def figures() -> list[Figure]:
    """The same, measured in processes with the slow disk."""
    return rerun("benchmarks.gateway", FLUSH_MS, "--measure")


if __name__ == "__main__":
    raise SystemExit(report(measured() if "--measure" in sys.argv else figures()))
