"""Check digits and number forms, and that one wrong character never passes where the standard promises it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet import checks
from legalnet.catalogue import load_catalogue
from legalnet.evidence.codes import format_code, with_check
from legalnet.interview import Interview

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("number", ["11010519491231002X", "440308199901101512"])
def test_right_identity_numbers_pass(number: str) -> None:
    assert checks.id18(number)


@pytest.mark.parametrize(
    "number",
    ["110105194912310021", "11010519490231002X", "1101051949123100", "11010519491231002x", "", "0" * 18],
)
def test_wrong_identity_numbers_do_not(number: str) -> None:
    assert not checks.id18(number)


@given(st.integers(0, 16), st.sampled_from("0123456789"))
def test_every_single_wrong_digit_of_an_identity_number_is_found(place: int, digit: str) -> None:
    right = "440308199901101512"
    wrong = right[:place] + digit + right[place + 1 :]
    assert checks.id18(wrong) == (wrong == right)


def test_birth_is_read_from_the_number() -> None:
    assert checks.id_birth("11010519491231002X") == date(1949, 12, 31)
    assert checks.id_birth("x" * 18) is None


@pytest.mark.parametrize("code", ["91350100M000100Y43", "911100001000000206"])
def test_credit_codes_are_checked_by_their_last_character(code: str) -> None:
    # the check character is found by trying, so that the test does not repeat the algorithm's result by hand
    good = [code[:17] + char for char in "0123456789ABCDEFGHJKLMNPQRTUWXY" if checks.uscc18(code[:17] + char)]
    assert len(good) == 1


def test_known_credit_codes() -> None:
    assert checks.uscc18("91350100M000100Y43")
    assert not checks.uscc18("91350100M000100Y44")
    assert not checks.uscc18("91350100M000100I43")


@pytest.mark.parametrize("number", ["13800005678", "19912345678", "+85291234567", "+14155552671"])
def test_mobile_numbers_pass(number: str) -> None:
    assert checks.mobile(number)


@pytest.mark.parametrize("number", ["12800005678", "1380000567", "138000056789", "+8613800005678", "12345"])
def test_other_numbers_are_no_mobile_numbers(number: str) -> None:
    assert not checks.mobile(number)


def test_a_landline_is_a_phone_but_no_mobile() -> None:
    assert checks.phone("020-12345678")
    assert not checks.mobile("020-12345678")


@pytest.mark.parametrize(
    "number", ["（2026）某0199民初1234号", "(2025)京01民终88号", "（2024）最高法民申12号之一"]
)
def test_case_numbers_pass(number: str) -> None:
    assert checks.case_no(number)


@pytest.mark.parametrize("number", ["2026民初1号", "（26）某01民初1号", "（2026）某0199民初号"])
def test_other_texts_are_no_case_numbers(number: str) -> None:
    assert not checks.case_no(number)


def test_dates_and_periods() -> None:
    assert checks.past("2026-11-23", TODAY)
    assert not checks.past("2026-11-24", TODAY)
    assert not checks.past("not a day", TODAY)
    assert checks.order({"start": "2026-01-01", "end": "2026-01-01"})
    assert not checks.order({"start": "2026-01-02", "end": "2026-01-01"})
    assert checks.order({"start": "2026-01-02"})


def test_cards_and_mail() -> None:
    assert sum(checks.bank_card(f"622202000000000000{digit}") for digit in range(10)) == 1
    assert checks.email("a@b.cn")
    assert not checks.email("a@b")


@given(st.one_of(st.text(), st.none(), st.integers(), st.booleans(), st.dictionaries(st.text(), st.text())))
def test_no_rule_raises_whatever_it_is_given(value: object) -> None:
    for rule in checks.RULES.values():
        assert rule.holds(value, TODAY) in (True, False)


def test_messages_are_polite_and_bilingual() -> None:
    for name, rule in checks.RULES.items():
        assert not any(word in rule.message.zh for word in ("非法", "失败", "错误")), name


@pytest.mark.parametrize(("amount", "above"), [("0.01", True), ("0.00", False), ("", False), ("甲", False)])
def test_an_amount_above_zero(amount: str, above: bool) -> None:
    assert checks.positive(amount) is above


@pytest.mark.parametrize(("code", "right"), [(3, True), (4, False)])
def test_a_deposit_code_is_checked_where_it_is_typed(code: int, right: bool) -> None:
    """The definition of fetching evidence asks for the check digits: a wrong digit is told before anything is asked."""
    typed = with_check("330120261008001234")
    typed = typed if right else typed[:7] + str((int(typed[7]) + code) % 10) + typed[8:]
    matter = load_catalogue().get("ZJ-DZ")
    assert matter is not None
    one = Interview(matter, {}, today=date(2026, 11, 30))
    one.answer("fetch.code", format_code(typed))
    told = [problem.path for problem in one.problems() if problem.path == "fetch.code"]
    assert told == ([] if right else ["fetch.code"])
