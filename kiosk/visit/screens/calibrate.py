"""The technician's touch calibration: nine crosses, and the panel's map out of how far each touch lay beside its own.

Nothing can be locked out by it: it touches nothing until nine good touches were made, and who cannot hit anything
waits for 20 seconds or presses a key, and the former calibration stays.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.visit.screens.base import Screen, View
from kiosk.visit.screens.bench import did

if TYPE_CHECKING:
    from kiosk.visit.touch_map import Map, Place, Touched

log = logging.getLogger(__name__)

EDGE = 0.1
COLUMNS, ROWS = (EDGE, 0.5, 1 - EDGE), (0.06, 0.5, 0.94)
CROSSES: tuple[Place, ...] = tuple((x, y) for y in ROWS for x in COLUMNS)
PATIENCE_S = 20.0
LONGER_S = 60.0
GOOD_MM = 4.0
"""What still lies beside its cross after the correction; a key of the keyboard is 15 mm wide."""
FILE = "touch.json"
"""In the terminal's folder; root reads it (packaging/touch.py)."""
TURNED = "SCREEN_TURNED"
"""Set by the session: degrees by which the compositor turned the screen."""


class Calibrate(Screen):
    """Reached from the technician's screen only."""

    id = "calibrate"
    can_end = False

    def enter(self) -> None:
        """From the first cross."""
        self.phase = "points"
        self.points: list[Touched] = []
        self.size = (0.0, 0.0)
        self.worst = 0.0
        self.until = self.flow.clock.monotonic() + PATIENCE_S

    def view(self) -> View:
        """See docs/screens.md."""
        return {
            "phase": self.phase,
            "crosses": [{"x": x, "y": y} for x, y in CROSSES],
            "touched": [
                {"x": one.at[0], "y": one.at[1], "off": round(self._off(one), 1)} for one in self.points
            ],
            "before": round(max((self._off(one) for one in self.points), default=0.0), 1),
            "worst": round(self.worst, 1),
            "good": GOOD_MM,
            "left": max(0, round(self.until - self.flow.clock.monotonic())),
            "terminal": self.flow.profile.terminal_id,
        }

    def tick(self) -> None:
        """Nobody hits anything: the former calibration stays, and residents are served again."""
        if self.flow.clock.monotonic() >= self.until:
            self.do_keep_old()

    def back(self) -> None:
        """As good as giving up."""
        self.do_keep_old()

    def do_hit(self, x: float, y: float, width: float, height: float) -> None:
        """A finger at these fractions of a screen of so many millimetres."""
        from kiosk.visit.touch_map import Touched

        if self.phase != "points" or not (0 <= x <= 1 and 0 <= y <= 1 and width > 0 and height > 0):
            return
        self.size = (width, height)
        self.points.append(Touched(CROSSES[len(self.points)], (x, y)))
        self.until = self.flow.clock.monotonic() + PATIENCE_S
        if len(self.points) == len(CROSSES):
            self._judge()

    def do_again(self) -> None:
        """From the first cross."""
        self.enter()

    def do_wait(self) -> None:
        """A minute more before the former calibration is taken."""
        self.until = self.flow.clock.monotonic() + LONGER_S

    def do_keep_old(self) -> None:
        """Leave; nothing was changed."""
        log.info("technician: calibration left, %s", self.phase)
        did(self.flow, "left")
        self.flow.end("technician")

    # ------------------------------------------------------------------ inner

    def _off(self, one: Touched) -> float:
        from kiosk.visit.touch_map import distance

        return distance(one.cross, one.at, *self.size)

    def _judge(self) -> None:
        """Good when every touch falls near its cross after the correction; then it is written for root to apply."""
        from kiosk.visit.touch_map import calibration, correction, distance, moved

        try:
            fix = correction(self.points)
            new = calibration(fix, self._now(), _turned())
        except ZeroDivisionError:
            self.phase = "bad"
            return
        self.worst = max(distance(one.cross, moved(fix, one.at), *self.size) for one in self.points)
        self.phase = "bad" if self.worst > GOOD_MM else "saved" if self._write(new) else "unsaved"
        log.info("technician: calibrated, %s", self.phase)
        did(self.flow, "calibrated", outcome="done" if self.phase == "saved" else "not_done")

    @property
    def _file(self) -> Path:
        return Path(self.flow.profile.journal_folder).parent / FILE

    def _now(self) -> Map:
        """The map that was written before, by this screen."""
        from kiosk.visit.touch_map import SAME

        try:
            a, b, c, d, e, f = (float(number) for number in json.loads(self._file.read_bytes())["matrix"])
        except (OSError, ValueError, TypeError, KeyError):
            return SAME
        return a, b, c, d, e, f

    def _write(self, new: Map) -> bool:
        fresh = self._file.with_suffix(".new")
        try:
            fresh.write_text(json.dumps({"matrix": new}), encoding="ascii")
            fresh.replace(self._file)
        except OSError as error:
            log.error("technician: calibration not written: %s", type(error).__name__)
            return False
        return True


def _turned() -> int:
    given = os.environ.get(TURNED, "0")
    return int(given) if given in ("0", "90", "180", "270") else 0
