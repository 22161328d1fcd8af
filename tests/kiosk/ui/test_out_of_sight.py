"""What is scrolled out of sight paints over nothing: Qt's software renderer does not clip a Shape there."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QImage

from kiosk.ui.gallery import LANDSCAPE, PORTRAIT
from tests.kiosk.ui.scene import Scene


def bar(scene: Scene) -> QImage:
    """The picture of the bar at the foot of the screen."""
    top = round(scene.top(scene.find("bar-help")))
    picture = scene.window.grabWindow()
    return picture.copy(0, top, picture.width(), picture.height() - top)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("letters", ["large", "largest"])
@pytest.mark.parametrize(
    ("screen", "without"),
    [("scan_live", {"quad": []}), ("served", {"clock": None}), ("progress", {"turn": None})],
)
def test_it_does_not_lie_on_the_bar(
    scene: Scene, size: tuple[int, int], letters: str, screen: str, without: dict[str, Any]
) -> None:
    scene.turn(size)
    scene.mode(size=letters)
    scene.show(screen, **without)
    plain = bar(scene)
    scene.show(screen)
    assert bar(scene) == plain
    for _ in range(20):
        pager = scene.seek("scroll-down")
        if pager is None or not pager.property("possible"):
            break
        scene.tap("scroll-down")
        assert bar(scene) == plain
