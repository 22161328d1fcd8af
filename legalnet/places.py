"""法律服务地图: when a place is open, how far it is, and the hours in which somebody can be met there."""

from __future__ import annotations

from datetime import date, time, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator

from legalnet.deadlines import Calendar, known_calendar
from legalnet.queues import Need
from legalnet.submission import Frozen
from legalnet.transitions import total

EARTH_M = 6_371_000
DAYS_AHEAD = 15
"""How far the next opening is looked for."""
EARLY = timedelta(minutes=15)
"""So long before its hour a meeting may be gone into: card and face take some minutes."""


class Hours(Frozen):
    """One span of opening on some days of the week."""

    days: Annotated[tuple[Annotated[int, Field(ge=1, le=7)], ...], Field(min_length=1, max_length=7)]
    """1 Monday to 7 Sunday."""
    opens: time
    closes: time

    @model_validator(mode="after")
    def _forward(self) -> Hours:
        if self.opens >= self.closes:
            raise ValueError("closes before it opens")
        return self


class Opening(Frozen):
    """When a place is open."""

    weekly: Annotated[tuple[Hours, ...], Field(max_length=21)] = ()
    holidays: Literal["closed", "open"] = "closed"
    """On public holidays; a make-up working day counts as a Monday."""
    always: bool = False
    """Such as a terminal at a door that never closes."""


class Spot(Frozen):
    """Where it is: degrees of latitude and longitude (CGCS2000, which agrees with WGS 84 within centimetres)."""

    lat: Annotated[float, Field(ge=3, le=54)]
    lon: Annotated[float, Field(ge=73, le=136)]


def spans(opening: Opening, day: date, calendar: Calendar | None = None) -> tuple[tuple[time, time], ...]:
    """The spans of that day, in order; none when it stays closed."""
    if opening.always:
        return ((time.min, time.max),)
    known = calendar if calendar is not None else known_calendar()
    weekday = day.isoweekday()
    if opening.holidays == "closed":
        if day in known.off:
            return ()
        weekday = 1 if day in known.work and weekday > 5 else weekday
    return tuple(sorted((one.opens, one.closes) for one in opening.weekly if weekday in one.days))


def open_at(opening: Opening, day: date, now: time, calendar: Calendar | None = None) -> time | None:
    """Until when it is open at that moment, None when it is closed."""
    return next((end for start, end in spans(opening, day, calendar) if start <= now < end), None)


def next_opening(
    opening: Opening, day: date, now: time, calendar: Calendar | None = None
) -> tuple[date, time] | None:
    """When it opens next, after that moment; None when not within the next two weeks."""
    for ahead in range(DAYS_AHEAD):
        on = day + timedelta(days=ahead)
        for start, _ in spans(opening, on, calendar):
            if ahead or start > now:
                return on, start
    return None


def metres(a: Spot, b: Spot) -> int:
    """The distance as the crow flies (haversine)."""
    lat = radians(b.lat - a.lat)
    lon = radians(b.lon - a.lon)
    inside = sin(lat / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(lon / 2) ** 2
    return round(2 * EARTH_M * asin(sqrt(min(1.0, inside))))


class Slot(Frozen):
    """A span of time in which somebody can be met."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,64}$")]
    provider: Annotated[str, Field(max_length=64)]
    service: Annotated[str, Field(max_length=32)]
    """Such as `lawyer`, `mediation`, `notary`, `legal_aid`, or `hearing`, which is by invitation only."""
    starts: AwareDatetime
    ends: AwareDatetime
    person: Annotated[str, Field(max_length=64)] | None = None
    """Id of the lawyer, mediator or notary."""
    by: Literal["there", "video"] = "there"
    free: bool = True


class State(StrEnum):
    """Where a booking stands."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    KEPT = "kept"
    MISSED = "missed"


class Event(StrEnum):
    """What can happen to one."""

    MOVE = "move"
    CANCEL = "cancel"
    KEEP = "keep"
    MISS = "miss"


MACHINE = total(
    State,
    Event,
    {
        State.BOOKED: {
            Event.MOVE: State.BOOKED,
            Event.CANCEL: State.CANCELLED,
            Event.KEEP: State.KEPT,
            Event.MISS: State.MISSED,
        },
        State.CANCELLED: {},
        State.KEPT: {},
        State.MISSED: {},
    },
)


class Booking(Frozen):
    """One person's place in a slot."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,64}$")]
    slot: Slot
    state: State
    matter_code: Annotated[str, Field(max_length=32)] | None = None
    needs: Annotated[tuple[Need, ...], Field(max_length=7)] = ()
    """What the person needs there: sign language, captions, large letters."""
    meeting: bool = False
    """An invitation to a mediation, a notarisation or a hearing: at its hour the person goes in from here."""
    rev: Annotated[int, Field(gt=0)]
