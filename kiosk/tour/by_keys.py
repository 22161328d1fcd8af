"""A resident without a finger: a keypad of four keys and a keyboard to type on, never a touch of the screen."""

from __future__ import annotations

from kiosk.tour.resident import Resident

MOST_STEPS = 260
"""How far the keys may have to go for one control; the longest page has some sixty stops."""


class Pointing(Resident):
    """Brings the ring to what is meant with one key, and chooses with another."""

    moves_on: str
    """The key that brings the ring to the next control."""

    def _try(self, name: str) -> bool:
        there = self.driver.do("has", objectName=name)
        if not there["there"] or not there["ready"]:
            self._why = "disabled" if there["there"] else "absent"
            return False
        ring = self.driver.do("ring")
        for _ in range(MOST_STEPS):
            if name in ring["row"]:
                ring = self.driver.do("key", key="choose")  # into the row
            elif ring["pointed"] == name:
                self.driver.do("key", key="choose")
                return True
            else:
                ring = self.driver.do("key", key=self.moves_on)
        self._why = "the keys do not reach it"
        return False


class KeyResident(Pointing):
    """Points with ▼ until what is meant has the ring, and chooses with ●."""

    moves_on = "down"

    def digits(self, name: str, text: str) -> None:
        """A number is typed on the keyboard, too."""
        self.write(name, text)

    def _date(self, name: str, value: str) -> None:
        year, month, day = value.split("-")
        for part, text in (("year", year), ("month", str(int(month))), ("day", str(int(day)))):
            self.write(f"{name}-{part}", text)
