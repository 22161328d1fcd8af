"""Whatever is answered, in whatever order: nothing raises, nothing typed is lost, both ends agree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalnet.interview import Interview, UnknownPath, validate
from legalnet.matter import Field, Matter
from tests.legalnet.builders import FACTS, TODAY, interview, matter
from tests.legalnet.test_answers import JUNK

CODES = ["SS-LA-01", "TJ-01", "SQ-01"]
WORDS = st.text("张秀英借条 abc…🙂\n{}[]#", max_size=30)
PLAUSIBLE: dict[str, st.SearchStrategy[Any]] = {
    "bool": st.booleans(),
    "money": st.decimals(0, 10**6, places=2).map(str),
    "percent": st.decimals(0, 40, places=2).map(str),
    "int": st.integers(0, 99),
    "date": st.dates().map(str),
    "period": st.fixed_dictionaries({"start": st.dates().map(str), "end": st.dates().map(str)}),
    "item_list": st.lists(WORDS, max_size=3),
    "mobile": st.sampled_from(["13800005678", "139", "+85291234567"]),
    "id_no": st.sampled_from(["11010519491231002X", "110105194912310021"]),
}


def value_for(field: Field) -> st.SearchStrategy[Any]:
    """Something a resident might give, sometimes something nobody would."""
    options = [option.value for option in field.options]
    if field.type == "enum" and options:
        likely: st.SearchStrategy[Any] = st.sampled_from(options)
    elif field.type == "multi" and options:
        likely = st.lists(st.sampled_from(options), max_size=3)
    elif field.columns:
        keys = [column.key for column in field.columns]
        likely = st.lists(st.dictionaries(st.sampled_from(keys), WORDS, max_size=3), max_size=2)
    else:
        likely = PLAUSIBLE.get(field.type, WORDS)
    return st.one_of(likely, likely, likely, st.none(), JUNK)


def fields_of(definition: Matter) -> dict[str, Field]:
    """Every path of the first entries of all variants, with its field."""
    found = {}
    for section in definition.sections:
        middle = ".0" if section.repeat is not None else ""
        found |= {f"{section.id}{middle}.{field.key}": field for field in section.all_fields()}
    return found


@st.composite
def answering(draw: st.DrawFn, code: str) -> list[tuple[str, Any]]:
    """A way of answering: paths in any order with values."""
    fields = fields_of(matter(code))
    paths = draw(st.lists(st.sampled_from(sorted(fields)), max_size=14))
    return [(path, draw(value_for(fields[path]))) for path in paths]


def give(one: Interview, steps: list[tuple[str, Any]]) -> None:
    """Answers each; a path that is not there in this shape is refused and changes nothing."""
    for path, value in steps:
        try:
            one.answer(path, value)
        except UnknownPath:
            assert path.split(".")[0] in ("plaintiff", "defendant", "applicant", "other")


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=15)
@given(data=st.data())
def test_any_answers_give_pages_problems_and_a_fee(code: str, data: st.DataObject) -> None:
    one = interview(code, {} if data.draw(st.booleans()) else None)
    give(one, data.draw(answering(code)))
    pages, problems = one.pages(), one.problems()
    assert all(page.fields for page in pages)
    assert all(problem.message and problem.page in {page.id for page in pages} for problem in problems)
    assert one.fee() is None or one.matter.fees.rule != "none"
    assert set(one.required_materials()) <= {material.id for material in one.matter.materials}


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=15)
@given(data=st.data())
def test_what_is_fine_here_is_fine_there_and_stays_fine(code: str, data: st.DataObject) -> None:
    one = interview(code)
    give(one, data.draw(answering(code)))
    clean = one.clean_answers()
    errors = [problem for problem in one.problems() if problem.level == "error"]
    found = validate(one.matter, clean, TODAY)
    if not errors:
        assert found == []
    again = Interview(one.matter, clean, {}, today=TODAY, prefill=False)
    assert again.clean_answers() == clean


@settings(max_examples=8)
@given(data=st.data())
def test_going_back_and_forth_keeps_every_answer(data: st.DataObject) -> None:
    one = interview("SS-LA-01")
    before = one.clean_answers()
    for path in data.draw(
        st.lists(st.sampled_from(["facts.rate_agreed", "claims.g_claim", "delivery.e_ok"]), max_size=3)
    ):
        flipped = not one.field(path).value
        one.answer(path, flipped)
        one.pages()
        one.answer(path, not flipped)
    assert one.clean_answers() == before


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["w", "claims", "plaintiff", "x"]), JUNK, max_size=4))
def test_the_province_survives_any_answers(answers: dict[str, Any]) -> None:
    for code in ("SS-LA-01", "SQ-01"):
        assert validate(matter(code), answers, TODAY)
        Interview(matter(code), answers, FACTS, today=TODAY).pages()
