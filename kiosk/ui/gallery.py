"""Shows every screen without a flow: canned views from JSON, rendered to pictures, for eyes and for tests."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.ui.canned_frames import frame
from kiosk.voice.addresses import VoiceAddresses

if TYPE_CHECKING:
    from kiosk.voice.discretion import Discretion

FIXTURES = Path(__file__).parents[2] / "tests" / "kiosk" / "ui" / "fixtures"
PORTRAIT = (1080, 1920)
LANDSCAPE = (1920, 1080)
STATUS: dict[str, Any] = {
    "place": "桂花里社区法律服务站",
    "date": "11月23日 星期一",
    "time": "9:41",
    "network": "up",
    "paper": "ok",
    "mic": "off",
    "camera": "off",
    "demo": True,
    "canGoBack": True,
    "canEnd": True,
    "help": "",
}
MODES: dict[str, Any] = {
    "language": "zh",
    "size": "normal",
    "contrast": "paper",
    "seated": False,
    "reduced": True,
}


class CannedFlow:
    """A flow that shows what it is given and remembers what it was told."""

    def __init__(self, modes: Mapping[str, Any] | None = None) -> None:
        """Start on the idle screen, in `modes`."""
        self.screen = "idle"
        self.view: Mapping[str, Any] = {"featured": "owed", "count": 3}
        self.overlay = ""
        self.overlay_view: Mapping[str, Any] = {}
        self.step: Mapping[str, Any] | None = None
        self.status: Mapping[str, Any] = dict(STATUS)
        self.modes: Mapping[str, Any] = {**MODES, **(modes or {})}
        self.on_change: Callable[[], None] = lambda: None
        self.voice = VoiceAddresses(speaker="sim:/dev/null")
        self.secrets: tuple[str, ...] = ()
        self.acts: list[tuple[str, dict[str, Any]]] = []

    def act(self, name: str, /, **args: Any) -> None:
        """Remember the touch; only modes really change."""
        if name == "touch":
            return
        self.acts.append((name, args))
        if name == "set_mode":
            self.modes = {**self.modes, args["key"]: args["value"]}
        self.changed()

    def tick(self) -> None:
        """Nothing moves here."""

    def set_mic(self, state: str) -> None:
        """Show it."""
        self.status = {**self.status, "mic": state}
        self.changed()

    def discretion(self) -> Discretion:
        """Whoever the pictures show."""
        from kiosk.voice.discretion import Discretion, Person

        return Discretion(Person("张秀英", "女"), self.secrets)

    def live_frame(self, name: str) -> tuple[int, bytes] | None:
        """A painted picture in the shape of the real one."""
        return frame(name)

    def show(self, fixture: Mapping[str, Any]) -> None:
        """Take a fixture over: `{screen, view, overlay?, overlayView?, step?, status?}`."""
        self.screen = fixture["screen"]
        self.view = fixture.get("view", {})
        self.overlay = fixture.get("overlay", "")
        self.overlay_view = fixture.get("overlayView", {})
        self.step = fixture.get("step")
        self.status = {**STATUS, **fixture.get("status", {})}
        self.changed()

    def changed(self) -> None:
        """Tell the scene."""
        self.on_change()


def fixtures(folder: Path = FIXTURES, screen: str = "") -> dict[str, dict[str, Any]]:
    """Every fixture by its file's stem, in order; only those whose stem begins with `screen`."""
    paths = sorted(folder.glob("*.json"))
    return {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in paths if p.stem.startswith(screen)}


def render(out: Path, screen: str, modes: Mapping[str, Any], size: tuple[int, int]) -> list[Path]:
    """One PNG a fixture in `out`; returns their paths."""
    from PySide6.QtTest import QTest

    from kiosk.ui.app_window import build_window

    out.mkdir(parents=True, exist_ok=True)
    flow = CannedFlow(modes)
    _app, engine, window = build_window(flow, size)
    window.show()
    pictures = []
    for name, fixture in fixtures(screen=screen).items():
        flow.show(fixture)
        QTest.qWait(120)
        pictures.append(out / f"{name}.png")
        window.grabWindow().save(str(pictures[-1]))
    window.close()
    engine.deleteLater()
    return pictures


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m kiosk.ui.gallery --out DIR`: write the pictures and say where."""
    parser = argparse.ArgumentParser(prog="kiosk.ui.gallery", description="Render every screen to a picture.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--screen", default="", help="only fixtures whose name begins with this")
    parser.add_argument("--size", default="normal", choices=["normal", "large", "largest"])
    parser.add_argument("--contrast", default="paper", choices=["paper", "night", "yellow", "white"])
    parser.add_argument("--language", default="zh", choices=["zh", "zh_hant", "en"])
    parser.add_argument("--seated", action="store_true")
    parser.add_argument("--landscape", action="store_true")
    given = parser.parse_args(arguments)
    modes = {key: getattr(given, key) for key in ("size", "contrast", "language", "seated")}
    for path in render(given.out, given.screen, modes, LANDSCAPE if given.landscape else PORTRAIT):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
