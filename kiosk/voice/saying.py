"""Numbers as they are said in Mandarin: the one direction that has one right answer; `hearing` is the way back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
GROUPS = ("", "万", "亿")
MOST = 10**12
"""From here on nobody says a number any more, they show it."""


def say_digits(text: str, one: str = "一") -> str:
    """Sign by sign, as a case number or a year is read; `one` is 幺 where numbers of telephones are."""
    table = {str(value): sign for value, sign in enumerate(DIGITS)} | {"1": one, "X": "艾克斯", "x": "艾克斯"}
    return "".join(table.get(sign, sign) for sign in text)


def say_number(number: int) -> str:
    """A whole number of at most 12 digits: 35000 is 三万五千, 10005 一万零五. Raises ValueError beyond."""
    if not 0 <= number < MOST:
        raise ValueError("out of range")
    if number == 0:
        return "零"
    words, owed = "", False
    for index in reversed(range(len(GROUPS))):
        group = number // 10 ** (4 * index) % 10**4
        if not group:
            owed = bool(words)
            continue
        if words and (owed or group < 1000):
            words += "零"
        words += _group(group) + GROUPS[index]
        owed = False
    return words.removeprefix("一") if words.startswith("一十") else words


def _group(number: int) -> str:
    """Up to 9999."""
    words, owed = "", False
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if not digit:
            owed = bool(words)
            continue
        words += ("零" if owed else "") + DIGITS[digit] + PLACES[place]
        owed = False
    return words


def say_decimal(number: Decimal) -> str:
    """A decimal number: 3.65 is 三点六五; zeros at the end are not said."""
    text = format(number.normalize(), "f")
    sign = "负" if text.startswith("-") else ""
    whole, _, part = text.lstrip("-").partition(".")
    return sign + say_number(int(whole)) + (f"点{say_digits(part)}" if part else "")


def say_amount(yuan: Decimal) -> str:
    """Money down to the fen: 835.59 is 八百三十五元五角九分; in front of 元 a lone 2 is 两."""
    fen = int((yuan * 100).to_integral_value())
    whole, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    if not fen:
        return "零元"
    words = f"{_counting(whole)}元" if whole else ""
    words += f"{_counting(jiao)}角" if jiao else "零" if whole and rest else ""
    return words + (f"{_counting(rest)}分" if rest else "")


def _counting(number: int) -> str:
    return "两" if number == 2 else say_number(number)


def say_date(day: date) -> str:
    """2024-03-05 is 二零二四年三月五日."""
    return f"{say_digits(f'{day.year:04d}')}年{say_number(day.month)}月{say_number(day.day)}日"


def say_percent(number: Decimal) -> str:
    """3.65 % is 百分之三点六五."""
    return f"百分之{say_decimal(number)}"
