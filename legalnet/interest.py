"""Interest on private loans and on late performance, exact, with the working and its articles.

Rules: 法释〔2020〕17号 25 to 31 (private lending), 民法典 670 and 680, 民诉法 264 with 法释〔2014〕8号
(late performance). Days count from the first to the last day as a difference; a year has 365. Rates are
percent a year.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import yaml

from legalnet.money import to_cents

DATA = Path(__file__).parent / "data"
NEW_RULE = date(2020, 8, 20)
"""From this day the cap of four times LPR holds (法释〔2020〕17号 31)."""
OLD_CAP = Decimal(24)
"""Percent a year that courts protected before (法释〔2015〕18号 26)."""
LATE_DAILY = Decimal("0.000175")
"""Part of the debt due a day for late performance (法释〔2014〕8号 1)."""
PERIODS = {"年": 1, "季": 4, "月": 12, "日": 365}
"""How often an agreed rate falls due in a year."""


@dataclass(frozen=True)
class Interest:
    """An amount of interest and how it was reached."""

    amount: Decimal
    rate: Decimal
    """Percent a year that was used."""
    days: int
    source: str
    """`lpr`, `agreed`, `overdue` or `capped`."""
    working: str
    basis: str


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[date, ...], tuple[Decimal, ...]]:
    rows = yaml.safe_load((DATA / "lpr.yaml").read_text(encoding="utf-8"))["one_year"]
    return tuple(date.fromisoformat(day) for day, _ in rows), tuple(Decimal(rate) for _, rate in rows)


def lpr_1y(on: date) -> Decimal | None:
    """One-year LPR in force on a day, percent a year; None before it existed (2019-08-20)."""
    days, rates = _table()
    index = bisect_right(days, on)
    return rates[index - 1] if index else None


def yearly_rate(rate: Decimal, unit: str) -> Decimal:
    """An agreed rate (percent per 年, 季, 月 or 日) as percent a year; an unknown unit counts as a year."""
    return rate * PERIODS.get(unit, 1)


def cap(formed: date) -> Decimal | None:
    """Highest rate protected for a contract formed on that day, percent a year; None when it is not known
    here.
    """
    if formed < NEW_RULE:
        return OLD_CAP
    rate = lpr_1y(formed)
    return rate * 4 if rate is not None else None


def simple(principal: Decimal, rate: Decimal, days: int) -> Decimal:
    """principal x rate percent x days / 365, exact."""
    return principal * rate * days / Decimal(36500)


def overdue_interest(
    principal: Decimal,
    start: date,
    end: date,
    *,
    formed: date | None = None,
    agreed: Decimal | None = None,
    overdue: Decimal | None = None,
) -> Interest | None:
    """Interest for late repayment from `start` to `end` (rates in percent a year); None when the days do
    not fit.

    The agreed overdue rate comes first, then the agreed rate of the term, else the LPR in force when the
    delay began (法释〔2020〕17号 28, 29); agreed rates never above the cap (25).
    """
    days = (end - start).days
    chosen = overdue if overdue is not None else agreed
    rate, source = (
        (chosen, "overdue" if overdue is not None else "agreed") if chosen is not None else (None, "lpr")
    )
    if rate is None:
        rate = lpr_1y(start)
    elif formed is not None and (limit := cap(formed)) is not None and rate > limit:
        rate, source = limit, "capped"
    if rate is None or days < 0 or principal < 0:
        return None
    return Interest(
        to_cents(simple(principal, rate, days)),
        rate,
        days,
        source,
        *_words(principal, start, end, rate, source),
    )


def _words(principal: Decimal, start: date, end: date, rate: Decimal, source: str) -> tuple[str, str]:
    kind = {
        "lpr": "逾期时一年期贷款市场报价利率（LPR）",
        "agreed": "约定利率",
        "overdue": "约定的逾期利率",
        "capped": "合同成立时一年期贷款市场报价利率（LPR）的四倍，即",
    }[source]
    text = (
        f"以{principal:,.2f}元为基数，自{_day(start)}起至{_day(end)}止，按{kind}年利率{rate.normalize():.2f}%计算，"
        f"共{(end - start).days}日"
    )
    articles = {"lpr": "28", "agreed": "29", "overdue": "29", "capped": "25、29"}[source]
    return text, f"法释〔2020〕17号第{articles}条"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def segmented(principal: Decimal, formed: date, agreed: Decimal, end: date, lpr_at_suit: Decimal) -> Decimal:
    """Interest of a loan formed before 2020-08-20 and sued after it: two parts, each under its own cap
    (31).
    """
    first = simple(principal, min(agreed, OLD_CAP), (NEW_RULE - formed).days)
    second = simple(principal, min(agreed, lpr_at_suit * 4), (end - NEW_RULE).days)
    return to_cents(first + second)


def late_performance(deadline: date, payments: list[tuple[date, Decimal]]) -> Decimal:
    """Doubled part of interest for performing a judgment late; each payment cuts the debt it pays (3)."""
    parts = (amount * LATE_DAILY * max((day - deadline).days, 0) for day, amount in payments)
    return to_cents(sum(parts, Decimal(0)))
