"""The composed documents hold every answer, as text and in every length, and nothing else."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from kiosk.documents.compose import ComposedDocument, compose, compose_signed, shared_typesetter
from kiosk.documents.forms import LAYOUTS
from kiosk.documents.layout import PLACEHOLDER
from kiosk.documents.typesetter import Typesetter, TypesettingError, spelt
from kiosk.tour.answers import load_answers
from legalnet.handwriting import SignatureRefused
from tests.kiosk.documents.samples import (
    ADDRESS,
    ID_NUMBER,
    PHONE,
    TODAY,
    Everything,
    context,
    loan_answers,
    matter,
    signature,
)

CODES = ["SS-LA-01", "TJ-01", "SQ-01"]


def squeezed(text: str) -> str:
    """Text without white space: a wrapped value is still the value."""
    return "".join(text.split())


def words_of(document: ComposedDocument) -> str:
    """All words that a PDF reader finds in the document."""
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(document.pdf)).pages))


def by_id(documents: list[ComposedDocument], name: str) -> ComposedDocument:
    """The document of that id."""
    return next(one for one in documents if one.id == name)


def complaint_of(answers: dict[str, Any], **where: Any) -> ComposedDocument:
    """The complaint alone."""
    loan_matter = matter("SS-LA-01")
    alone = tuple(one for one in loan_matter.documents if one.id == "complaint")
    (made,) = compose(loan_matter.model_copy(update={"documents": alone}), answers, context(**where))
    return made


def loan(**changes: Any) -> dict[str, Any]:
    """The loan's answers with changed facts."""
    answers = loan_answers()
    answers["facts"] |= changes
    return answers


def test_complaint_has_the_official_parts_in_their_order() -> None:
    complaint = complaint_of(loan_answers())
    words = words_of(complaint)
    parts = [
        "民事起诉状", "（民间借贷纠纷）", "提起虚假诉讼的，依法承担法律责任", "当事人信息",
        "诉讼请求", "1.本金", "8.标的总额", "约定管辖和诉前保全", "事实与理由", "18.证据清单",
        "对纠纷解决方式的意愿", "此致", "江临区人民法院", "具状人（签字、盖章）", "日期：2026年11月23日",
    ]  # fmt: skip
    places = [words.index(part) for part in parts]
    assert places == sorted(places)
    assert f"第1页共{complaint.pages}页" in words
    assert "人民币肆万壹仟肆佰贰拾叁元伍角陆分" in words
    assert "☑女" in words
    assert "☐男" in words


@pytest.mark.parametrize("variant", [0, 1])
@pytest.mark.parametrize("code", CODES)
def test_no_answer_is_lost_on_the_way_to_paper(code: str, variant: int) -> None:
    full = Everything(matter(code), variant)
    found = "".join(words_of(one) for one in compose(matter(code), full.answers, context()))
    online = {"online"}  # consent to stages goes to the province as data, not on paper
    boxes = {"wish.know_benefits"}  # five benefits with a box each: test_official
    lost = [
        path
        for path, words in full.expected.items()
        if squeezed(words) not in found and path.split(".")[0] not in online and path not in boxes
    ]
    assert lost == []


@pytest.mark.parametrize("code", CODES)
def test_each_document_of_the_filing_has_a_layout(code: str) -> None:
    documents = compose(matter(code), {}, context())
    wanted = [one.id for one in matter(code).documents if one.stage == "filing" and one.when is None]
    assert [one.id for one in documents] == wanted
    assert all(one.pages >= 1 and len(one.text) == one.pages for one in documents)


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*-*.yaml")), ids=lambda path: path.stem)
def test_layouts_name_only_questions_that_exist(path: Path) -> None:
    code = path.stem.split(".")[0]
    known = {f"{section.id}.{one.key}" for section in matter(code).sections for one in section.all_fields()}
    keys = {one.split(".")[1] for one in known}
    for name, _, _ in PLACEHOLDER.findall(path.read_text(encoding="utf-8")):
        if not name.startswith(("@", "record.")):  # what the province adds is no question of the matter
            assert name in known or (name.startswith(".") and name[1:] in keys), name


