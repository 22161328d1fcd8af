"""Receipts say what the state allows and no more; codes are easy to read out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet.deadlines import Calendar
from legalnet.receipts import ALPHABET, format_code, new_code, next_dates, parse_code, words
from legalnet.submission import ReceiptState
from tests.legalnet.builders import matter


def test_saved_promises_nothing_that_is_not_so() -> None:
    saved = words(ReceiptState.SAVED, "zh")
    assert "尚未送达" in saved
    assert "受理" not in saved
    assert "not yet delivered" in words(ReceiptState.SAVED, "en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_state_has_its_own_words(language: str) -> None:
    assert len({words(state, language) for state in ReceiptState}) == len(ReceiptState)


@given(st.binary(min_size=16, max_size=40))
def test_codes_have_six_signs_that_are_not_mistaken(random_bytes: bytes) -> None:
    code = new_code(random_bytes)
    assert len(code) == 6
    assert not set(code) & set("0O1IL")
    assert parse_code(format_code(code).lower()) == code


def test_codes_spread_over_the_alphabet() -> None:
    codes = {new_code(number.to_bytes(16, "big")) for number in range(0, 2**20, 997)}
    assert len(codes) == len(range(0, 2**20, 997))
    assert {sign for code in codes for sign in code[:2]} == set(ALPHABET)


def test_code_forms() -> None:
    assert format_code("K74P29") == "K7 4P 29"
    assert parse_code("k7-4p 29") == "K74P29"
    assert parse_code("K7 4P 2O") is None
    assert parse_code("K74P2") is None
    with pytest.raises(ValueError, match="16 random bytes"):
        new_code(b"short")


def test_only_dates_that_run_from_delivery_are_named() -> None:
    dates = next_dates(matter("SS-LA-01"), date(2026, 11, 23))
    assert [(one.what, one.date) for one in dates if one.date] == [("法院答复是否立案", "2026-11-30")]
    assert dates[0].basis.startswith("民诉法126")


def test_working_days_and_a_missing_calendar() -> None:
    dates = next_dates(matter("SQ-01"), date(2026, 11, 23), "en", Calendar())
    assert [one.date for one in dates] == ["2026-11-24", "2026-11-30", "2026-12-14", None]
    assert [one.calendar_unverified for one in dates] == [True, True, True, False]
