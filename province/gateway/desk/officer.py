"""Who of the staff acts on applications and work orders: the one place where this part of the desk asks for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from province.gateway.accounts.api import with_role
from province.gateway.accounts.store import Session
from province.gateway.context import Gateway, of
from province.gateway.staff import READERS
from province.gateway.work.journal import Doer


@dataclass(frozen=True)
class Officer:
    """A signed-in member of staff who may read what residents handed in."""

    id: str
    name: str
    unit: str

    @property
    def doer(self) -> Doer:
        """As journals name them."""
        return Doer("staff", f"staff:{self.id}", self.unit)

    @property
    def asker(self) -> str:
        """Whose idempotency keys these are."""
        return f"staff/{self.id}"[:48]


def officer_of(gateway: Gateway, session: Session) -> Officer:
    """The officer of a session; the unit stands on the account's card, else it is the province's court."""
    card = json.loads(session.card)
    unit = card.get("unit") or card.get("firm") or gateway.profile.court
    return Officer(session.account, session.display, str(unit)[:80])


def officer(request: Request, session: Annotated[Session, Depends(with_role(*READERS))]) -> Officer:
    """Dependency: who acts. The session's own token was checked with whatever changes something."""
    return officer_of(of(request), session)


Acting = Annotated[Officer, Depends(officer)]
