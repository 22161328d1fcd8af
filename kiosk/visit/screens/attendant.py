"""The attendant as the equal way: a person of the site looks at the paper and at the one who stands here."""

from __future__ import annotations

import logging
from datetime import date

from kiosk.visit.course import identified
from kiosk.visit.pin import PinGuard
from kiosk.visit.screens.base import Screen, View
from kiosk.visit.screens.identity import IDENTITY_STEP
from kiosk.visit.visit import RESIDENT, Identified

log = logging.getLogger(__name__)

MOST_NAME = 60
"""Letters of a name; those of passports are longer than those of cards."""
OLDEST = 130
"""Years; an earlier birth is a slip."""


class Attendant(Screen):
    """A person of the site checks: card or spoken identity against the one who stands here."""

    id = "attendant"
    step = IDENTITY_STEP

    def enter(self) -> None:
        """Show the card's photo to the attendant, if there is one."""
        self.error = ""
        self.checking = False
        self.paper = RESIDENT
        self.choosing = False
        rgb = self.flow.visit.chip_rgb
        if rgb:
            self.flow.jobs.run(lambda: self.flow.hardware.chip_png(rgb), self._developed, self._unseen)

    def _developed(self, png: bytes) -> None:
        if self.shown:
            self.flow.show_frame("card", png)

    @staticmethod
    def _unseen(error: Exception) -> None:
        log.error("the card's photo cannot be shown: %s", type(error).__name__)

    def leave(self) -> None:
        """The photo goes."""
        self.flow.frames.pop("card", None)

    @property
    def guard(self) -> PinGuard:
        """Counts wrong PINs over the whole visit."""
        return self.flow.pin_guard

    def view(self) -> View:
        """Who is to be checked, and what the attendant enters."""
        visit = self.flow.visit
        return {
            "reason": self.flow.attendant_reason,
            "holder": visit.card.masked_name if visit.card else self._said(),
            "hasPhoto": visit.chip_rgb is not None,
            "needsCard": visit.card is None and visit.typed is None,
            **self._papers(),
            "error": "locked" if self.guard.locked_for() else self.error,
            "left": round(self.guard.locked_for()),
        }

    def _papers(self) -> View:
        """Which kind of paper the resident has, those to choose from while that is asked, and whether the birth is."""
        from legalnet.papers import PAPERS

        language = self.flow.language
        kinds = [{"value": one.kind, "label": one.label.pick(language)} for one in PAPERS.values()]
        paper = PAPERS[self.paper]
        return {
            "paper": paper.label.pick(language),
            "resident": self.paper == RESIDENT,
            "example": paper.example,
            "papers": kinds if self.choosing else [],
            "needsBirth": not paper.tells_birth or paper.example != "18",
        }

    def _said(self) -> str:
        """What was typed, covered like a card: the attendant must see for whom they vouch, others must not."""
        from kiosk.documents.masking import identity_number

        said = self.flow.visit.typed
        return f"{said['name'][:1]}**　{identity_number(said['number'])}" if said else ""

    def back(self) -> None:
        """The screen before; from an identity that was typed, first to its fields, so that it can be mended."""
        if self.checking:
            return
        if self.choosing:
            self.choosing = False
        elif self.flow.visit.card is None and self.flow.visit.typed is not None:
            self.error = ""
            self.flow.visit.forget_typed()
        else:
            self.flow.go_back()

    def do_other_paper(self) -> None:
        """Not the resident card: which one?"""
        self.choosing = not self.checking and self.flow.visit.card is None and self.flow.visit.typed is None

    def do_choose_paper(self, kind: str) -> None:
        """This kind of paper."""
        from legalnet.papers import PAPERS

        if self.choosing and kind in PAPERS:
            self.paper, self.choosing, self.error = kind, False, ""

    def do_type_identity(self, name: str, number: str, birth: str = "") -> None:
        """Identity said by the resident, without a card; the attendant vouches for it."""
        from legalnet.papers import PAPERS, birth_of, tidy

        if self.checking or self.flow.visit.card is not None:
            return
        self.flow.visit.personal = True  # even what is mistyped is somebody's
        number = tidy(number)
        if not name.strip() or not PAPERS[self.paper].holds(number):
            self.error = "identity" if self.paper == RESIDENT else "number"
            return
        if birth_of(self.paper, number) is not None:
            birth = ""
        elif not (birth := self._birth(birth)):
            self.error = "birth"
            return
        self.error = ""
        self.flow.visit.take_typed(name.strip()[:MOST_NAME], number, self.paper, birth)

    def _birth(self, typed: str) -> str:
        """A birth of eight digits as ISO text; empty where it is no day of somebody alive."""
        digits = "".join(sign for sign in typed if sign.isdecimal() and sign.isascii())
        today = self.flow.today_now().date()
        try:
            birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        except ValueError:
            return ""
        return (
            birth.isoformat()
            if len(digits) == 8 and 0 <= today.year - birth.year <= OLDEST and birth <= today
            else ""
        )

    def do_pin(self, pin: str) -> None:
        """The attendant has looked and says yes."""
        visit = self.flow.visit
        if self.checking or (visit.card is None and visit.typed is None):
            return
        self.checking = True
        self.flow.jobs.run(lambda: self.guard.check(pin), self._checked, self._not_checked)

    def _checked(self, right: bool) -> None:
        """The hash is slow on purpose and was reckoned beside the screen; it speaks only for who is still there."""
        self.checking = False
        visit = self.flow.visit
        if not self.shown or (visit.card is None and visit.typed is None):
            return
        if not right:
            self.error = "wrong_pin"
            return
        method = "card+staff" if visit.card else "staff"
        identified(self.flow, Identified("L3", method, self.flow.clock.now()))

    def _not_checked(self, error: Exception) -> None:
        log.error("a PIN cannot be checked: %s", type(error).__name__)
        self.checking, self.error = False, "wrong_pin"
