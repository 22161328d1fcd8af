"""Spoken numbers, amounts, dates and codes: what people say, and every number that can be said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.voice import hearing, saying

TODAY = date(2026, 11, 30)
PHRASES = [
    line.split(" ") for line in Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]  # fmt: skip


def plain(value: object) -> str:
    """A value as the list of phrases writes it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "/".join(day.isoformat() for day in value) if isinstance(value, tuple) else str(value)


KINDS: dict[str, Callable[[str], object]] = {
    "number": hearing.number,
    "amount": hearing.amount,
    "percent": hearing.percent,
    "identity": hearing.identity_number,
    "telephone": hearing.telephone,
    "digits": hearing.digits,
    "bool": hearing.yes_or_no,
    "date": lambda words: hearing.day(words, TODAY),
    "span": lambda words: hearing.span(words, TODAY),
}


def test_what_people_say() -> None:
    assert len(PHRASES) >= 200
    wrong = []
    for kind, *words, meant in PHRASES:
        heard = plain(KINDS[kind](" ".join(words)))
        if heard != meant:
            wrong.append(f"{kind} {' '.join(words)}: {heard}, not {meant}")
    assert not wrong, "\n".join(wrong)


@given(st.integers(0, saying.MOST - 1))
def test_any_whole_number(number: int) -> None:
    assert hearing.number(saying.say_number(number)) == number


def test_every_number_up_to_twenty_thousand() -> None:
    assert [n for n in range(20_001) if hearing.number(saying.say_number(n)) != n] == []


def test_nothing_beyond_what_is_said() -> None:
    with pytest.raises(ValueError, match="range"):
        saying.say_number(saying.MOST)


@given(st.decimals(0, 99_999_999, places=4))
def test_any_decimal(number: Decimal) -> None:
    assert hearing.number(saying.say_decimal(number)) == number


@given(st.integers(0, 10**12))
def test_any_amount(fen: int) -> None:
    assert hearing.amount(saying.say_amount(Decimal(fen) / 100)) == Decimal(fen) / 100


@given(st.decimals(0, 100, places=2))
def test_any_percentage(share: Decimal) -> None:
    assert hearing.percent(saying.say_percent(share)) == share


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_any_day(day: date) -> None:
    assert hearing.day(saying.say_date(day), TODAY) == day
    assert hearing.day(saying.say_date(day).replace("日", "号").replace("零", "〇"), TODAY) == day


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 4000))
def test_any_span(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    assert hearing.span(f"从{saying.say_date(start)}到{saying.say_date(end)}", TODAY) == (start, end)


@given(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True))
def test_any_identity_number(number: str) -> None:
    assert hearing.identity_number(saying.say_digits(number, "幺")) == number


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_any_mobile(number: str) -> None:
    said = saying.say_digits(number, "幺")
    assert hearing.telephone(f"{said[:3]} {said[3:7]} {said[7:]}") == number


@given(st.text(max_size=12))
def test_anything_is_heard_without_a_fault(words: str) -> None:
    for hear in KINDS.values():
        hear(words)


@given(st.text(alphabet="零一二两三四五六七八九十百千万亿点半块毛角分元年月日号个到从〇 ", max_size=14))
def test_any_mixture_of_numerals_is_heard_without_a_fault(words: str) -> None:
    for hear in KINDS.values():
        hear(words)
