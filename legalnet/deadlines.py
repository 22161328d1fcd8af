"""Last days of time limits: natural days, working days, months and years, with the calendar of public
holidays.

The day of the event is not counted, and a last day that is no working day moves to the next one (民诉法 85,
民法典 201 to 203). Short limits of administrative reconsideration are working days (行政复议法 88); a
make-up Saturday is a working day. Where the calendar of a year is missing the answer says so instead of
guessing in silence.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from legalnet.reckoning import InputError

DATA = Path(__file__).parent / "data"
Unit = Literal["day", "workday", "month", "year"]
LONGEST = 20000
"""Largest count that is reckoned; no limit in law comes near it."""
LATEST = 9900
"""Last year of a start, so that every end is a date that can be written."""


@dataclass(frozen=True)
class LastDay:
    """The last day of a time limit."""

    day: date
    calendar_unverified: bool
    """True where the holidays around it are not known yet; then only weekends were heeded."""


@dataclass(frozen=True)
class Calendar:
    """Public holidays and make-up working days of the years that were published."""

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    work: frozenset[date] = field(default=frozenset())

    def covers(self, day: date) -> bool:
        """Whether the holidays of that day's year are known."""
        return day.year in self.years

    def is_working(self, day: date) -> bool:
        """Whether people work on that day, as far as known."""
        return day in self.work or (day.weekday() < 5 and day not in self.off)


def read_calendar(files: Iterable[Path]) -> Calendar:
    """A calendar from yearly files (`year`, `off` as pairs of first and last day, `work`)."""
    return calendar_of(yaml.safe_load(file.read_text(encoding="utf-8")) for file in files)


def calendar_of(given: Iterable[Mapping[str, Any]]) -> Calendar:
    """A calendar from years in that shape, days as ISO text."""
    years: set[int] = set()
    off: set[date] = set()
    work: set[date] = set()
    for raw in given:
        years.add(int(raw["year"]))
        for first, last in raw["off"]:
            off |= set(read_span(first, last))
        work |= {date.fromisoformat(day) for day in raw["work"]}
    return Calendar(frozenset(years), frozenset(off), frozenset(work))


def read_span(first: str, last: str | None = None) -> list[date]:
    """All days from `first` to `last` (ISO text), both included; one day where there is no last."""
    start = date.fromisoformat(first)
    end = date.fromisoformat(last) if last is not None else start
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


@lru_cache(maxsize=1)
def shipped_calendar() -> Calendar:
    """The calendar that comes with this version."""
    return read_calendar(sorted(DATA.glob("calendar-*.yaml")))


class Standing:
    """What this process reckons by; set once at its start, before anything is reckoned."""

    calendar: Calendar | None = None


STANDING = Standing()


def heed(published: Calendar) -> None:
    """Reckon by the province's calendar from now on, at both ends alike; years it does not tell of stay as shipped."""
    STANDING.calendar = merged(shipped_calendar(), published)


def merged(known: Calendar, newer: Calendar) -> Calendar:
    """Both calendars; where both know a year, the newer one is right."""
    old = {day for day in known.off if not newer.covers(day)}, {d for d in known.work if not newer.covers(d)}
    return Calendar(known.years | newer.years, newer.off | old[0], newer.work | old[1])


def known_calendar() -> Calendar:
    """The province's calendar where it was published, else the one that comes with this version."""
    return STANDING.calendar or shipped_calendar()


def last_day(start: date, n: int, unit: Unit, calendar: Calendar | None = None) -> LastDay:
    """The last day of `n` units after `start`. Raises InputError for a count below zero or beyond reason."""
    if not 0 <= n <= LONGEST or unit not in get_args(Unit) or start.year > LATEST:
        raise InputError(
            "期限按天、工作日、月或者年向后计算",
            "a time limit counts forward in days, working days, months or years",
        )
    known = calendar if calendar is not None else known_calendar()
    if unit == "workday":
        day = _working_days(start, n, known)
        unsure = any(year not in known.years for year in range(start.year, day.year + 1))
        return LastDay(day, unsure)
    nominal = (
        start + timedelta(days=n) if unit == "day" else add_months(start, n * (12 if unit == "year" else 1))
    )
    day = nominal
    while not known.is_working(day):
        day += timedelta(days=1)
    return LastDay(day, not (known.covers(nominal) and known.covers(day)))


def _working_days(start: date, n: int, calendar: Calendar) -> date:
    day = start
    while n:
        day += timedelta(days=1)
        n -= calendar.is_working(day)
    return day


def add_months(start: date, months: int) -> date:
    """The same day of another month, or its last day where it is shorter (民法典 202). Raises InputError
    beyond the years a date can have.
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= MAXYEAR:
        raise InputError("日期太晚或者太早", "a time limit ends in a year that can be written")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
