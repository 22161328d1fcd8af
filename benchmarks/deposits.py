"""Deposits a second into a log in a database, each with its proof: `python -m benchmarks.deposits`.

PostgreSQL 15 with full flushes on this machine's disk, as many askers at a time as a busy province has. What bounds it:
making leaf, proof and answer of each deposit in Python; the database gets one transaction for a batch.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import take_real_time
from tests.province.evidence.keeping import Place, asked
from tests.province.servers.postgres import postgres

TARGET = 10_000


async def run(place: Place, deposits: int, together: int) -> tuple[float, float, list[float]]:
    """Wall and processor seconds for all, and how long each asker waited."""
    waits: list[float] = []
    async with place.running() as (log, _):
        every = [asked(f"{number:09d}-{place.url[-6:]}") for number in range(deposits)]
        numbers = iter(every)

        async def asker() -> None:
            """One after another until none is left."""
            for one in numbers:
                begun = time.perf_counter()
                receipt = await log.deposit(one)
                waits.append(time.perf_counter() - begun)
                assert receipt.proof

        wall, own = time.perf_counter(), time.process_time()
        await asyncio.gather(*(asker() for _ in range(together)))
        return time.perf_counter() - wall, time.process_time() - own, waits


def main() -> int:
    """Print the figures; 1 when it is slower than the target."""
    parser = argparse.ArgumentParser(prog="benchmarks.deposits")
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--deposits", type=int, default=50_000)
    parser.add_argument("--together", type=int, default=2000)
    parser.add_argument("--real-time", action="store_true", help="go before all other work of the machine")
    given = parser.parse_args()
    if given.real_time and not take_real_time():
        parser.error("the system does not allow it")
    if given.database == "postgresql":
        with postgres() as server:
            found = asyncio.run(run(Place(server.fresh()), given.deposits, given.together))
    else:
        with tempfile.TemporaryDirectory() as folder:
            place = Place(f"sqlite:///{Path(folder) / 'log.sqlite'}")
            found = asyncio.run(run(place, given.deposits, given.together))
    wall, own, waits = found
    waits.sort()
    rate, own_rate = given.deposits / wall, given.deposits / own
    sys.stdout.write(
        f"{given.deposits:,} deposits into {given.database}, {given.together:,} askers: {rate:,.0f}/s by the wall, "
        f"{own_rate:,.0f} for each second of this process; to the proof p50 {waits[len(waits) // 2] * 1000:.0f} ms, "
        f"p99 {waits[int(len(waits) * 0.99)] * 1000:.0f} ms\n"
    )
    return 0 if rate >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
