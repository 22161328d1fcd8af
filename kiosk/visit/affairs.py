"""What the province says of a resident's affairs, as rows, nodes and clocks for the screens; nothing is invented here.

Whatever does not have the shape of the interface is left out: an answer is believed as far as it can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from kiosk.clock import SHANGHAI
from legalnet.applications import ComingDate, Remedy, TimelineEntry
from legalnet.deliveries import Clock, Delivery
from legalnet.workorders import OPEN as OPEN_ORDERS

if TYPE_CHECKING:
    from kiosk.visit.flow import Flow
    from legalnet.places import Booking

View = dict[str, Any]
OVER = frozenset({"rejected", "completed", "archived", "returned", "withdrawn"})
"""States of applications in which nothing more is done."""
YOURS_ORDER = frozenset({"待补充", "待评价", "待回访"})
"""States of work orders that wait for the resident."""
OVERRUN = timedelta(hours=12)
"""A meeting that takes longer is still found from its appointment on the same day."""
CLOSED_ORDERS = frozenset({"已归档", "已作废"})
MOST_NODES = 40


def models(kind: type[BaseModel], given: object) -> list[Any]:
    """Those of a list that have that shape."""
    found = []
    for one in given if isinstance(given, list) else []:
        try:
            found.append(kind.model_validate(one))
        except ValidationError:
            continue
    return found


def model(kind: type[BaseModel], given: object) -> Any:
    """One, or None."""
    return next(iter(models(kind, [given])), None)


def maps(given: object) -> list[dict[str, Any]]:
    """The maps of a list."""
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def moment(value: object) -> datetime | None:
    """An instant as the wall clock here shows it."""
    try:
        return datetime.fromisoformat(str(value)).astimezone(SHANGHAI)
    except ValueError:
        return None


def day_words(day: date, language: str) -> str:
    """12月4日, or 4 Dec."""
    return f"{day.day} {day:%b}" if language == "en" else f"{day.month}月{day.day}日"


def weekday_words(day: date, language: str) -> str:
    """星期五, or Friday."""
    return f"{day:%A}" if language == "en" else f"星期{'一二三四五六日'[day.weekday()]}"


def application_row(one: Mapping[str, Any], title: Callable[[str], str], language: str) -> View:
    """A line of the list."""
    state, at = str(one.get("state", "")), moment(one.get("updated_at"))
    unit = str(one.get("case_no") or one.get("unit") or "")
    return {
        "kind": "application", "id": str(one.get("number", "")), "badge": str(one.get("label", "")),
        "title": title(str(one.get("matter_code", ""))) or str(one.get("title", "")),
        "detail": "　".join(part for part in (unit, day_words(at.date(), language) if at else "") if part),
        "mark": "turn" if one.get("your_turn") else "over" if state in OVER else "open",
        "at": at.isoformat() if at else "",
    }  # fmt: skip


def order_row(one: Mapping[str, Any], language: str) -> View:
    """A line of the list."""
    state, at = str(one.get("state", "")), moment(one.get("created_at"))
    detail = (str(one.get("unit") or ""), day_words(at.date(), language) if at else "")
    return {
        "kind": "order", "id": str(one.get("number", "")), "badge": state,
        "title": f"{one.get('kind') or ''}", "detail": "　".join(part for part in detail if part),
        "mark": "turn" if state in YOURS_ORDER else "over" if state in CLOSED_ORDERS else "open",
        "at": at.isoformat() if at else "",
    }  # fmt: skip


def in_order(rows: Iterable[View]) -> list[View]:
    """What waits for the resident first, then what is open, the newest first."""
    newest = sorted(rows, key=lambda row: row["at"], reverse=True)
    return sorted(newest, key=lambda row: ("turn", "open", "over").index(row["mark"]))


# ---------------------------------------------------------------------- the line of a case


def nodes(entries: object, coming: object, language: str) -> list[View]:
    """What happened, and what comes with its last days: `mark` done, now or next."""
    done = [_done(one, language) for one in models(TimelineEntry, entries)][-MOST_NODES:]
    dated = sorted(models(ComingDate, coming), key=lambda one: one.last_day or date.max)
    return done + [_coming(one, language) for one in dated]


def _done(one: TimelineEntry, language: str) -> View:
    at = one.at.astimezone(SHANGHAI)
    return {
        "when": day_words(at.date(), language), "weekday": weekday_words(at.date(), language), "mark": "done",
        "title": one.label or one.state, "detail": "　".join(part for part in (one.unit, one.words) if part),
    }  # fmt: skip


def _coming(one: ComingDate, language: str) -> View:
    day = one.last_day
    late = ("最晚 " if language == "zh" else "by ") if day else ""
    return {
        "when": day_words(day, language) if day else "", "mark": "now" if one.yours else "next",
        "weekday": late + weekday_words(day, language) if day else one.rule, "title": one.what,
        "detail": one.basis,
    }  # fmt: skip


def turn(coming: object, today: date, language: str) -> View | None:
    """What the resident has to do next, and until when; the nearest of them."""
    mine = [one for one in models(ComingDate, coming) if one.yours]
    dated = sorted(
        (one for one in mine if one.last_day is not None), key=lambda one: one.last_day or date.max
    )
    if not mine:
        return None
    one = (dated or mine)[0]
    return {
        "what": one.what, "basis": one.basis, "unverified": one.calendar_unverified, "rule": one.rule,
        **left(one.last_day, None, today, language),
    }  # fmt: skip


def left(last: date | None, starts: date | None, today: date, language: str) -> View:
    """Days that are left with today's included in none: on the last day itself 0 are left; and the share of the ring."""
    if last is None:
        return {"day": "", "weekday": "", "left": -1, "share": 0.0, "over": False}
    days = (last - today).days
    whole = max(1, (last - starts).days) if starts is not None else max(15, days)
    return {
        "day": day_words(last, language), "weekday": weekday_words(last, language), "left": max(0, days),
        "share": round(max(0.02, min(1.0, days / whole)), 3) if days >= 0 else 0.0, "over": days < 0,
    }  # fmt: skip


