"""What is kept about a resident, where, how long and why: the same list that the jobs go by which forget."""

from __future__ import annotations

from kiosk.visit.screens.base import Screen, View
from legalnet.keeping import Kept, told

PAGE = 6
"""Rows on a screen: each says four things in large type."""


class KeptScreen(Screen):
    """Pages through the list; nothing is asked of anybody for it."""

    id = "kept"

    def enter(self) -> None:
        """From the beginning."""
        self.first = 0

    def view(self) -> View:
        """A page of rows."""
        rows = told()
        english = self.flow.language == "en"
        return {
            "rows": [_row(row, english) for row in rows[self.first : self.first + PAGE]],
            "first": self.first + 1,
            "total": len(rows),
            "hasPrev": self.first > 0,
            "hasNext": self.first + PAGE < len(rows),
        }

    def do_page(self, by: int) -> None:
        """On or back; never past an end."""
        first = self.first + (PAGE if by > 0 else -PAGE)
        if 0 <= first < len(told()):
            self.first = first
            self.flow.changed()


def _row(row: Kept, english: bool) -> View:
    """In one language; `basis` is cited as the law is."""
    word = int(english)
    return {"id": row.id, "where": row.where, "what": row.what[word], "until": row.until[word],
            "why": row.why[word], "basis": row.basis}  # fmt: skip
