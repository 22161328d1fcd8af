"""Punitive damages of a consumer: three times the price for fraud, ten times for unsafe food.

消费者权益保护法55, 食品安全法148. They come on top of the money back.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from legalnet.matter import Text
from legalnet.reckoning import InputError, Line, Reckoned, cents, money, number, step

LEAST_TRIPLE, LEAST_TENFOLD = Decimal(500), Decimal(1000)
HARM_MOST = 2
"""Times the loss for a known defect that killed or gravely harmed (55(2))."""


def triple(price: Decimal) -> Reckoned:
    """Fraud: three times the price paid, at least 500 yuan (55(1)). Raises InputError."""
    money(price, zero=False, zh="价款", en="the price")
    lines = [step("价款三倍", "Three times the price", f"{number(price)} × 3", price * 3)]
    return _at_least(lines, price * 3, LEAST_TRIPLE, "《消费者权益保护法》第55条第1款")


def tenfold(price: Decimal, loss: Decimal = Decimal(0)) -> Reckoned:
    """Food against the safety standards: ten times the price or three times the loss, whichever the consumer
    chooses (here the larger), at least 1,000 yuan (148(2)). Raises InputError.
    """
    money(price, zero=False, zh="价款", en="the price")
    money(loss, zh="损失", en="the loss")
    if price * 10 >= loss * 3:
        line, exact = step("价款十倍", "Ten times the price", f"{number(price)} × 10", price * 10), price * 10
    else:
        line, exact = step("损失三倍", "Three times the loss", f"{number(loss)} × 3", loss * 3), loss * 3
    return _at_least([line], exact, LEAST_TENFOLD, "《食品安全法》第148条第2款")


def harm(loss: Decimal, times: Decimal = Decimal(HARM_MOST)) -> Reckoned:
    """A known defect that killed or gravely harmed: up to twice the loss beside it (55(2)). Raises
    InputError.
    """
    if not times.is_finite() or not 0 < times <= HARM_MOST:
        raise InputError("惩罚性赔偿不超过损失的二倍", "at most twice the loss")
    exact = Fraction(money(loss, zero=False, zh="损失", en="the loss")) * Fraction(times)
    line = step("损失的倍数", "Times the loss", f"{number(loss)} × {number(times)}", exact)
    return Reckoned(exact, (line,), "《消费者权益保护法》第55条第2款", ("discretion",))


def _at_least(lines: list[Line], exact: Decimal, least: Decimal, basis: str) -> Reckoned:
    if exact < least:
        label = Text(
            zh=f"不足 {number(least)} 元的，按 {number(least)} 元", en=f"At least {number(least)} yuan"
        )
        lines.append(Line(label, "", cents(least - exact)))
    return Reckoned(max(exact, least), tuple(lines), basis)