HOSTILE = [
    '#read("/etc/passwd")',
    "#panic() $x$ *b* _i_ `c` <label> @ref \\ // /* */ = - + [a](b)",
    "{claims.principal} {@court} **粗** {x:ticks}",
    '"] } ) , "k": "sheet"',
    "𠮷𡃁䶮㐂",
    "A" * 300,
    "9" * 120,
    "一\n二\r\n三\n\n\n四",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_words(text: str) -> None:
    complaint = complaint_of(loan(facts_full=text))
    assert squeezed(text) in words_of(complaint)
    assert squeezed(text) in squeezed("".join(complaint.text))
    assert "root:" not in words_of(complaint)


def test_a_character_without_a_glyph_is_spelt_out_and_not_dropped() -> None:
    complaint = complaint_of(loan(facts_full="名😀字\ue000"))
    assert "名〔U+1F600〕字〔U+E000〕" in words_of(complaint)
    assert f"名{spelt('😀')}字" in "".join(complaint.text)


def test_characters_that_turn_the_reading_direction_are_left_out() -> None:
    complaint = by_id(
        compose(matter("SS-LA-01"), loan(facts_full="欠\u202e00005\u202c元\x00\u200b整"), context()),
        "complaint",
    )
    assert "欠00005元整" in words_of(complaint)


def test_two_thousand_characters_wrap_inside_the_page() -> None:
    complaint = complaint_of(loan(facts_full="字" * 2000))
    assert words_of(complaint).count("字" * 100) >= 10
    assert sum(page.count("字") for page in map(str, complaint.text)) >= 2000
    assert complaint.pages > complaint_of(loan_answers()).pages


def test_same_answers_same_bytes() -> None:
    first = compose(matter("SS-LA-01"), loan_answers(), context())
    again = compose(matter("SS-LA-01"), loan_answers(), context(), typesetter=Typesetter())
    assert [one.sha256 for one in first] == [one.sha256 for one in again]
    later = dataclasses.replace(context(), today=context().today.replace(day=24))
    assert [one.sha256 for one in compose(matter("SS-LA-01"), loan_answers(), later)] != [
        one.sha256 for one in first
    ]


def test_masked_pages_hold_no_full_number() -> None:
    answers = loan(
        facts_full=f"身份证{ID_NUMBER}，电话{PHONE}，卡号6222021234567890123，邮箱zhang@example.com"
    )
    documents = compose(matter("SS-LA-01"), answers, context(), masked=True)
    for words in [
        "".join(words_of(one) for one in documents),
        "".join("".join(one.text) for one in documents),
    ]:
        for secret in (ID_NUMBER, PHONE, "13987654321", "6222021234567890123", "zhang@", "501室", "3月12日"):
            assert secret not in words
        assert "3301**********002X" in words
        assert "138****5678" in words
    full = "".join(words_of(one) for one in compose(matter("SS-LA-01"), answers, context()))
    assert all(secret in full for secret in (ID_NUMBER, PHONE, ADDRESS))


def test_masked_and_full_pages_break_alike() -> None:
    for variant in (0, 1):
        answers = Everything(matter("SS-LA-01"), variant).answers
        full = compose(matter("SS-LA-01"), answers, context())
        covered = compose(matter("SS-LA-01"), answers, context(), masked=True)
        assert [one.pages for one in full] == [one.pages for one in covered]


def test_signing_needs_a_signature() -> None:
    with pytest.raises(SignatureRefused) as refused:
        compose_signed(matter("SS-LA-01"), loan_answers(), context())
    assert refused.value.code == "missing"


def test_signature_is_placed_where_it_belongs_and_changes_the_digest() -> None:
    plain = compose(matter("SS-LA-01"), loan_answers(), context())
    signed = compose_signed(matter("SS-LA-01"), loan_answers(), context(signature()))
    assert {one.id for one in signed if one.signed} == {"complaint", "addr"}
    assert {one.id for one in signed if one.to_sign} == {"complaint", "addr"}
    for before, after in zip(plain, signed, strict=True):
        assert (before.sha256 != after.sha256) == after.to_sign
        assert before.pages == after.pages


def test_fonts_are_embedded_and_the_pdf_is_tagged() -> None:
    complaint = complaint_of(loan_answers())
    reader = PdfReader(io.BytesIO(complaint.pdf))
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            names.add(str(inner["/BaseFont"]))
            descriptor = inner["/FontDescriptor"].get_object()
            assert "/FontFile3" in descriptor or "/FontFile2" in descriptor
    assert any("NotoSerifCJK" in name for name in names)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean object
    assert str(root["/Lang"]).lower().startswith("zh")


def test_missing_fonts_are_named(tmp_path: Path) -> None:
    with pytest.raises(TypesettingError, match="fonts-noto-cjk"):
        Typesetter(tmp_path)


def test_receipt_code_stands_on_each_page() -> None:
    complaint = complaint_of(loan_answers(), code="K74P29")
    for page in PdfReader(io.BytesIO(complaint.pdf)).pages:
        assert "K7 4P 29" in page.extract_text()


def test_text_twin_says_only_what_was_chosen() -> None:
    text = "\n".join(complaint_of(loan_answers()).text)
    assert "委托诉讼代理人：无" in text
    assert "是否主张夫妻共同债务：未选" in text
    assert "☐" not in text


def test_nothing_personal_in_reprs() -> None:
    documents = compose(matter("SS-LA-01"), loan_answers(), context(signature()))
    assert "张秀英" not in repr(documents)
    assert "张秀英" not in repr(context(signature()))
    assert shared_typesetter() is shared_typesetter()


def test_the_first_paper_ends_with_how_its_amounts_were_reckoned() -> None:
    answers = loan_answers()
    del answers["claims"]["interest"], answers["claims"]["interest_calc"]
    answers["claims"] |= {"interest_auto": True, "total": "41423.56"}
    made = compose(matter("SS-LA-01"), answers, context())
    complaint = words_of(by_id(made, "complaint"))
    assert complaint.count("附：计算说明") == 1
    annex = complaint.partition("附：计算说明")[2]
    assert "标的总额：" in annex
    assert "41,423.56" in annex
    assert "费用（预计）：" in annex
    assert "诉讼费用交纳办法" in annex
    assert "供核对" in annex
    assert all("计算说明" not in words_of(one) for one in made if one.id != "complaint")


def test_a_matter_without_amounts_has_no_reckonings() -> None:
    made = compose(matter("SQ-01"), load_answers("SQ-01", TODAY), context())
    assert all("计算说明" not in words_of(one) for one in made)


@pytest.mark.parametrize(
    ("acting_for", "words"),
    [
        ("受委托替别人办", "张秀英（委托代理人王律代签）"),
        ("作为监护人替别人办", "张秀英（法定代理人王律代签）"),
        ("为自己办", ""),
    ],
)
def test_a_paper_says_in_whose_place_it_is_signed(acting_for: str, words: str) -> None:
    answers = loan_answers()
    answers["agent"] = {
        "acting_for": acting_for,
        "has_agent": True,
        "a_name": "王律",
        "authority": "一般授权",
    }
    made = compose(matter("SS-LA-01"), answers, dataclasses.replace(context(), applicant="王律"))
    complaint = words_of(by_id(made, "complaint"))
    assert words in complaint.partition("具状人（签字、盖章）：")[2]
    assert acting_for not in complaint
    assert ("代签" in complaint) == bool(words)
    assert ("poa" in {one.id for one in made}) == (acting_for != "受委托替别人办")
    assert ("王律" if not words else "张秀英") in words_of(by_id(made, "evidence_index"))
