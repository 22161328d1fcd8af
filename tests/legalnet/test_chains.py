"""Chains: answers go along into the next matter where they fit, and nowhere else."""

from __future__ import annotations

from typing import Any

from legalnet.chains import carried, fill
from legalnet.interview import Interview
from legalnet.matter import Chain, Text
from tests.legalnet.builders import FACTS, TODAY, interview, matter


def follow(carry: dict[str, str], answers: dict[str, Any], code: str = "TJ-01") -> Interview:
    """A fresh interview of `code` with what was carried into it."""
    chain = Chain(to=code, label=Text(zh="接着办", en="Next"), carry=carry)
    fresh = Interview(matter(code), {}, FACTS, today=TODAY)
    fill(fresh, carried(chain, answers, {"number": "(2026)0001", "code": "K74P29"}))
    return fresh


def test_a_section_goes_along_with_every_person_in_it() -> None:
    suit = interview("SS-LA-01")
    index = suit.add_entry("defendant")
    suit.answer(f"defendant.{index}.party", "org")
    suit.answer(f"defendant.{index}.name", "江临区木桥装修有限公司")
    names = [row.get("name") for row in suit.clean_answers()["defendant"]]
    after = follow({"defendant": "defendant"}, suit.clean_answers(), "SS-LA-01").clean_answers()
    assert [row.get("name") for row in after["defendant"]] == names
    assert [row["party"] for row in after["defendant"]] == ["natural", "org"]


def test_single_answers_lists_of_names_the_receipt_and_fixed_words() -> None:
    answers = {"plaintiff": [{"name": "甲"}, {"name": "乙"}], "claims": {"principal": "50000"}}
    carry = {
        "facts.lender": "plaintiff.*.name",
        "facts.borrower": "plaintiff.1.name",
        "facts.basis_contract": "=第三条",
        "facts.contract": "receipt.number",
        "facts.lent_actual": "claims.principal",
    }
    after = follow(carry, answers, "SS-LA-01")
    values = {path: after.field(path).value for path in carry}
    assert values == {
        "facts.lender": "甲、乙",
        "facts.borrower": "乙",
        "facts.basis_contract": "第三条",
        "facts.contract": "(2026)0001",
        "facts.lent_actual": "50000.00",
    }


def test_what_does_not_fit_is_left_out_without_a_complaint() -> None:
    answers = {"plaintiff": [{"name": "甲"}]}
    after = follow(
        {"facts.lent_actual": "plaintiff.0.name", "facts.lender": "plaintiff.7.name"}, answers, "SS-LA-01"
    )
    assert after.field("facts.lent_actual").value is None
    assert after.field("facts.lent_actual").error == ""
    assert not [p for p in after.problems() if p.kind in ("unexpected", "unusable")]
