"""A resident who only speaks: what `Resident` touches is said into the microphone, until it was understood."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from devices.simulators.control import RigClient
from kiosk.clock import Clock
from kiosk.tour.resident import Resident, Stuck, View

RATE = 16_000
STEP_S = 0.1
HASTE = 4.0
"""How much faster than a person the sound is given; the recogniser reckons in the sound's own time."""
TRIES = 6
QUIET_S = 1.2
HEARD_S = 8.0
"""Seconds until what was said is understood, on a machine that is busy; saying it again meanwhile would do it twice."""
NUMBER_S = 15.0
SETTLED_S = 0.4
"""The numbers must stand still for so long before one is said: an answer may bring further questions."""


class Mouth(Protocol):
    """Makes sound of Chinese words."""

    def say(self, words: str) -> bytes:
        """16 kHz, 16 bit, mono."""


class Speaking(Resident):
    """Chooses by number, dictates into fields, says 对 to the read-back; touches only the mark of the microphone."""

    draws = False

    def __init__(
        self, driver_socket: Path, rig: RigClient, clock: Clock, microphone: Path, mouth: Mouth
    ) -> None:
        super().__init__(driver_socket, rig, clock)
        self._path = microphone
        self._mouth = mouth
        self._line: socket.socket | None = None
        self.said: list[str] = []
        """Everything that was said, in order."""
        self.tries = 0

    # ------------------------------------------------------------------ speaking

    def begin(self) -> None:
        """The one touch: the mark of the microphone; a button is called by what it holds, once that is counted."""
        self.see_that(lambda view: view.get("count"), "the services to be counted")
        self.until(lambda: self._try("mark-mic"), "the mark of the microphone")
        self.until(lambda: self._voice()["ready"], "the terminal to listen")

    def _voice(self) -> View:
        return dict(self.driver.do("voice"))

    def speak(self, words: str) -> None:
        """Say it, and wait until the terminal has heard all of it."""
        self.said.append(words)
        sound = self._mouth.say(words) + bytes(round(QUIET_S * RATE) * 2)
        self.until(lambda: not self._voice()["reading"], "the terminal to be silent")
        step = round(STEP_S * RATE) * 2
        for at in range(0, len(sound), step):
            self._send(sound[at : at + step])
            self._clock.sleep(STEP_S / HASTE)

    def _send(self, pcm: bytes) -> None:
        if self._line is None:
            self._line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._line.connect(str(self._path))
        self._line.sendall(pcm)

    def go_away(self) -> None:
        """Step back, and take the mouth from the microphone."""
        super().go_away()
        if getattr(self, "_line", None) is not None:
            assert self._line is not None  # noqa: S101 - just looked
            self._line.close()
            self._line = None

    # ------------------------------------------------------------------ what a touch would do

    def tap(self, name: str) -> None:
        """Say the number, or the label, of a control; the words that work everywhere for the bar's buttons."""
        for turn in range(TRIES):
            self.tries += 1
            try:
                label, number = self.until(lambda: self._named(name), f"a number for {name}", NUMBER_S)
                before = self._voice()["acts"]
                self.speak(f"第{chinese(number)}个" if turn % 2 == 0 else f"{chinese(number)}号")
                if self._understood(before, label) and self._meant(name):
                    return
                if self._voice()["state"] in ("dictate", "confirm"):  # another control was understood
                    self._until_state("command", "取消")
            except OSError:  # the visit is over
                return
        raise Stuck(f"was not understood: {name}")

    def _named(self, name: str) -> tuple[str, int] | None:
        """Label and number of a control, once the numbers on the screen stand still."""
        seen = self._numbers()
        self._clock.sleep(SETTLED_S)
        if self._numbers() != seen:
            return None
        found = [one for one in self._voice()["targets"] if one["name"] == name]
        return (str(found[0]["label"]), int(found[0]["number"])) if found else None

    def _numbers(self) -> list[tuple[int, str]]:
        return [(one["number"], one["name"]) for one in self._voice()["targets"]]

    def _understood(self, before: int, label: str) -> bool:
        """Whether the terminal acted on this control, within seconds."""
        try:
            self.until(lambda: self._voice()["acts"] > before, "something to happen", HEARD_S)
        except Stuck:
            return False
        return bool(self._voice()["toldOf"] == label)

    def _meant(self, name: str) -> bool:
        """What binds is asked about; says whether it was the right one, and 对 or 不对."""
        voice = self._voice()
        if voice["state"] != "confirm":
            return True
        right = any(one["name"] == name and one["label"] == voice["toldOf"] for one in voice["targets"])
        self._leave("confirm", "对" if right else "重说")
        return right

    # ------------------------------------------------------------------ answers

    def answer(self, field: View, value: Any) -> None:
        """Choices by number, numbers and words dictated and confirmed; a list is gone through as by touch."""
        kind, name = field["type"], f"field-{field['path']}"
        if kind == "date":
            self._dictate(f"{name}-year", [spoken_day(str(value))])
        elif kind == "period":
            self._dictate(f"{name}-start-year", [f"{spoken_day(value['start'])}到{spoken_day(value['end'])}"])
        elif kind == "textarea":
            self._dictate(name, str(value).split("。"), story=True)
        elif kind in SPOKEN:
            self._dictate(name, SPOKEN[kind](str(value)))
        else:
            super().answer(field, value)

    def write(self, name: str, text: str) -> None:
        """Say it."""
        self._dictate(name, [text])

    def _dictate(self, name: str, sentences: Iterable[str], story: bool = False) -> None:
        """Into one field, part by part, each said again until it was read back right."""
        self.tap(name)
        for part in sentences:
            self._part(part)
        if story:
            self._until_state("command", "说完了")

    def _part(self, words: str) -> None:
        for _ in range(TRIES):
            self.tries += 1
            self.speak(words)
            with contextlib.suppress(Stuck):
                self.until(lambda: self._voice()["state"] == "confirm", "the read-back", HEARD_S)
            voice = self._voice()
            if voice["state"] == "confirm" and meant(words, str(voice["toldOf"])):
                self._leave("confirm", "对")
                return
            if voice["state"] == "confirm":
                self._leave("confirm", "重说")
        raise Stuck("was not understood")

    def _leave(self, state: str, words: str) -> None:
        for _ in range(TRIES):
            self.speak(words)
            with contextlib.suppress(Stuck):
                self.until(lambda: self._voice()["state"] != state, "the next state", HEARD_S)
                return
        raise Stuck(f"was not understood: {words}")

    def _until_state(self, state: str, words: str) -> None:
        for _ in range(TRIES):
            self.speak(words)
            with contextlib.suppress(Stuck):
                self.until(lambda: self._voice()["state"] == state, state, HEARD_S)
                return
        raise Stuck(f"was not understood: {words}")


