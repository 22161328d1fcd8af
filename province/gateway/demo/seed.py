"""Putting the demonstration into a province's database: once, by the same steps that staff and residents take."""

from __future__ import annotations

import secrets
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select

from legalnet.deliveries import LABELS, Kind
from legalnet.exchange import NewItem, NewMessage
from province.gateway.clock import Clock, civil_date, stamp
from province.gateway.context import Gateway
from province.gateway.demo import papers, places, stories
from province.gateway.desk import acting
from province.gateway.desk.actions import ApplicationAction, OrderAction, Serve
from province.gateway.desk.officer import Officer
from province.gateway.storage.meetingtables import cases, professionals, slots
from province.gateway.storage.persontables import people
from province.gateway.storage.tables import terminals
from province.gateway.storage.worktables import applications
from province.gateway.work import applications as application_work
from province.gateway.work import cases as case_work
from province.gateway.work import deliveries, documents, orders
from province.gateway.work.journal import RESIDENT

T = TypeVar("T")
NOBODY = "T-demonstration"
"""The terminal at which the made-up filings were made; it is revoked, so nothing can come from it."""
CASE = "C-demo-loan"
OFFICER = Officer("demonstration", "林法官", stories.COURT)
ACTION: TypeAdapter[Any] = TypeAdapter(ApplicationAction)
ORDER: TypeAdapter[Any] = TypeAdapter(OrderAction)


@dataclass(frozen=True)
class Earlier:
    """The gateway's clock, so many days ago."""

    clock: Clock
    days: int

    def now(self) -> datetime:
        """Wall time in UTC."""
        return self.clock.now() - timedelta(days=self.days)

    def monotonic(self) -> float:
        """The real one."""
        return self.clock.monotonic()


async def seed(gateway: Gateway) -> bool:
    """Put everything in, unless it is there; whether it was put in now."""
    there = await gateway.database.read(
        lambda c: c.execute(select(cases.c.id).where(cases.c.id == CASE)).first()
    )
    if there is not None:
        return False
    await gateway.database.write(lambda c: _all(c, gateway))
    return True


def _all(connection: Connection, gateway: Gateway) -> None:
    """In one transaction: all of it or nothing."""
    _people(connection, gateway)
    staff = places.professionals(places.directory())
    connection.execute(insert(professionals), staff)
    connection.execute(insert(slots), places.slots(staff, civil_date(gateway.clock.now())))
    for affair in stories.AFFAIRS:
        _affair(connection, gateway, affair)
    for request in stories.REQUESTS:
        _request(connection, gateway, request)
    _case(connection, gateway)


def _at(gateway: Gateway, days: int) -> Gateway:
    """The gateway as it was then."""
    return replace(gateway, clock=Earlier(gateway.clock, days))


def _people(connection: Connection, gateway: Gateway) -> None:
    """The terminal of the story, the people, and their consent to electronic service."""
    connection.execute(
        insert(terminals).values(
            id=NOBODY, public_key=b64encode(secrets.token_bytes(32)).decode(), profile="{}",
            enrolled_at=stamp(gateway.clock.now()), revoked_at=stamp(gateway.clock.now()),
        )
    )  # fmt: skip
    for number, name in stories.PEOPLE.items():
        holder = gateway.records.holder(number)
        who = gateway.records.hide_json(f"people/{holder}", {"name": name, "number": number})
        known = connection.execute(select(people.c.holder).where(people.c.holder == holder)).first()
        if known is None:
            connection.execute(
                insert(people).values(holder=holder, who=who, since=stamp(gateway.clock.now()))
            )
        said = {"general": True, "judgments": True}
        deliveries.set_consent(connection, _at(gateway, 130), holder, said, "demonstration")


