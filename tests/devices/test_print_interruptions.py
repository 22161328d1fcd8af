"""Two hundred receipts, each interrupted at a random moment: printed once, or unknown and offered as 补打.

Never a whole second ticket that does not say what it is, never a ticket called printed that is not there.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from devices.clock import SystemClock
from devices.simulators.render_receipt import codes, text, tickets
from devices.simulators.rig import Rig

ROOT = Path(__file__).parents[2]
Verb = tuple[str, dict[str, Any]]
ROUNDS = 50
"""In each of four runs."""
LINE_MS = 2
UNDO: dict[str, Verb] = {
    "unplug": ("device.replug", {"kind": "receipt_printer"}),
    "paper": ("printer.paper", {"state": "ok"}),
    "power": ("printer.power", {"on": True}),
    "cover": ("printer.cover", {"open": False}),
}
DO: dict[str, Verb] = {
    "unplug": ("device.unplug", {"kind": "receipt_printer"}),
    "paper": ("printer.paper", {"state": "out"}),
    "power": ("printer.power", {"on": False}),
    "cover": ("printer.cover", {"open": True}),
}
FAULTS = ("kill", *DO)


@dataclass
class Server:
    """The other process, in which tickets are printed."""

    process: subprocess.Popen[str]

    def ask(self, job: str, lines: int, reprint: bool = False) -> int:
        """Begin to print; the number of the process that does."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"job": job, "lines": lines, "reprint": reprint}) + "\n")
        self.process.stdin.flush()
        return int(self._answer("pid"))

    def result(self) -> tuple[str, str]:
        """What came of it: outcome and reason, or `killed`."""
        outcome, reason = self._answer("result")
        return outcome, reason

    def _answer(self, key: str) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())[key]


@pytest.fixture
def server(rig: Rig, tmp_path: Path) -> Iterator[Server]:
    """On the rig's printer, with a journal of its own."""
    address = f"sim:{tmp_path / 'rig' / 'receipt-printer'}"
    command = [sys.executable, "-m", "tests.devices.print_server", address, str(tmp_path / "journal.jsonl")]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield Server(process)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    assert process.wait(timeout=20) == 0
    process.stdout.close()


def paper(rig: Rig, job: str) -> list[str]:
    """The tickets on which something of a job stands, in their order."""
    found = tickets(base64.b64decode(rig.do("printer.tape", {})["bytes"]))
    return [text(ticket) for ticket in found if f"{job} ".encode() in ticket or job in codes(ticket)]


def whole(ticket: str, job: str, lines: int) -> bool:
    """Whether everything stands on it."""
    wanted = [f"{job} begins", *[f"{job} line {n}" for n in range(lines)], f"[QR {job}]"]
    return [line for line in ticket.splitlines() if job in line] == wanted and "8<" in ticket


def interrupt(rig: Rig, fault: str, pid: int) -> None:
    """Make it happen."""
    if fault == "kill":
        os.kill(pid, signal.SIGKILL)
    else:
        rig.do(*DO[fault])


def until_done(server: Server, job: str, lines: int, first: tuple[str, str]) -> None:
    """What the terminal and its people do next: try again when it was not printed, ask when nobody knows."""
    outcome, reason = first
    for _ in range(6):
        if outcome == "done":
            return
        server.ask(job, lines, reprint=outcome == "unknown")
        outcome, reason = server.result()
    pytest.fail(f"{job} never came out: {reason}")


def check(rig: Rig, job: str, lines: int, first: tuple[str, str], before: list[str]) -> None:
    """The promises, on paper. `before`: what lay there when the first try was over."""
    found = paper(rig, job)
    assert sum(whole(ticket, job, lines) and "补打" not in ticket for ticket in found) <= 1
    # whatever followed the first piece of paper says what it is
    assert all(ticket.startswith("补打") for ticket in found[1:])
    seen = {line for ticket in found for line in ticket.splitlines()}
    assert {f"{job} begins", f"[QR {job}]", *[f"{job} line {n}" for n in range(lines)]} <= seen
    if first[0] == "done":
        assert [whole(ticket, job, lines) for ticket in found] == [True]
    if first[0] == "not_done":
        assert not any(whole(ticket, job, lines) for ticket in before)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_every_interrupted_receipt_is_printed_once_or_offered_again(
    rig: Rig, server: Server, clock: SystemClock, seed: int
) -> None:
    dice, firsts = Random(seed), []
    rig.do("printer.pace", {"ms": LINE_MS})
    for round_ in range(ROUNDS):
        job, lines, fault = f"s{seed}r{round_}", dice.choice((6, 8, 12, 34)), dice.choice(FAULTS)
        rig.do("printer.acks", {"on": dice.random() < 0.85})
        pid = server.ask(job, lines)
        clock.sleep(dice.uniform(0.0, 0.04 + lines * LINE_MS * 0.003))
        interrupt(rig, fault, pid)
        first = server.result()
        firsts.append(first[0])
        before = paper(rig, job)
        if fault in UNDO:
            rig.do(*UNDO[fault])
        until_done(server, job, lines, first)
        check(rig, job, lines, first, before)
    # the moments were spread: some tickets were through, some were not
    assert {"done", "unknown"} <= set(firsts)
    assert {"not_done", "killed"} & set(firsts)
