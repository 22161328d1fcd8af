"""A paper of the province's, read page by page on a screen: its bytes are believed only under their digest."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.visit.asks import Reply

if TYPE_CHECKING:
    from kiosk.documents.served import Pages
    from kiosk.visit.screens.base import Screen

WIDTH = 1400
"""Pixels of a page picture, as of composed papers."""


class Opened:
    """`phase`: asking, reading, ready, missing (not there, or another file than was said), or unreadable."""

    def __init__(self, screen: Screen, digest: str) -> None:
        self._screen, self._digest = screen, digest
        self._pages: Pages | None = None
        self.phase = "asking"
        self.page = 0
        self.pdf = b""

    def take(self, reply: Reply) -> None:
        """The province's answer; the pages are made beside the screen."""
        if reply.outcome != "done" or hashlib.sha256(reply.body).hexdigest() != self._digest:
            self.phase = "missing"
            return
        from kiosk.documents import served

        self.pdf, self.phase = reply.body, "reading"
        flow, folder = self._screen.flow, Path(self._screen.flow.profile.folder)
        flow.jobs.run(lambda: served.read(self.pdf, folder, WIDTH), self._read, self._unread)

    def _read(self, pages: Pages) -> None:
        self._pages, self.phase = pages, "ready"
        if self._screen.shown and pages.count:
            self.show()

    def _unread(self, _: Exception) -> None:
        self.phase = "unreadable"

    def show(self) -> None:
        """Put the page where the scene finds it."""
        if self._pages is not None:
            self._screen.flow.show_frame("preview", self._pages.pictures[self.page])

    def turn(self, by: int) -> None:
        """Turn over."""
        target = self.page + (1 if by > 0 else -1)
        if self._pages is not None and 0 <= target < self._pages.count:
            self.page = target
            self.show()

    def view(self) -> dict[str, Any]:
        """For the scene."""
        pages = self._pages if self.phase == "ready" else None
        return {
            "phase": self.phase, "page": self.page, "pages": pages.count if pages else 0,
            "text": pages.text[self.page] if pages and pages.count else "",
        }  # fmt: skip
