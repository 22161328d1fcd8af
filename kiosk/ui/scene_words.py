"""What the scene says and what can be pressed, taken from its accessibility tree: the one source for voice and reading.

Every screen that is right for a screen reader is read aloud and obeyed by voice without a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.ui.within import within

ROW = 24
"""Pixels by which two things of one row may differ in height."""
TURNERS = ("scroll-up", "scroll-down")
PRESSED_BY = ("Button", "CheckBox", "RadioButton")
SAID = ("StaticText", "Heading", "AlertMessage", "ListItem", "Graphic", "Canvas")
CARD = "Card_"
"""As Qt calls the type of `Card.qml`."""
KINDS = {
    "zh": {"Button": "按钮", "CheckBox": "选项", "RadioButton": "选项", "EditableText": "要填的"},
    "en": {"Button": "button", "CheckBox": "choice", "RadioButton": "choice", "EditableText": "to fill in"},
}
CHOSEN = {"zh": "已选", "en": "chosen"}
EMPTY = {"zh": "还没填", "en": "empty"}


class Node(NamedTuple):
    """One thing of the accessibility tree that is on the screen."""

    item: QQuickItem
    role: str
    name: str
    description: str
    value: str
    checked: bool
    possible: bool

    def words(self, language: str) -> str:
        """What is read: its name, what it is, and how it stands."""
        tongue = "en" if language == "en" else "zh"
        parts = [self.name]
        if self.role in PRESSED_BY or self.role == "EditableText":
            parts.append(KINDS[tongue][self.role])
        if self.checked:
            parts.append(CHOSEN[tongue])
        if self.role == "EditableText":
            parts.append(self.value or EMPTY[tongue])
        parts.append(self.description)
        return ("，" if tongue == "zh" else ", ").join(part for part in parts if part)


class Placed(NamedTuple):
    """A node where it stands, and the card that it belongs to."""

    rect: QRectF
    node: Node
    card: QQuickItem | None


def stage(window: QQuickWindow) -> QQuickItem | None:
    """Where what is asked stands: the overlay when one is open, else the screen."""
    found: dict[str, QQuickItem] = {}
    for item in _visible(window.contentItem()):
        if item.objectName() in ("screen", "overlay") and item.childItems():
            found[item.objectName()] = item
    return found.get("overlay") or found.get("screen")


def nodes(window: QQuickWindow) -> list[Node]:
    """Everything inside the stage, as one reads: from above to below, in a row from the left to the right.

    What scrolls comes first as a whole; the buttons that stand below it are last. A card is read to its end before
    the one beside it.
    """
    root = stage(window)
    if root is None:
        return []
    QAccessible.setActive(True)
    middle = _rect(root).center().y()
    scrolled: list[Placed] = []
    below: list[Placed] = []
    for node, card in _nodes(root, None):
        rect = _rect(node.item)
        low = rect.top() > middle and not _scrolls(node.item)
        (below if low else scrolled).append(Placed(rect, node, card))
    return [*_by_cards(scrolled), *_by_cards(below)]


def to_read(window: QQuickWindow) -> list[Node]:
    """What is read aloud: without what a neighbour says as well, and without what only turns the page.

    What is pressed or filled in is always read: a button below may name the question that it waits for.
    """
    found = [node for node in nodes(window) if node.item.objectName() not in TURNERS]
    said = [node.words("zh") for node in found]
    return [
        node
        for index, node in enumerate(found)
        if node.role in (*PRESSED_BY, "EditableText")
        or (
            not any(node.name in other for other in said[index + 1 : index + 4])
            and not any(
                node.name in other and node.name != other for other in said[max(0, index - 3) : index]
            )
        )
    ]


def _by_cards(found: list[Placed]) -> Iterator[Node]:
    """In order, a card's words where the card stands."""
    cards: dict[QQuickItem, list[Placed]] = {}
    for one in found:
        if one.card is not None:
            cards.setdefault(one.card, []).append(one)
    units = [(one.rect, [one.node]) for one in found if one.card is None]
    for card, inside in cards.items():
        units.append(
            (_rect(card), [node for _, [node] in _in_order([(one.rect, [one.node]) for one in inside])])
        )
    return (node for _, unit in _in_order(units) for node in unit)


def _in_order(found: list[tuple[QRectF, list[Node]]]) -> list[tuple[QRectF, list[Node]]]:
    """By rows, and in a row from the left to the right."""
    ordered: list[tuple[QRectF, list[Node]]] = []
    row: list[tuple[QRectF, list[Node]]] = []
    for one in sorted(found, key=lambda one: one[0].top()):
        if row and one[0].top() - row[0][0].top() > ROW:
            ordered += sorted(row, key=lambda other: other[0].left())
            row = []
        row.append(one)
    return ordered + sorted(row, key=lambda other: other[0].left())


def _scrolls(item: QQuickItem) -> bool:
    above: QQuickItem | None = item
    while above is not None:
        if above.inherits("QQuickFlickable"):
            return True
        above = above.parentItem()
    return False


def _nodes(item: QQuickItem, card: QQuickItem | None) -> Iterator[tuple[Node, QQuickItem | None]]:
    """The items that the tree tells of, each with its card; what is below a button is the button's own."""
    if not item.isVisible() or item.opacity() == 0:
        return
    if card is None and item.metaObject().className().startswith(CARD):
        card = item
    node = _node(item)
    if node is not None:
        yield node, card
        if node.role in PRESSED_BY:
            return
    for child in within(item):
        yield from _nodes(child, card)


def _node(item: QQuickItem) -> Node | None:
    found: Any = QAccessible.queryAccessibleInterface(item)
    if found is None or not found.isValid():
        return None
    role = found.role().name
    name = found.text(QAccessible.Text.Name).replace("\n", "")
    if not name or role not in (*PRESSED_BY, *SAID, "EditableText") or _silent(found):
        return None
    return Node(
        item,
        role,
        name,
        found.text(QAccessible.Text.Description),
        found.text(QAccessible.Text.Value) or str(item.property("text") or "")
        if role == "EditableText"
        else "",
        bool(found.state().checked),
        item.isEnabled() and item.property("possible") is not False,
    )


def _silent(found: Any) -> bool:
    """Whether the tree leaves it out (`Accessible.ignored`): then its parent does not list it."""
    parent = found.parent()
    if parent is None:
        return True
    return bool(parent.indexOfChild(found) < 0)


def _rect(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _visible(item: QQuickItem) -> Iterator[QQuickItem]:
    if item.isVisible():
        yield item
        for child in within(item):
            yield from _visible(child)
