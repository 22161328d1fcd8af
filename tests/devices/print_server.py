"""Prints in processes that can be killed: for each request a child of its own, whose number is told.

`python -m tests.devices.print_server ADDRESS JOURNAL` takes and gives one JSON object a line.
A process that only forks keeps 200 kills cheap: nothing is imported again.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from devices.clock import SystemClock
from devices.life import DeviceError
from devices.receipt_printer import driver, link
from devices.receipt_printer.blocks import Block, Cut, Line, Qr
from devices.receipt_printer.driver import ReceiptPrinter
from devices.receipt_printer.journal import FileJournal


def ticket(job: str, lines: int) -> list[Block]:
    """A ticket that can be told from every other one."""
    return [Line(f"{job} begins"), *[Line(f"{job} line {n}") for n in range(lines)], Qr(job), Cut()]


def say(**words: object) -> None:
    """One answer."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def work(address: str, journal: str, request: dict[str, object]) -> None:
    """The child's whole life: open, print, say what came of it."""
    printer = ReceiptPrinter(address, FileJournal(Path(journal)), SystemClock())
    try:
        printer.open()
    except DeviceError as error:
        say(result=["not_done", error.code])
        return
    job = str(request["job"])
    blocks = ticket(job, int(str(request["lines"])))
    result = printer.print_blocks(job, blocks, reprint=bool(request["reprint"]))
    say(result=[result.outcome.value, result.reason])


def hurry() -> None:
    """The simulated printer is fast, so its silence is believed sooner than a real one's."""
    driver.BASE_S, driver.PER_PIECE_S, driver.LOOK_S, driver.PROBE_S = 0.4, 0.02, 0.1, 0.15
    link.ANSWER_S = 0.15


def main(address: str, journal: str) -> None:
    """Serve until the input ends. A child begins once its number was told."""
    hurry()
    left: list[int] = []
    for line in sys.stdin:
        # reaped only now: until somebody asks again, the number belongs to nobody else and may be killed
        while left:
            os.waitpid(left.pop(), 0)
        told, tell = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.read(told, 1)
            work(address, journal, json.loads(line))
            os._exit(0)
        say(pid=pid)
        os.write(tell, b"!")
        os.close(told)
        os.close(tell)
        ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        if ended is not None and ended.si_code == os.CLD_KILLED:
            say(result=["killed", ""])
        left.append(pid)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
