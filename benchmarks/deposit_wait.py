"""From a visit's word to the proof it may show: `python -m benchmarks.deposit_wait --times 100`.

A visit process, its keeper, and a gateway process with a log in SQLite and full flushes; the keeper checks the proof
before the visit hears of it, as always. What bounds it: one signed request, one commit, the keeper's pulse of 0.1 s.
"""

from __future__ import annotations

import argparse
import select
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

from benchmarks.figures import machine, take_real_time
from kiosk.keeper.deposits import DepositDesk
from kiosk.visit.deposits import proven
from legalnet.evidence.leaves import digests
from tests.kiosk.keeper.parts import House
from tests.province.catalogue import write_catalogue
from tests.province.process import process

TARGET_S = 1.0


def served(house: House, over: Event) -> None:
    """What the keeper's own thread does."""
    while not over.is_set():
        house.keeper._await_something()
        house.keeper.step()


def measured(folder: Path, times: int) -> list[float]:
    """Seconds of each deposit, the first left out: it learns the log's keys."""
    found, over = [], Event()
    with process(folder / "province", write_catalogue(folder / "catalogue")) as province:
        terminal = province.terminal(folder / "terminal")
        house = House(
            folder,
            terminal.uplink,
            terminal.uplink.probe,
            evidence=DepositDesk(terminal.folder, terminal.uplink),
        )
        keeper = Thread(target=served, args=(house, over))
        try:
            visit = house.shown()
            keeper.start()
            for number in range(times + 1):
                file = digests(b"file %d" % number)
                begun = time.perf_counter()
                visit.say("deposit", request_id=str(number), key=f"submission-{number}", sha256=file.sha256.hex(),
                          sm3=file.sm3.hex(), of="file")  # fmt: skip
                while not (told := visit.told("deposited")):
                    select.select([visit.link], [], [], 1.0)
                found.append(time.perf_counter() - begun)
                visit.heard.clear()
                one = proven(told[0]["proof"], told[0]["trust"])
                assert one is not None
                assert one.leaf.holds(file, one.salt)
        finally:
            over.set()
            if keeper.ident is not None:
                keeper.join()
            house.close()
    return sorted(found[1:])


def main() -> int:
    """Print the figures; 1 when the slow end misses the target."""
    parser = argparse.ArgumentParser(prog="benchmarks.deposit_wait")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--real-time", action="store_true", help="go before all other work of the machine")
    given = parser.parse_args()
    if given.real_time and not take_real_time():
        parser.error("the system does not allow it")
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder), given.times)
    p50, p99 = found[len(found) // 2], found[int(len(found) * 0.99)]
    sys.stdout.write(
        f"deposit to proof at the terminal: p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms; {machine()}\n"
    )
    return 0 if p99 <= TARGET_S else 1


if __name__ == "__main__":
    sys.exit(main())
