"""The fleet at the desk, for those who run terminals: nothing here shows a case, and everything done is noted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import Field
from sqlalchemy import Connection, select
from starlette.responses import JSONResponse, Response

from legalnet import tickets
from legalnet.codes import registry
from legalnet.telemetry import ActionKind, Kind, Ring, Version
from province.fleet import actions, alerts, lines, rings, state
from province.gateway.accounts.api import with_role
from province.gateway.accounts.store import Session, StaffRole
from province.gateway.context import Gateway, note, of
from province.gateway.enrol import new_code
from province.gateway.once import Given, IdempotencyKey, once
from province.gateway.problems import Problem
from province.gateway.storage.tables import terminals
from province.gateway.wire import Wire
from province.gateway.work.orders import next_number

router = APIRouter(prefix="/staff/fleet", tags=["staff"])

MUTE_HOURS = 2
Operator = Annotated[Session, Depends(with_role(StaffRole.OPERATOR, StaffRole.ADMIN))]
Chief = Annotated[Session, Depends(with_role(StaffRole.ADMIN))]
"""Who may take a terminal out of the fleet for good."""
Number = Annotated[int, Query(ge=0, le=1_000_000)]
Short = Annotated[str, Query(max_length=40, pattern=r"^[^\x00]*$")]


class Wanted(Wire):
    """A remote action."""

    kind: ActionKind
    device: Kind | None = None
    ring: Ring | None = None
    reason: Literal["fault", "update", "complaint", "drill", "site"]


class Shown(Wire):
    """An action as it stands."""

    action: dict[str, Any]


class Permitted(Wire):
    """What a ring may run from now on."""

    version: Version


AlertId = Annotated[int, Path(ge=1, le=2**53)]
"""As far as every reader of JSON counts exactly, and databases too."""


class Muted(Wire):
    """For how long nobody wants to hear of an alert."""

    hours: Annotated[int, Field(ge=1, le=72)] = MUTE_HOURS


class TicketMade(Wire):
    """A ticket for a technician, shown once."""

    ticket: str = Field(repr=False)
    number: int
    hours: int = 1


def _json(body: object, status: int = 200) -> Response:
    """Never kept by anybody on the way."""
    return JSONResponse(body, status, {"Cache-Control": "no-store"})


async def _noted(  # noqa: PLR0917 - one row's worth
    gateway: Gateway, caller: Session, action: str, subject: str, job: Callable[[Connection], bool], no: str
) -> None:
    """Do it and note it in one transaction. Raises `Problem` `no` when there was nothing to do."""

    def run(connection: Connection) -> bool:
        if not job(connection):
            return False
        note(connection, gateway.clock.now(), f"staff:{caller.account}", action, subject)
        return True

    if not await gateway.database.write(run):
        raise Problem(no)


# ---------------------------------------------------------------------- looking


@router.get("/summary")
async def summary(request: Request, _caller: Operator) -> Response:
    """How many terminals are how, in all and in each district, and which lines are away."""

    def job(connection: Connection) -> dict[str, Any]:
        here = {"districts": state.districts(connection), "lines": lines.told(connection)}
        return state.counts(connection) | here

    gateway = of(request)
    found = await gateway.database.read(job)
    for one in found["districts"]:
        one["name"] = gateway.settings.district_names.get(one["region"], "")
    return _json(found)


class CodeMade(Wire):
    """A code that enrols one terminal, shown once."""

    code: str = Field(repr=False)


@router.post("/codes", status_code=201, response_model=CodeMade)
async def code(request: Request, caller: Operator) -> Response:
    """A one-time code for a terminal that is set up; good for a day."""
    return _json({"code": await new_code(of(request), f"staff:{caller.account}")}, 201)


@router.get("/terminals")
async def listed(  # noqa: PLR0917 - each is a part of the query
    request: Request,
    _caller: Operator,
    which: Annotated[str, Query(max_length=16, alias="state")] = "",
    region: Short = "",
    device: Short = "",
    ring: Short = "",
    text: Short = "",
    after: Number = 0,
) -> Response:
    """A page of terminals, those that need a person most first."""
    narrowed = state.Filter(which, region, device, ring, text)
    return _json(await of(request).database.read(lambda c: state.page(c, narrowed, after)))


@router.get("/terminals/{terminal_id}")
async def one(request: Request, terminal_id: str, _caller: Operator) -> Response:
    """Everything of one terminal."""
    gateway = of(request)
    found = await gateway.database.read(lambda c: state.one(c, terminal_id, gateway.clock.now()))
    if found is None:
        raise Problem("terminal_away")
    return _json(found | {"now": gateway.clock.now().isoformat(timespec="seconds")})


@router.get("/alerts")
async def alerted(
    request: Request,
    caller: Operator,
    which: Literal["open", "unclaimed", "mine", "muted", "closed"] = "open",
    after: Number = 0,
) -> Response:
    """A page of alerts, what stops residents first."""
    gateway = of(request)
    now = gateway.clock.now()
    found = await gateway.database.read(lambda c: alerts.listed(c, now, which, caller.account, after))
    return _json(found | {"now": now.isoformat(timespec="seconds")})


@router.get("/codes")
async def codes(_caller: Operator) -> Response:
    """The registry's words, so that the desk has none of its own for a code."""
    return _json({name: [one.zh, one.en, one.do, one.do_en, one.level] for name, one in registry().items()})


