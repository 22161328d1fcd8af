"""The sample of the gate that every landing passes: each screen, some modes, every rule (`make accessibility`: all)."""

from __future__ import annotations

import pytest

from tests.kiosk.ui.gate import COLOURS_ON, LARGE_ENGLISH, RULES, SAMPLE, Mode, screens, walk, without_gallery
from tests.kiosk.ui.scene import Scene


@pytest.mark.parametrize("mode", SAMPLE, ids=lambda mode: mode.id)
@pytest.mark.parametrize("screen", screens())
def test_screen_in_mode(scene: Scene, screen: str, mode: Mode) -> None:
    rules = RULES if mode.id in COLOURS_ON else tuple(rule for rule in RULES if not rule.painted)
    found = [f"{rule}: {trouble}" for rule, trouble in walk(scene, screen, mode, rules)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("screen", screens())
def test_words_stay_whole_and_in_sight_in_large_english(scene: Scene, screen: str) -> None:
    words = tuple(rule for rule in RULES if rule.id in ("whole", "words"))
    found = [trouble for mode in LARGE_ENGLISH for _, trouble in walk(scene, screen, mode, words)]
    assert not found, "\n".join(found)


def test_no_screen_is_missing_from_the_gallery() -> None:
    assert without_gallery() == [], "put a canned view into tests/kiosk/ui/fixtures"
