"""Interest on private loans, exact, with the working and its articles.

Rules: 法释〔2020〕17号 24 to 31 and 民法典 670, 680. Days count from the first to the last day as a
difference; a year has 365. Rates are percent a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from legalnet.lpr import Rate, known_table, lpr
from legalnet.reckoning import MARKS, Line, Reckoned, cents, in_order, money, number, step

NEW_RULE = date(2020, 8, 20)
"""From this day the cap of four times LPR holds (法释〔2020〕17号 31)."""
OLD_RULE = date(2015, 9, 1)
"""From this day until NEW_RULE courts protected up to OLD_CAP; before it another rule held."""
OLD_CAP = Decimal(24)
"""Percent a year that courts protected before (法释〔2015〕18号 26)."""
PERIODS = {"年": 1, "季": 4, "月": 12, "日": 365}
"""How often an agreed rate falls due in a year."""


@dataclass(frozen=True)
class Interest:
    """An amount of interest for late repayment and how it was reached."""

    amount: Decimal
    rate: Decimal
    """Percent a year that was used, the latest where several were."""
    days: int
    source: str
    """`lpr`, `agreed`, `overdue` or `capped`."""
    working: str
    basis: str
    marks: tuple[str, ...] = ()
    """Keys of `legalnet.reckoning.MARKS`."""


@dataclass(frozen=True)
class Segment:
    """Days in which one rate holds."""

    start: date
    end: date
    """Not counted."""
    rate: Decimal
    limit: Decimal | None
    """Highest rate protected in it, None where it is not known here."""
    capped: bool
    unverified: bool
    """The limit rests on an LPR that was not checked."""

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    def interest(self, principal: Decimal, rate: Decimal) -> Fraction:
        """Exact interest of the segment at a rate."""
        return Fraction(principal) * Fraction(rate) * self.days / 36500


def lpr_1y(on: date) -> Decimal | None:
    """One-year LPR in force on a day, percent a year; None before it existed (2019-08-20). Whether it was
    verified says `legalnet.lpr.lpr`.
    """
    rate = lpr(on)
    return rate.percent if rate is not None else None


def yearly_rate(rate: Decimal, unit: str) -> Decimal:
    """An agreed rate (percent per 年, 季, 月 or 日) as percent a year; an unknown unit counts as a year."""
    return rate * PERIODS.get(unit, 1)


def cap(formed: date) -> Decimal | None:
    """Highest rate protected for a contract formed on that day, percent a year, at that time; None when it
    is not known here.
    """
    if formed < NEW_RULE:
        return OLD_CAP if formed >= OLD_RULE else None
    rate = lpr_1y(formed)
    return rate * 4 if rate is not None else None


def segments(
    rate: Decimal, formed: date | None, start: date, end: date, *, sued: date, given: Decimal | None = None
) -> tuple[Segment, ...]:
    """The parts of `start` to `end` with the rate that is protected in each.

    A contract since 2020-08-20 has the cap of its own day (25). An older one sued since then has the rule of
    its time up to 2020-08-19 and four times the LPR of the day of the suit after it (31). `given`: an LPR to
    use instead of the table's.
    """
    if formed is None:
        return (Segment(start, end, rate, None, False, False),)
    if formed >= NEW_RULE:
        return (_segment(rate, start, end, _four(formed, given), _unsure(formed, given)),)
    if sued < NEW_RULE:
        return (_segment(rate, start, end, cap(formed), False),)
    turn = min(max(start, NEW_RULE), end)
    early = _segment(rate, start, turn, cap(formed), False)
    late = _segment(rate, turn, end, _four(sued, given), _unsure(sued, given))
    return tuple(part for part in (early, late) if part.days) or (late,)


def _segment(rate: Decimal, start: date, end: date, limit: Decimal | None, unverified: bool) -> Segment:
    capped = limit is not None and rate > limit
    return Segment(start, end, limit if limit is not None and capped else rate, limit, capped, unverified)


def _four(on: date, given: Decimal | None) -> Decimal | None:
    rate = given if given is not None else lpr_1y(on)
    return rate * 4 if rate is not None else None


def _unsure(on: date, given: Decimal | None) -> bool:
    rate = lpr(on)
    return given is None and rate is not None and rate.unverified


def lending_interest(
    principal: Decimal,
    start: date,
    end: date,
    *,
    formed: date,
    agreed: Decimal | None,
    sued: date | None = None,
    lpr_given: Decimal | None = None,
    charges: Decimal = Decimal(0),
) -> Reckoned:
    """Interest of the term on the money really received (670), with penalties and other `charges` beside it,
    together never above the cap (25, 29, 31).

    Nothing agreed means no interest (680). `sued` is the day of the suit, `end` where it is not given.
    Raises InputError for amounts below zero or an end before the start.
    """
    money(principal, zh="本金", en="the principal")
    money(charges, zh="其他费用", en="other charges")
    in_order(start, end)
    if agreed is None or agreed == 0:
        line = step("没有约定利息，视为没有利息", "No interest agreed: none is due", "", Fraction(0))
        return Reckoned(Fraction(0), (line,), "《民法典》第680条第2款、法释〔2020〕17号第24条")
    money(agreed, zh="利率", en="the rate")
    parts = segments(agreed, formed, start, end, sued=sued or end, given=lpr_given)
    exact = sum((part.interest(principal, part.rate) for part in parts), Fraction(0))
    lines = [_part_line(principal, part) for part in parts]
    most = _most(principal, parts)
    added = Fraction(charges) if most is None else min(Fraction(charges), max(most - exact, Fraction(0)))
    if charges:
        lines.append(step("其他费用（合计不超过上限）", "Other charges, within the cap", "", added))
    return Reckoned(exact + added, tuple(lines), _lending_basis(formed, bool(charges)), _marks(parts))


def _most(principal: Decimal, parts: tuple[Segment, ...]) -> Fraction | None:
    if any(part.limit is None for part in parts):
        return None
    return sum((part.interest(principal, part.limit or Decimal(0)) for part in parts), Fraction(0))


def _part_line(principal: Decimal, part: Segment) -> Line:
    zh, en = ("（按上限）", ", capped") if part.capped else ("", "")
    return step(
        f"自{part.start.isoformat()}起{zh}",
        f"From {part.start.isoformat()}{en}",
        f"{number(principal)} × {number(part.rate)}% × {part.days} ÷ 365",
        part.interest(principal, part.rate),
    )


def _lending_basis(formed: date, charges: bool) -> str:
    articles = ["25", *(["29"] if charges else []), *(["31"] if formed < NEW_RULE else [])]
    return f"《民法典》第670条、第680条、法释〔2020〕17号第{'、'.join(articles)}条"


def _marks(parts: tuple[Segment, ...]) -> tuple[str, ...]:
    return (
        *(("rate_unverified",) if any(part.unverified for part in parts) else ()),
        *(("cap_unverified",) if any(part.limit is None for part in parts) else ()),
    )


def overdue_interest(
    principal: Decimal,
    start: date,
    end: date,
    *,
    formed: date | None = None,
    agreed: Decimal | None = None,
    overdue: Decimal | None = None,
    sued: date | None = None,
    lpr_given: Decimal | None = None,
) -> Interest | None:
    """Interest for late repayment from `start` to `end` (rates in percent a year); None when the days do
    not fit.

    The agreed overdue rate comes first, then the agreed rate of the term, else the LPR in force when the
    delay began (法释〔2020〕17号 28); agreed rates never above the cap (25, 31; `sued` is `end` where it is
    not given). `lpr_given` stands for the table's LPR of the day that counts.
    """
    chosen = overdue if overdue is not None else agreed
    if end < start or principal < 0 or (chosen is not None and chosen < 0):
        return None
    if chosen is None:
        return _at_lpr(principal, start, end, lpr_given)
    parts = segments(chosen, formed, start, end, sued=sued or end, given=lpr_given)
    source = "overdue" if overdue is not None else "agreed"
    if any(part.capped for part in parts):
        source = "capped"
    older = formed is not None and formed < NEW_RULE
    return _interest(principal, parts, _kind(source, older), _marks(parts) if formed is not None else ())


def _kind(source: str, older: bool) -> tuple[str, str, str]:
    """Source, what the rate is called in a complaint, and the article."""
    if source == "capped" and older:
        return source, "法律保护的利率上限，即", "第28条、第31条"
    return source, *_KINDS[source]


def _at_lpr(principal: Decimal, start: date, end: date, given: Decimal | None) -> Interest | None:
    rate = Rate(given, start, False) if given is not None else lpr(start)
    if rate is None:
        return None
    part = Segment(start, end, rate.percent, None, False, rate.unverified)
    return _interest(principal, (part,), _kind("lpr", False), ("rate_unverified",) if rate.unverified else ())


_KINDS = {
    "lpr": ("逾期时一年期贷款市场报价利率（LPR）", "第28条第2款第1项"),
    "agreed": ("约定利率", "第28条第2款第2项"),
    "overdue": ("约定的逾期利率", "第28条第1款"),
    "capped": ("合同成立时一年期贷款市场报价利率（LPR）的四倍，即", "第25条、第28条"),
}


def _interest(
    principal: Decimal, parts: tuple[Segment, ...], named: tuple[str, str, str], marks: tuple[str, ...]
) -> Interest:
    exact = sum((part.interest(principal, part.rate) for part in parts), Fraction(0))
    source, kind, article = named
    spans = "；".join(_span(part, kind) for part in parts)
    doubts = "".join(f"（{_doubt(mark)}）" for mark in marks)
    return Interest(
        cents(exact),
        parts[-1].rate,
        sum(part.days for part in parts),
        source,
        f"以{principal:,.2f}元为基数，{spans}{doubts}",
        f"法释〔2020〕17号{article}",
        marks,
    )


def _doubt(mark: str) -> str:
    if mark == "rate_unverified":
        return f"LPR核对至{_day(known_table().checked_to)}，之后的尚未核对，以公布的为准"
    return MARKS[mark].zh


def _span(part: Segment, kind: str) -> str:
    last = part.end - timedelta(days=1) if part.end == NEW_RULE else part.end
    rate = f"{part.rate.normalize():.2f}%"
    return f"自{_day(part.start)}起至{_day(last)}止，按{kind}年利率{rate}计算，共{part.days}日"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
