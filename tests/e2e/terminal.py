"""The terminal of the end-to-end tests: real processes, with a resident in front of them."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from devices.simulators.control import RigClient
from devices.simulators.personas import Persona, load_personas
from kiosk.clock import SHANGHAI, SystemClock
from kiosk.tour.canary import Canary, family
from kiosk.tour.resident import LONG_S, Resident
from kiosk.tour.script import Visit
from kiosk.tour.stage import Stage, StageError, await_value, run_folder
from kiosk.tour.tour import public_words

CLOCK = SystemClock()


class Terminal:
    """A stage with a resident in front of it."""

    def __init__(self, folder: Path) -> None:
        self.stage = Stage(folder, headless=True)
        try:
            self.stage.start()
        except StageError:
            self.stage.stop_all()
            raise
        self.rig = RigClient(Path(str(self.stage.rig["control"])))
        self.resident = Resident(self.stage.driver_socket, self.rig, CLOCK)

    @staticmethod
    def persona(name: str) -> Persona:
        """Whose card it is."""
        return load_personas()[name]

    def visit(self, matter: str, note: Callable[[str], None] = lambda _label: None) -> Visit:
        """A resident who begins at the idle screen; `note` hears of each screen."""
        self.resident.arrive()
        self.resident.see("idle", seconds=LONG_S)
        today = CLOCK.now().astimezone(SHANGHAI).date()
        return Visit(self.resident, matter, today, False, note)

    def to_confirm(self, matter: str) -> Visit:
        """As far as the last look."""
        visit = self.visit(matter)
        visit.choose()
        visit.identify("zhang")
        visit.interview()
        visit.scan()
        visit.check_and_sign()
        return visit

    def shown_visit(self) -> int:
        """Process id of the visit on the screen: the older child of the keeper."""
        children = [pid for pid in family(self.stage.pid("terminal")) if "kiosk.app" in command(pid)]
        return min(children, key=began)  # numbers begin anew after the highest

    def kill_visit(self) -> None:
        """`kill -9` of the visit on the screen."""
        os.kill(self.shown_visit(), signal.SIGKILL)

    def kill_and_restart(self) -> None:
        """`kill -9` of the keeper, and the terminal again; its children go down with it."""
        os.kill(self.stage.pid("terminal"), signal.SIGKILL)
        self.stage.restart_terminal()

    def arrived(self) -> int:
        """How many filings the province holds."""
        return len(self.stage.submissions())

    def traces(self, secrets: list[str]) -> list[str]:
        """Where those texts are still found: in processes of the terminal, or in its files.

        Words that the catalogue itself says stand in every terminal, and are not looked for.
        """
        public = public_words()
        wanted = [text for text in dict.fromkeys(secrets) if text not in public]  # a resident says much twice
        canary = Canary({str(n): text for n, text in enumerate(wanted)})
        found = canary.in_processes(family(self.stage.pid("terminal")))
        found += canary.in_files([self.stage.folder / "terminal", run_folder(self.stage.folder)])
        return [f"{trace.where}: {trace.form}" for trace in found]

    def put_away(self) -> None:
        """End everything."""
        self.resident.go_away()
        self.stage.stop_all()
        shutil.rmtree(run_folder(self.stage.folder), ignore_errors=True)


def command(pid: int) -> str:
    """The command line of a process; empty once it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def began(pid: int) -> int:
    """When a process began, in ticks since the machine did (proc(5), field 22 of stat)."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])


def eventually(look: Callable[[], object], what: str) -> None:
    """Wait until it is so; fails when it never is."""
    await_value(look, LONG_S, what)
