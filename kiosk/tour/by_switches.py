"""A resident with two switches: one moves the ring on, one chooses; what is written is spelt with them, too."""

from __future__ import annotations

from kiosk.tour.by_keys import Pointing

MOST_CANDIDATES = 6
SPELT = {"工钱": "gongqian", "拖欠": "tuoqian", "法律援助": "falvyuanzhu", "咨询": "zixun"}
"""How the words of this resident are spelt; whoever writes by switches is brief."""


class SwitchResident(Pointing):
    """Sends Space and Return, and nothing else, from the idle screen on."""

    moves_on = "on"
    draws = False

    def begin(self) -> None:
        """The first time a switch is pressed at the idle screen, the terminal goes through everything by itself."""
        self.driver.do("key", key="on")

    def write(self, name: str, text: str) -> None:
        """Spell it, sign by sign or word by word."""
        self._open_keys(name)
        left = text
        while left:
            word = next((one for one in SPELT if left.startswith(one)), left[0])
            if word in SPELT:
                self._spell(word)
            else:
                self.press(word)
            left = left.removeprefix(word)
        self._close_keys()

    def _spell(self, word: str) -> None:
        """By its letters, and the candidate that is meant."""
        for letter in SPELT[word]:
            self.press(letter)

        def offered() -> str:
            names = {item["objectName"]: item["name"] for item in self.driver.do("tree")["items"]}
            found = (f"candidate-{number}" for number in range(MOST_CANDIDATES))
            return next((one for one in found if names.get(one, "").endswith(f"，{word}")), "")

        self.tap(str(self.until(offered, f"the word {len(word)} signs long among the candidates")))
