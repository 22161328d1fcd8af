"""Looks at a scene as a strict reader would: clipped words, small targets, no name, things on each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from tests.kiosk.ui.scene import Scene

SMALLEST = 112
"""Least side of a target, in design pixels."""
SMALLEST_KEY = 84
"""Least width of a key of the keyboard, whose rows hold ten."""


def troubles(scene: Scene) -> list[str]:
    """Everything that is wrong with what is shown now."""
    return [*clipped_words(scene), *small_targets(scene), *nameless(scene), *overlapping(scene)]


def clipped_words(scene: Scene) -> Iterator[str]:
    """Texts that are cut off, wider than their place, or beyond the edge of the window or of their button."""
    for item in scene.items():
        if not item.inherits("QQuickText") or not item.property("text"):
            continue
        words = f"{item.property('text')!r}"
        if item.property("truncated"):
            yield f"cut: {words}"
        if item.property("contentWidth") > item.width() + 1.5:
            yield f"too wide: {words}"
        box = _box(item)
        if box.left() < -1 or box.right() > scene.window.width() + 1:
            yield f"beyond the window: {words}"
        holder = _holder(item)
        if holder is not None and not _box(holder).adjusted(-1, -1, 1, 1).contains(_ink(item)):
            yield f"beyond its button: {words}"


def small_targets(scene: Scene) -> Iterator[str]:
    """Targets whose side is below the rule."""
    scale = min(scene.window.width(), scene.window.height()) / 1080
    for item in touchable(scene):
        least = SMALLEST_KEY if item.objectName().startswith("key-") else SMALLEST
        if item.width() < least * scale - 1 or item.height() < SMALLEST * scale - 1:
            yield f"small: {item.objectName()} {item.width():.0f}x{item.height():.0f}"


def nameless(scene: Scene) -> Iterator[str]:
    """Targets that a screen reader could not name, or that no test could find."""
    for item in touchable(scene):
        face = QAccessible.queryAccessibleInterface(item)
        if face is None or not face.text(QAccessible.Text.Name).strip():
            yield f"no name: {item.objectName() or item.metaObject().className()}"
        if not item.objectName():
            yield f"no id: {face.text(QAccessible.Text.Name) if face else item}"


def overlapping(scene: Scene) -> Iterator[str]:
    """Targets of one layer that lie on each other."""
    overlay = scene.seek("overlay")
    layer = touchable(scene)
    if overlay is not None and overlay.childItems():
        layer = [item for item in layer if overlay in _line(item)]
    places = [(item, _seen(item)) for item in layer]
    shown = [(item, place) for item, place in places if place.width() > 2 and place.height() > 2]
    for (one, a), (two, b) in combinations(shown, 2):
        common = a.intersected(b)
        if common.width() > 1 and common.height() > 1 and one not in _line(two) and two not in _line(one):
            yield f"on each other: {one.objectName()} and {two.objectName()}"


def touchable(scene: Scene) -> list[QQuickItem]:
    """Everything that answers to a finger: it says whether it is possible."""
    return [item for item in scene.items() if item.metaObject().indexOfProperty("possible") >= 0]


def _box(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _ink(item: QQuickItem) -> QRectF:
    """Where the words of a text really stand, upright."""
    box = _box(item)
    return QRectF(box.left(), box.top(), min(box.width(), item.property("contentWidth")), box.height())


def _line(item: QQuickItem) -> list[QQuickItem]:
    line: list[QQuickItem] = []
    above: QQuickItem | None = item
    while above is not None:
        line.append(above)
        above = above.parentItem()
    return line


def _holder(item: QQuickItem) -> QQuickItem | None:
    return next((one for one in _line(item)[1:] if one.metaObject().indexOfProperty("possible") >= 0), None)


def _seen(item: QQuickItem) -> QRectF:
    """The part of an item that no clipping item above it hides."""
    place = _box(item)
    for above in _line(item)[1:]:
        if above.clip():
            place = place.intersected(_box(above))
    return place
