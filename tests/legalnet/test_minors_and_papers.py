"""Who is old enough to act alone, and how the numbers of identity papers are written."""

from __future__ import annotations

from datetime import date

import pytest

from legalnet.checks import RULES
from legalnet.minors import GUARDIAN_FIRST, TOO_YOUNG, age_on, stops
from legalnet.papers import PAPERS, RESIDENT, birth_of, tidy
from tests.legalnet.builders import TODAY, matter

LOAN, ADVICE = matter("SS-LA-01"), matter("ZX-01")


@pytest.mark.parametrize(
    ("birth", "today", "age"),
    [
        (date(2008, 11, 30), date(2026, 11, 29), 17),
        (date(2008, 11, 30), date(2026, 11, 30), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_age_in_whole_years(birth: date, today: date, age: int) -> None:
    assert age_on(birth, today) == age


@pytest.mark.parametrize(
    ("age", "own_income", "loan", "advice"),
    [
        (7, False, TOO_YOUNG, TOO_YOUNG),
        (8, False, GUARDIAN_FIRST, None),
        (13, False, GUARDIAN_FIRST, None),
        (15, True, GUARDIAN_FIRST, None),
        (16, False, GUARDIAN_FIRST, None),
        (16, True, None, None),
        (17, False, GUARDIAN_FIRST, None),
        (18, False, None, None),
        (70, False, None, None),
    ],
)
def test_who_may_do_what_alone(age: int, own_income: bool, loan: object, advice: object) -> None:
    assert stops(LOAN, age, own_income) == loan
    assert stops(ADVICE, age, own_income) == advice


@pytest.mark.parametrize("code", ["ZX-01", "ZX-02", "ZX-03", "SQ-01", "SQ-02", "CX-01", "JC-01", "JC-02"])
def test_advice_help_and_reports_are_open_to_the_young(code: str) -> None:
    assert matter(code).minors == "alone"


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (RESIDENT, ["330105195603120025"], ["330105195603120026", "H12345678", ""]),
        ("港澳居民来往内地通行证", ["H12345678", "M1234567800"], ["A12345678", "H1234567", "h12345678"]),
        ("台湾居民来往大陆通行证", ["12345678", "1234567890B"], ["1234567", "H12345678"]),
        ("港澳台居民居住证", ["810000199001010019"], ["330105195603120025", "810000199001010018"]),
        ("外国人永久居留身份证", ["USA330188062100", "933276198806210011"], ["330105195603120025", "US330188062100"]),
        ("护照", ["E12345678", "EJ1234567", "561234567", "C01X00T47"], ["PASSPORT", "E1", "E1234567890", "护照12345"]),
    ],
)  # fmt: skip
def test_numbers_of_papers(kind: str, good: list[str], bad: list[str]) -> None:
    for number in good:
        assert PAPERS[kind].holds(number), number
    for number in bad:
        assert not PAPERS[kind].holds(number), number


def test_only_numbers_that_hold_a_birth_tell_it() -> None:
    assert birth_of(RESIDENT, "330105195603120025") == date(1956, 3, 12)
    assert birth_of("外国人永久居留身份证", "933276198806210011") == date(1988, 6, 21)
    assert birth_of("外国人永久居留身份证", "USA330188062100") is None
    assert birth_of("护照", "E12345678") is None
    assert birth_of(RESIDENT, "330105195603120026") is None
    assert birth_of("其他", "330105195603120025") is None


def test_numbers_are_stored_without_what_people_add() -> None:
    assert tidy(" h 123-456(78) ") == "H12345678"


def test_the_party_s_number_is_checked_by_its_paper() -> None:
    number = next(f for s in LOAN.sections if s.id == "plaintiff" for f in s.all_fields() if f.key == "id_no")
    rules = {check.rule for check in number.checks}
    assert rules == {
        "id18",
        "residence_permit",
        "hk_macao_permit",
        "taiwan_permit",
        "foreign_resident",
        "passport",
    }
    assert all(
        not RULES[rule].holds("?", TODAY) and not RULES[rule].holds(7, TODAY) for rule in rules if rule
    )
