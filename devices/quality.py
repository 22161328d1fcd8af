"""How good a driver is, found out by a machine: the contract's checks, and the level they add up to.

`python -m devices.quality` prints the table of all drivers; `--write docs/drivers.md` puts it into that page.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from devices.clock import Clock, SystemClock
from devices.contract.bench import Bench
from devices.contract.checks import CHECKS, Check, Level, Trial
from devices.registry import Driver, Place, driver_named, drivers

BEGIN, END = "<!-- quality: begin -->", "<!-- quality: end -->"
STARS = {
    Level.NONE: "—",
    Level.BRONZE: "bronze",
    Level.SILVER: "silver",
    Level.GOLD: "gold",
    Level.PLATINUM: "platinum",
}


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    check: Check
    shown: bool
    """False when the bench could not make what the check needs."""
    fault: str = ""
    """Why the promise is broken or not shown; empty when it is kept."""

    @property
    def kept(self) -> bool:
        """Whether the promise was shown to be kept."""
        return self.shown and not self.fault


@dataclass(frozen=True)
class Report:
    """All findings about one driver."""

    driver: Driver
    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level:
        """The highest level of which, and below which, every promise was shown to be kept."""
        reached = Level.NONE
        for level in list(Level)[1:]:
            here = [finding for finding in self.findings if finding.check.level is level]
            if not all(finding.kept for finding in here):
                break
            reached = level
        return reached

    @property
    def broken(self) -> list[Finding]:
        """Promises that were not kept."""
        return [finding for finding in self.findings if finding.shown and finding.fault]


def checks_for(driver: Driver) -> list[Check]:
    """The promises of its kind, from bronze to platinum."""
    return [check for check in CHECKS if driver.kind in check.kinds]


def bench_of(driver: Driver, folder: Path, clock: Clock, address: str = "") -> AbstractContextManager[Bench]:
    """The driver's own bench, or real hardware at an address, on which nothing can be made to go wrong.

    Raises `ValueError` when there is neither.
    """
    if address:
        return nullcontext(Bench(address))
    if driver.bench is None:
        raise ValueError(f"driver {driver.name} has no bench: give the address of real hardware")
    return driver.bench(folder, clock)


def run_check(
    driver: Driver, check: Check, clock: Clock, address: str = "", turns: int = 1
) -> Finding | None:
    """Try one promise on a bench of its own. A broken one is a finding, whatever was raised.

    `turns`: how often what is repeated is done. Nothing when it says nothing about such a device.
    """
    with tempfile.TemporaryDirectory(prefix="lawbooth-bench-") as name:
        folder = Path(name)
        with bench_of(driver, folder, clock, address) as bench:
            if not check.applies(driver, bench):
                return None
            lacking = check.missing(bench)
            if lacking:
                return Finding(check, shown=False, fault=f"the bench lacks {lacking}")
            trial = Trial(driver, bench, Place(clock, folder), turns)
            try:
                check.run(trial)
            except Exception as error:  # noqa: BLE001 - the edge to the driver under trial: its bugs are findings
                return Finding(check, shown=True, fault=f"{type(error).__name__}: {error}")
            finally:
                trial.close()
    return Finding(check, shown=True)


def measure(driver: Driver, clock: Clock, address: str = "") -> Report:
    """Try every promise of its kind."""
    found = [run_check(driver, check, clock, address) for check in checks_for(driver)]
    return Report(driver, tuple(finding for finding in found if finding is not None))


def table(reports: Iterable[Report]) -> str:
    """The quality scale as a table in Markdown: one row a driver, promises kept of promises at each level."""
    lines = [
        "| driver | kind | addresses | level | bronze | silver | gold | platinum |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for report in reports:
        cells = [_share(report, level) for level in list(Level)[1:]]
        driver = report.driver
        schemes = " ".join(f"`{scheme}:`" for scheme in driver.schemes) or f"`serial:…?{driver.option}`"
        head = f"| {driver.name} | {driver.kind} | {schemes} | **{STARS[report.level]}** "
        lines.append(head + "".join(f"| {cell} " for cell in cells) + "|")
    return "\n".join(lines) + "\n"


def _share(report: Report, level: Level) -> str:
    here = [finding for finding in report.findings if finding.check.level is level]
    return f"{sum(finding.kept for finding in here)}/{len(here)}"


def put_into(page: str, rows: str) -> str:
    """A page with the table between its two marks. Raises `ValueError` when it has none."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no place for the table")
    return f"{head}{BEGIN}\n{rows}{END}{tail}"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure drivers, print the table and what is broken; exit code 1 when anything is."""
    parser = argparse.ArgumentParser(prog="python -m devices.quality", description=__doc__)
    parser.add_argument("--driver", action="append", help="only this one; may be given more than once")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table into this page")
    args = parser.parse_args(argv)
    chosen = [driver_named(name) for name in args.driver] if args.driver else list(drivers().values())
    reports = [measure(driver, SystemClock()) for driver in chosen]
    sys.stdout.write(table(reports))
    for report in reports:
        for finding in report.broken:
            sys.stdout.write(f"{report.driver.name}: {finding.check.name}: {finding.fault}\n")
    if args.write:
        args.write.write_text(put_into(args.write.read_text("utf-8"), table(reports)), "utf-8")
    return 1 if any(report.broken for report in reports) else 0


if __name__ == "__main__":
    sys.exit(main())
