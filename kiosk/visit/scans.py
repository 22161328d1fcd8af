"""The pages a resident has photographed, by material, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devices.document_camera.driver import CapturedPage

MOST_PAGES = 60
"""Over all materials; a submission stays of a size that a slow line can carry."""


@dataclass(frozen=True)
class ScannedPage:
    """One kept page."""

    id: str
    material: str
    jpeg: bytes = field(repr=False)


class Scans:
    """Kept pages; in memory only."""

    def __init__(self) -> None:
        self._pages: list[ScannedPage] = []
        self._made = 0

    def add(self, material: str, page: CapturedPage) -> ScannedPage:
        """Keep a page; the screen does not offer it beyond the limit."""
        self._made += 1
        kept = ScannedPage(f"{self._made}", material, page.jpeg)
        self._pages.append(kept)
        return kept

    def remove(self, page_id: str) -> None:
        """Drop a page; one that is not there is no matter."""
        self._pages = [page for page in self._pages if page.id != page_id]

    def pages(self, material: str) -> list[ScannedPage]:
        """Those of one material."""
        return [page for page in self._pages if page.material == material]

    def all(self) -> list[ScannedPage]:
        """All of them."""
        return list(self._pages)

    @property
    def full(self) -> bool:
        """Whether no more can be kept."""
        return len(self._pages) >= MOST_PAGES
