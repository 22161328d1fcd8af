"""One line of the table of all benchmarks, and how lines are measured and printed."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """One line: ours, what stands beside it in the same run, and what was aimed at."""

    group: str
    what: str
    ours: float
    anchor: str
    beside: float
    """The anchor's figure; 0 where the target is for `ours` alone."""
    target: float
    """For the ratio `ours / beside`, or for `ours` where there is no anchor."""
    at_least: bool = False
    """Whether more is better."""

    @property
    def ratio(self) -> float:
        """What is held against the target."""
        return self.ours / self.beside if self.beside else self.ours

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target


@dataclass(frozen=True)
class Cost:
    """What something took, each the median of its rounds."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of processor time, of this process and of children that ended; a busy machine changes it little."""
    count: float
    """Of whatever was counted."""

    def each(self, parts: int) -> Cost:
        """The share of one of so many parts."""
        return Cost(self.wall / parts, self.cpu / parts, self.count / parts)


def costs(
    rounds: int,
    *things: Callable[[], object],
    count: Callable[[], int] = lambda: 0,
    before: Callable[[], object] = lambda: None,
) -> list[Cost]:
    """Cost of each, measured one after the other in every round, so that a busy machine slows all alike."""
    found: list[list[Cost]] = [[] for _ in things]
    for _ in range(rounds):
        for number, thing in enumerate(things):
            before()
            counted, cpu, wall = count(), processor(), time.perf_counter()
            thing()
            wall, cpu = time.perf_counter() - wall, processor() - cpu
            found[number].append(Cost(wall, cpu, count() - counted))
    return [
        Cost(*(statistics.median(getattr(one, name) for one in column) for name in ("wall", "cpu", "count")))
        for column in found
    ]


def processor() -> float:
    """Seconds of processor time so far."""
    used = os.times()
    return time.process_time() + used.children_user + used.children_system


def take_real_time() -> bool:
    """Go before all ordinary work on the machine; whether the system allowed it."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    except OSError:
        return False
    return True


def table(figures: Iterable[Figure]) -> str:
    """All lines as a Markdown table."""
    rows = [
        "| | what | ours | beside | anchor | ratio | target | |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in figures:
        sign = "≥" if one.at_least else "≤"
        rows.append(
            f"| {one.group} | {one.what} | {number(one.ours)} | {number(one.beside) if one.beside else '–'} | "
            f"{one.anchor or '–'} | {one.ratio:.2f} | {sign} {one.target:g} | {'met' if one.met else '**missed**'} |"
        )
    return "\n".join(rows)


def number(value: float) -> str:
    """Three digits that count."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def machine() -> str:
    """On what and when this was measured."""
    return (
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {time.strftime('%Y-%m-%d', time.gmtime())}"
    )


def report(figures: list[Figure]) -> int:
    """Print them, as JSON with `--json`; always 0: a missed target is told, not hidden behind an exit code."""
    if "--json" in sys.argv:
        print(json.dumps([asdict(one) for one in figures]))
    else:
        print(table(figures))
        print(f"\n{machine()}")
    return 0
