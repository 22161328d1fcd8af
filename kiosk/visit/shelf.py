"""The catalogue as a visit sees it: loaded once the first frame is drawn, searched by plain words."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from legalnet.catalogue import Catalogue, Listed
    from legalnet.matter import Matter

log = logging.getLogger(__name__)


class Shelf:
    """Groups of services and their matters, in the language asked for."""

    def __init__(self, bundle: str) -> None:
        self._bundle = bundle
        self._catalogue: Catalogue | None = None

    @property
    def loaded(self) -> bool:
        """Whether the catalogue is in memory."""
        return self._catalogue is not None

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue; loaded now if it was not yet."""
        if self._catalogue is None:
            self.load()
        assert self._catalogue is not None  # noqa: S101 - load() leaves one or raises
        return self._catalogue

    def load(self) -> None:
        """Read the province's bundle, or what came with the software when there is none or it is faulty."""
        from legalnet.catalogue import CatalogueError, load_bundle, load_catalogue

        if self._bundle:
            try:
                self._catalogue = load_bundle(Path(self._bundle).read_bytes())
                return
            except (OSError, CatalogueError) as error:
                log.error("catalogue bundle refused: %s", type(error).__name__)
        self._catalogue = load_catalogue()

    def get(self, code: str) -> Matter | None:
        """The matter with this code."""
        return self.catalogue.get(code)

    def title(self, code: str, language: str) -> str:
        """The plain name of a listed service, offered here or not; empty for an unknown code."""
        listed = (item for group in self.catalogue.groups for item in group.matters)
        return next((item.plain.pick(language) for item in listed if item.code == code), "")

    @property
    def size(self) -> int:
        """How many services can be done here."""
        return len(self.catalogue.matters) if self._catalogue else 0

    def groups(self, language: str) -> list[dict[str, Any]]:
        """The groups with how many services each lists."""
        return [
            {"id": group.id, "label": group.label.pick(language), "count": len(group.matters)}
            for group in self.catalogue.groups
        ]

    def rows(self, group: str, query: str, language: str) -> list[dict[str, Any]]:
        """The services of a group, or all whose names hold the words; those not offered here say so."""
        listed = [
            item for entry in self.catalogue.groups if query or entry.id == group for item in entry.matters
        ]
        wanted = query.casefold()
        return [self._row(item, language) for item in listed if not query or wanted in _names(item)]

    def _row(self, item: Listed, language: str) -> dict[str, Any]:
        return {
            "code": item.code, "title": item.plain.pick(language), "official": item.title.pick(language),
            "available": self.catalogue.get(item.code) is not None,
        }  # fmt: skip


def _names(item: Listed) -> str:
    return f"{item.code} {item.plain.zh} {item.plain.en} {item.title.zh} {item.title.en}".casefold()
