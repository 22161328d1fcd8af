"""`main.py tour --journey A,B` or `--journey all`: journeys through one's own affairs on one stage, and a table of them.

The province has its demonstration's data; the command is content only when its database holds what was done, once.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from devices.simulators.control import RigClient
from devices.simulators.personas import load_personas
from kiosk.clock import SystemClock
from kiosk.tour.canary import Canary, family
from kiosk.tour.every import ALL, say, tell
from kiosk.tour.journeys import JOURNEYS, Journey, Walk
from kiosk.tour.province_book import ProvinceBook, more
from kiosk.tour.resident import LONG_S, Resident, Stuck
from kiosk.tour.stage import Stage, StageError, run_folder
from kiosk.tour.tour import SIZES, Wishes, keep_logs

HEAD = ("journey", "screens", "seconds", "held")
WRONG_USE = 2
STATUTE = """# 江临区民间借贷条例（演示用，纯属虚构）

第一条　借出去的钱，借款人应当按照约定的期限归还。

第二条　借出去的钱到期不还的，出借人可以催告，也可以请人调解。
"""
"""A made-up law to be found and read in full; real statutes are taken in by whoever runs a terminal."""
CLOCK = SystemClock()
ONCE = frozenset({"open", "opened"})
"""A paper is opened once; whichever journey of the same person comes second reads it again."""


@dataclass
class Row:
    """What came of one journey."""

    journey: str
    screens: int = 0
    seconds: float = 0.0
    held: str = "no"
    """`yes`, or `no` and why."""
    province: dict[str, int] = field(default_factory=dict)
    """What the province holds more than before."""
    steps: list[dict[str, Any]] = field(default_factory=list)

    def cells(self) -> tuple[str, ...]:
        """For the table."""
        return (self.journey, str(self.screens), f"{self.seconds:.1f}", self.held)


class Journeys:
    """One after the other; one that gets stuck does not keep the next from its turn."""

    def __init__(self, stage: Stage, out: Path, wishes: Wishes) -> None:
        self._stage, self._out, self._wishes = stage, out, wishes
        self._book = ProvinceBook(stage.folder / "province")
        rig = RigClient(Path(str(stage.rig["control"])))
        self._resident = Resident(stage.driver_socket, rig, CLOCK)
        self.rows: list[Row] = []
        self._opened: set[tuple[str, str]] = set()

    def walk(self, names: list[str]) -> None:
        """All of them; each row is printed as soon as it is known."""
        for name in names:
            row = Row(name)
            self.rows.append(row)
            try:
                self._visit(row, JOURNEYS[name])
            except (Stuck, StageError, OSError) as error:
                row.held = f"no: {error}"
                self._keep_last_sight(name)
                self._resident.rig.do("card.remove")
                self._stage.restart_terminal()
            say(row.cells())

    def _visit(self, row: Row, journey: Journey) -> None:
        folder = self._out / row.journey
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._resident.arrive()
        self._resident.set_modes(self._wishes.language, self._wishes.size, self._wishes.contrast)
        before, tray, begun = self._book.counts(), self._tray(), CLOCK.monotonic()

        def note(label: str) -> None:
            picture = f"{len(row.steps) + 1:02d}-{label}.png" if self._wishes.pictures else ""
            if picture:
                self._resident.shot(folder / picture)
            row.steps.append({"screen": label, "picture": picture})

        try:
            journey.walk(Walk(self._resident, journey.persona, note))
            self._go()
        finally:
            row.screens, row.seconds = len(row.steps), round(CLOCK.monotonic() - begun, 1)
        row.province = more(before, self._book.counts())
        faults = self._faults(row, journey, self._tray() - tray)
        row.held = "yes" if not faults else "no: " + "; ".join(faults)
        for paper in self._papers():
            shutil.copy(paper, folder / paper.name)

    def _go(self) -> None:
        """The card comes off the reader, the visit is killed, and the next one's idle screen stands there."""
        look = self._resident

        def gone() -> bool:
            try:
                screen = look.look()["screen"]
                if screen == "take":
                    look.rig.do("card.remove")
                    look.tap_last("action-taken")
            except OSError:
                return True
            return bool(screen == "idle")

        look.until(gone, "the visit to be gone", LONG_S)
        look.rig.do("card.remove")
        look.arrive()
        look.see("idle", seconds=LONG_S)

    def _faults(self, row: Row, journey: Journey, printed: int) -> list[str]:
        found = []
        wanted = {name: n for name, n in journey.holds.items() if (journey.persona, name) not in self._opened}
        self._opened |= {(journey.persona, name) for name in ONCE & journey.holds.keys()}
        if row.province != wanted:
            found.append(f"the province holds {row.province} more, not {wanted}")
        if printed != journey.printed:
            found.append(f"{printed} papers came out, not {journey.printed}")
        person = load_personas()[journey.persona]
        secrets = {"name": person.name, "number": person.number, "address": person.address}
        canary = Canary(secrets, {one.name: one.read_bytes() for one in self._papers()})
        traces = canary.in_processes(family(self._stage.pid("terminal")))
        traces += canary.in_files([self._stage.folder / "terminal", run_folder(self._stage.folder)])
        return found + [f"left at the terminal: {trace.label} in {trace.where}" for trace in traces]

    def _papers(self) -> list[Path]:
        return sorted((self._stage.folder / "rig" / "pages").glob("*.pdf"))

    def _tray(self) -> int:
        return len(self._papers())

    def _keep_last_sight(self, name: str) -> None:
        """What stood there when a journey stopped."""
        try:
            self._resident.shot(self._out / name / "stuck.png")
        except (Stuck, OSError):
            return


def names_of(wanted: str) -> list[str]:
    """The journeys in `A,B` or all; unknown ones raise `ValueError` naming them."""
    names = list(JOURNEYS) if wanted == ALL else wanted.split(",")
    unknown = [name for name in names if name not in JOURNEYS]
    if unknown:
        raise ValueError(f"no journey {', '.join(unknown)}; there are {', '.join(JOURNEYS)}")
    return names


def laws_of(folder: Path) -> Path:
    """A folder with the demonstration's statute."""
    texts = folder / "laws"
    texts.mkdir()
    (texts / "loans.md").write_text(STATUTE, encoding="utf-8")
    return texts


def run(out: Path, wanted: str, wishes: Wishes) -> int:
    """The command; 0 only when the province holds what was done, each once, and nothing of anybody was left."""
    try:
        names = names_of(wanted)
    except ValueError as error:
        tell(str(error))
        return WRONG_USE
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lawbooth-tour-") as folder:
        width, height = SIZES[wishes.landscape]
        stage = Stage(Path(folder), headless=True, width=width, height=height, living=True)
        try:
            stage.take_in_laws(laws_of(Path(folder)))
            stage.start()
            say(HEAD)
            journeys = Journeys(stage, out, wishes)
            journeys.walk(names)
        finally:
            stage.stop_all()
            keep_logs(stage, out)
            shutil.rmtree(run_folder(Path(folder)), ignore_errors=True)
    good = all(row.held == "yes" for row in journeys.rows)
    summary = {"rows": [asdict(row) for row in journeys.rows], "ok": good}
    (out / "journeys.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1), encoding="utf-8")
    tell(f"{len(journeys.rows)} journeys: everything held" if good else "NOT as it should be")
    return 0 if good else 1
