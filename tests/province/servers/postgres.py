"""Debian's PostgreSQL 15, started by the tests: an empty cluster of its own, a unix socket, nothing else touched."""

from __future__ import annotations

import asyncio
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

BIN = Path("/usr/lib/postgresql/15/bin")
"""Where Debian's package puts the programs."""
NUMBERS = itertools.count()


@dataclass
class Postgres:
    """A running server; `fresh` makes databases on it."""

    folder: Path
    user: str
    child: subprocess.Popen[bytes]
    made: list[str] = field(default_factory=list)

    def fresh(self) -> str:
        """The address of a new, empty database."""
        name = f"test{next(NUMBERS)}"
        asyncio.run(self._make(name))
        return self.url(name)

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://{self.user}@/{database}?host={self.folder}"

    async def _make(self, name: str) -> None:
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            await connection.execute(f"CREATE DATABASE {name}")
        finally:
            await connection.close()


def _account() -> str | None:
    """Whom to be: the server refuses to run as root."""
    return "postgres" if os.getuid() == 0 else None


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server with full flushes in a folder of its own, removed afterwards."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="lawbooth-pg-"))
    user = account or pwd.getpwuid(os.getuid()).pw_name
    if account:
        owner = pwd.getpwnam(account)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    initdb = [BIN / "initdb", "-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(initdb, check=True, user=account, stdout=subprocess.DEVNULL, cwd=folder)
    options = ["-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=on", "-c", "max_connections=60"]
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(
            [BIN / "postgres", "-D", data, *options], user=account, cwd=folder, stderr=log
        )
    try:
        _await(folder, user, child)
        yield Postgres(folder, user, child)
    finally:
        child.send_signal(2)  # fast shutdown: open sessions are ended
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _await(folder: Path, user: str, child: subprocess.Popen[bytes]) -> None:
    """Until it answers."""
    ready = [BIN / "pg_isready", "-q", "-h", folder, "-U", user, "-t", "1"]
    for _ in range(600):
        if subprocess.run(ready, check=False).returncode == 0:
            return
        try:
            child.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
