"""Who pays what after a traffic accident: compulsory insurance first, commercial next, then by fault.

民法典1213, 道路交通安全法76. The limits of compulsory insurance are data by the day of the accident. Shares
by the police's finding are court practice and marked so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import yaml

from legalnet.reckoning import InputError, Line, Reckoned, money, number, percent, step

DATA = Path(__file__).parent / "data"
BASIS = "《道路交通安全法》第76条，《民法典》第1213条，交强险责任限额"
SHARES = {"全部": 100, "主要": 70, "同等": 50, "次要": 30, "无责": 0}
"""Percent by the finding of fault (practice between motor vehicles)."""
FAULTLESS_MOST = 10
"""Percent at most that a driver without fault bears towards people on foot or on other vehicles (76)."""
HEADS = {
    "disability": ("死亡伤残", "Death and disability"),
    "medical": ("医疗费用", "Medical"),
    "property": ("财产损失", "Property"),
}


@dataclass(frozen=True)
class Limits:
    """What compulsory insurance pays for one accident, by head of damage."""

    valid_from: date
    at_fault: dict[str, Decimal]
    without_fault: dict[str, Decimal]


@lru_cache(maxsize=1)
def known_limits() -> tuple[Limits, ...]:
    """The limits that come with this version, oldest first."""
    rows = yaml.safe_load((DATA / "ctpli.yaml").read_text(encoding="utf-8"))
    return tuple(
        Limits(
            date.fromisoformat(row["valid_from"]),
            {head: Decimal(row["at_fault"][head]) for head in HEADS},
            {head: Decimal(row["without_fault"][head]) for head in HEADS},
        )
        for row in rows
    )


def limits(on: date | None = None) -> Limits:
    """The limits on the day of the accident, the newest where it is not given. Raises InputError before the
    first ones known.
    """
    found = [row for row in known_limits() if on is None or row.valid_from <= on]
    if not found:
        raise InputError("这一天的交强险限额没有数据", "no limits known for that day")
    return found[-1]


def split(
    losses: dict[str, Decimal],
    fault: Decimal,
    *,
    on: date | None = None,
    commercial: Decimal | None = None,
    soft_victim: bool = False,
    faultless_share: Decimal = Decimal(FAULTLESS_MOST),
) -> Reckoned:
    """What the other side pays for `losses` (heads of HEADS, yuan) at `fault` percent.

    Compulsory insurance pays each head up to its limit, a lower one where its driver bears no fault; the
    rest is borne by fault, from commercial insurance up to its limit first. `soft_victim`: on foot or on a
    vehicle without a motor, towards whom a driver without fault still bears up to 10 % (`faultless_share`).
    Raises InputError.
    """
    percent(fault, zh="责任比例", en="the share of fault")
    percent(faultless_share, most=FAULTLESS_MOST, zh="无责比例", en="the share without fault")
    if set(losses) - set(HEADS):
        raise InputError("没有这一类损失", "no such head of damage")
    rows = limits(on)
    most = rows.at_fault if fault > 0 else rows.without_fault
    paid = {head: min(money(loss), most[head]) for head, loss in losses.items()}
    lines = [_insured(head, losses[head], most[head]) for head in HEADS if losses.get(head)]
    rest = sum(losses.values(), Decimal(0)) - sum(paid.values(), Decimal(0))
    share = fault if fault > 0 else (faultless_share if soft_victim else Decimal(0))
    due = Fraction(rest) * Fraction(share) / 100
    lines += _beyond(rest, share, due, commercial)
    total = Fraction(sum(paid.values(), Decimal(0))) + due
    marks = ("discretion",) if fault == 0 and soft_victim else ("practice",) if 0 < fault < 100 else ()
    return Reckoned(total, tuple(lines), BASIS, marks)


def _insured(head: str, loss: Decimal, most: Decimal) -> Line:
    zh, en = HEADS[head]
    working = number(loss) if loss <= most else f"{number(loss)}，限额 {number(most)}"
    return step(f"交强险：{zh}", f"Compulsory insurance: {en}", working, min(loss, most))


def _beyond(rest: Decimal, share: Decimal, due: Fraction, commercial: Decimal | None) -> list[Line]:
    if not due:
        return []
    working = f"{number(rest)} × {number(share)}%"
    if commercial is None:
        return [step("超出部分按责任", "The rest, by fault", working, due)]
    insured = min(due, Fraction(money(commercial, zh="商业险限额", en="the commercial limit")))
    lines = [step("商业险：超出部分按责任", "Commercial insurance, by fault", working, insured)]
    if due > insured:
        lines.append(step("侵权人自付", "The tortfeasor", "", due - insured))
    return lines
