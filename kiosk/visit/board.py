"""What the province published for residents, as a visit reads it: a notice, where to go, and its calendar.

Everything is optional: a file that is not there, or not yet, leaves the screens as they were.
"""

from __future__ import annotations

import json
import logging
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from legalnet.matter import Matter

log = logging.getLogger(__name__)

URGENCY = ("closure", "notice", "tip")
"""Kinds of notices, the most important first."""
HELPERS = ("legal_aid", "service_point")
"""Where somebody helps with whatever it is."""


class Board:
    """Read once, beside the first frame."""

    def __init__(self, folder: str) -> None:
        """`folder` holds `<collection>.json` as the keeper writes them; empty: there is none."""
        self._folder = folder
        self._notices: list[dict[str, Any]] = []
        self._places: list[dict[str, Any]] = []
        self._gists: list[dict[str, Any]] = []

    def load(self) -> None:
        """Read notices and directory, and reckon by the calendar from now on."""
        from legalnet.deadlines import calendar_of, heed

        self._notices = self._items("notices")
        self._places = self._items("directory")
        self._gists = self._items("laws")
        years = self._items("calendar")
        if years:
            heed(calendar_of(years))

    @property
    def places(self) -> list[dict[str, Any]]:
        """Every place of the directory (`legalnet.reference.Provider`), each with its `id`."""
        return self._places

    @property
    def gists(self) -> list[dict[str, Any]]:
        """Laws whose articles are told in plain words (`legalnet.reference.Law`)."""
        return self._gists

    def _items(self, name: str) -> list[dict[str, Any]]:
        """The items of one collection with their ids; the keeper checked them before it wrote them."""
        if not self._folder:
            return []
        try:
            kept = json.loads((Path(self._folder) / f"{name}.json").read_bytes())
            return [{**item, "id": key} for key, item in kept["items"].items()]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            log.error("the published %s cannot be read: %s", name, type(error).__name__)
            return []

    def notice(self, today: date, language: str) -> dict[str, str] | None:
        """The one to show today: the most important kind, the newest of it."""
        valid = [one for one in self._notices if _is_valid(one, today)]
        if not valid:
            return None
        kind = min((one["kind"] for one in valid), key=URGENCY.index)
        one = max((one for one in valid if one["kind"] == kind), key=lambda one: str(one["since"]))
        return {"kind": kind, "title": said(one["title"], language), "body": said(one["body"], language)}

    def place(self, matter: Matter | None, region: str, language: str) -> dict[str, str] | None:
        """Where people do this matter in this region (a suit: the court); else, or for none, who helps with anything."""
        near = [one for one in self._places if one["region"] == region]
        taking = [one for one in near if matter and matter.code in one["services"]]
        if matter and matter.service == "litigation":
            taking = [one for one in near if one["kind"] == "court"] or taking
        found = taking + [one for kind in HELPERS for one in near if one["kind"] == kind]
        return _place(found[0], language) if found else None


def _is_valid(notice: dict[str, Any], today: date) -> bool:
    return notice["since"] <= today.isoformat() and (notice["until"] or "9999") >= today.isoformat()


def _place(one: dict[str, Any], language: str) -> dict[str, str]:
    words = {name: said(one[name], language) for name in ("name", "address", "hours")}
    return words | {"phone": str(one["phone"])}


def said(text: dict[str, str], language: str) -> str:
    """The text in that language; Chinese is always there."""
    return text.get(language) or text["zh"]
