"""The controls of the scene as the conversation knows them: what can be named, pressed, or filled with words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMetaObject, QRectF
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.ui.scene_words import PRESSED_BY, TURNERS, nodes
from kiosk.ui.within import within
from kiosk.voice.commands import Target
from kiosk.voice.talk import Field

FIELD = "field-"
LATER_PARTS = ("-month", "-day")
"""A date is three boxes and is said at once; so is a period."""
KEYBOARDS = {
    "money": "money",
    "decimal": "decimal",
    "int": "int",
    "id": "id_no",
    "mobile": "mobile",
    "latin": "code",
}
"""What the keyboard of a box says of its words, where the view tells nothing."""
STORIES = ("textarea",)
OPTION = "option-"


def collect(window: QQuickWindow, binding: bool = False) -> tuple[list[Target], list[dict[str, Any]]]:
    """The controls in reading order, and where the number of each is drawn; `binding`: this screen's buttons bind."""
    targets, places = [], []
    for node in nodes(window):
        name = node.item.objectName()
        field = node.role == "EditableText"
        if not (field or node.role in PRESSED_BY) or name in TURNERS or (field and _later_part(name)):
            continue
        if not node.possible or (not field and node.item.metaObject().indexOfMethod("trigger()") < 0):
            continue
        label = node.name.removesuffix("，年") if field else node.name
        targets.append(Target(node.item, label, "field" if field else "press", binding and not field))
        rect = node.item.mapRectToScene(QRectF(0, 0, node.item.width(), node.item.height()))
        places.append(
            {
                "number": len(targets),
                "name": name,
                "label": label,
                "x": rect.x(),
                "y": rect.y(),
                "seen": _in_sight(node.item, rect),
            }
        )
    return targets, places


def _later_part(name: str) -> bool:
    return name.startswith(FIELD) and (name.endswith(LATER_PARTS) or "-end-" in name)


def _in_sight(item: QQuickItem, rect: QRectF) -> bool:
    """Whether its upper edge is not cut off by whatever scrolls it."""
    above: QQuickItem | None = item.parentItem()
    while above is not None:
        if above.clip():
            room = above.mapRectToScene(QRectF(0, 0, above.width(), above.height()))
            if not room.contains(rect.center()):
                return False
        above = above.parentItem()
    return True


def path_of(item: Any, fields: Sequence[dict[str, Any]]) -> str:
    """The path of the question that a box answers as a whole; empty for any other box."""
    name = item.objectName().removeprefix(FIELD)
    for field in fields:
        path = str(field["path"])
        if name == path or (field["type"] in ("date", "period") and name.startswith(f"{path}-")):
            return path
    return ""


def field_of(target: Target, fields: Sequence[dict[str, Any]]) -> Field:
    """What kind of words a box takes, and what stands in it where sentences are added to it."""
    item = target.key
    if not isinstance(item, QQuickItem):
        return Field(target, "text")
    path = path_of(item, fields)
    for field in fields:
        if field["path"] == path:
            story = field["type"] in STORIES
            before = str(field["value"] or "") if story else ""
            return Field(target, str(field["type"]), before, story)
    return Field(target, KEYBOARDS.get(str(item.property("keyboardKind")), "text"))


def answered_by(item: Any, fields: Sequence[dict[str, Any]]) -> tuple[str, Any] | None:
    """The question that a choice answers, with what stands there now, so that 不是 can bring it back."""
    name = item.objectName() if isinstance(item, QQuickItem) else ""
    for field in fields:
        if name.startswith(f"{OPTION}{field['path']}-"):
            return str(field["path"]), field["value"]
    return None


def type_into(item: Any, text: str) -> None:
    """Write into a box as an input method does, in place of what stands there, and hand it in."""
    if not isinstance(item, QQuickItem):
        return
    item.forceActiveFocus()
    QMetaObject.invokeMethod(item, "selectAll")
    event = QInputMethodEvent()
    event.setCommitString(text)
    QGuiApplication.sendEvent(item, event)
    item.setFocus(False)


def named(window: QQuickWindow, name: str) -> QQuickItem | None:
    """The visible item of that object name."""
    waiting = [window.contentItem()]
    while waiting:
        item = waiting.pop()
        if item.isVisible():
            if item.objectName() == name:
                return item
            waiting += within(item)
    return None
