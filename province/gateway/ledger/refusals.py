"""Whoever asked for what they may not: each refusal of access is a row of the audit (ASVS 5.0, 16.3.2).

Refused sign-ins, hand-ins and forged forms have rows of their own. What one caller is refused beyond
`guard.rates.REFUSALS` a minute is counted in `/metrics` only, so that nobody fills the audit by asking.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection

from province.gateway.ledger.notes import note
from province.gateway.storage.interface import StorageDown

if TYPE_CHECKING:
    from province.gateway.context import Gateway

log = logging.getLogger(__name__)

CODES = frozenset(
    {"role", "password_first", "terminal_other", "tunnel_only", "level_too_low", "not_yours", "room_token", "origin"}
)  # fmt: skip
"""Codes of problems that say: known or not, this is not for you."""
STRANGER = "stranger"
SIGNED_BY = "lawbooth.signed-by"
"""Where in a request's scope whoever authenticated it writes whose it is: `staff:` and an account, or a terminal's id."""
PREFIX = "/pln/v1"
LONGEST = 160
"""Signs of a subject."""


def signed_by(request: HTTPConnection, actor: str) -> None:
    """Whose request this is, for a row that may have to be written about it."""
    request.scope[SIGNED_BY] = actor


async def refused(request: HTTPConnection, code: str, more: str = "") -> None:
    """A row of a refused access: who, which code, what was asked for; never what the request holds."""
    gateway: Gateway = request.app.state.gateway
    await refused_at(gateway, str(request.scope.get(SIGNED_BY, STRANGER)), code, more or _asked(request))


async def refused_at(gateway: Gateway, actor: str, code: str, asked: str) -> None:
    """The same where there is no request any more. A database that is away keeps nobody from being refused."""
    if not gateway.rates.admits_refusal(actor):
        return
    try:
        await gateway.database.write(
            lambda c: note(c, gateway.clock.now(), actor, "access.refused", f"{code} {asked}"[:LONGEST])
        )
    except StorageDown:
        log.info("a refused access has no row: the database is away")


def _asked(request: HTTPConnection) -> str:
    """Method and path as the route has it: the numbers in it stay out."""
    whole = request.url.path
    path = str(getattr(request.scope.get("route"), "path", whole))
    prefix = PREFIX if whole.startswith(PREFIX) and not path.startswith(PREFIX) else ""
    return f"{request.scope.get('method', 'GET')} {prefix}{path}"
