"""What an interview shows: pages, fields with their state, problems. Plain records, made anew after each
answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["missing", "unusable", "rule", "warning", "unexpected", "gate"]


@dataclass(frozen=True)
class Problem:
    """Something to mend, at a field; with level `warn` something to look at again, which never blocks."""

    path: str
    page: str
    label: str
    message: str
    level: Literal["error", "warn"] = "error"
    kind: Kind = "rule"
    kept: bool = False
    """The resident saw the warning and keeps the answer."""

    def view(self) -> dict[str, Any]:
        """As screens and the gateway's errors take it."""
        return {"path": self.path, "label": self.label, "message": self.message}


@dataclass(frozen=True)
class FieldState:
    """One question as it stands at the moment."""

    path: str
    key: str
    type: str
    label: str
    hint: str = ""
    placeholder: str = ""
    value: Any = field(default=None, repr=False)
    """As stored; what was typed where it cannot be used; None while unanswered."""
    text: str = field(default="", repr=False)
    """The value as one reads it: `50,000.00 元`, `2024年3月15日`, `是`."""
    shown: bool = True
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    """(value, label)."""
    error: str = ""
    warning: str = ""
    kept: bool = False
    source: str = ""
    """`card`, `computed`, or empty where the resident answered."""
    capital: str = ""
    """An amount in capital figures."""
    unit: str = ""
    columns: tuple[dict[str, Any], ...] = ()
    totals: tuple[tuple[str, str], ...] = ()
    """Sums of the columns of a list that hold amounts: (column's label, amount as one reads it)."""
    working: str = ""
    """How a computed value was reckoned, with the articles."""
    sensitive: bool = False
    read_only: bool = False

    def view(self) -> dict[str, Any]:
        """As the screen takes it."""
        return {
            "path": self.path,
            "type": self.type,
            "label": self.label,
            "hint": self.hint,
            "value": self.value,
            "text": self.text,
            "shown": self.shown,
            "required": self.required,
            "options": [{"value": value, "label": label} for value, label in self.options],
            "error": self.error,
            "warning": self.warning,
            "kept": self.kept,
            "source": self.source,
            "capital": self.capital,
            "unit": self.unit,
            "placeholder": self.placeholder,
            "columns": list(self.columns),
            "totals": [{"label": label, "value": value} for label, value in self.totals],
            "working": self.working,
            "readOnly": self.read_only,
        }


@dataclass(frozen=True)
class EntryState:
    """Which of several a page is about."""

    section: str
    index: int
    count: int
    can_add: bool
    can_remove: bool
    label: str
    """What one of them is called."""
    add_label: str

    def view(self) -> dict[str, Any]:
        """As the screen takes it."""
        return {
            "section": self.section,
            "index": self.index,
            "count": self.count,
            "canAdd": self.can_add,
            "canRemove": self.can_remove,
            "label": self.label,
            "addLabel": self.add_label,
        }


@dataclass(frozen=True)
class Page:
    """A screenful of questions, with those shown at the moment."""

    id: str
    """`section.page`, or `section.entry.page` where the section repeats."""
    section: str
    group: str
    """Step group it belongs to."""
    title: str
    subtitle: str
    fields: tuple[FieldState, ...]
    entry: EntryState | None = None

    @property
    def open(self) -> tuple[FieldState, ...]:
        """Required questions without an answer."""
        return tuple(f for f in self.fields if f.required and f.value in (None, "", []) and not f.read_only)
