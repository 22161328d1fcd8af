"""Rules: typed empty values, functions that never raise, and a defined result where a rule breaks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet.matter import FIELD_TYPES
from legalnet.rules import RuleError, Scope, empty, names_in, to_rule_value
from tests.legalnet.test_answers import JUNK, make

TODAY = date(2026, 11, 23)


def scope(**variables: Any) -> Scope:
    return Scope(variables, TODAY)


def test_functions_of_time_and_rate() -> None:
    assert scope().evaluate("age('2008-11-23')") == 18
    assert scope().evaluate("age('2008-11-24')") == 17
    assert scope().evaluate("age('')") > 100
    assert scope().evaluate("days_between('2026-01-01', '2026-01-31')") == 30
    assert scope().evaluate("add_days('2026-11-20', 5)") == "2026-11-25"
    assert scope().evaluate("add_days('soon', 5)") == ""
    assert scope().evaluate("lpr('2024-03-15')") == pytest.approx(3.45)
    assert scope().evaluate("lpr('2001-01-01')") == 0.0
    assert scope().evaluate("yearly(1.0, '月')") == pytest.approx(12)
    assert scope().evaluate("today") == "2026-11-23"


@given(st.text(), st.integers(-(2**40), 2**40))
def test_functions_never_raise(text: str, number: int) -> None:
    one = scope(t=text, n=number, f=float(number))
    for rule in (
        "age(t) > 0",
        "days_between(t, t) == 0",
        "add_days(t, n) == ''",
        "yearly(f, t) >= 0.0 || true",
    ):
        assert one.evaluate(rule) in (True, False)


@given(st.sampled_from(FIELD_TYPES), JUNK)
def test_any_answer_becomes_a_value_of_its_type(kind: str, value: Any) -> None:
    field = make(kind)
    assert type(to_rule_value(field, value)) is type(empty(field))


@pytest.mark.expect_log("rule without a result")
@pytest.mark.parametrize("rule", ["missing > 1", "1 + 'a' == 2", "m.key.deep", "l[7] == 1", "1 +"])
def test_a_rule_that_breaks_has_a_defined_result(rule: str) -> None:
    one = scope(m={}, l=[])
    with pytest.raises(RuleError):
        one.evaluate(rule)
    assert one.true(rule, otherwise=True) is True
    assert one.true(rule, otherwise=False) is False


@pytest.mark.expect_log("rule without a result")
def test_a_rule_that_breaks_tells_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    scope(name="王某某").true("name > 3", otherwise=True)
    assert "王某某" not in caplog.text


def test_a_value_that_is_no_condition_counts_as_undecided() -> None:
    assert scope(a="x").true("a", otherwise=True) is True
    assert scope().true(True, otherwise=False) is True


def test_names_in_a_rule() -> None:
    assert names_in("claims.g_claim && p.exists(x, x.kind == 'a') && given.b") == {"claims", "p", "given"}
