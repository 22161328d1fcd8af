"""Looks at a scene as a screen reader and a keypad meet it: names, roles, where the focus begins and how it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem
from shiboken6 import Shiboken

from tests.kiosk.ui.inspection import box, clip_above, in_layer, line, seen, touchable
from tests.kiosk.ui.scene import Scene

ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ListItem,
    QAccessible.Role.Link,
    QAccessible.Role.Slider,
    QAccessible.Role.PageTab,
    QAccessible.Role.Canvas,
}
"""What a control may be to a reader."""
LONGEST_CHAIN = 400


def unreadable(scene: Scene) -> Iterator[str]:
    """Controls that are not in the accessible tree, or stand there without a name or with no control's role."""
    faces = {place: face for face, place in _tree(scene)}
    for item in controls(scene):
        face = faces.get(_place(item))
        called = item.objectName() or item.metaObject().className()
        if face is None:
            yield f"not in the tree: {called}"
            continue
        secret = bool(face.state().passwordEdit)  # to which Qt gives no name
        if not face.text(QAccessible.Text.Description if secret else QAccessible.Text.Name).strip():
            yield f"no name in the tree: {called}"
        if face.role() not in ROLES:
            yield f"no control's role: {called} is {face.role().name}"
    headings = [face for face, _ in _tree(scene) if face.role() is QAccessible.Role.Heading]
    if not any(face.text(QAccessible.Text.Name).strip() for face in headings):
        yield "no heading"


def focus_trouble(scene: Scene) -> Iterator[str]:
    """The focus begins on the title, reaches each control once, and goes on in reading order, forwards and back."""
    start = scene.window.activeFocusItem()
    if start is None or not is_title(start):
        yield f"begins on {start.objectName() if start else 'nothing'}, not on the title"
        return
    chain = [start, *_chain(start)]
    reached = {_place(item) for item in chain}
    for item in controls(scene):
        if item.isEnabled() and not item.objectName().startswith("key-") and _place(item) not in reached:
            yield f"the focus never reaches {item.objectName()}"
    for one, two in pairwise(chain):
        if not _in_bars(scene, two) and _goes_back(one, two):
            yield f"against the reading order: {_called(one)} then {_called(two)}"


def controls(scene: Scene) -> list[QQuickItem]:
    """What can be touched, and what can be typed into, in the layer that is meant now."""
    typed = [
        one for one in scene.items() if one.inherits("QQuickTextInput") or one.inherits("QQuickTextEdit")
    ]
    return [item for item in (*touchable(scene), *typed) if in_layer(scene, item)]


def is_title(item: QQuickItem) -> bool:
    """Whether it is the words that say what this page is, or what a dialog asks for first of all."""
    return item.property("pageTitle") is True or item.objectName() == "action-still-here"


def _tree(scene: Scene) -> Iterator[tuple[QAccessibleInterface, int]]:
    root = QAccessible.queryAccessibleInterface(scene.window)
    stack = [root] if root is not None else []
    while stack:
        face = stack.pop()
        if not face.isValid() or face.state().invisible:
            continue
        thing = face.object()
        yield face, _place(thing) if thing is not None else 0
        stack += [child for n in range(face.childCount()) if (child := face.child(n)) is not None]


def _place(thing: Any) -> int:
    place: int = Shiboken.getCppPointer(thing)[0]
    return place


def _chain(start: QQuickItem) -> Iterator[QQuickItem]:
    """From the item after `start` until the chain closes."""
    item = start.nextItemInFocusChain(True)
    first = item
    for _ in range(LONGEST_CHAIN):
        if item is None or item == start:
            return
        yield item
        item = item.nextItemInFocusChain(True)
        if item == first:
            return


def _in_bars(scene: Scene, item: QQuickItem) -> bool:
    """After the bottom bar the round begins anew with the top bar."""
    return any(one.objectName() == "top-bar" for one in line(item))


def _goes_back(one: QQuickItem, two: QQuickItem) -> bool:
    """Whether `two` lies above `one` and not in a column to its right."""
    ends = clip_above(one), clip_above(two)
    a, b = (box(one), box(two)) if ends[0] == ends[1] else (seen(ends[0] or one), seen(ends[1] or two))
    if ends[0] != ends[1] and a.intersects(b):
        return False
    above = b.bottom() <= a.top() + 2
    return above and b.left() < a.right() - 2


def _called(item: QQuickItem) -> str:
    return item.objectName() or item.metaObject().className()