@router.get("/rings")
async def all_rings(request: Request, _caller: Operator) -> Response:
    """What each ring may run, runs, took and refused."""

    def job(connection: Connection) -> list[dict[str, Any]]:
        found = rings.listed(connection)
        return [ring | {"refusals": rings.refusals(connection, ring["ring"])} for ring in found]

    return _json({"rings": await of(request).database.read(job)})


# ---------------------------------------------------------------------- acting on a terminal


@router.post("/terminals/{terminal_id}/actions", status_code=201)
async def act(
    request: Request, terminal_id: str, body: Wanted, caller: Operator, idempotency_key: IdempotencyKey
) -> Response:
    """Ask a terminal to do something; it waits for the end of a visit where it would disturb one."""
    gateway = of(request)
    wish = actions.Wish(body.kind, body.device, body.ring, body.reason)
    if not actions.fits(wish):
        raise Problem("action_unfit")

    def job(connection: Connection) -> Given:
        _must_exist(connection, terminal_id)
        now = gateway.clock.now()
        made = actions.ask(connection, gateway.keys.catalogue_key, terminal_id, wish, caller.account, now)
        subject = f"{terminal_id} {body.kind} {body.reason} {made['id']}"
        note(connection, now, f"staff:{caller.account}", "fleet.action", subject)
        return Given(Shown(action=made), 201)

    return await once(gateway, request, f"staff/{caller.account}"[:48], idempotency_key, job)


def _must_exist(connection: Connection, terminal_id: str) -> None:
    """Raises `Problem` `terminal_away` for one that is not enrolled."""
    here = (terminals.c.id == terminal_id) & terminals.c.revoked_at.is_(None)
    if connection.execute(select(terminals.c.id).where(here)).one_or_none() is None:
        raise Problem("terminal_away")


@router.post("/actions/{action_id}/confirm", status_code=204)
async def confirm(request: Request, action_id: str, caller: Operator) -> Response:
    """Agree, as a second person, to an action that turns residents away."""
    gateway = of(request)

    def job(connection: Connection) -> bool:
        return actions.confirm(connection, action_id, caller.account)

    await _noted(gateway, caller, "fleet.confirm", action_id, job, "second_person")
    return Response(None, 204)


