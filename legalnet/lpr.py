"""The loan prime rate of a day, and whether anybody checked it.

The table is data (monthly announcement by authority of the People's Bank of China). A day after the last
checked publication still gets the last known rate, marked as unverified: the caller has to say so.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from legalnet.reckoning import InputError, Line, Reckoned, in_order, money, number, step

DATA = Path(__file__).parent / "data"
Term = Literal["one_year", "five_years"]


@dataclass(frozen=True)
class Rate:
    """LPR in force on a day."""

    percent: Decimal
    """A year."""
    since: date
    """First day it held."""
    unverified: bool
    """True after the last publication that was checked."""


@dataclass(frozen=True)
class Table:
    """Published rates, each from its first day on."""

    checked_to: date
    rows: dict[str, tuple[tuple[date, Decimal], ...]]


@lru_cache(maxsize=1)
def known_table() -> Table:
    """The table that comes with this version."""
    return read_table(DATA / "lpr.yaml")


def read_table(path: Path) -> Table:
    """A table from a file with `checked_to`, `one_year` and `five_years`."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = {
        term: tuple((date.fromisoformat(day), Decimal(rate)) for day, rate in raw[term])
        for term in ("one_year", "five_years")
    }
    return Table(date.fromisoformat(raw["checked_to"]), rows)


def lpr(on: date, term: Term = "one_year", table: Table | None = None) -> Rate | None:
    """The rate in force on a day; None before LPR in its present form existed (2019-08-20)."""
    known = table if table is not None else known_table()
    rows = known.rows[term]
    index = bisect_right([day for day, _ in rows], on)
    if not index:
        return None
    since, rate = rows[index - 1]
    return Rate(rate, since, on > known.checked_to)


def lpr_interest(
    principal: Decimal,
    start: date,
    end: date,
    *,
    term: Term = "one_year",
    year_days: int = 365,
    table: Table | None = None,
) -> Reckoned:
    """Ordinary interest by the LPR of each day: principal x rate x days / 365 (or 360 where agreed), part by
    part from `start` up to `end`, which is not counted. Raises InputError.
    """
    in_order(start, end)
    money(principal, zh="本金", en="the principal")
    if year_days not in (360, 365):
        raise InputError("一年按 360 或者 365 天", "a year has 360 or 365 days")
    lines: list[Line] = []
    exact, day, unsure = Fraction(0), start, False
    while day < end:
        rate = lpr(day, term, table)
        if rate is None:
            raise InputError("2019年8月20日以前没有 LPR", "there was no LPR before 2019-08-20")
        until = min(_next_change(day, term, table), end)
        part = Fraction(principal) * Fraction(rate.percent) * (until - day).days / (100 * year_days)
        working = f"{number(principal)} × {number(rate.percent)}% × {(until - day).days} ÷ {year_days}"
        lines.append(step(f"{day.isoformat()}起", f"From {day.isoformat()}", working, part))
        exact, unsure, day = exact + part, unsure or lpr_unsure(until, table), until
    marks = ("rate_unverified",) if unsure else ()
    return Reckoned(exact, tuple(lines), "法发〔2019〕35号、全国银行间同业拆借中心公布的LPR", marks)


def lpr_unsure(until: date, table: Table | None = None) -> bool:
    """Whether the days before `until` reach past the last publication that was checked."""
    return until - timedelta(days=1) > (table if table is not None else known_table()).checked_to


def _next_change(day: date, term: Term, table: Table | None) -> date:
    rows = (table if table is not None else known_table()).rows[term]
    return next((since for since, _ in rows if since > day), date.max)
