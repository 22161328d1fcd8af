"""What an owner owes for property management: area x rate x months (民法典937, 944)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from legalnet.reckoning import InputError, Reckoned, cents, money, number, step

BASIS = "《民法典》第937条、第944条"
LARGEST_M2 = Decimal(1_000_000)
LONGEST_MONTHS = Decimal(600)


def property_fee(area: Decimal, rate: Decimal, months: Decimal) -> Reckoned:
    """The fee of `months` for `area` square metres at `rate` yuan a square metre and month. Raises InputError."""
    if not area.is_finite() or not 0 < area <= LARGEST_M2:
        raise InputError("面积不对，请核对", "the area must lie above zero")
    if not months.is_finite() or not 0 < months <= LONGEST_MONTHS:
        raise InputError("月数不对，请核对", "the months must lie above zero")
    exact = Fraction(area) * Fraction(money(rate)) * Fraction(months)
    working = f"{number(area)} × {number(rate)} × {number(months)}"
    line = step("物业费（面积×单价×月数）", "Property fee (area x rate x months)", working, exact)
    return Reckoned(cents(exact), (line,), BASIS)