def _affair(connection: Connection, gateway: Gateway, affair: stories.Affair) -> None:
    """One application, its steps and papers in their order."""
    then = _at(gateway, affair.days)
    number, at = _number(connection, then), stamp(then.clock.now())
    who = {"name": stories.PEOPLE[affair.holder], "number": affair.holder}
    connection.execute(
        insert(applications).values(
            number=number, submission_id=None, terminal_id=NOBODY, holder=gateway.records.holder(affair.holder),
            who=gateway.records.hide_json(f"application/{number}", who), matter_code=affair.matter, state="received",
            unit="", case_no="", received_at=at, updated_at=at, correct_until="", rev=1,
        )
    )  # fmt: skip
    doings: list[tuple[int, Callable[[], Any]]] = [
        (step.days, _bound(_step, connection, gateway, number, step)) for step in affair.steps
    ]
    doings += [(paper.days, _bound(_paper, connection, gateway, number, paper)) for paper in affair.papers]
    for _, do in sorted(doings, key=lambda one: -one[0]):
        do()


def _bound(do: Callable[..., T], *given: Any) -> Callable[[], T]:
    """To be done later, with these."""
    return lambda: do(*given)


def _number(connection: Connection, gateway: Gateway) -> str:
    """The next 回执号 of that day."""
    series = f"{gateway.profile.region}{orders.SOURCE}{civil_date(gateway.clock.now()):%Y%m%d}"
    return f"{series}{orders.next_number(connection, series):06d}"


def _step(connection: Connection, gateway: Gateway, number: str, step: stories.Step) -> None:
    """What staff did then."""
    then, row = _at(gateway, step.days), application_work.find(connection, number)
    acting.on_application(connection, then, row, ACTION.validate_python(dict(step.action)), OFFICER, ears=())


def _paper(connection: Connection, gateway: Gateway, number: str, paper: stories.Paper) -> None:
    """A document served then."""
    then, row = _at(gateway, paper.days), application_work.find(connection, number)
    kind, today = Kind(paper.kind), civil_date(gateway.clock.now())
    day, case_no = civil_date(then.clock.now()), paper.case_no or row.case_no
    page = papers.Page(
        LABELS[kind], row.unit or stories.COURT, case_no, paper.text, f"{day.year}年{day.month}月{day.day}日"
    )
    new = Serve(
        kind=kind, digest=documents.keep(connection, then, papers.pdf(page)), sender=page.sender, case_no=case_no,
        spoken=paper.spoken, days=paper.number,
        fixed=today + timedelta(days=paper.hearing_in) if paper.hearing_in is not None else None,
    )  # fmt: skip
    acting.serve(connection, then, row, new, OFFICER)


def _request(connection: Connection, gateway: Gateway, request: stories.Request) -> None:
    """One work order and its steps."""
    holder = gateway.records.holder(request.holder)
    new = orders.NewOrder(holder, NOBODY, request.kind, request.words)
    number = orders.create(connection, _at(gateway, request.days), new, RESIDENT)
    for step in request.steps:
        row, action = orders.find(connection, number), ORDER.validate_python(dict(step.action))
        acting.on_order(connection, _at(gateway, step.days), row, action, OFFICER, ears=())


def _case(connection: Connection, gateway: Gateway) -> None:
    """The loan case between two of them: evidence listed, a settlement begun."""
    mark, today = gateway.records.holder, civil_date(gateway.clock.now())
    parties = {mark(stories.ZHANG): "plaintiff", mark(stories.WANG): "defendant"}
    new = case_work.NewCase(
        "张秀英诉王建国民间借贷纠纷", parties, stories.LOAN, stories.COURT,
        evidence_until=today + timedelta(days=12), opinions_until=today + timedelta(days=19), id=CASE,
    )  # fmt: skip
    case_work.create(connection, _at(gateway, 3), new)
    for item in stories.EVIDENCE:
        seat = case_work.seat(connection, CASE, mark(stories.ZHANG))
        page = papers.Page(str(item["title"]), "张秀英", stories.LOAN, str(item["purpose"]), "证据复印件")
        digest = documents.keep(connection, gateway, papers.pdf(page))
        case_work.add_item(
            connection, _at(gateway, 2), seat, NewItem.model_validate({**item, "digest": digest})
        )
    for number, name, words, terms in stories.MESSAGES:
        until = today + timedelta(days=7) if terms is not None else None
        message = NewMessage.model_validate({"id": name, "words": words, "terms": terms, "until": until})
        seat = case_work.seat(connection, CASE, mark(number))
        case_work.add_message(connection, _at(gateway, 1), seat, message)