def decision(one: Mapping[str, Any], language: str) -> View | None:
    """Why it was refused or sent back, and what can be done against it."""
    reason = str(one.get("reason") or "")
    remedy: Remedy | None = model(Remedy, one.get("remedy"))
    if not reason and remedy is None:
        return None
    shown = None
    if remedy is not None:
        shown = {
            "way": remedy.way, "to": remedy.to, "basis": remedy.basis, "matter": remedy.matter_code or "",
            "day": day_words(remedy.last_day, language) if remedy.last_day else "",
            "weekday": weekday_words(remedy.last_day, language) if remedy.last_day else "",
            "days": remedy.days, "unit": remedy.unit, "unverified": remedy.calendar_unverified,
        }  # fmt: skip
    return {"reason": reason, "remedy": shown}


def is_open_order(state: str) -> bool:
    """Whether it is still worked on."""
    return state in {str(one) for one in OPEN_ORDERS}


# ---------------------------------------------------------------------- what was served


def clock_view(one: Delivery, flow: Flow) -> View | None:
    """The legal clock of a served paper: what, until which day, how it was counted, and what happens otherwise."""
    clock: Clock | None = one.clock
    if clock is None:
        return None
    language, today = flow.language, flow.today_now().date()
    arrived = one.arrived_at.astimezone(SHANGHAI)
    said = {name: text.pick(language) if text else "" for name, text in
            (("what", clock.what), ("missed", clock.missed), ("relief", clock.relief))}  # fmt: skip
    return {
        "id": one.id, **said, "basis": clock.basis, "unverified": clock.calendar_unverified,
        "arrived": f"{day_words(arrived.date(), language)} {arrived:%H:%M}",
        "from": day_words(date.fromordinal(clock.starts.toordinal() + 1), language),
        "n": clock.n or 0, "unit": clock.unit or "",
        "matter": clock.matter_code if clock.matter_code and flow.shelf.get(clock.matter_code) else "",
        **left(clock.last_day, clock.starts, today, language),
    }  # fmt: skip


def delivery_row(one: Delivery, flow: Flow) -> View:
    """A line of the inbox."""
    clock = clock_view(one, flow)
    due = clock is not None and clock["day"] != "" and not clock["over"]
    seen = "receipted" if one.receipted_at else "opened" if one.opened_at else "new"
    return {
        "id": one.id, "title": one.label, "kind": str(one.kind), "about": one.case_no or one.about,
        "sender": one.sender, "at": flow.moment_words(one.arrived_at), "seen": seen, "due": due,
    }  # fmt: skip


def invitations(given: object, now: datetime) -> list[Booking]:
    """Appointments for a meeting that was not given up and is not long over, the next first."""
    from legalnet.places import Booking, State

    mine = (one for one in models(Booking, given) if one.meeting and one.state is State.BOOKED)
    return sorted((one for one in mine if one.slot.ends > now - OVERRUN), key=lambda one: one.slot.starts)


def invitation_row(one: Booking, flow: Flow) -> View:
    """A line of the inbox: which meeting, when, and whether it may be gone into by now."""
    from legalnet.places import EARLY

    due = flow.clock.now() >= one.slot.starts - EARLY
    return {
        "id": one.id, "title": one.slot.service, "kind": "meeting", "about": "", "sender": "",
        "at": flow.moment_words(one.slot.starts), "seen": "due" if due else "early", "due": due,
    }  # fmt: skip


def nearest(deliveries: Iterable[Delivery], flow: Flow) -> View | None:
    """The clock that ends first, of those that still run."""
    running = [
        view for one in deliveries if (view := clock_view(one, flow)) and view["day"] and not view["over"]
    ]
    return min(running, key=lambda view: view["left"], default=None)
