"""Who helps nearby: a directory with distances and hours, on a plain plan; works without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.visit.course import errand
from kiosk.visit.screens.base import Screen, View
from kiosk.visit.screens.booking import SERVICES

if TYPE_CHECKING:
    from kiosk.visit.atlas import Seen

PAGE = 4
"""Places on a page, and marks on the plan."""
MOST_SERVICES = 4
"""Matters named with a place."""


class PlacesScreen(Screen):
    """The nearest first; by kind; one place in full."""

    id = "places"

    def enter(self) -> None:
        """Everything that helps, from here outward."""
        from kiosk.visit.atlas import here_of, spots

        flow = self.flow
        self.kind, self.first = "", 0
        self.open: Seen | None = None
        places, profile = flow.board.places, flow.profile
        here = here_of(profile.position, places, profile.place)
        self.here = here is not None
        self.all = [spot for spot in spots(places, here, profile.region) if spot.id]

    @property
    def listed(self) -> list[Seen]:
        """Those of the kind asked for."""
        return [spot for spot in self.all if not self.kind or spot.place["kind"] == self.kind]

    def view(self) -> View:
        """A page of places with their marks, or one in full."""
        from kiosk.visit.atlas import plan, row

        now, language, listed = self.flow.today_now(), self.flow.language, self.listed
        shown = listed[self.first : self.first + PAGE]
        rows = [row(spot, now, language) | {"number": n} for n, spot in enumerate(shown, 1)]
        return {
            "kinds": self._kinds(), "kind": self.kind, "here": self.here,
            "places": rows, "plan": plan(shown, language), "first": self.first + 1 if rows else 0,
            "total": len(listed), "hasPrev": self.first > 0, "hasNext": self.first + PAGE < len(listed),
            "place": self._detail(), "online": self.flow.network.up,
        }  # fmt: skip

    def _kinds(self) -> list[View]:
        from kiosk.visit.atlas import KINDS

        counts = {kind: sum(spot.place["kind"] == kind for spot in self.all) for kind in KINDS}
        return [{"id": kind, "count": count} for kind, count in counts.items() if count]

    def _detail(self) -> View | None:
        from kiosk.visit.atlas import detail

        if self.open is None:
            return None
        flow = self.flow
        told: dict[str, Any] = detail(self.open, flow.today_now(), flow.language)
        named = ((code, flow.shelf.title(code, flow.language)) for code in self.open.place["services"])
        services = [{"code": code, "title": title} for code, title in named if title]
        books = flow.network.up and self.open.place["kind"] in SERVICES
        return told | {"services": services[:MOST_SERVICES], "books": books}

    def do_kind(self, id: str) -> None:  # noqa: A002 - the scene's word
        """Only places of this kind; the same once more shows all again."""
        known = {one["id"] for one in self._kinds()}
        self.kind = id if id in known and id != self.kind else ""
        self.first, self.open = 0, None

    def do_page(self, by: int) -> None:
        """Further out, or back."""
        target = self.first + PAGE * (1 if by > 0 else -1)
        if 0 <= target < len(self.listed):
            self.first = target

    def do_open(self, id: str) -> None:  # noqa: A002 - the scene's word
        """One place in full."""
        self.open = next((spot for spot in self.all if spot.id == id), None)

    def do_matter(self, code: str) -> None:
        """What this place does, begun here."""
        if (
            self.open is not None
            and code in self.open.place["services"]
            and self.flow.shelf.title(code, "zh")
        ):
            self.flow.choose_matter(code)

    def do_book(self) -> None:
        """An hour there; whose it is to be must be known."""
        if self.open is not None and self.open.place["kind"] in SERVICES:
            self.flow.visit.selected = ("place", self.open.id)
            errand(self.flow, "booking")

    def back(self) -> None:
        """From the place to the list, from there out."""
        if self.open is not None:
            self.open = None
        else:
            self.flow.go_back()
