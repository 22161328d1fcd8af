"""Every canned screen in every mode: nothing clipped, small, nameless or overlapping, no word from QML."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.ui.gallery import LANDSCAPE, PORTRAIT, fixtures
from tests.kiosk.ui.inspection import troubles
from tests.kiosk.ui.scene import Scene

MODES: dict[str, tuple[tuple[int, int], dict[str, Any]]] = {
    "plain": (PORTRAIT, {}),
    "english-night": (PORTRAIT, {"language": "en", "contrast": "night"}),
    "large": (PORTRAIT, {"size": "large"}),
    "large-english": (PORTRAIT, {"size": "large", "language": "en", "contrast": "yellow"}),
    "seated": (PORTRAIT, {"seated": True}),
    "wide-english": (LANDSCAPE, {"language": "en", "contrast": "white"}),
}
SCREENS = sorted({name.split("_")[0] for name in fixtures()})


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("screen", SCREENS)
def test_screen_in_mode(scene: Scene, screen: str, mode: str) -> None:
    size, modes = MODES[mode]
    scene.mode(**modes)
    scene.turn(size)
    found = []
    for name, fixture in fixtures(screen=screen).items():
        scene.flow.show(fixture)
        scene.wait(15)
        if troubles(scene):
            scene.wait(250)  # a busy machine: let the layouts come to rest
        found += [f"{name}: {trouble}" for trouble in troubles(scene)]
    assert not found, "\n".join(found)
