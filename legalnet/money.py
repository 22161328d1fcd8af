"""Amounts of yuan: read as people type them, written as documents want them.

Chinese capital figures follow the banks' rule for filling in bills (正确填写票据和结算凭证的基本规定).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 12
DIGITS = "零壹贰叁肆伍陆柒捌玖"
_AMOUNT = re.compile(r"(\d{1,16}(?:\.\d{1,6})?)(万)?")


class MoneyError(ValueError):
    """Text that is no amount; the message never repeats it."""


def to_cents(amount: Decimal) -> Decimal:
    """Rounded to 分, half up, once at the end of a computation."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def parse(text: str) -> Decimal:
    """An amount as typed: `50,000`, `５００００`, `¥5万`, `1,423.56元`. Raises MoneyError.

    Up to 10^12 yuan and two decimals.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\s,，、_]", "", plain).lstrip("¥￥").removeprefix("人民币").removesuffix("整")
    found = _AMOUNT.fullmatch(plain.removesuffix("元").removesuffix("块"))
    if found is None:
        raise MoneyError("not an amount")
    amount = Decimal(found[1]) * (10000 if found[2] else 1)
    if amount != amount.quantize(CENT):
        raise MoneyError("more than two decimals")
    if amount > LARGEST:
        raise MoneyError("too large")
    return amount.quantize(CENT)


def added(amounts: Iterable[str]) -> Decimal:
    """The sum of stored amounts; what is none counts as nothing."""
    total = Decimal(0)
    for text in amounts:
        try:
            total += parse(text)
        except MoneyError:
            continue
    return total


def plain(amount: Decimal) -> str:
    """For storing: `50000.00`."""
    return f"{to_cents(amount):.2f}"


def grouped(amount: Decimal) -> str:
    """For reading: `50,000.00`."""
    return f"{to_cents(amount):,.2f}"


def capital(amount: Decimal) -> str:
    """The amount in capital figures: `人民币伍万元整`. Raises MoneyError below 0 or above 10^12."""
    if not Decimal(0) <= amount <= LARGEST:
        raise MoneyError("outside what can be written")
    cents = int(to_cents(amount) * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    text = f"{_integer(yuan)}元" if yuan or not cents else ""
    if not jiao and not fen:
        return f"人民币{text}整"
    if jiao:
        text += f"{DIGITS[jiao]}角"
    elif yuan:
        text += "零"
    return f"人民币{text}{DIGITS[fen]}分" if fen else f"人民币{text}整"


def _integer(number: int) -> str:
    if number == 0:
        return DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 10000)
        groups.append(group)
    text, gap = "", False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group == 0:
            gap = gap or bool(text)
            continue
        if text and (gap or group < 1000):
            text += DIGITS[0]
        text += _group(group) + ("", "万", "亿", "万亿")[index]
        gap = False
    return text


def _group(group: int) -> str:
    text, gap = "", False
    for unit, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = group // unit % 10
        if digit:
            text += (DIGITS[0] if gap and text else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text
