"""Work orders: made from requests, urging and complaints; moved by the table of 6.3; filed away by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from legalnet.workorders import MACHINE, OPEN, Event, State, Step, Timer, rated, timers
from province.gateway.clock import civil_date, stamp
from province.gateway.context import Gateway, note
from province.gateway.problems import Problem
from province.gateway.storage.jobs import insert_once
from province.gateway.storage.tables import counters, work_orders
from province.gateway.work.journal import PLATFORM, Doer, Entry, enter, entries
from province.gateway.work.records import Change, Records

SOURCE = "01"
"""来源: a terminal."""
WORDS = {
    Event.ACCEPT: "受理了",
    Event.ANSWER_AT_ONCE: "当场答复了",
    Event.QUEUE: "等着派给承办单位",
    Event.DISPATCH: "派给了承办单位",
    Event.SIGN: "承办单位签收了",
    Event.START: "开始办理",
    Event.ASK_SUPPLEMENT: "请您补充",
    Event.SUPPLEMENT: "您补充了",
    Event.EXTEND: "延长办理时间",
    Event.RESUME: "继续办理",
    Event.TRANSFER: "转到别的单位",
    Event.RETURN: "承办单位退回了",
    Event.REQUEUE: "重新派单",
    Event.COMPLETE: "办结了",
    Event.INVITE_RATING: "请您评价",
    Event.RATE_GOOD: "您评价了",
    Event.RATE_LOW: "您评价了，会回访您",
    Event.RATING_OVER: "评价时间过了，已归档",
    Event.REVISIT_SETTLED: "回访过了，已归档",
    Event.REVISIT_REDO: "回访过了，重新办理",
    Event.REDO: "重新办理",
    Event.WITHDRAW: "您撤回了",
    Event.DUPLICATE: "与另一件重复，已合并",
    "create": "您提出了诉求",
    "urge": "您催办了",
    "complain": "您投诉了",
    "note": "办理记录",
}
"""What each node is called."""


@dataclass(frozen=True)
class NewOrder:
    """An order that comes from no submission: from urging or complaining."""

    holder: str
    terminal_id: str
    kind: str
    words: str = field(repr=False)
    about: str = ""
    parent: str = ""
    service: str = "其他"
    urgency: str = "一般"


RECORDS = Records(
    "order", work_orders, work_orders.c.order_no, work_orders.c.created_at, work_orders.c.status, MACHINE
)
subject, find, mine, all_of, touch = (
    RECORDS.subject, RECORDS.find, RECORDS.mine, RECORDS.all_of, RECORDS.touch
)  # fmt: skip


def create(connection: Connection, gateway: Gateway, new: NewOrder, doer: Doer) -> str:
    """Make an order under the next number of the day."""
    now = gateway.clock.now()
    series = f"{gateway.profile.region}{SOURCE}{civil_date(now):%Y%m%d}"
    number = f"{series}{next_number(connection, series):06d}"
    connection.execute(
        insert(work_orders).values(
            order_no=number, submission_id=None, channel="终端", kind=new.kind, service=new.service,
            urgency=new.urgency, region_code=gateway.profile.region, status=State.WAITING, created_at=stamp(now),
            rev=1, holder=new.holder, parent=new.parent, about=new.about, terminal_id=new.terminal_id,
        )
    )  # fmt: skip
    enter(
        connection,
        gateway,
        subject(number),
        doer,
        "create",
        state=State.WAITING,
        words=new.words,
        kind=new.kind,
    )
    note(connection, now, doer.actor or doer.by, "order.create", number)
    return number


def next_number(connection: Connection, series: str) -> int:
    """The next running number of a series, which submissions count in too; holds its row until the commit."""
    insert_once(connection, counters, {"name": series, "value": 0})
    here = counters.c.name == series
    connection.execute(update(counters).where(here).values(value=counters.c.value + 1))
    return int(connection.execute(select(counters.c.value).where(here)).scalar_one())


FOLLOWS = {
    State.DONE: Event.INVITE_RATING,
    State.TRANSFERRED: Event.REQUEUE,
    State.RETURNED: Event.REQUEUE,
    State.REDO: Event.REDO,
}
"""What the platform does at once by itself: nobody has to remember it."""


def move(connection: Connection, gateway: Gateway, row: Row[Any], change: Change[Event]) -> Row[Any]:
    """Do what the table allows; the row as it is now. Completing invites to rate at once.

    Raises `Problem` `not_now` or `changed`.
    """
    after = RECORDS.move(connection, gateway, row, change)
    now = find(connection, row.order_no)
    follows = FOLLOWS.get(after)
    return now if follows is None else move(connection, gateway, now, Change(follows, PLATFORM))


def remark(
    connection: Connection, gateway: Gateway, row: Row[Any], doer: Doer, *, event: str, words: str = ""
) -> Row[Any]:
    """An entry that changes no state: urging, a note of the work. The row as it is now."""
    values = {"urges": row.urges + 1} if event == "urge" else {}
    touch(connection, row, values)
    RECORDS.tell(connection, gateway, row, Change(event, doer, words), row.status)
    return find(connection, row.order_no)


def urge(connection: Connection, gateway: Gateway, row: Row[Any], doer: Doer, words: str) -> Row[Any]:
    """催办, while it is open. Raises `Problem` `not_now`."""
    if row.status not in OPEN:
        raise Problem("not_now", state=row.status)
    return remark(connection, gateway, row, doer, event="urge", words=words)


def urge_application(connection: Connection, gateway: Gateway, new: NewOrder, doer: Doer) -> Row[Any]:
    """Urging an application touches the open order about it, or makes one."""
    same = (work_orders.c.about == new.about) & (work_orders.c.holder == new.holder)
    query = select(work_orders).where(same & work_orders.c.status.in_([str(state) for state in OPEN]))
    row = connection.execute(query.limit(1)).one_or_none()
    if row is not None:
        return urge(connection, gateway, row, doer, new.words)
    row = find(connection, create(connection, gateway, new, doer))
    touch(connection, row, {"urges": 1})
    return find(connection, row.order_no)


def rating(score: int, words: str, doer: Doer) -> Change[Event]:
    """评价: one to five; a low one is visited again."""
    return Change(rated(score), doer, words, {"score": score}, {"score": score})


def history(connection: Connection, gateway: Gateway, row: Row[Any]) -> list[Entry]:
    """The journal; an order from a submission begins with it."""
    found = entries(connection, gateway, subject(row.order_no))
    if row.submission_id is None:
        return found
    at = datetime.fromisoformat(row.created_at)
    return [Entry(0, at, "create", State.WAITING, "resident", "", "", {}), *found]


def timers_of(gateway: Gateway, row: Row[Any], found: Sequence[Entry], today: date) -> tuple[Timer, ...]:
    """Its time limits as they stand on a day, by what the province's profile says."""
    limits = gateway.profile.order_limits.limits
    steps = [Step(entry.event, entry.on, int(entry.data.get("days", 0))) for entry in found]
    return timers(civil_date(datetime.fromisoformat(row.created_at)), steps, today, limits)


def run_clock(connection: Connection, gateway: Gateway) -> int:
    """File away what was not rated within its window; how many. Run by the gateway every so often."""
    today, done = civil_date(gateway.clock.now()), 0
    waiting = select(work_orders).where(work_orders.c.status == State.TO_RATE).limit(500)
    for row in connection.execute(waiting).all():
        rating = [
            t for t in timers_of(gateway, row, history(connection, gateway, row), today) if t.name == "rating"
        ]
        if any(timer.state == "overdue" for timer in rating):
            move(connection, gateway, row, Change(Event.RATING_OVER, PLATFORM))
            done += 1
    return done
