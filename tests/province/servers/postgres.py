"""Debian's PostgreSQL 15, started by the tests: an empty cluster of its own, a unix socket, nothing else touched."""

from __future__ import annotations

import asyncio
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

BIN = Path("/usr/lib/postgresql/15/bin")
"""Where Debian's package puts the programs."""
NUMBERS = itertools.count()


@dataclass
class Postgres:
    """A server; `fresh` makes databases on it."""

    folder: Path
    user: str
    account: str | None
    """Whom to be: the server refuses to run as root."""
    child: subprocess.Popen[bytes] | None = None

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

    def start(self) -> None:
        """With full flushes, until it answers."""
        options = ["-k", str(self.folder), "-c", "listen_addresses=", "-c", "fsync=on"]
        command: list[str | Path] = [
            BIN / "postgres",
            "-D",
            self.folder / "data",
            *options,
            "-c",
            "max_connections=100",
        ]
        with (self.folder / "log").open("ab") as log:
            self.child = subprocess.Popen(command, user=self.account, cwd=self.folder, stderr=log)
        ready: list[str | Path] = [BIN / "pg_isready", "-q", "-h", self.folder, "-U", self.user, "-t", "1"]
        for _ in range(600):
            if subprocess.run(ready, check=False).returncode == 0:
                return
            try:
                self.child.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            break
        raise AssertionError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()}")

    def stop(self) -> None:
        """A fast shutdown: open sessions are ended."""
        if self.child is None:
            return
        self.child.send_signal(signal.SIGINT)
        try:
            self.child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait(timeout=20)
        self.child = None


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A running server in a folder of its own, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="lawbooth-pg-"))
    account = "postgres" if os.getuid() == 0 else None
    if account:
        owner = pwd.getpwnam(account)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    server = Postgres(folder, account or pwd.getpwuid(os.getuid()).pw_name, account)
    initdb: list[str | Path] = [
        BIN / "initdb",
        "-D",
        folder / "data",
        "-U",
        server.user,
        "-A",
        "trust",
        "-E",
        "UTF8",
    ]
    quiet = ["--locale=C", "--no-sync"]
    subprocess.run([*initdb, *quiet], check=True, user=account, stdout=subprocess.DEVNULL, cwd=folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
