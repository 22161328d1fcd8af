"""What terminals are asked to do: signed by the province, fetched with a heartbeat, settled once with an outcome.

States go one way: proposed -> waiting -> sent -> done, not_done or unknown. An outcome that is known is never changed,
however often it is told; what was never fetched in time is not done, what was fetched and not answered is unknown.
"""

from __future__ import annotations

import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select, update

from legalnet.telemetry import (
    ACTION_SIGNED_AS,
    PATIENCE_S,
    TWO_PERSONS,
    Action,
    ActionKind,
    ActionResult,
    Kind,
    Ring,
    SignedAction,
)
from province.gateway.clock import stamp
from province.gateway.storage.fleettables import fleet_actions

OPEN = ("waiting", "sent")
TABLE: dict[tuple[str, str], str] = {
    ("proposed", "confirmed"): "waiting", ("proposed", "fetched"): "proposed", ("proposed", "late"): "not_done",
    ("proposed", "done"): "proposed", ("proposed", "not_done"): "proposed", ("proposed", "unknown"): "proposed",
    ("waiting", "confirmed"): "waiting", ("waiting", "fetched"): "sent", ("waiting", "late"): "not_done",
    ("waiting", "done"): "done", ("waiting", "not_done"): "not_done", ("waiting", "unknown"): "unknown",
    ("sent", "confirmed"): "sent", ("sent", "fetched"): "sent", ("sent", "late"): "unknown",
    ("sent", "done"): "done", ("sent", "not_done"): "not_done", ("sent", "unknown"): "unknown",
    **{(state, event): state for state in ("done", "not_done", "unknown")
       for event in ("confirmed", "fetched", "late", "done", "not_done", "unknown")},
}  # fmt: skip
"""Every state at every event; a settled one stays."""


@dataclass(frozen=True)
class Wish:
    """What somebody at the desk wants done."""

    kind: ActionKind
    device: Kind | None = None
    ring: Ring | None = None
    reason: str = ""
    """A code of `REASONS`; the audit keeps it."""


REASONS = ("fault", "update", "complaint", "drill", "site")
"""Why, as the desk offers it."""


def fits(wish: Wish) -> bool:
    """Whether a wish has what its kind needs, and nothing else."""
    needs_device, needs_ring = wish.kind is ActionKind.RETEST, wish.kind is ActionKind.RING
    return (wish.device is not None) == needs_device and (wish.ring is not None) == needs_ring


def ask(  # noqa: PLR0917 - one row's worth
    connection: Connection, key: Ed25519PrivateKey, terminal_id: str, wish: Wish, account: str, now: datetime
) -> dict[str, Any]:  # fmt: skip
    """Enter a wish, signed; one that turns residents away waits for a second person."""
    until = now + timedelta(seconds=PATIENCE_S)
    action = Action(
        id=f"A{secrets.token_hex(8)}", terminal_id=terminal_id, kind=wish.kind, device=wish.device,
        ring=wish.ring, until=until,
    )  # fmt: skip
    body = action.model_dump_json()
    row = {
        "id": action.id, "terminal_id": terminal_id, "kind": str(wish.kind), "body": body,
        "signature": b64encode(key.sign(ACTION_SIGNED_AS + body.encode())).decode(), "reason": wish.reason,
        "asked_by": account, "asked_at": stamp(now), "confirmed_by": "",
        "state": "proposed" if wish.kind in TWO_PERSONS else "waiting", "until": stamp(until),
        "sent_at": "", "settled_at": "", "outcome_code": "", "digest": "",
    }  # fmt: skip
    connection.execute(insert(fleet_actions).values(row))
    return shown(row)


def confirm(connection: Connection, action_id: str, account: str) -> bool:
    """A second person agrees; False when it is not proposed any more, or by the same person."""
    here = fleet_actions.c
    where = (here.id == action_id) & (here.state == "proposed") & (here.asked_by != account)
    change = update(fleet_actions).where(where).values(state="waiting", confirmed_by=account)
    return connection.execute(change).rowcount == 1


def fetch(
    connection: Connection, terminals: Sequence[str], now: datetime
) -> Mapping[str, tuple[SignedAction, ...]]:
    """What waits for these terminals; fetched again until an outcome is told, which changes nothing at the terminal."""
    here = fleet_actions.c
    query = select(here.id, here.terminal_id, here.body, here.signature, here.state).where(
        here.terminal_id.in_(terminals) & (here.settled_at == "") & here.state.in_(OPEN) & (here.until > stamp(now))
    ).order_by(here.asked_at, here.id)  # fmt: skip
    found: dict[str, list[SignedAction]] = {}
    fresh = []
    for row in connection.execute(query):
        found.setdefault(row.terminal_id, []).append(SignedAction(body=row.body, signature=row.signature))
        if row.state == "waiting":
            fresh.append(row.id)
    if fresh:
        change = update(fleet_actions).where(here.id.in_(fresh)).values(state="sent", sent_at=stamp(now))
        connection.execute(change)
    return {name: tuple(several[:20]) for name, several in found.items()}


def settle(connection: Connection, terminal_id: str, results: Sequence[ActionResult], now: datetime) -> None:
    """Note outcomes of this terminal's own actions; a known outcome stays."""
    here = fleet_actions.c
    for result in results:
        where = (here.id == result.id) & (here.terminal_id == terminal_id) & here.state.in_(OPEN)
        connection.execute(update(fleet_actions).where(where).values(
            state=result.outcome, outcome_code=result.reason, digest=result.digest or "", settled_at=stamp(now)
        ))  # fmt: skip


def mind_time(connection: Connection, now: datetime) -> int:
    """Settle what nobody will tell any more; how many."""
    here, late = fleet_actions.c, stamp(now)
    unheard = (here.state == "sent") & (here.until < late)
    never = here.state.in_(("waiting", "proposed")) & (here.until < late)
    total = 0
    for where, state, code in ((unheard, "unknown", "interrupted"), (never, "not_done", "out_of_time")):
        change = update(fleet_actions).where(where & (here.settled_at == ""))
        total += connection.execute(change.values(state=state, outcome_code=code, settled_at=late)).rowcount
    return total


def of_terminal(connection: Connection, terminal_id: str) -> list[dict[str, Any]]:
    """The last ones of a terminal, the newest first."""
    query = (
        select(fleet_actions)
        .where(fleet_actions.c.terminal_id == terminal_id)
        .order_by(fleet_actions.c.asked_at.desc())
        .limit(30)
    )
    return [shown(row._mapping) for row in connection.execute(query)]


def bundle_of(connection: Connection, action_id: str) -> tuple[str, str] | None:
    """Terminal and digest of a bundle that was brought, None where there is none."""
    here = fleet_actions.c
    row = connection.execute(
        select(here.terminal_id, here.digest).where((here.id == action_id) & (here.state == "done"))
    ).one_or_none()
    return (str(row.terminal_id), str(row.digest)) if row is not None and row.digest else None


def shown(row: Mapping[Any, Any]) -> dict[str, Any]:
    """As the desk has it; what was signed stays here, but for its parameters."""
    action = Action.model_validate_json(str(row["body"]))
    names = ("id", "terminal_id", "kind", "reason", "asked_by", "asked_at", "confirmed_by", "state", "until",
             "sent_at", "settled_at", "outcome_code", "digest")  # fmt: skip
    return {name: row[name] for name in names} | {"device": action.device, "ring": action.ring}
