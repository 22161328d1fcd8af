"""Looks at a scene as a strict reader would: clipped words, small targets, no name, things on each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from tests.kiosk.ui.scene import Scene

SMALLEST = 112
"""Least side of a target, in design pixels: far above 60 dp on every panel a kiosk has."""
SMALLEST_KEY = 84
"""Least width of a key of the keyboard, whose rows hold ten."""
LEAST_GAP = 18
"""Least distance of two targets, in design pixels, with what rounding takes off 20."""
LEAST_KEY_GAP = 7
RIGHT, H_CENTRE, BOTTOM, V_CENTRE = 2, 4, 64, 128
"""Qt's flags of alignment."""


def troubles(scene: Scene) -> list[str]:
    """Everything that is wrong with where things stand in what is shown now."""
    rules = (clipped_words, words_on_words, small_targets, crowded, nameless, overlapping)
    return [trouble for rule in rules for trouble in rule(scene)]


def clipped_words(scene: Scene) -> Iterator[str]:
    """Texts that are cut off, wider than their place, or beyond the edge of the window or of their button."""
    for item in texts(scene):
        words = f"{item.property('text')!r}"
        if item.property("truncated"):
            yield f"cut: {words}"
        if item.property("contentWidth") > item.width() + 1.5:
            yield f"too wide: {words}"
        place = box(item)
        if place.left() < -1 or place.right() > scene.window.width() + 1:
            yield f"beyond the window: {words}"
        if not paged(item) and not ground(scene, item).adjusted(-1, -1, 1, 1).contains(ink(scene, item)):
            yield f"behind an edge: {words}"
        holder = holder_of(item)
        if holder is not None and not box(holder).adjusted(-1, -1, 1, 1).contains(_upright(item)):
            yield f"beyond its button: {words}"


def words_on_words(scene: Scene) -> Iterator[str]:
    """Texts of one layer whose letters lie on each other."""
    placed = [
        (item, _letters(scene, item).intersected(seen(item)))
        for item in texts(scene)
        if in_layer(scene, item)
    ]
    shown = [(item, place) for item, place in placed if place.width() > 2 and place.height() > 2]
    for (one, a), (two, b) in combinations(shown, 2):
        common = a.intersected(b)
        if common.width() > 3 and common.height() > 3:
            yield f"words on words: {one.property('text')!r} and {two.property('text')!r}"


def small_targets(scene: Scene) -> Iterator[str]:
    """Targets whose side is below the rule."""
    for item in touchable(scene):
        least = SMALLEST_KEY if is_key(item) else SMALLEST
        if item.width() < least * scene.scale - 1 or item.height() < SMALLEST * scene.scale - 1:
            yield f"small: {item.objectName()} {item.width():.0f}x{item.height():.0f}"


def crowded(scene: Scene) -> Iterator[str]:
    """Targets that stand closer than the rule; marks of the top bar and rows of a list may touch."""
    for (one, a), (two, b) in combinations(_shown(scene), 2):
        if (_mark(one) and _mark(two)) or one in line(two) or two in line(one):
            continue
        keys = is_key(one) and is_key(two)
        gap = max(a.left() - b.right(), b.left() - a.right(), a.top() - b.bottom(), b.top() - a.bottom())
        if 0 <= gap < (LEAST_KEY_GAP if keys else LEAST_GAP) * scene.scale - 1:
            yield f"too close: {one.objectName()} and {two.objectName()}, {gap:.0f}"


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
    for (one, a), (two, b) in combinations(_shown(scene), 2):
        common = a.intersected(b)
        if common.width() > 1 and common.height() > 1 and one not in line(two) and two not in line(one):
            yield f"on each other: {one.objectName()} and {two.objectName()}"


def touchable(scene: Scene) -> list[QQuickItem]:
    """Everything that answers to a finger: it says whether it is possible, or is a key."""
    return [one for one in scene.items() if is_key(one) or one.metaObject().indexOfProperty("possible") >= 0]


def texts(scene: Scene) -> list[QQuickItem]:
    """Every text that says something."""
    return [one for one in scene.items() if one.inherits("QQuickText") and str(one.property("text")).strip()]


def is_key(item: QQuickItem) -> bool:
    """Whether it is a key of the keyboard."""
    return item.objectName().startswith("key-")


def in_layer(scene: Scene, item: QQuickItem) -> bool:
    """Whether an item belongs to what is meant now: an overlay, where there is one, hides the screen."""
    if not scene.flow.overlay:
        return True
    return not any(one.objectName() in ("screen", "strip") for one in line(item))


def box(item: QQuickItem) -> QRectF:
    """Where an item stands in the window."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def ink(scene: Scene, item: QQuickItem) -> QRectF:
    """Where the lines of a text really stand."""
    place, (align, upright) = box(item), _alignment(scene, item)
    across, down = min(place.width(), item.property("contentWidth")), item.property("contentHeight")
    spare, rest = place.width() - across, place.height() - down
    left = place.left() + (spare if align == RIGHT else spare / 2 if align == H_CENTRE else 0)
    top = place.top() + (rest if upright == BOTTOM else rest / 2 if upright == V_CENTRE else 0)
    return QRectF(left, top, across, down)


def line(item: QQuickItem) -> list[QQuickItem]:
    """An item and all it stands in."""
    found: list[QQuickItem] = []
    above: QQuickItem | None = item
    while above is not None:
        found.append(above)
        above = above.parentItem()
    return found


def holder_of(item: QQuickItem) -> QQuickItem | None:
    """The control a text belongs to."""
    return next((one for one in line(item)[1:] if one.metaObject().indexOfProperty("possible") >= 0), None)


def clip_above(item: QQuickItem) -> QQuickItem | None:
    """The nearest item that cuts off what reaches beyond it: content that is paged."""
    return next((one for one in line(item)[1:] if one.clip()), None)


def paged(item: QQuickItem) -> bool:
    """Whether it stands in what is paged by buttons, so that what is hidden now can be reached."""
    return any(one.inherits("QQuickFlickable") for one in line(item)[1:])


def ground(scene: Scene, item: QQuickItem) -> QRectF:
    """The window without what clipping items above this one cut away."""
    place = QRectF(0, 0, scene.window.width(), scene.window.height())
    for above in line(item)[1:]:
        if above.clip():
            place = place.intersected(box(above))
    return place


def seen(item: QQuickItem) -> QRectF:
    """The part of an item that no clipping item above it hides."""
    place = box(item)
    for above in line(item)[1:]:
        if above.clip():
            place = place.intersected(box(above))
    return place


def _alignment(scene: Scene, item: QQuickItem) -> tuple[int, int]:
    """Across and down."""
    value = int(scene.ask(item, "effectiveHorizontalAlignment * 1000 + verticalAlignment"))
    return value // 1000, value % 1000


def _upright(item: QQuickItem) -> QRectF:
    place = box(item)
    return QRectF(
        place.left(), place.top(), min(place.width(), item.property("contentWidth")), place.height()
    )


def _letters(scene: Scene, item: QQuickItem) -> QRectF:
    """The lines without the leading that a font puts above and below its letters."""
    leading = item.property("font").pixelSize() * 0.25
    return ink(scene, item).adjusted(0, leading, 0, -leading)


def _shown(scene: Scene) -> list[tuple[QQuickItem, QRectF]]:
    places = [(item, seen(item)) for item in touchable(scene) if in_layer(scene, item)]
    return [(item, place) for item, place in places if place.width() > 2 and place.height() > 2]


def _mark(item: QQuickItem) -> bool:
    """Marks of the top bar and rows of one list."""
    return item.objectName().startswith(("mark-", "row-")) or item.objectName() == "menu"
