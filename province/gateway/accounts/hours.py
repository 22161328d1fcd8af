"""Services and hours of somebody at the desk: set by themselves, kept on their card, honoured by the queue."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from pydantic import ValidationError
from sqlalchemy import Connection, select, update

from legalnet.hours import Hours
from province.gateway.accounts.api import AtDesk
from province.gateway.context import of
from province.gateway.storage.tables import staff_accounts

router = APIRouter(prefix="/staff/me", tags=["staff"])

KEY = "hours"


def of_card(card: str) -> Hours:
    """What a card says; one that says nothing of it, or nothing sound, sets no hours."""
    try:
        return Hours.model_validate(json.loads(card).get(KEY) or {})
    except (ValidationError, ValueError, AttributeError):
        return Hours()


@router.get("/hours", response_model=Hours)
async def read(caller: AtDesk) -> Hours:
    """The caller's own."""
    return of_card(caller.card)


@router.put("/hours", response_model=Hours)
async def write(request: Request, body: Hours, caller: AtDesk) -> Hours:
    """Set them; the rest of the card stays."""

    def job(connection: Connection) -> None:
        """Read and written in one transaction."""
        here = staff_accounts.c.name == caller.account
        card = json.loads(connection.execute(select(staff_accounts.c.card).where(here)).scalar_one())
        card[KEY] = body.model_dump(mode="json")
        connection.execute(
            update(staff_accounts).where(here).values(card=json.dumps(card, ensure_ascii=False))
        )

    await of(request).database.write(job)
    return body
