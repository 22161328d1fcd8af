"""The gateway's hand-ins beside what one would write: `python -m benchmarks.gateway [--json]`.

64 clients post envelopes of about 2 KB to a process each. Ours checks the signature and its nonce, opens what is sealed,
judges it by the definition and stores it; the other (`plain_gateway`) stores what comes. Both flush before they answer.
What the two storages do alone, by 64 tasks in this process, is measured besides.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import insert

from benchmarks import plain_gateway
from benchmarks.figures import Figure, report
from province.gateway.storage.interface import open_storage
from province.gateway.storage.rows import NewSubmission
from province.gateway.storage.tables import terminals
from tests.province.catalogue import write_catalogue
from tests.province.process import process
from tests.province.raw import prepared
from tests.province.running import Filing

CLIENTS, REQUESTS = 64, 320
GROUP = "6 gateway"


async def blast(port: int, requests: list[bytes]) -> tuple[float, list[float]]:
    """Send them all by `CLIENTS` connections; seconds in all, and of each."""
    left, took = list(reversed(requests)), list[float]()

    async def client() -> None:
        """One connection, request after request."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while left:
            request = left.pop()
            began = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
            )
            answer = await reader.readexactly(length)
            took.append(time.perf_counter() - began)
            if not head.startswith(b"HTTP/1.1 201"):
                raise RuntimeError(f"refused: {head[:40]!r} {answer[:200]!r}")
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return time.perf_counter() - began, took


def raw(method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
    """A request as it travels."""
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def ours(folder: Path) -> tuple[float, list[float], list[bytes]]:
    """Our gateway in a process of its own; also the envelopes."""
    with process(folder / "province", write_catalogue(folder / "catalogue")) as running:
        terminal = running.terminal(folder / "terminal")
        sealed = [terminal.seal(Filing.request()) for _ in range(REQUESTS)]
        for one in sealed:
            terminal.upload(one)
        path, requests = "/pln/v1/submissions", list[bytes]()
        place = urlsplit(terminal.enrolment.url)
        for one in sealed:
            signed = prepared(terminal, "POST", path, one.header, Idempotency_Key=one.key)
            headers = {"Host": place.netloc, **{name: str(value) for name, value in signed.headers.items()}}
            requests.append(raw("POST", path, headers, one.header))
        took = asyncio.run(blast(place.port or 0, requests))
        return *took, [one.header for one in sealed]


@contextmanager
def plain(folder: Path) -> Iterator[int]:
    """The other gateway; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    line = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "benchmarks.plain_gateway",
        str(port),
        str(folder / "plain.db"),
    ]
    with subprocess.Popen(line) as child:
        try:
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield port
        finally:
            child.kill()


def theirs(folder: Path, envelopes: list[bytes]) -> tuple[float, list[float]]:
    """The same envelopes to the other one."""
    with plain(folder) as port:
        requests = [
            raw(
                "POST", "/submissions",
                {"Host": "x", "Content-Type": "application/json", "Content-Length": str(len(body))}, body,
            )
            for body in envelopes
        ]  # fmt: skip
        return asyncio.run(blast(port, requests))


async def storages(folder: Path) -> tuple[float, float, float]:
    """Submissions a second by our storage and by a session each, and our commits a submission."""
    storage = open_storage(f"sqlite:///{folder / 'ours.db'}")
    await storage.open()
    terminal = {"id": "T", "public_key": "", "profile": "", "enrolled_at": ""}
    await storage.write(lambda connection: connection.execute(insert(terminals).values(**terminal)).rowcount)

    async def take(number: int) -> None:
        """One, numbered and acknowledged."""
        await storage.take(
            NewSubmission(
                submission_id=f"s{number}", terminal_id="T", matter_code="M", catalogue_version="v", status="received",
                envelope="x" * 2000, envelope_sha256="0" * 64, committed_at="t", received_at="t", region="330199",
                series="33019901", acknowledge=lambda found: found.encode(),
            )
        )  # fmt: skip

    mine = await by_tasks(take)
    commits = storage.figures().commits / REQUESTS
    await storage.close()
    session = await plain_gateway.open_sessions(str(folder / "theirs.db"))

    async def add(number: int) -> None:
        """One row, one commit."""
        async with session() as each:
            each.add(plain_gateway.Submission(id=f"s{number}", envelope=b"x" * 2000))
            await each.commit()

    return mine, await by_tasks(add), commits


async def by_tasks(work: Callable[[int], Awaitable[None]]) -> float:
    """That many, by `CLIENTS` tasks; how many a second."""
    numbers = iter(range(REQUESTS))

    async def task() -> None:
        """One after the other."""
        for number in numbers:
            await work(number)

    began = time.perf_counter()
    await asyncio.gather(*(task() for _ in range(CLIENTS)))
    return REQUESTS / (time.perf_counter() - began)


def figures() -> list[Figure]:
    """Requests a second and the slowest of a hundred."""
    with tempfile.TemporaryDirectory(prefix="lawbooth-gateway-") as name:
        folder = Path(name)
        seconds, took, envelopes = ours(folder)
        plain_seconds, plain_took = theirs(folder, envelopes)
        stored, added, commits = asyncio.run(storages(folder))
    ninety_nine, plain_ninety_nine = (
        1e3 * sorted(each)[len(each) * 99 // 100] for each in (took, plain_took)
    )
    name = "FastAPI + SQLAlchemy async, nothing checked"
    return [
        Figure(GROUP, "commits (each flushed once) a submission, 64 at a time", commits, "", 0, 0.1),
        Figure(
            GROUP, "stored a second, SQLite", stored, "SQLAlchemy async, a session each", added, 5.0, True
        ),
        Figure(
            GROUP, "hand-ins a second, SQLite", REQUESTS / seconds, name, REQUESTS / plain_seconds, 5.0, True
        ),
        Figure(GROUP, "p99, ms", ninety_nine, "", 0, 100.0),
        Figure(GROUP, "p99, ms", ninety_nine, name, plain_ninety_nine, 1.0),
    ]


if __name__ == "__main__":
    raise SystemExit(report(figures()))
