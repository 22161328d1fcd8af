"""A program of another maker that runs beside the gateway: started, found again after a crash, ended.

It is a process group of its own and outlives a gateway that is killed, so that calls go on; the next gateway finds it
by its note and takes it up. A gateway that ends as it should ends it too.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from province.gateway.keys import write_private

log = logging.getLogger(__name__)
NOTE = "service.json"
STEP_S, END_S = 0.1, 5.0


class NoService(Exception):
    """The program is not installed, or does not start; the text names it."""


@dataclass
class Service:
    """One program in its folder."""

    name: str
    folder: Path
    child: subprocess.Popen[bytes] | None = None
    pid: int = 0

    def note(self) -> dict[str, Any]:
        """What was written down about it: secret, port, process; empty at the first time."""
        try:
            found = json.loads((self.folder / NOTE).read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def remember(self, **more: Any) -> dict[str, Any]:
        """The note with a secret of its own, made at the first time, and with `more`."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        note = {"secret": secrets.token_urlsafe(32), "pid": 0} | self.note() | more
        write_private(self.folder / NOTE, json.dumps(note).encode())
        return note

    def adopt(self) -> bool:
        """Take up the one that an earlier gateway left running; False when there is none."""
        pid = int(self.note().get("pid", 0))
        if pid and self._is_ours(pid):
            self.pid = pid
            return True
        return False

    def start(self, files: Mapping[str, str], line: list[str]) -> None:
        """Write its configuration and run it. Raises `NoService`."""
        program = shutil.which(line[0])
        if program is None:
            raise NoService(f"{line[0]} is not installed")
        for name, text in files.items():
            write_private(self.folder / name, text.encode())
        with (self.folder / f"{self.name}.out").open("wb") as out:
            self.child = subprocess.Popen(
                [program, *line[1:]],
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                cwd=self.folder, start_new_session=True,
            )  # fmt: skip
        self.pid = self.child.pid
        self.remember(pid=self.pid)

    def alive(self) -> bool:
        """Whether it runs."""
        if self.child is not None:
            return self.child.poll() is None
        return bool(self.pid) and self._is_ours(self.pid)

    def _is_ours(self, pid: int) -> bool:
        """Whether that process was started with this folder; numbers are given out again."""
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes()
            gone = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
        except (OSError, IndexError):
            return False
        return str(self.folder).encode() in line and not gone

    async def stop(self) -> None:
        """End it: asked first, then made to."""
        for number, steps in ((signal.SIGTERM, END_S / STEP_S), (signal.SIGKILL, END_S / STEP_S)):
            if not self.alive():
                break
            with suppress(ProcessLookupError):
                os.killpg(self.pid, number)
            for _ in range(int(steps)):
                if not self.alive():
                    break
                await asyncio.sleep(STEP_S)
        self.remember(pid=0)
