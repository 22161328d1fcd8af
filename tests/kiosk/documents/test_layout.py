"""Layouts follow the answers, and a matter without a layout of its own gets one row a question."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.documents.compose import papers
from kiosk.documents.layout import Filler, LayoutError
from kiosk.documents.paper import Line, Row, Sheet, draw
from kiosk.documents.values import FormAnswers
from tests.kiosk.documents.samples import Everything, context, loan_answers, matter


def filler(answers: dict[str, Any]) -> Filler:
    """A filler for the loan matter."""
    return Filler(FormAnswers(matter("SS-LA-01"), answers), {"court": "江临区人民法院"})


def rows(answers: dict[str, Any], *parts: dict[str, Any]) -> list[str]:
    """What the twin says of the rows that a layout makes."""
    paper = filler(answers).paper({"title": "试", "blocks": [{"sheet": list(parts)}]})
    return [said for said in draw(paper).spoken if said]


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        ("claims.to_actual", True),
        ("!claims.to_actual", False),
        ("claims.enforce_cost", False),
        ("!claims.enforce_cost", True),
        ("claims.accel=否", True),
        ("claims.accel=解除合同", False),
        ("!claims.accel=解除合同", True),
        ("claims.nothing", False),
        ("nothing.at_all", False),
        ("facts.repaid_principal", True),
    ],
)
def test_rows_follow_the_answers(condition: str, shown: bool) -> None:
    assert rows(loan_answers(), {"when": condition, "lines": ["在"]}) == (["在"] if shown else [])


def test_zero_is_an_answer() -> None:
    assert rows({"facts": {"repaid_interest": "0"}}, {"when": "facts.repaid_interest", "lines": ["有"]}) == [
        "有"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{claims.principal}", "40,000.00"),
        ("{claims.principal:capital}", "人民币肆万元整"),
        ("{claims.other}", "／"),
        ("{claims.other|无}", "无"),
        ("{claims.other:capital}", "／"),
        ("{claims.accel:ticks}", "否"),
        ("{claims.to_actual:yesno}", "是"),
        ("{clause.has_clause:has}", "无"),
        ("{facts.spouse:yesno}", "未选"),
        ("{facts.term}", "2024年3月15日至2025年9月15日"),
        ("{facts.evidence:names|没有}", "没有"),
        ("{@court}", "江临区人民法院"),
        ("**粗**细", "粗细"),
    ],
)
def test_placeholders(text: str, said: str) -> None:
    assert "".join(rows(loan_answers(), {"lines": [text]}).pop().split()) == said


def test_each_entry_of_a_repeated_section_has_its_rows() -> None:
    answers = loan_answers()
    answers["defendant"].append({"party": "org", "name": "某公司"})
    part = {
        "each": "defendant",
        "rows": [{"when": ".party=org", "lines": ["单位{.name}"]}, {"lines": ["{.name}"]}],
    }
    assert rows(answers, part) == ["李建国", "单位某公司", "某公司"]


def test_what_no_row_used_comes_at_the_end() -> None:
    said = rows(
        {"clause": {"has_clause": True, "clause_text": "由某地法院管辖"}},
        {"lines": ["{clause.has_clause:has}"]},
        {"rest": ["clause"]},
    )
    assert said[0] == "有"
    assert said[1] == "其他填写内容"
    assert said[2].endswith("由某地法院管辖")


def test_an_unknown_option_is_printed_and_ticked() -> None:
    assert rows({"claims": {"accel": "另外的"}}, {"lines": ["{claims.accel:ticks}"]})[0].endswith("另外的")


def test_a_matter_without_its_own_layout_gets_one_row_a_question() -> None:
    other = matter("SS-LA-01").model_copy(update={"code": "SS-LA-99"})
    full = Everything(other)
    (complaint,) = [
        paper for document, paper, _ in papers(other, full.answers, context()) if document.id == "complaint"
    ]
    said = "".join("".join(draw(complaint).spoken).split())
    left_out = {"delivery", "online"}
    boxes = {"wish.know_benefits"}  # a box each: test_official
    lost = [
        path
        for path, words in full.expected.items()
        if path.split(".")[0] not in left_out and words not in said and path not in boxes
    ]
    assert lost == []
    assert "送达地址" not in said


def test_a_faulty_layout_is_named() -> None:
    with pytest.raises(LayoutError, match="wrong"):
        filler({}).paper({"title": "试", "blocks": [{"wrong": 1}]})


def test_label_is_said_before_its_first_line_only() -> None:
    row = Row("row", (Line.of("甲"), Line.of("乙")), "标\n签")
    paper = filler({}).paper({"title": "试", "blocks": []})
    spoken = draw(type(paper)("试", "", (Sheet((row,)),))).spoken
    assert spoken == ("标签：甲", "乙")
