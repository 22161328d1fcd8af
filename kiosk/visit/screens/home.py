"""Before a visit begins: the idle screen, all services, and what a matter asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.visit.screens.base import Screen, View
from kiosk.visit.screens.errands import Errands

if TYPE_CHECKING:
    from kiosk.visit.flow import Flow

PAGE = 6
"""Rows of the service list."""

TILES = {"owed": "SS-LA-01", "mediate": "TJ-01"}
"""Tiles that lead straight to a matter."""
SUING = "litigation"
"""Service group behind the tile 打官司."""


def call_a_lawyer(flow: Flow) -> None:
    """What a call needs is read when one is wanted, not before the first frame."""
    from kiosk.visit.call import ask_lawyer

    ask_lawyer(flow)


class Idle(Errands):
    """What one can do here, in five tiles."""

    id = "idle"
    can_end = False

    @property
    def can_back(self) -> bool:
        """There is nothing before the idle screen."""
        return False

    def view(self) -> View:
        """The filled tile, how many services there are, and one thing to know."""
        flow = self.flow
        notice = flow.board.notice(flow.today_now().date(), flow.language)
        return {
            "featured": flow.profile.featured, "count": flow.shelf.size,
            "closed": flow.memory == "closed", "notice": notice, "card": self.cards.said,
        }  # fmt: skip

    def do_tile(self, id: str) -> None:  # noqa: A002 - the scene's word
        """One of the five tiles."""
        if id in TILES:
            self.flow.choose_matter(TILES[id])
        elif id == "sue":
            self.flow.service_group = SUING
            self.flow.go("services")
        elif id == "progress":
            self.flow.go("lookup")
        elif id == "lawyer":
            call_a_lawyer(self.flow)

    def do_services(self) -> None:
        """All services."""
        self.flow.go("services")

    def do_advice(self) -> None:
        """A question in one's own words; from there to the law and to places that help."""
        self.flow.go("advice")

    def do_technician(self) -> None:
        """The logo was held for three seconds."""
        self.flow.ask_technician()


class Services(Screen):
    """All matters by group, six a page, found by words."""

    id = "services"

    def enter(self) -> None:
        """Begin with the group asked for, from its first page."""
        self.query = ""
        self.first = 0

    def view(self) -> View:
        """The groups, and one page of the chosen group or of what was found."""
        rows = self._rows()
        return {
            "groups": self.flow.shelf.groups(self.flow.language),
            "selected": "" if self.query else self.flow.service_group,
            "matters": rows[self.first : self.first + PAGE],
            "first": self.first + 1 if rows else 0,
            "total": len(rows),
            "query": self.query,
            "hasPrev": self.first > 0,
            "hasNext": self.first + PAGE < len(rows),
        }

    def _rows(self) -> list[View]:
        return self.flow.shelf.rows(self.flow.service_group, self.query, self.flow.language)

    def do_group(self, id: str) -> None:  # noqa: A002 - the scene's word
        """Another group."""
        self.flow.service_group = id
        self.query, self.first = "", 0

    def do_search(self, text: str) -> None:
        """Matters whose names hold these words."""
        self.query, self.first = text.strip()[:40], 0

    def do_page(self, by: int) -> None:
        """Turn the page."""
        target = self.first + PAGE * (1 if by > 0 else -1)
        if 0 <= target < len(self._rows()):
            self.first = target

    def do_matter(self, code: str) -> None:
        """One matter."""
        self.flow.choose_matter(code)


class Intro(Screen):
    """What a matter needs, takes and costs, before anything is given."""

    id = "intro"

    def view(self) -> View:
        """See docs/screens.md."""
        flow = self.flow
        matter, region = flow.journey_now.matter, flow.profile.region
        return flow.journey_now.intro() | {
            "devicesDown": flow.troubles(), "closed": flow.closed_for(matter),
            "place": flow.board.place(matter, region, flow.language) if flow.closed_for(matter) else None,
        }  # fmt: skip

    def do_begin(self) -> None:
        """Begin, unless it could not be kept in the end: first of all the question of consent."""
        from kiosk.visit.course import begin

        if not self.flow.closed_for(self.flow.journey_now.matter):
            begin(self.flow)

    def do_laws(self) -> None:
        """What this matter rests on."""
        self.flow.go("laws")

    def do_ask_lawyer(self) -> None:
        """A lawyer first."""
        call_a_lawyer(self.flow)

    def do_way(self, id: str) -> None:  # noqa: A002 - the scene's word
        """An equal way instead of this one."""
        self.flow.way(id)

    def back(self) -> None:
        """Into the matter from whose middle this one was opened, else to what was shown before."""
        from kiosk.visit.course import returned

        if not returned(self.flow):
            super().back()


class Unavailable(Screen):
    """Something this terminal does not offer yet, said plainly, with other ways."""

    id = "unavailable"

    def view(self) -> View:
        """What it is."""
        code = self.flow.missing
        title = self.flow.shelf.title(code, self.flow.language) if code else ""
        return {"feature": "matter" if code else "lawyer", "title": title}

    def do_way(self, id: str) -> None:  # noqa: A002 - the scene's word
        """One of the ways that are open."""
        self.flow.way(id)


class OutOfService(Errands):
    """The terminal cannot serve; it says so and whom to ask."""

    id = "out_of_service"
    can_end = False

    @property
    def can_back(self) -> bool:
        """Nothing to go back to."""
        return False

    def view(self) -> View:
        """Why."""
        return {"reason": "maintenance", "card": self.cards.said}

    def do_technician(self) -> None:
        """Whoever repairs it gets in here too."""
        self.flow.ask_technician()
