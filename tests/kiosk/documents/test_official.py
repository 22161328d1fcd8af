"""The element-based complaints: the published number of rows, every question in one of them, and nothing lost."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from kiosk.documents import official
from kiosk.documents.compose import paper_of, shared_typesetter
from kiosk.documents.forms import LayoutError, load
from kiosk.documents.paper import Row, Sheet
from kiosk.documents.roles import FULL, NOT_WORDS, steers
from kiosk.documents.values import FormAnswers
from tests.kiosk.documents.samples import Everything, context, matter, signature
from tests.kiosk.documents.test_templates import squeezed, words_of

COUNTS = {
    "SS-LA-02": (10, 25), "SS-LA-03": (9, 10), "SS-LA-04": (10, 8), "SS-LA-05": (13, 5), "SS-LA-06": (5, 13),
    "SS-LA-07": (8, 19), "SS-LA-08": (7, 16),
}  # fmt: skip
"""Numbered claims and facts of the official forms (法〔2025〕82号)."""


def tables(code: str) -> list[dict[str, Any]]:
    """The numbered tables of a complaint's layout."""
    layout = load(f"{code}.complaint")
    assert layout is not None
    return [row["official"] for row in layout["blocks"][0]["sheet"] if "official" in row]


@pytest.mark.parametrize("code", COUNTS)
def test_the_rows_are_as_many_as_the_official_form_has(code: str) -> None:
    counts = {table["band"]: len(table["rows"]) for table in tables(code)}
    assert (counts["诉讼请求"], counts["事实与理由"]) == COUNTS[code]


@pytest.mark.parametrize("code", COUNTS)
def test_every_question_stands_in_one_row(code: str) -> None:
    listed = [
        key if "." in key else f"{table['section']}.{key}"
        for table in tables(code)
        for row in table["rows"]
        for key in row["keys"]
    ]
    asked = {
        f"{section.id}.{one.key}"
        for section in matter(code).sections
        if section.id in ("claims", "facts", "clause", "preserve", "appraise")
        for one in section.all_fields()
        if not steers(one.key) and one.key not in FULL and one.type not in NOT_WORDS
    }
    assert (sorted(listed), len(set(listed))) == (sorted(asked), len(listed))


@pytest.mark.parametrize("code", COUNTS)
def test_no_answer_is_lost_and_the_twin_reads_in_the_same_order(code: str) -> None:
    full = Everything(matter(code))
    document = next(one for one in matter(code).documents if one.id == "complaint")
    paper, _ = paper_of(matter(code), document, full.answers, context(signature()))
    made = shared_typesetter().pdf(paper, context().moment)
    words, twin = words_of(made), squeezed("".join(made.text))
    parts = ["当事人信息", "诉讼请求", "诉前保全", "事实与理由", "证据清单", "对纠纷解决方式的意愿",
             "此致", "具状人", "2026年11月23日"]  # fmt: skip
    for text in (words, twin):
        places = [text.rindex(part) for part in parts]
        assert places == sorted(places)
    wanted = {
        path: squeezed(said)
        for path, said in full.expected.items()
        if path.split(".")[0] in ("claims", "facts")
    }
    assert [path for path, said in wanted.items() if said not in words] == []
    assert "{" not in words


@pytest.mark.parametrize("code", COUNTS)
def test_an_empty_form_has_every_row(code: str) -> None:
    document = next(one for one in matter(code).documents if one.id == "complaint")
    paper, _ = paper_of(matter(code), document, {}, context(signature()))
    sheet = next(block for block in paper.blocks if isinstance(block, Sheet))
    numbered = [row for row in sheet.rows if row.label and row.label.split(".")[0].isdigit()]
    assert len(numbered) == sum(len(table["rows"]) for table in tables(code))


def test_each_benefit_of_mediation_is_known_or_not() -> None:
    answers = FormAnswers(matter("SS-LA-02"), {"wish": {"know_benefits": ["保密"], "know_adr": "了解"}})
    rows: list[Row] = list(official.wish_rows(answers))
    benefits = [dataclasses.asdict(line) for line in rows[2].lines]
    assert len(benefits) == 5
    ticked = [[run["tick"] for run in line["runs"] if run["tick"] is not None] for line in benefits]
    assert ticked == [[False, True], [False, True], [False, True], [True, False], [False, True]]
    nothing = next(
        row for row in official.wish_rows(FormAnswers(matter("SS-LA-02"), {})) if "好处" in row.label
    )
    assert not any(run.tick for line in nothing.lines for run in line.runs)


def test_a_row_that_names_no_question_is_refused() -> None:
    part = {"band": "x", "section": "claims", "rows": [{"label": "x", "keys": ["nothing"]}]}
    with pytest.raises(LayoutError, match=r"no question claims\.nothing"):
        list(official.rows(FormAnswers(matter("SS-LA-02"), {}), part))


def test_a_divorce_complaint_carries_no_signature_of_the_screen() -> None:
    from kiosk.documents.compose import PEN, compose_signed

    full = Everything(matter("SS-LA-03"))
    made = {one.id: one for one in compose_signed(matter("SS-LA-03"), full.answers, context(signature()))}
    assert (made["complaint"].to_sign, made["complaint"].on_pad, made["complaint"].signed) == (
        True,
        False,
        False,
    )
    assert made["addr"].signed
    assert squeezed(PEN) in squeezed("".join(made["complaint"].text))
    assert "手写签名" not in "".join(made["complaint"].text)
