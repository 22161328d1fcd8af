"""Carrying out what staff decided about an application or a work order: state, document, notice, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from sqlalchemy import Connection, Row

from legalnet.applications import Event
from legalnet.workorders import Event as OrderEvent
from province.gateway.context import Gateway
from province.gateway.desk import actions
from province.gateway.desk.officer import Officer
from province.gateway.work import applications, deliveries, orders
from province.gateway.work.notices import About, Ear, enter_all, notice
from province.gateway.work.records import Change

ABOUT: dict[str, About] = {
    Event.ASK_CORRECTION: "correction",
    Event.ACCEPT: "decision",
    Event.REJECT: "decision",
    Event.COMPLETE: "decision",
    Event.RETURN: "decision",
    Event.TRANSFER: "decision",
}
"""Steps that a resident is told of; the others are found in the timeline."""


def on_application(
    connection: Connection,
    gateway: Gateway,
    row: Row[Any],
    action: Any,
    doer: Officer,
    *,
    ears: Sequence[Ear],
) -> tuple[int, str | None]:
    """Carry it out; the new revision, and the id of a document that was served. Raises `Problem`."""
    change = _application_change(gateway, action, doer)
    rev = applications.move(connection, gateway, row, change)
    served = None
    document = getattr(action, "document", None)
    if document is not None:
        served = serve(connection, gateway, row, document, doer)
        enter_all(connection, gateway, ears, f"delivery-{served}", notice("delivery", served, row.number))
    about = ABOUT.get(change.event)
    if about is not None:
        key = f"app-{row.number}-{rev}"
        enter_all(connection, gateway, ears, key, notice(about, key, row.number))
    return rev, served


def serve(connection: Connection, gateway: Gateway, row: Row[Any], new: actions.Serve, doer: Officer) -> str:
    """Serve a document about an application to whoever filed it."""
    serving = deliveries.Serving(
        holder=row.holder,
        kind=new.kind,
        title=new.title,
        digest=new.digest,
        sender=new.sender or row.unit or doer.unit,
        about=row.number,
        case_no=new.case_no or row.case_no,
        spoken=new.spoken,
        days=new.days,
        fixed=new.fixed,
        paper=new.paper,
    )
    return deliveries.serve(connection, gateway, serving, doer.doer)


def _application_change(gateway: Gateway, action: actions.ApplicationAction, doer: Officer) -> Change[Event]:
    """The step of the table that an action is, with what changes beside it."""
    event = Event(action.action)
    match action:
        case actions.Accept():
            columns = {"unit": action.unit or doer.unit, "case_no": action.case_no, "correct_until": ""}
            return Change(event, doer.doer, action.words, columns=columns)
        case actions.AskCorrection():
            day, unsure = applications.correction_day(gateway, action.days, action.unit_of_days)
            words = "\n".join([action.words, *(f"{n}、{item}" for n, item in enumerate(action.items, 1))])
            data = {"until": day.isoformat(), "calendar_unverified": unsure, "items": len(action.items)}
            return Change(event, doer.doer, words, data, {"correct_until": day.isoformat()})
        case actions.Reject():
            remedy = applications.remedy_of(gateway, action.remedy)
            data = {"basis": action.basis, "remedy": remedy.model_dump(mode="json")}
            return Change(event, doer.doer, action.words, data)
        case actions.Transfer():
            return Change(event, doer.doer, action.words, {"to": action.unit}, {"unit": action.unit})
        case actions.Progress() | actions.Complete() | actions.Plain():
            return Change(event, doer.doer, action.words)
        case _:
            assert_never(action)


def on_order(
    connection: Connection,
    gateway: Gateway,
    row: Row[Any],
    action: actions.OrderAction,
    doer: Officer,
    *,
    ears: Sequence[Ear],
) -> Row[Any]:
    """Carry it out; the order as it is now. Raises `Problem`."""
    if isinstance(action, actions.NoteOrder):
        return orders.remark(connection, gateway, row, doer.doer, event="note", words=action.words)
    event = OrderEvent(action.action)
    data: dict[str, Any] = {}
    columns: dict[str, Any] = {}
    match action:
        case actions.Dispatch() | actions.TransferOrder():
            columns = {"unit": action.unit}
        case actions.Extend():
            data = {"days": action.days}
        case actions.ReturnOrder():
            data, columns = {"reason": action.reason}, {"unit": ""}
    found = orders.move(connection, gateway, row, Change(event, doer.doer, action.words, data, columns))
    if event in (OrderEvent.COMPLETE, OrderEvent.ANSWER_AT_ONCE, OrderEvent.ASK_SUPPLEMENT):
        key = f"order-{row.order_no}-{found.rev}"
        about: About = "correction" if event is OrderEvent.ASK_SUPPLEMENT else "decision"
        enter_all(connection, gateway, ears, key, notice(about, key, row.order_no))
    return found
