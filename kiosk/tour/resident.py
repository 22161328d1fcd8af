"""A resident made of touches: finds what is on the screen by its name, taps, types, signs, and waits."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.simulators.control import RigClient
from kiosk.clock import Clock
from kiosk.ui.driver import DriverClient, DriverError

View = dict[str, Any]

WAIT_S = 40.0
LONG_S = 120.0
"""Seconds for what a busy machine is slow at: a visit to begin, a face to be compared, papers to be set."""
TYPED = ("text", "textarea", "address", "region", "court", "case_no", "code", "email", "uscc", "file", "note")
DIGITS = ("money", "decimal", "percent", "int", "id_no", "mobile", "bank_card")
MOST_SCROLLS = 12
LAYOUT_TRIES = 20
"""Looks, 50 ms apart, for a page that is still being laid out."""
TOUCHES = 4
"""Of a field, before giving up on its keys."""


class Stuck(Exception):
    """What was waited for did not come; says what, and what was there instead."""


class Resident:
    """Stands before the terminal. `rig` is the hand with the card; the driver is the finger."""

    def __init__(self, driver_socket: Path, rig: RigClient, clock: Clock) -> None:
        self._socket = driver_socket
        self._clock = clock
        self.rig = rig
        self._driver: DriverClient | None = None
        self._why = ""

    # ------------------------------------------------------------------ looking

    def arrive(self) -> None:
        """Step up to the visit that is on the screen now."""

        def connect() -> bool:
            try:
                self._driver = DriverClient(self._socket)
                self._driver.do("screen")
            except (OSError, DriverError):
                self.go_away()
                return False
            return True

        self.go_away()
        self.until(connect, "a screen to stand before", LONG_S)

    def go_away(self) -> None:
        """Step back from the screen."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None

    @property
    def driver(self) -> DriverClient:
        """The finger; `arrive` first."""
        if self._driver is None:
            raise Stuck("nobody arrived")
        return self._driver

    def look(self) -> View:
        """Screen, overlay and what they show."""
        return dict(self.driver.do("screen"))

    def shot(self, path: Path) -> None:
        """A picture of the screen."""
        self.driver.do("screenshot", path=str(path))

    def until(self, condition: Callable[[], Any], what: str, seconds: float = WAIT_S) -> Any:
        """Wait until something is so. Raises `Stuck`."""
        end = self._clock.monotonic() + seconds
        while self._clock.monotonic() < end:
            found = condition()
            if found:
                return found
            self._clock.sleep(0.05)
        raise Stuck(f"waited {seconds:.0f} s for {what}; the screen shows {self._where()}")

    def _where(self) -> str:
        try:
            seen = self.look() if self._driver else {"screen": "nothing"}
        except (OSError, DriverError):
            return "nothing"
        return f"{seen.get('screen')} {seen.get('overlay', '')}".strip()

    def see(self, *screens: str, seconds: float = WAIT_S) -> View:
        """Wait for one of these screens to stand still; its view."""

        def shown() -> View | None:
            seen = self.look()
            return seen if seen["screen"] in screens and not seen["moving"] else None

        return dict(self.until(shown, f"the screen {' or '.join(screens)}", seconds)["view"])

    def see_that(self, condition: Callable[[View], Any], what: str, seconds: float = WAIT_S) -> View:
        """Wait until the view of the present screen fits; the view."""

        def fits() -> View | None:
            view = dict(self.look()["view"])
            return view if condition(view) else None

        return dict(self.until(fits, what, seconds))

    # ------------------------------------------------------------------ touching

    def set_modes(self, language: str, size: str, contrast: str) -> None:
        """At the idle screen, by its buttons; the words are those of the command `tour`."""
        self.see("idle", seconds=LONG_S)
        if language == "en":
            self.tap("mode-en")
        for _ in range(("normal", "large", "largest").index(size)):
            self.tap("mode-large")
        for _ in range(("paper", "night", "yellow", "white").index(contrast)):
            self.tap("mode-contrast")

    draws = True
    """Whether a signature can be drawn; who cannot signs on paper before an attendant."""

    def tap(self, name: str) -> None:
        """Bring about what touching an item does; a resident without a finger has another way."""
        self.touch(name)

    def touch(self, name: str) -> None:
        """Touch an item, scrolling to it by the buttons if it is further down or up; the attendant does, too."""
        for direction in ("scroll-down", "scroll-up"):
            for _ in range(MOST_SCROLLS):
                if self._try(name):
                    return
                if not self._try(direction):
                    break
        for _ in range(LAYOUT_TRIES):
            if self._try(name):
                return
            if self._why == "disabled":
                break
            self._clock.sleep(0.05)
        raise Stuck(f"cannot touch {name} ({self._why}); the screen shows {self._where()}")

    def tap_last(self, name: str) -> None:
        """The touch that ends the visit: its process may be gone before it can answer."""
        with contextlib.suppress(OSError):
            self.tap(name)

    def _try(self, name: str) -> bool:
        """Touch it if it can be reached; while the screen still moves in, wait for it."""
        for _ in range(400):
            try:
                self.driver.do("tap", objectName=name)
            except DriverError as error:
                self._why = error.code
                if error.code != "moving":
                    return False
                self._clock.sleep(0.03)
            else:
                return True
        return False

    def write(self, name: str, text: str) -> None:
        """Touch a field and write into it."""
        self._open_keys(name)
        self.driver.do("type", objectName=name, text=text)
        self._close_keys()

    def digits(self, name: str, text: str) -> None:
        """Touch a field and press the keys of the digit pad."""
        self._open_keys(name)
        self._try("key-clear")
        for sign in text:
            self.press(sign)
        self._close_keys()

    def _open_keys(self, name: str) -> None:
        """Touch a field until its keys come: a touch while the page is still being laid out may miss it."""
        for _ in range(TOUCHES):
            self.tap(name)
            with contextlib.suppress(Stuck):
                self.until(lambda: self.has("key-done"), f"keys for {name}", WAIT_S / TOUCHES)
                return
        raise Stuck(f"no keys for {name}; the screen shows {self._where()}")

    def _close_keys(self) -> None:
        """Done with this field; the keys follow to the next ones until there is nothing more to type."""

        def gone() -> bool:
            if self.has("key-done"):
                self._try("key-done")
            return not self.has("key-done")

        self.until(gone, "the keys to go")

    def press(self, sign: str) -> None:
        """Press one key of whatever keys are shown."""
        name = f"key-{sign}"
        self.until(lambda: self.has(name), f"the key {sign}", 5.0)
        self.tap(name)

    def has(self, name: str) -> bool:
        """Whether an item of that name is on the screen."""
        return bool(self.driver.do("has", objectName=name)["there"])

    def sign(self, strokes: list[list[float]]) -> None:
        """Draw on the signature pad; each stroke x, y, x, y ... in shares of the pad."""
        for stroke in strokes:
            points = [list(pair) for pair in zip(stroke[::2], stroke[1::2], strict=True)]
            self.driver.do("drag", objectName="signature-pad", points=points)

    # ------------------------------------------------------------------ answering

    def answer(self, field: View, value: Any) -> None:
        """Give one answer by the field's own control."""
        path, kind = field["path"], field["type"]
        if kind == "bool":
            self.tap(f"option-{path}-{'yes' if value else 'no'}")
        elif kind in ("enum", "multi") and field["options"]:
            for choice in value if isinstance(value, list) else [value]:
                self._choose(path, str(choice))
        elif kind in DIGITS:
            self.digits(f"field-{path}", str(value))
        elif kind == "date":
            self._date(f"field-{path}", str(value))
        elif kind == "period":
            self._date(f"field-{path}-start", value["start"])
            self._date(f"field-{path}-end", value["end"])
        elif kind == "item_list" and not field["columns"]:
            self._items(path, value)
        elif kind in ("item_list", "person_list", "evidence_list"):
            self._records(path, field["columns"], value)
        else:
            self.write(f"field-{path}", str(value))

    def _choose(self, path: str, value: str) -> None:
        """Turn the pages of answers until the one is there, and touch it."""
        name = f"option-{path}-{value}"
        for turner in ("more", "previous"):
            while not self.has(name) and self._turns(f"option-{turner}-{path}"):
                pass
        self.tap(name)

    def _turns(self, name: str) -> bool:
        """Touch a page turner, scrolling to it; whether there was one and it had somewhere to go."""
        if not self.has(name):
            return False
        try:
            self.tap(name)
        except Stuck:
            if self._why != "disabled":
                raise
            return False
        return True

    def _date(self, name: str, value: str) -> None:
        year, month, day = value.split("-")
        for part, text in (("year", year), ("month", str(int(month))), ("day", str(int(day)))):
            self._open_keys(f"{name}-{part}")
            self._try("key-clear")
            for sign in text:
                self.press(sign)
        self._close_keys()

    def _items(self, path: str, values: list[str]) -> None:
        for index, text in enumerate(values):
            if index:
                self.tap(f"add-{path}")
            self.write(f"field-{path}-{index}", text)

    def _records(self, path: str, columns: list[View], records: list[View]) -> None:
        for index, record in enumerate(records):
            if index:
                self.tap(f"add-{path}")
            for column in columns:
                if column["key"] in record:
                    self.answer(column | {"path": f"{path}.{index}.{column['key']}"}, record[column["key"]])
