"""Serving documents electronically: only with consent, from the moment of arrival, opened and confirmed by the person."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, select, update

from legalnet.deliveries import DECISIVE, LABELS, MACHINE, Clock, Delivery, Event, Kind, State, clock_of
from province.gateway.clock import civil_date, stamp
from province.gateway.context import Gateway, note
from province.gateway.problems import Problem
from province.gateway.storage.jobs import insert_once
from province.gateway.storage.worktables import deliveries, service_consents
from province.gateway.work import documents
from province.gateway.work.journal import Doer, enter
from province.gateway.work.records import Change, Records

Purpose = Literal["general", "judgments"]


@dataclass(frozen=True)
class Serving:
    """A document that is to be served."""

    holder: str
    kind: Kind
    title: str = field(repr=False)
    digest: str
    sender: str
    about: str = ""
    case_no: str = ""
    spoken: str = field(default="", repr=False)
    days: int | None = None
    fixed: date | None = None
    paper: bool = False


RECORDS = Records(
    "delivery", deliveries, deliveries.c.id, deliveries.c.arrived_at, deliveries.c.state, MACHINE
)
mine, inbox = RECORDS.mine, RECORDS.all_of


def consent(connection: Connection, holder: str, purpose: Purpose) -> bool | None:
    """What a person last said about electronic service; None when never asked."""
    where = (service_consents.c.holder == holder) & (service_consents.c.purpose == purpose)
    found = connection.execute(select(service_consents.c.given).where(where)).scalar_one_or_none()
    return None if found is None else bool(found)


def set_consent(
    connection: Connection, gateway: Gateway, holder: str, consents: Mapping[Any, bool], source: str
) -> None:
    """Write down what a person says now; the latest counts."""
    at = stamp(gateway.clock.now())
    for purpose, given in consents.items():
        row = {"holder": holder, "purpose": purpose, "given": int(given), "at": at, "source": source}
        if not insert_once(connection, service_consents, row):
            where = (service_consents.c.holder == holder) & (service_consents.c.purpose == purpose)
            connection.execute(
                update(service_consents).where(where).values(given=int(given), at=at, source=source)
            )


def check_consent(connection: Connection, holder: str, kind: Kind) -> None:
    """Refuse to serve electronically what the person did not agree to. Raises `Problem` `no_consent`."""
    needed: tuple[Purpose, ...] = ("general", "judgments") if kind in DECISIVE else ("general",)
    for purpose in needed:
        if not consent(connection, holder, purpose):
            raise Problem("no_consent", purpose=purpose)


def serve(connection: Connection, gateway: Gateway, new: Serving, doer: Doer) -> str:
    """Lay a document into the person's inbox; its id. It has arrived by that: the legal clock starts today.

    Raises `Problem`: `no_consent`, `file_unknown`.
    """
    check_consent(connection, new.holder, new.kind)
    now = gateway.clock.now()
    made = f"D{civil_date(now):%Y%m%d}-{secrets.token_hex(5)}"
    clock = clock_of(new.kind, civil_date(now), days=new.days, fixed=new.fixed)
    words = {"title": new.title or LABELS[new.kind], "spoken": new.spoken}
    connection.execute(
        insert(deliveries).values(
            id=made, holder=new.holder, about=new.about, case_no=new.case_no, kind=new.kind, sender=new.sender,
            words=gateway.records.hide_json(f"deliveries/{made}", words), digest=new.digest,
            size=documents.size_of(connection, new.digest), arrived_at=stamp(now), state=State.ARRIVED,
            clock="null" if clock is None else clock.model_dump_json(), paper=int(new.paper), rev=1,
        )
    )  # fmt: skip
    enter(connection, gateway, RECORDS.subject(made), doer, "serve", state=State.ARRIVED)
    note(connection, now, doer.actor or doer.by, "delivery.served", made)
    return made


def step(
    connection: Connection, gateway: Gateway, row: Row[Any], event: Event, doer: Doer, **data: str
) -> Row[Any]:
    """The person opens or confirms; the first time counts, and neither moves the clock. The row as it is now."""
    after = RECORDS.after(row, event)
    column = "opened_at" if event == Event.OPEN else "receipted_at"
    if getattr(row, column) is None:
        RECORDS.touch(connection, row, {column: stamp(gateway.clock.now()), "state": after})
        RECORDS.tell(connection, gateway, row, Change(event, doer, data=data), after)
    return RECORDS.find(connection, row.id)


def shown(gateway: Gateway, row: Row[Any]) -> Delivery:
    """As the person sees it."""
    words = gateway.records.show_json(f"deliveries/{row.id}", row.words)
    clock = json.loads(row.clock)
    return Delivery(
        id=row.id, kind=Kind(row.kind), label=LABELS[Kind(row.kind)], title=words["title"], spoken=words["spoken"],
        sender=row.sender, about=row.about, case_no=row.case_no,
        arrived_at=datetime.fromisoformat(row.arrived_at), opened_at=_instant(row.opened_at),
        receipted_at=_instant(row.receipted_at), state=State(row.state),
        clock=None if clock is None else Clock.model_validate(clock), digest=row.digest, size=row.size,
        paper=bool(row.paper),
    )  # fmt: skip


def _instant(text: str | None) -> datetime | None:
    """An instant of the database."""
    return None if text is None else datetime.fromisoformat(text)
