"""The gateway as its own process, started by its own command line."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.uplink.client import ProvinceUplink
from kiosk.uplink.enrolment import enrol
from kiosk.uplink.identity import KEY_FILE, load_or_create_key
from province.gateway.cli import add_commands
from tests.province.running import ShiftedClock, Terminal

MAIN = Path(__file__).parents[2] / "main.py"
START_S = 300
"""For a gateway to start: two seconds on an idle machine, minutes where many others work."""


@dataclass
class Process:
    """A running gateway process."""

    child: subprocess.Popen[str]
    ready: dict[str, Any]

    def terminal(self, folder: Path) -> Terminal:
        """A terminal that enrolled with the code of the ready file."""
        enrolment = enrol(self.ready["url"], self.ready["enrol_code"], folder, ShiftedClock())
        key = load_or_create_key(folder / KEY_FILE)
        return Terminal(folder, enrolment, ProvinceUplink(enrolment, key, ShiftedClock()))

    def stop(self) -> tuple[int, str]:
        """SIGTERM; the exit code and what it said."""
        self.child.terminate()
        out, _ = self.child.communicate(timeout=20)
        return self.child.returncode, out


def command(*arguments: str) -> list[str]:
    """The command line of `gateway` with these arguments."""
    return [sys.executable, str(MAIN), "gateway", *arguments]


@contextmanager
def process(data: Path, catalogue: Path, *arguments: str) -> Iterator[Process]:
    """Start it and wait for its ready file; killed at the end if it still runs."""
    ready = data.parent / f"{data.name}-ready.json"
    ready.unlink(missing_ok=True)
    line = command("--data", str(data), "--catalogue", str(catalogue), "--ready-file", str(ready), *arguments)
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as child:
        try:
            end = time.monotonic() + START_S
            while not ready.exists():
                assert child.poll() is None, child.communicate()[0]
                assert time.monotonic() < end, "the gateway didn't get ready"
                time.sleep(0.05)
            yield Process(child, json.loads(ready.read_text()))
        finally:
            child.kill()


def parser() -> argparse.ArgumentParser:
    """A main command line with the gateway mounted."""
    main = argparse.ArgumentParser()
    add_commands(main.add_subparsers(required=True))
    return main
