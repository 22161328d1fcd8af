"""Every template that a matter may name renders with no answers and with all of them, in the official order."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from kiosk.documents.compose import paper_of, shared_typesetter
from kiosk.documents.forms import LayoutError, layout_for, load, templates
from kiosk.documents.typesetter import TypesetPaper
from legalnet.matter import Document, Matter, Text
from tests.kiosk.documents.samples import Everything, context, matter, signature

NAMES = [
    "complaint", "answer", "counterclaim", "payment_order_application", "preservation_application",
    "protection_order_application", "fee_relief_application", "administrative_complaint", "appeal",
    "reconsideration_application", "labour_arbitration_application", "arbitration_application",
    "enforcement_application", "enforcement_objection", "enforcement_settlement", "property_report",
    "evidence_index", "service_address", "power_of_attorney", "legal_aid_application",
    "economic_statement", "legal_aid_objection", "mediation_application", "mediation_agreement",
    "mediation_nda", "mediation_record", "settlement_agreement", "confirmation_application",
    "deposit_certificate", "evidence_opinion", "evidence_request", "hearing_undertaking",
    "witness_undertaking", "record_signature", "notary_application", "authorisation_letter",
    "appraisal_commission", "consult_record", "legal_opinion", "booking_slip", "request_slip",
    "feedback_slip", "progress_report", "service_receipt", "health_report", "late_payment_complaint",
    "public_interest_report", "procuratorate_request", "notice", "receipt", "application",
]  # fmt: skip

LETTERS = ("appeal", "reconsideration_application", "arbitration_application", "confirmation_application")

FIXED = {
    "evidence_index", "service_address", "power_of_attorney", "hearing_undertaking", "witness_undertaking",
    "mediation_nda", "notice", "receipt", "economic_statement", "health_report",
}  # fmt: skip
"""Papers that say a part of the answers only."""

SLIPS = {
    "consult_record", "legal_opinion", "booking_slip", "request_slip", "feedback_slip", "mediation_record",
    "progress_report", "deposit_certificate",
}  # fmt: skip
"""Papers to take along: the case, without the sides."""


def squeezed(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())


def words_of(made: TypesetPaper) -> str:
    """What a PDF reader finds."""
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(made.pdf)).pages))


def strange(code: str = "TJ-01") -> Matter:
    """A matter whose code has no layout of its own."""
    return matter(code).model_copy(update={"code": "XX-01"})


def made(template: str, answers: dict[str, Any], title: str = "某某申请书") -> TypesetPaper:
    """The template's paper for that matter, on pages."""
    document = Document(id="paper", title=Text(zh=title, en="Paper"), template=template, outline=("甲乙丙",))
    paper, _ = paper_of(strange(), document, answers, context(signature()))
    return shared_typesetter().pdf(paper, context().moment)


def test_the_agreed_names_are_the_templates() -> None:
    assert sorted(NAMES) == templates()


@pytest.mark.parametrize("name", NAMES)
def test_shortest_and_longest_answers(name: str) -> None:
    short = made(name, {})
    assert short.pages >= 1
    full = Everything(strange())
    long = made(name, full.answers)
    words, said = words_of(long), squeezed("".join(long.text))
    title = load(name) or {}
    assert str(title.get("title", "某某申请书")) in words
    for part in ("{", "}", "None", "**"):
        assert part not in words
    assert not long.text[-1].lstrip().startswith(("此致", "日期"))
    if name not in FIXED:
        left_out = {"delivery", "online"} | ({"applicant", "agent", "other"} if name in SLIPS else set())
        wanted = {p: squeezed(w) for p, w in full.expected.items() if p.split(".")[0] not in left_out}
        assert [path for path, one in wanted.items() if one not in words] == []
        assert [path for path, one in wanted.items() if one not in said and path.startswith("dispute")] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_date_stands_under_what_is_signed(name: str) -> None:
    layout = load(name)
    assert layout is not None
    if any("sign" in block for block in layout["blocks"]):
        words = words_of(made(name, {}))
        assert "2026年11月23日" in words


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_begins_with_the_sides_and_ends_with_addressee_signature_and_copies(name: str) -> None:
    words = words_of(made(name, Everything(strange()).answers))
    copies = [] if name == "confirmation_application" else ["副本1份"]
    parts = ["申请人：", "对方：", "调解请求", "此致", "（签字、盖章）", "日期：", "附：", *copies]
    places = [words.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["application", "appeal"])
def test_a_signature_never_stands_alone_whatever_the_length(name: str) -> None:
    """The story grows by a line each time, so that the end of the paper wanders over the foot of the page."""
    crossed = set()
    for lines in range(2, 60, 5):
        paper = made(
            name, {"dispute": {"story": "\n".join("事" * 30 for _ in range(lines)), "happened": "昨天"}}
        )
        crossed.add(paper.pages)
        on = next(page for page in paper.text if "日期" in page)
        assert not on.lstrip().startswith(("此致", "日期", "申请人（"))
    assert len(crossed) > 1


def test_several_who_sign_each_have_a_place_and_only_the_resident_has_signed() -> None:
    words = words_of(made("settlement_agreement", Everything(strange()).answers))
    assert "申请人（签字、盖章）：" in words
    assert "对方（签字、盖章）：" in words
    assert words.count("日期：2026年11月23日") == 1
    assert "日期：年月日" in words


def test_an_unknown_template_is_named() -> None:
    document = Document(id="x", title=Text(zh="甲", en="A"), template="no_such")
    with pytest.raises(LayoutError, match="no_such"):
        layout_for("XX-01", document)
