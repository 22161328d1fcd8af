"""Every cut there is, and a table of what came of it: `python -m tests.crash.matrix [--path P] [--mode M]`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPO = Path(__file__).parents[2]
PATHS = ("filing", "rotation", "eviction", "erase")
MODES = ("kill", "forget", "torn1", "torn2", "torn3")
AT_ONCE = 24
"""Cuts that one program tries."""


@dataclass(frozen=True)
class Verdict:
    """What one cut led to; all zero or empty is as it must be."""

    at: str
    lost: int
    doubled: int
    unreadable: int
    other: tuple[str, ...]
    second_cuts: int

    @property
    def good(self) -> bool:
        """Whether nothing happened to anybody's filing, and the terminal knows it."""
        return not (self.lost or self.doubled or self.unreadable or self.other)


def lives(root: Path, path: str, mode: str, cuts: list[int]) -> list[dict[str, Any]]:
    """Reports of the lives cut at those steps; 0 cuts never and tells the steps."""
    arguments = [str(root), path, mode, *map(str, cuts)]
    run = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.crash.life", *arguments],
        cwd=REPO,
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


def steps_of(root: Path, path: str) -> list[str]:
    """The steps of a whole life."""
    (whole,) = lives(root, path, "kill", [0])
    if whole["killed"] or whole["failed"]:
        raise AssertionError(f"a life of {path} without a cut failed")
    return list(whole["steps"])


def judge(path: str, mode: str, steps: list[str], report: dict[str, Any]) -> Verdict:
    """Hold a report against what was promised."""
    other = [name for name in ("undelivered", "receipts", "left", "chain") if report.get(name)]
    other += ["failed"] if report["failed"] else []
    other += ["not cut"] if report["killed"] < 1 else []
    other += ["store damaged"] if report.get("condition") not in ("ok", "new") else []
    return Verdict(
        f"{path}, {mode}, before step {report['cut']} ({steps[report['cut'] - 1]})",
        len(report.get("lost", ["?"])),
        len(report.get("repeats", ["?"])),
        len(report.get("wrong", ["?"])),
        tuple(other),
        max(0, report["killed"] - 1),
    )


def verdicts(
    root: Path, path: str, mode: str, *, every: int, start: int = 1, jobs: int = 1
) -> Iterator[Verdict]:
    """The cuts of one path in one way to lose power, every `every`-th from `start`."""
    steps = steps_of(root / "whole", path)
    cuts = list(range(min(start, every), len(steps) + 1, every))
    parts = [cuts[begin : begin + AT_ONCE] for begin in range(0, len(cuts), AT_ONCE)]
    with ThreadPoolExecutor(jobs) as pool:
        for reports in pool.map(lambda part: lives(root, path, mode, part), parts):
            yield from (judge(path, mode, steps, report) for report in reports)


def say(line: str) -> None:
    """A line at once, however long the next takes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Print the table; 1 when anything was lost, doubled, unreadable or otherwise amiss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="try every N-th step (default: all)")
    parser.add_argument("--jobs", type=int, default=2, help="programs at once")
    parser.add_argument("--path", choices=PATHS, help="one path only")
    parser.add_argument("--mode", choices=MODES, help="one way to lose power only")
    options = parser.parse_args()
    form, amiss, total = "{:10} {:8} {:>10} {:>12} {:>6} {:>8} {:>11} {:>7}", [], [0] * 6
    say(form.format("path", "disk", "cut points", "second cuts", "lost", "doubled", "unreadable", "amiss"))
    for path in [options.path] if options.path else PATHS:
        for mode in [options.mode] if options.mode else MODES:
            with tempfile.TemporaryDirectory(prefix="lawbooth-crash-") as name:
                (Path(name) / "whole").mkdir()
                found = list(verdicts(Path(name), path, mode, every=options.every, jobs=options.jobs))
            amiss += [verdict for verdict in found if not verdict.good]
            row = [
                len(found),
                *(sum(getattr(v, n) for v in found) for n in ("second_cuts", "lost", "doubled")),
            ]
            row += [sum(v.unreadable for v in found), sum(not v.good for v in found)]
            total = [a + b for a, b in zip(total, row, strict=True)]
            say(form.format(path, mode, *row))
    say(form.format("all", "", *total))
    for verdict in amiss:
        say(str(verdict))
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main())
