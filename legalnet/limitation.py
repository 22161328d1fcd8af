"""Until when a claim can be brought, shown as the earliest safe date; a court never raises it by itself.

民法典188 to 196, 995; 诉讼时效规定 1, 8 to 13. Special terms are data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from legalnet.deadlines import Calendar, LastDay, add_months, last_day
from legalnet.matter import Text
from legalnet.reckoning import InputError, in_order

DATA = Path(__file__).parent / "data"
LONGEST_YEARS = 20
"""From the harm itself, whatever the claimant knew (188(2))."""
OBSTACLE_MONTHS = 6
"""Last months in which an obstacle suspends, and what is left after it (194)."""
GROWN = 18


@dataclass(frozen=True)
class Kind:
    """How long one kind of claim lasts."""

    code: str
    label: Text
    years: int | None
    """None where no limitation holds."""
    of: str
    """`suit` or `arbitration`."""
    basis: str


@dataclass(frozen=True)
class Limitation:
    """The last safe day for a claim, and how it was found."""

    kind: Kind
    day: date | None
    """None where no limitation holds."""
    calendar_unverified: bool
    steps: tuple[tuple[Text, date], ...]
    """What set or moved the date, in order."""
    basis: str
    marks: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """The kinds of claims by code; `general` is the rule for everything else."""
    rows: list[dict[str, Any]] = yaml.safe_load((DATA / "limitation.yaml").read_text(encoding="utf-8"))
    return {
        row["code"]: Kind(
            row["code"], Text(zh=row["zh"], en=row["en"]), row["years"], row["of"], row["basis"]
        )
        for row in rows
    }


def limitation(
    kind: str,
    start: date,
    *,
    interruptions: Sequence[date] = (),
    obstacles: Sequence[tuple[date, date]] = (),
    harmed: date | None = None,
    child_birth: date | None = None,
    calendar: Calendar | None = None,
) -> Limitation:
    """The last day for a claim of `kind` that was due, or known with its debtor, on `start` (of instalments
    the last one, 189).

    Each demand, admission, suit, arbitration, mediation or report before the end starts the time anew (195).
    An obstacle in the last six months lets it end six months after (194). Never beyond 20 years from
    `harmed` (188); a child harmed sexually has until three years after turning 18 (191). Raises InputError.
    """
    if kind not in kinds():
        raise InputError("没有这一类请求", "no such kind of claim")
    rule = kinds()[kind]
    if rule.years is None:
        return Limitation(rule, None, False, (), rule.basis)
    begin = max(start, add_months(child_birth, GROWN * 12)) if child_birth is not None else start
    end, steps, marks = _run(begin, rule.years, sorted(interruptions), sorted(obstacles))
    if harmed is not None and rule.of == "suit":
        in_order(harmed, start, "知道权利受损害的日期", "the day it was known")
        longest = add_months(harmed, LONGEST_YEARS * 12)
        if longest < end:
            end = longest
            steps.append((Text(zh="最长二十年", en="Twenty years at most"), end))
    found = last_day(end, 0, "day", calendar)
    basis = f"{rule.basis}，《民法典》第194条、第195条、第203条"
    return Limitation(rule, found.day, found.calendar_unverified, tuple(steps), basis, tuple(marks))


def _run(
    begin: date, years: int, interruptions: Sequence[date], obstacles: Sequence[tuple[date, date]]
) -> tuple[date, list[tuple[Text, date]], list[str]]:
    """The nominal end after every event, the steps, and marks."""
    steps: list[tuple[Text, date]] = []
    marks: list[str] = []
    end = add_months(begin, years * 12)
    steps.append((Text(zh=f"{years} 年期满", en=f"{years} years are over"), end))
    for event in interruptions:
        end = _suspended(end, obstacles, event, steps)
        if event > end:
            marks = ["too_late"]
            break
        if event > begin:
            end = add_months(event, years * 12)
            steps.append((Text(zh=f"{event.isoformat()} 中断，重新计算", en=f"Begun anew {event}"), end))
    return _suspended(end, obstacles, date.max, steps), steps, marks


def _suspended(
    end: date, obstacles: Sequence[tuple[date, date]], before: date, steps: list[tuple[Text, date]]
) -> date:
    """The end after the obstacles that began before an event and touch the last six months."""
    for first, last in obstacles:
        in_order(first, last, "障碍消除的日期", "the end of the obstacle")
        touches = first <= end and last >= add_months(end, -OBSTACLE_MONTHS) + timedelta(days=1)
        moved = add_months(last, OBSTACLE_MONTHS)
        if first < before and touches and moved > end:
            end = moved
            steps.append((Text(zh="中止，障碍消除后满六个月", en="Six months after the obstacle"), end))
    return end


def guarantee_end(due: date, agreed: date | None = None, calendar: Calendar | None = None) -> LastDay:
    """Last day of a guarantee: as agreed, else six months after the debt fell due (民法典692). A day agreed on
    or before that counts as none. Nothing interrupts or suspends it.
    """
    if agreed is not None and agreed > due:
        return last_day(agreed, 0, "day", calendar)
    return last_day(due, OBSTACLE_MONTHS, "month", calendar)
