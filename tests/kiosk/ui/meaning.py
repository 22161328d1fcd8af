"""Looks at what a scene says: nothing by colour alone, no time limit that cannot be made longer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem

from tests.kiosk.ui.inspection import in_layer, line, touchable
from tests.kiosk.ui.scene import Scene

STATE_COLOURS = ("red", "redtint", "green", "greentint", "amber", "ambertint")
LONGER = ("action-still-here", "action-more-time", "action-stay")
"""Controls that make a time limit longer, or take it away."""
NEAR = 3
"""How many boxes up the word for a coloured state may stand."""


def colour_alone(scene: Scene) -> Iterator[str]:
    """A state shown by colour with neither word nor picture beside it; a chosen thing that is only tinted."""
    states = _state_colours(scene)
    for item in scene.items():
        if in_layer(scene, item) and _painted(item) in states and not _explained(item):
            yield f"by colour alone: {item.objectName() or _home(item)}"
    for item in touchable(scene):
        if item.property("checked") is True and not _marked(scene, item):
            yield f"chosen by colour alone: {item.objectName()}"


def time_trouble(scene: Scene) -> Iterator[str]:
    """A time that runs out on the resident with no control that makes it longer."""
    flow = scene.flow
    for view, part in ((flow.view, "screen"), (flow.overlay_view, "overlay")):
        # a lock after wrong PINs and a card that is being read ask nothing of the resident
        running = view.get("left") and view.get("error") != "locked" and view.get("phase") != "reading"
        if running and not any(scene.seek(name) for name in LONGER):
            yield f"no more time on {part} {flow.overlay if part == 'overlay' else flow.screen}"


def _state_colours(scene: Scene) -> set[str]:
    theme: Any = scene.engine.singletonInstance("Lawbooth.Theme", "Theme")
    plain = {
        QColor(theme.property(name)).name() for name in ("paper", "card", "sunk", "ink", "tint", "primary")
    }
    return {QColor(theme.property(name)).name() for name in STATE_COLOURS} - plain


def _painted(item: QQuickItem) -> str:
    if not item.inherits("QQuickRectangle") or item.width() < 2 or item.height() < 2:
        return ""
    colour = QColor(item.property("color"))
    return colour.name() if colour.alpha() > 0 else ""


def _explained(item: QQuickItem) -> bool:
    """Whether words or a picture stand in it or right beside it."""
    return any(_says(near) for near in line(item)[: NEAR + 1])


def _says(item: QQuickItem) -> bool:
    if item.inherits("QQuickText"):
        return item.isVisible() and bool(str(item.property("text")).strip())
    return any(_says(child) for child in item.childItems() if child.isVisible())


def _marked(scene: Scene, item: QQuickItem) -> bool:
    """Bold words, a tick, or a thick outline."""
    thick = 4 * scene.scale
    for part in _parts(item):
        if part.inherits("QQuickText") and part.property("font").bold():
            return True
        if part.inherits("QQuickRectangle") and scene.ask(part, "border.width") >= thick:
            return True
        if part.inherits("QQuickImage") and part.isVisible():
            return True
    return False


def _parts(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from _parts(child)


def _home(item: QQuickItem) -> str:
    return next((one.objectName() for one in line(item) if one.objectName()), item.metaObject().className())
