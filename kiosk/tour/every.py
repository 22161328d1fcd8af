"""`main.py tour --matter A,B` or `--matter all`: a visit for each matter on one stage, and a table of what came of it."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kiosk.tour.answers import variants
from kiosk.tour.resident import Stuck
from kiosk.tour.stage import Stage, StageError, run_folder
from kiosk.tour.tour import SIZES, Tour, Wishes, keep_logs
from legalnet.catalogue import load_catalogue

ALL = "all"
REPORT = "tours.json"
HEAD = ("matter", "screens", "seconds", "pages", "delivered")
WIDTH = 17
"""Of a column: the longest is `SS-LA-05@guardian`."""


@dataclass
class Row:
    """What came of one matter's visit."""

    matter: str
    screens: int = 0
    seconds: float = 0.0
    pages: int = 0
    delivered: str = "no"
    """`yes`, or `no` and where it stopped."""
    number: str = ""

    def cells(self) -> tuple[str, ...]:
        """For the table."""
        return (self.matter, str(self.screens), f"{self.seconds:.1f}", str(self.pages), self.delivered)


class Every:
    """Visits one after the other; one that gets stuck does not keep the next from its turn."""

    def __init__(self, stage: Stage, out: Path, wishes: Wishes, earlier: Sequence[Row] = ()) -> None:
        self._stage, self._out, self._wishes, self._earlier = stage, out, wishes, tuple(earlier)
        self._given: list[str] = []
        self._last: Tour | None = None
        self.rows: list[Row] = []

    def walk(self, codes: Sequence[str]) -> None:
        """All of them; each row is printed as soon as it is known."""
        for code in codes:
            row = Row(code)
            self.rows.append(row)
            try:
                self._visit(row)
            except (Stuck, StageError, OSError) as error:
                row.delivered = f"no: {error}"
                self._stage.restart_terminal()
            say(row.cells())
            self.keep([])

    def keep(self, faults: Sequence[str]) -> None:
        """Write down what is known so far, so that a run that is cut short can be gone on with."""
        rows = [asdict(row) for row in (*self._earlier, *self.rows)]
        text = json.dumps({"rows": rows, "faults": list(faults)}, ensure_ascii=False, indent=1)
        (self._out / REPORT).write_text(text, encoding="utf-8")

    def _visit(self, row: Row) -> None:
        folder = self._out / row.matter
        folder.mkdir(parents=True, exist_ok=True)
        tour = Tour(self._stage, folder, replace(self._wishes, matter=row.matter))
        try:
            self._given += tour.visit().given
        finally:
            row.screens, row.pages = len(tour.report["steps"]), tour.report.get("pages", 0)
            row.seconds = tour.report.get("seconds", 0.0)
        row.number = str(tour.report["result"]["number"])
        row.delivered = "yes" if row.number else "no: saved, not acknowledged"
        self._last = tour

    def faults(self) -> list[str]:
        """What does not hold over all of them: a filing too many or too few, something typed or the last papers left."""
        found = [f"{row.matter}: {row.delivered}" for row in self.rows if row.delivered != "yes"]
        there = sorted(row["number"] for row in self._stage.submissions())
        told = sorted(row.number for row in self.rows if row.number)
        if there != told:
            found.append(f"the province lists {len(there)} submissions, {len(told)} were acknowledged")
        if self._last is not None:
            found += [f"left at the terminal: {trace}" for trace in self._last.traces(self._given, told[-1:])]
        return found


def codes_of(wanted: str) -> list[str]:
    """The scripts in `A,B@agent`, or all of the catalogue and the other ways through some of it."""
    return (
        [*(one.code for one in load_catalogue().matters), *variants()] if wanted == ALL else wanted.split(",")
    )


def delivered(report: Path) -> list[Row]:
    """The rows of an earlier run that ended well; none where there was none."""
    try:
        rows = json.loads(report.read_text(encoding="utf-8"))["rows"]
        return [Row(**row) for row in rows if row["delivered"] == "yes"]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def without(codes: Sequence[str], earlier: Sequence[Row]) -> list[str]:
    """What is still to be walked."""
    seen = {row.matter for row in earlier}
    return [code for code in codes if code not in seen]


def run(out: Path, wishes: Wishes) -> int:
    """The command; 0 only when each was delivered exactly once and nothing of anybody was left."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lawbooth-tour-") as folder:
        width, height = SIZES[wishes.landscape]
        stage = Stage(Path(folder), headless=True, width=width, height=height)
        earlier = delivered(out / REPORT) if wishes.resume else []
        every = Every(stage, out, wishes, earlier)
        try:
            stage.start()
            say(HEAD)
            for row in earlier:
                say((*row.cells(), "(earlier)"))
            every.walk(without(codes_of(wishes.matter), earlier))
            faults = every.faults()
        finally:
            stage.stop_all()
            keep_logs(stage, out)
            shutil.rmtree(run_folder(Path(folder)), ignore_errors=True)
    every.keep(faults)
    tell(
        "\n".join(
            [*faults, "NOT as it should be" if faults else f"{len(every.rows)} visits: everything held"]
        )
    )
    return 1 if faults else 0


def say(cells: Sequence[str]) -> None:
    """One line of the table, at once."""
    tell(" ".join(cell.ljust(WIDTH) for cell in cells).rstrip())


def tell(text: str) -> None:
    """To standard output, in UTF-8 whatever the terminal says."""
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.flush()