def chinese(number: int) -> str:
    """A number of a control as it is said."""
    from kiosk.voice.saying import say_number

    return say_number(number)


def in_parts(digits: str) -> list[str]:
    """A long number in the groups people say it in."""
    from kiosk.voice.saying import say_digits

    cuts = (3, 7) if len(digits) == 11 else (6, 10, 14)
    parts = [digits[a:b] for a, b in zip((0, *cuts), (*cuts, len(digits)), strict=True)]
    return [say_digits(part, "幺") for part in parts if part]


def spoken_day(value: str) -> str:
    """A date as it is said; the test model knows 号."""
    from kiosk.voice.saying import say_date

    return say_date(date.fromisoformat(value)).replace("日", "号")


def spoken_amount(value: str) -> list[str]:
    """An amount as it is said."""
    from kiosk.voice.saying import say_amount

    return [say_amount(Decimal(value))]


SPOKEN: dict[str, Callable[[str], list[str]]] = {
    "mobile": in_parts, "id_no": in_parts, "money": spoken_amount, "int": lambda value: [chinese(int(value))],
}  # fmt: skip
"""How numbers are said, by the kind of their field."""


def meant(said: str, shown: str) -> bool:
    """Whether the read-back holds what was said, in figures or in words."""
    from kiosk.voice import hearing

    plain = shown.replace("。", "")
    if said in plain:
        return True
    figures = [hearing.digits(said), hearing.amount(said)]
    days = [hearing.day(part, date(2026, 11, 30)) for part in said.split("到")]
    forms = [str(one) for one in figures if one is not None]
    if all(days):
        forms.append("到".join(f"{day.year}年{day.month}月{day.day}日" for day in days if day))
    return any(form and plain.endswith(form) for form in forms)