@router.get("/actions/{action_id}/bundle")
async def bundle(request: Request, action_id: str, caller: Operator) -> Response:
    """The debug bundle that an action brought, opened."""
    from province.fleet.bundles import open_bundle

    gateway = of(request)
    found = await gateway.database.read(lambda c: actions.bundle_of(c, action_id))
    data = await open_bundle(gateway, action_id, *found) if found else None
    if data is None:
        raise Problem("no_bundle")
    await gateway.database.write(
        lambda c: note(
            c, gateway.clock.now(), f"staff:{caller.account}", "fleet.bundle", f"{found and found[0]}"
        )
    )
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{action_id}.tar.gz"',
    }
    return Response(data, 200, headers, "application/gzip")


@router.post("/terminals/{terminal_id}/tickets", status_code=201, response_model=TicketMade)
async def ticket(request: Request, terminal_id: str, caller: Operator) -> Response:
    """A ticket that lets a technician in at that terminal within the hour, also without a network."""
    gateway = of(request)

    def job(connection: Connection) -> int:
        _must_exist(connection, terminal_id)
        number = next_number(connection, f"ticket/{terminal_id}") % 10_000
        note(
            connection,
            gateway.clock.now(),
            f"staff:{caller.account}",
            "fleet.ticket",
            f"{terminal_id} {number:04d}",
        )
        return number

    number = await gateway.database.write(job)
    key = tickets.terminal_key(gateway.keys.records, terminal_id)
    made = TicketMade(ticket=tickets.make(key, terminal_id, number, gateway.clock.now()), number=number)
    return _json(made.model_dump(), 201)


@router.post("/terminals/{terminal_id}/revoke", status_code=204)
async def revoke(request: Request, terminal_id: str, caller: Chief) -> Response:
    """End a terminal's enrolment for good, when it was taken away or stolen."""
    gateway = of(request)
    now = gateway.clock.now()
    await _noted(
        gateway,
        caller,
        "fleet.revoke",
        terminal_id,
        lambda c: state.revoke(c, terminal_id, now),
        "terminal_away",
    )
    gateway.known.forget(terminal_id)
    return Response(None, 204)


# ---------------------------------------------------------------------- alerts and rings


@router.post("/alerts/{alert_id}/claim", status_code=204)
async def claim(request: Request, alert_id: AlertId, caller: Operator) -> Response:
    """Take an alert on."""
    await _noted(
        of(request), caller, "fleet.claim", str(alert_id),
        lambda c: alerts.claim(c, alert_id, caller.account), "alert_over",
    )  # fmt: skip
    return Response(None, 204)


@router.post("/alerts/{alert_id}/mute", status_code=204)
async def mute(request: Request, alert_id: AlertId, body: Muted, caller: Operator) -> Response:
    """Hear nothing of an alert for some hours."""
    gateway = of(request)
    until = gateway.clock.now() + timedelta(hours=body.hours)
    await _noted(
        gateway, caller, "fleet.mute", f"{alert_id} {body.hours} h",
        lambda c: alerts.mute(c, alert_id, until), "alert_over",
    )  # fmt: skip
    return Response(None, 204)


@router.put("/rings/{ring}", status_code=204)
async def permit(request: Request, ring: Ring, body: Permitted, caller: Operator) -> Response:
    """Let a ring have a version."""
    gateway = of(request)

    def job(connection: Connection) -> bool:
        rings.permit(connection, ring, body.version, caller.account, gateway.clock.now())
        return True

    await _noted(gateway, caller, "fleet.release", f"{ring} {body.version}", job, "ring_still")
    return Response(None, 204)


@router.post("/rings/{ring}/{deed}", status_code=204)
async def turn(request: Request, ring: Ring, deed: Literal["halt", "resume"], caller: Operator) -> Response:
    """Stop a ring, or let it go on after somebody looked at the refusals."""
    gateway = of(request)
    work = rings.halt if deed == "halt" else rings.resume
    now = gateway.clock.now()
    await _noted(
        gateway, caller, f"fleet.{deed}", ring, lambda c: work(c, ring, caller.account, now), "ring_still"
    )
    return Response(None, 204)
