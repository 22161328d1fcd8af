"""What lies inside an item of the scene, for those who walk it: readers aloud, spoken control, the driver."""

from __future__ import annotations

from PySide6.QtQuick import QQuickItem

WEB_VIEW = "call-picture"
"""Object name of the web view of a call. Its inner items are the engine's own and of types that PySide does not know:
asking for them ends the process (PySide 6.11.3), and there is nothing in them to touch or to read."""


def within(item: QQuickItem) -> list[QQuickItem]:
    """The items directly inside; none inside the web view."""
    return [] if item.objectName() == WEB_VIEW else item.childItems()
