"""诉求工单: the province's unit of work, its states, what may happen in each, and when each step is due.

States and transitions follow the chain of public hotlines (受理 分类 限时办理 反馈回访 归档); the limits are those of
the 12348 hotline rules of Shandong (2017), which other provinces may replace: `Limits` is data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from legalnet.deadlines import Calendar, LastDay, known_calendar, last_day
from legalnet.transitions import total


class State(StrEnum):
    """Where a work order stands; the words are the field's own and stand in databases."""

    WAITING = "待受理"
    ACCEPTED = "已受理"
    TO_DISPATCH = "待派单"
    DISPATCHED = "已派单"
    SIGNED = "已签收"
    HANDLING = "办理中"
    AWAITING = "待补充"
    EXTENDED = "延期中"
    TRANSFERRED = "已转办"
    RETURNED = "已退单"
    DONE = "已办结"
    TO_RATE = "待评价"
    TO_REVISIT = "待回访"
    REDO = "重办"
    ARCHIVED = "已归档"
    VOID = "已作废"


class Event(StrEnum):
    """What can happen to one. 催办 and 投诉 change no state: they are entries of their own in its journal."""

    ACCEPT = "accept"
    ANSWER_AT_ONCE = "answer_at_once"
    """即办: answered without passing it on."""
    QUEUE = "queue"
    DISPATCH = "dispatch"
    SIGN = "sign"
    START = "start"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLEMENT = "supplement"
    EXTEND = "extend"
    RESUME = "resume"
    TRANSFER = "transfer"
    RETURN = "return"
    REQUEUE = "requeue"
    COMPLETE = "complete"
    INVITE_RATING = "invite_rating"
    RATE_GOOD = "rate_good"
    RATE_LOW = "rate_low"
    RATING_OVER = "rating_over"
    """The window closed without a rating."""
    REVISIT_SETTLED = "revisit_settled"
    REVISIT_REDO = "revisit_redo"
    REDO = "redo"
    WITHDRAW = "withdraw"
    """By whoever asked, while it is open."""
    DUPLICATE = "duplicate"


_ENDED = {Event.WITHDRAW: State.VOID, Event.DUPLICATE: State.VOID}
MACHINE = total(
    State,
    Event,
    {
        State.WAITING: {Event.ACCEPT: State.ACCEPTED, **_ENDED},
        State.ACCEPTED: {Event.ANSWER_AT_ONCE: State.DONE, Event.QUEUE: State.TO_DISPATCH, **_ENDED},
        State.TO_DISPATCH: {Event.DISPATCH: State.DISPATCHED, **_ENDED},
        State.DISPATCHED: {Event.SIGN: State.SIGNED, **_ENDED},
        State.SIGNED: {Event.START: State.HANDLING, **_ENDED},
        State.HANDLING: {
            Event.ASK_SUPPLEMENT: State.AWAITING,
            Event.EXTEND: State.EXTENDED,
            Event.TRANSFER: State.TRANSFERRED,
            Event.RETURN: State.RETURNED,
            Event.COMPLETE: State.DONE,
            **_ENDED,
        },
        State.AWAITING: {Event.SUPPLEMENT: State.HANDLING, **_ENDED},
        State.EXTENDED: {Event.RESUME: State.HANDLING, **_ENDED},
        State.TRANSFERRED: {Event.REQUEUE: State.TO_DISPATCH, **_ENDED},
        State.RETURNED: {Event.REQUEUE: State.TO_DISPATCH, **_ENDED},
        State.DONE: {Event.INVITE_RATING: State.TO_RATE},
        State.TO_RATE: {
            Event.RATE_GOOD: State.ARCHIVED,
            Event.RATE_LOW: State.TO_REVISIT,
            Event.RATING_OVER: State.ARCHIVED,
        },
        State.TO_REVISIT: {Event.REVISIT_SETTLED: State.ARCHIVED, Event.REVISIT_REDO: State.REDO},
        State.REDO: {Event.REDO: State.HANDLING, **_ENDED},
    },
)
"""Total: 16 states by 24 events."""

OPEN = frozenset(State) - {State.DONE, State.TO_RATE, State.TO_REVISIT, State.ARCHIVED, State.VOID}
"""States in which it is still being worked on, so that it can be urged and withdrawn."""

ReturnReason = Literal["非本单位职责", "信息不全", "重复", "不属法律服务", "已进入诉讼", "其他"]
LOW_SCORE = 2
"""One and two of five are low: each of them is visited again."""


def rated(score: int) -> Event:
    """The event that a score of 1 to 5 is."""
    return Event.RATE_LOW if score <= LOW_SCORE else Event.RATE_GOOD


@dataclass(frozen=True)
class Limits:
    """How long each step may take."""

    dispatch: int = 1
    """Working days from arrival."""
    sign: int = 1
    """Working days from dispatch."""
    feedback: int = 5
    """Working days from arrival, before any extension."""
    longest: int = 15
    """Working days from arrival, whatever is extended."""
    revisit: int = 1
    """Working days from a low rating."""
    rating: int = 7
    """Natural days from completion; then it is filed away by itself."""
    stop_for_supplement: bool = True
    """Whether the clock of feedback and longest stands while a supplement is awaited."""


