"""Applications: who may see one, how it moves, and the timeline that a resident is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from legalnet.applications import LABELS, MACHINE, ComingDate, Event, Remedy, State, TimelineEntry
from legalnet.deadlines import last_day
from legalnet.matter import Deadline, Matter
from province.gateway.clock import civil_date, stamp
from province.gateway.context import Gateway
from province.gateway.persons import Who
from province.gateway.storage.rows import NewSubmission
from province.gateway.storage.tables import submissions
from province.gateway.storage.worktables import applications
from province.gateway.work.journal import RESIDENT, Entry, entries
from province.gateway.work.records import Change, Records

WORDS = {
    "submit": "您提交了",
    Event.RECEIVE: "收到了",
    Event.ASK_CORRECTION: "请您补正",
    Event.CORRECT: "您补正了",
    Event.ACCEPT: "受理了",
    Event.REJECT: "不予受理",
    Event.PROGRESS: "正在办",
    Event.COMPLETE: "办结了",
    Event.ARCHIVE: "归档了",
    Event.SUSPEND: "暂停办理",
    Event.RESUME: "继续办理",
    Event.TRANSFER: "转到别的机关",
    Event.RETURN: "退回了",
    Event.WITHDRAW: "您撤回了",
    "urge": "您催办了",
    "serve": "送达了文书",
}
"""What each node of a timeline is called."""
STARTS: Mapping[str, tuple[str, ...]] = {
    "accepted": (Event.ACCEPT,),
    "received": ("submit", Event.RECEIVE),
    "rejected": (Event.REJECT,),
    "decided": (Event.COMPLETE,),
}
"""Which event begins a time limit of a definition."""
RESIDENTS = frozenset(
    {"plaintiff", "applicant", "party", "worker", "appellant", "creditor", "parties", "petitioner"}
)
"""Actors of time limits who sit at the terminal."""


RECORDS = Records(
    "application",
    applications,
    applications.c.number,
    applications.c.received_at,
    applications.c.state,
    MACHINE,
)
subject, find, mine, all_of, touch = (
    RECORDS.subject, RECORDS.find, RECORDS.mine, RECORDS.all_of, RECORDS.touch
)  # fmt: skip


def who(gateway: Gateway, row: Row[Any]) -> Who | None:
    """Who filed it, as the terminal proved it."""
    found = gateway.records.show_json(f"application/{row.submission_id or row.number}", row.who)
    return None if found is None else Who(found["name"], found["number"])


def move(connection: Connection, gateway: Gateway, row: Row[Any], change: Change[Event]) -> int:
    """Do what the table of states allows; the new revision. Raises `Problem` `not_now` or `changed`."""
    after = RECORDS.move(connection, gateway, row, change, updated_at=stamp(gateway.clock.now()))
    if row.submission_id is not None:
        mirror = submissions.c.submission_id == row.submission_id
        connection.execute(update(submissions).where(mirror).values(status=str(after)))
    return int(row.rev) + 1


def complete_earlier(connection: Connection, gateway: Gateway, new: NewSubmission) -> bool:
    """A new submission of the same matter by the same person completes the one it follows, where that is awaited."""
    where = (
        (applications.c.submission_id == new.follows)
        & (applications.c.holder == new.filer.holder)
        & (applications.c.matter_code == new.matter_code)
        & (applications.c.state == State.CORRECTION_REQUIRED)
    )
    row = connection.execute(select(applications).where(where)).one_or_none()
    if row is None:
        return False
    by = connection.execute(
        select(applications.c.number).where(applications.c.submission_id == new.submission_id)
    ).scalar_one()
    move(connection, gateway, row, Change(Event.CORRECT, RESIDENT, data={"by": by}))
    return True


def correction_day(gateway: Gateway, days: int, unit: str) -> tuple[date, bool]:
    """The last day of a correction that is asked for today, and whether the calendar of that time is unknown."""
    found = last_day(civil_date(gateway.clock.now()), days, "workday" if unit == "workday" else "day")
    return found.day, found.calendar_unverified


def remedy_of(gateway: Gateway, remedy: Remedy) -> Remedy:
    """A remedy with its last day, counted from today as the day of service."""
    found = last_day(civil_date(gateway.clock.now()), remedy.days, remedy.unit)
    return remedy.model_copy(update={"last_day": found.day, "calendar_unverified": found.calendar_unverified})


def history(connection: Connection, gateway: Gateway, row: Row[Any]) -> list[Entry]:
    """The journal with the submission as its first entry."""
    at = datetime.fromisoformat(row.received_at)
    first = Entry(0, at, "submit", State.RECEIVED, "resident", "", "", {})
    return [first, *entries(connection, gateway, subject(row.number))]


def timeline(found: Sequence[Entry]) -> tuple[TimelineEntry, ...]:
    """As a resident reads it: nodes in order, each with its words."""
    return tuple(
        TimelineEntry(
            seq=place,
            at=entry.at,
            event=entry.event,
            state=entry.state,
            label=WORDS.get(entry.event, LABELS.get(State(entry.state), "")),
            unit=entry.unit,
            words=entry.words,
            by=entry.by,
        )
        for place, entry in enumerate(found, start=1)
    )


def coming(
    matter: Matter | None, row: Row[Any], found: Sequence[Entry], today: date
) -> tuple[ComingDate, ...]:
    """The dates still to come, as far as they can be told; a correction that is awaited stands first."""
    dates = []
    if row.state == State.CORRECTION_REQUIRED and row.correct_until:
        until = date.fromisoformat(row.correct_until)
        dates.append(
            ComingDate(
                what="补正", actor="party", last_day=until, basis="以补正通知写明的期限为准", yours=True
            )
        )
    if matter is not None and row.state not in (
        State.REJECTED,
        State.WITHDRAWN,
        State.ARCHIVED,
        State.COMPLETED,
    ):
        begun = {name: _first(found, events) for name, events in STARTS.items()}
        dates += [_coming(deadline, begun.get(deadline.start)) for deadline in matter.followup.deadlines]
    return tuple(one for one in dates if one.last_day is None or one.last_day >= today)


def _first(found: Sequence[Entry], events: tuple[str, ...]) -> date | None:
    """The day of the first of these events."""
    return next((entry.on for entry in found if entry.event in events), None)


def _coming(deadline: Deadline, begun: date | None) -> ComingDate:
    """One time limit of the definition, with its last day where it has begun."""
    known = begun is not None and deadline.n is not None and deadline.unit not in (None, "hour")
    end = None
    if known and begun is not None and deadline.n is not None and deadline.unit not in (None, "hour"):
        end = last_day(begun, deadline.n, deadline.unit)  # type: ignore[arg-type] # "hour" was ruled out above
    return ComingDate(
        what=deadline.what.zh,
        actor=deadline.actor or "",
        last_day=end.day if end is not None else None,
        rule=deadline.rule or "",
        basis=deadline.basis,
        calendar_unverified=end.calendar_unverified if end is not None else False,
        yours=(deadline.actor or "") in RESIDENTS and end is not None,
    )
