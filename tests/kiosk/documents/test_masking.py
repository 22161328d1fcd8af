"""What is covered stays covered, wherever in a resident's words it stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.documents import masking

AROUND = st.text(alphabet="借款了，。 ：\nabX", max_size=20)


@given(AROUND, st.from_regex(r"[1-9]\d{16}[\dX]", fullmatch=True), AROUND)
def test_an_identity_number_in_free_text_is_covered(before: str, number: str, after: str) -> None:
    covered = masking.free_text(f"{before}，{number}，{after}")
    assert number not in covered
    assert number[4:14] not in covered


@given(AROUND, st.from_regex(r"1[3-9]\d{9}", fullmatch=True), AROUND)
def test_a_mobile_number_in_free_text_is_covered(before: str, number: str, after: str) -> None:
    covered = masking.free_text(f"{before}，{number}，{after}")
    assert f"{number[:3]}****{number[-4:]}" in covered
    assert number not in covered


@given(st.text(alphabet="0123456789", min_size=13, max_size=30))
def test_no_long_number_survives(number: str) -> None:
    assert not re.search(r"\d{9,}", masking.free_text(number))


@pytest.mark.parametrize("amount", ["40,000.00元", "1423.56", "2026年11月23日", "共433日", "5000000"])
def test_amounts_and_dates_can_still_be_read(amount: str) -> None:
    assert masking.free_text(amount) == amount


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("江临区桂花里小区3幢2单元501室", "江临区桂花里小区***************"),
        ("桂花里小区", "桂花******"),
        ("3号", "***"),
        ("", ""),
    ],
)
def test_an_address_ends_at_its_first_number(text: str, covered: str) -> None:
    found = masking.address(text)
    assert found.rstrip("*") == covered.rstrip("*")
    assert not re.search(r"\d", found)
    assert found.endswith("*") or not text


@given(st.text(alphabet="0123456789X", max_size=20))
def test_short_numbers_are_covered_whole(text: str) -> None:
    for cover in (masking.identity_number, masking.phone):
        assert len(cover(text)) == len(text)
        assert "*" in cover(text) or len(text) in (0, 7, 8)