@dataclass(frozen=True)
class Step:
    """One entry of a work order's journal as the clock needs it."""

    event: str
    on: date
    """Civil date in China."""
    days: int = 0
    """Further working days, with `extend`."""


TimerName = Literal["dispatch", "sign", "feedback", "longest", "rating", "revisit"]


@dataclass(frozen=True)
class Timer:
    """One time limit as it stands."""

    name: TimerName
    due: date
    state: Literal["running", "stopped", "met", "overdue"]
    calendar_unverified: bool
    met_on: date | None = None


def timers(
    arrived: date, steps: Sequence[Step], today: date, limits: Limits, calendar: Calendar | None = None
) -> tuple[Timer, ...]:
    """Every time limit that has begun, in their order; which are met, late, or standing still."""
    known = calendar if calendar is not None else known_calendar()
    ends = (Event.COMPLETE, Event.ANSWER_AT_ONCE, Event.WITHDRAW, Event.DUPLICATE)
    dispatched, passed_on, signed = (
        _first(steps, Event.DISPATCH),
        _last(steps, Event.DISPATCH),
        _last(steps, Event.SIGN),
    )
    due = last_day(arrived, limits.dispatch, "workday", known)
    found = [_timer("dispatch", due, dispatched or _first(steps, *ends), today)]
    if passed_on is not None:
        due = last_day(passed_on, limits.sign, "workday", known)
        met = signed if signed is not None and signed >= passed_on else _last(steps, *ends)
        found.append(_timer("sign", due, met, today))
    return (
        *found,
        *_answers(arrived, steps, today, limits, known),
        *_afterwards(steps, today, limits, known),
    )


def _answers(
    arrived: date, steps: Sequence[Step], today: date, limits: Limits, calendar: Calendar
) -> list[Timer]:
    """Feedback and the longest limit; they begin anew where the work is done again."""
    again = max((place for place, step in enumerate(steps) if step.event == Event.REDO), default=None)
    since, lately = (arrived, steps) if again is None else (steps[again].on, steps[again + 1 :])
    ended = _last(lately, Event.COMPLETE, Event.ANSWER_AT_ONCE, Event.WITHDRAW, Event.DUPLICATE)
    paused, waits = _paused(lately, today, calendar) if limits.stop_for_supplement else (0, False)
    extra = sum(step.days for step in lately if step.event == Event.EXTEND)
    first = last_day(since, min(limits.feedback + extra, limits.longest) + paused, "workday", calendar)
    last = last_day(since, limits.longest + paused, "workday", calendar)
    return [_timer("feedback", first, ended, today, waits), _timer("longest", last, ended, today, waits)]


def _afterwards(steps: Sequence[Step], today: date, limits: Limits, calendar: Calendar) -> list[Timer]:
    """Rating and revisit."""
    found = []
    invited, rating = _last(steps, Event.INVITE_RATING), _last(steps, Event.RATE_GOOD, Event.RATE_LOW)
    if invited is not None:
        due = LastDay(invited + timedelta(days=limits.rating), calendar_unverified=False)
        met = rating if rating is not None and rating >= invited else _last(steps, Event.RATING_OVER)
        found.append(_timer("rating", due, met, today))
    low = _last(steps, Event.RATE_LOW)
    if low is not None:
        seen = _last(steps, Event.REVISIT_SETTLED, Event.REVISIT_REDO)
        due = last_day(low, limits.revisit, "workday", calendar)
        found.append(_timer("revisit", due, seen if seen is not None and seen >= low else None, today))
    return found


def _timer(name: TimerName, due: LastDay, met: date | None, today: date, waits: bool = False) -> Timer:
    state: Literal["running", "stopped", "met", "overdue"]
    if met is not None:
        state = "met"
    elif waits:
        state = "stopped"
    else:
        state = "overdue" if today > due.day else "running"
    return Timer(name, due.day, state, due.calendar_unverified, met)


def _first(steps: Sequence[Step], *events: Event) -> date | None:
    return next((step.on for step in steps if step.event in events), None)


def _last(steps: Sequence[Step], *events: Event) -> date | None:
    return next((step.on for step in reversed(steps) if step.event in events), None)


def _paused(steps: Sequence[Step], today: date, calendar: Calendar) -> tuple[int, bool]:
    """Working days for which a supplement was awaited, and whether one is awaited now.

    The day on which it is asked for still counts, the day on which it comes does not.
    """
    days, since = 0, None
    for step in steps:
        if step.event == Event.ASK_SUPPLEMENT:
            since = step.on
        elif since is not None and step.event in (Event.SUPPLEMENT, Event.WITHDRAW, Event.DUPLICATE):
            days += _working_between(since, step.on, calendar)
            since = None
    if since is not None:
        days += _working_between(since, today, calendar)
    return days, since is not None


def _working_between(after: date, until: date, calendar: Calendar) -> int:
    span = range(1, (until - after).days + 1)
    return sum(calendar.is_working(after + timedelta(days=n)) for n in span)
