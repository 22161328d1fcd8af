"""The gate: every screen of the gallery, in every mode, language and posture, walked by machine under each rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, NamedTuple

from PySide6.QtGui import QAccessible

from kiosk.ui.gallery import LANDSCAPE, PORTRAIT, fixtures
from kiosk.visit.modes import MODE_VALUES
from kiosk.visit.overlays import OVERLAYS
from kiosk.visit.screens import NAMES, screen_class
from tests.kiosk.ui.inspection import (
    clipped_words,
    crowded,
    nameless,
    overlapping,
    small_targets,
    words_on_words,
)
from tests.kiosk.ui.meaning import colour_alone, time_trouble
from tests.kiosk.ui.pixels import faint
from tests.kiosk.ui.reading import focus_trouble, unreadable
from tests.kiosk.ui.scene import Scene
from tests.kiosk.ui.whole_words import broken_words

Look = Callable[[Scene], Iterator[str]]


class Rule(NamedTuple):
    """One rule of the gate."""

    id: str
    says: str
    standard: str
    """Clauses of EN 301 549 V3.2.1 and GB/T 37668-2019 that it stands for."""
    looks: tuple[Look, ...]
    painted: bool = False
    """Whether it needs the pixels, which depend on the colours and take longer."""


RULES = (
    Rule("name", "every control stands in the accessible tree with a name and a role",
         "EN 5.1.3, 5.2, 11.4.1.2; GB/T 37668 4.5 compatible", (nameless, unreadable)),
    Rule("focus", "keys begin on the title, reach each control, in reading order, and come round",
         "EN 5.1.6.1, 5.5.1, 11.2.1.1, 11.2.4.3; GB/T 37668 operable", (focus_trouble,)),
    Rule("size", "targets of 112 x 112 at 1,080 (keys 84 wide): above 60 dp, and 44 dp",
         "EN 5.5.1, 8.4.1; GB/T 37668 operable", (small_targets,)),
    Rule("space", "targets 20 apart at 1,080 (keys 8), none on another",
         "EN 5.5.1; GB/T 37668 operable", (crowded, overlapping)),
    Rule("words", "no word cut off, beyond its place, behind an edge that nothing scrolls, or on another",
         "EN 5.1.4, 11.1.4.4; GB/T 37668 perceivable", (clipped_words, words_on_words)),
    Rule("whole", "no Latin word broken in two because its place is narrower than it",
         "EN 5.1.4, 11.1.4.4; GB/T 37668 perceivable", (broken_words,)),
    Rule("contrast", "text 7:1, large 4.5:1, measured on what was painted",
         "EN 11.1.4.3; GB/T 37668 perceivable", (faint,), painted=True),
    Rule("colour", "no state and no choice told by colour alone",
         "EN 5.1.5, 11.1.4.1; GB/T 37668 perceivable", (colour_alone,)),
    Rule("time", "every time limit has a control that makes it longer",
         "EN 5.1.3.16, 11.2.2.1; GB/T 37668 operable", (time_trouble,)),
)  # fmt: skip


class Mode(NamedTuple):
    """One way of using the terminal: the shape of the window and the values of the modes."""

    id: str
    size: tuple[int, int]
    modes: dict[str, Any]


SAMPLE = (
    Mode("plain", PORTRAIT, {}),
    Mode("english-night", PORTRAIT, {"language": "en", "contrast": "night"}),
    Mode("large-english", PORTRAIT, {"size": "large", "language": "en", "contrast": "yellow"}),
    Mode(
        "largest-hant-left",
        PORTRAIT,
        {"size": "largest", "language": "zh_hant", "hand": "left", "simple": True},
    ),
    Mode("seated", PORTRAIT, {"seated": True}),
    Mode("wide-english", LANDSCAPE, {"language": "en", "contrast": "white"}),
)
"""What `make test` walks; `make accessibility` walks `every_mode()`."""
COLOURS_ON = ("plain", "english-night", "large-english", "wide-english")
"""Modes of the sample in which the painted contrast is measured: each palette once."""

POSTURES: tuple[tuple[str, tuple[int, int], dict[str, Any]], ...] = (
    ("upright", PORTRAIT, {}),
    ("seated", PORTRAIT, {"seated": True}),
    ("wide", LANDSCAPE, {}),
)
LARGE_ENGLISH = tuple(
    Mode(f"en-{size}-{name}", window, {"language": "en", "size": size, **posture})
    for size, (name, window, posture) in product(("large", "largest"), POSTURES)
)
"""Where words are widest and their places no wider: `make test` walks them under the rules of words alone."""


def every_mode() -> Iterator[Mode]:
    """Language x size x posture, each in one of the four palettes, and each palette on the plain layout."""
    colours = MODE_VALUES["contrast"]
    layouts = product(MODE_VALUES["language"], MODE_VALUES["size"], POSTURES)
    for number, (language, size, (name, window, posture)) in enumerate(layouts):
        colour = colours[number % len(colours)]
        modes = {"language": language, "size": size, "contrast": colour, **posture}
        yield Mode(f"{language}-{size}-{name}-{colour}", window, modes)
    for colour in colours:
        yield Mode(f"zh-normal-upright-{colour}", PORTRAIT, {"contrast": colour})


def screens() -> dict[str, dict[str, dict[str, Any]]]:
    """Each screen and overlay by its id, with its canned views by name."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for name, fixture in fixtures().items():
        found.setdefault(fixture.get("overlay") or fixture["screen"], {})[name] = fixture
    return dict(sorted(found.items()))


def without_gallery() -> list[str]:
    """Screens and overlays of a visit that have no canned view, so that nobody looked at them."""
    wanted = {screen_class(key).id for key in NAMES} | set(OVERLAYS)
    return sorted(wanted - screens().keys())


def walk(scene: Scene, screen: str, mode: Mode, rules: tuple[Rule, ...] = RULES) -> Iterator[tuple[str, str]]:
    """(rule, trouble) for each thing wrong with each canned view of a screen in a mode."""
    QAccessible.setActive(True)
    scene.mode(**mode.modes)
    scene.turn(mode.size)
    for name, fixture in screens()[screen].items():
        scene.flow.show({"screen": ""})
        scene.flow.show(fixture)
        scene.wait(15)
        found = list(_found(scene, rules))
        if found:
            scene.wait(250)  # a busy machine: let the layouts come to rest
            found = list(_found(scene, rules))
        yield from ((rule, f"{name} in {mode.id}: {trouble}") for rule, trouble in found)


def _found(scene: Scene, rules: tuple[Rule, ...]) -> Iterator[tuple[str, str]]:
    with scene.still():
        for rule in rules:
            for look in rule.looks:
                yield from ((rule.id, trouble) for trouble in look(scene))
