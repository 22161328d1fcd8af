"""The list of questions as QML sees it: rows keep their identity while their content changes.

A view arrives as a fresh list after every answer. Handing that list to a Repeater would rebuild every
control, and with it drop the focus, the half-typed text and the open keyboard. This model compares by path
and moves only what moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Signal,
)
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Lawbooth.Models"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex
FIELD_ROLE = 0x0100 + 1
"""`Qt.UserRole` + 1; naming the class `Qt` here would make its enums, 40 ms before the first frame."""

FieldMap = dict[str, Any]
"""One question as `docs/screens.md` describes it."""


def identity(field: FieldMap) -> tuple[str, str]:
    """What makes a row the same row as before: its path, and the type that chooses its control."""
    return str(field.get("path", "")), str(field.get("type", "text"))


@QmlElement
class FieldModel(QAbstractListModel):
    """Questions of a page, changed in place; assign `fields` and read the role `field`."""

    fieldsChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FieldMap] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - the shape Qt overrides
        """Number of questions; a question has no children."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = FIELD_ROLE) -> FieldMap | None:
        """The whole map of one question, or None outside the list."""
        if role != FIELD_ROLE or not 0 <= index.row() < len(self._rows):
            return None
        return self._rows[index.row()]

    def roleNames(self) -> dict[int, QByteArray]:
        """One role: `field`."""
        return {FIELD_ROLE: QByteArray(b"field")}

    def _get_fields(self) -> list[FieldMap]:
        return self._rows

    def _set_fields(self, fields: Sequence[FieldMap] | None) -> None:
        """Turn the present rows into these with the fewest changes."""
        wanted = [dict(field) for field in fields or []]
        self._drop_missing({identity(field) for field in wanted})
        for row, field in enumerate(wanted):
            self._place(row, field)
        self._cut(len(wanted))
        self.fieldsChanged.emit()

    fields = Property(list, _get_fields, _set_fields, notify=fieldsChanged)

    def _drop_missing(self, keep: set[tuple[str, str]]) -> None:
        for row in range(len(self._rows) - 1, -1, -1):
            if identity(self._rows[row]) not in keep:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()

    def _place(self, row: int, field: FieldMap) -> None:
        """Bring the row of this field to `row`, making it if it is new, and refresh it if it differs."""
        found = self._find(identity(field), row)
        if found is None:
            self.beginInsertRows(QModelIndex(), row, row)
            self._rows.insert(row, field)
            self.endInsertRows()
            return
        if found != row:
            self.beginMoveRows(QModelIndex(), found, found, QModelIndex(), row)
            self._rows.insert(row, self._rows.pop(found))
            self.endMoveRows()
        if self._rows[row] != field:
            self._rows[row] = field
            index = self.index(row)
            self.dataChanged.emit(index, index, [FIELD_ROLE])

    def _find(self, key: tuple[str, str], start: int) -> int | None:
        for row in range(start, len(self._rows)):
            if identity(self._rows[row]) == key:
                return row
        return None

    def _cut(self, count: int) -> None:
        if len(self._rows) > count:
            self.beginRemoveRows(QModelIndex(), count, len(self._rows) - 1)
            del self._rows[count:]
            self.endRemoveRows()
