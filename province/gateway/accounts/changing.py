"""Somebody changes their own password: the present one is asked for, the chosen one looked at, other sessions end."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection

from province.gateway.accounts.choosing import SHORTEST, Flaw, flaw
from province.gateway.accounts.store import Session
from province.gateway.problems import Problem
from province.gateway.sessions import Locked, Place

if TYPE_CHECKING:
    from province.gateway.context import Gateway

WHY: dict[Flaw, str] = {
    "short": f"新口令至少要 {SHORTEST} 位。",
    "same": "新口令和现在的一样，请换一个。",
    "common": "新口令太常见，或者用了账号、姓名、单位，请换一个，可以是一句话。",
    "lost": "这个口令在别处泄露过，请换一个。",
}
PROGRAMS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """The present password and the one that shall follow it."""

    current: str = field(repr=False)
    new: str = field(repr=False)


def place_of(request: HTTPConnection) -> Place:
    """Where this request comes from: the address, and browser and system by name, without their versions."""
    said = request.headers.get("user-agent", "")
    named = [next((name for mark, name in table if mark in said), "") for table in (PROGRAMS, SYSTEMS)]
    return Place((request.client.host if request.client else "")[:45], " · ".join(filter(None, named)))


async def is_right(gateway: Gateway, account: str, password: str) -> str:
    """The hash of the present password. Raises `Problem` `password_wrong`, `sign_in_locked`."""
    try:
        kept = await gateway.sessions.right(account, password)
    except Locked:
        raise Problem("sign_in_locked") from None
    if kept is None:
        raise Problem("password_wrong")
    return kept


async def change_password(gateway: Gateway, caller: Session, chosen: Chosen, place: Place) -> str:
    """The token of the session that goes on. Raises `Problem` `password_wrong`, `password_weak`, `sign_in_locked`."""
    kept = await is_right(gateway, caller.account, chosen.current)
    own = (caller.account, caller.display, str(json.loads(caller.card).get("firm", "")))
    found = await asyncio.to_thread(flaw, chosen.new, chosen.current, own, gateway.settings.lost_passwords)
    if found is not None:
        raise Problem("password_weak", title=WHY[found], reason=found)
    token = await gateway.sessions.change_password(caller, kept, chosen.new, place)
    if token is None:
        raise Problem("password_wrong")
    return token
