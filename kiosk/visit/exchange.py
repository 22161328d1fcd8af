"""A case whose sides lay evidence and proposals before each other, as rows for the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kiosk.visit.affairs import day_words, models, weekday_words
from legalnet.exchange import CaseFile, Item, Message, Terms

if TYPE_CHECKING:
    from kiosk.visit.flow import Flow

View = dict[str, Any]
JUDGED = ("accepted", "disputed", "unsure")


def case_row(one: CaseFile) -> View:
    """A line among a resident's affairs."""
    return {
        "kind": "case", "id": one.id, "badge": "", "title": one.title, "detail": one.case_no or one.court,
        "mark": "open", "at": "",
    }  # fmt: skip


def item_row(one: Item, my_side: str) -> View:
    """A piece of evidence: whose, what it is to show, and whether mine to speak about."""
    mine = [opinion for opinion in one.opinions if opinion.side == my_side]
    return {
        "number": one.number, "title": one.title, "kind": one.kind, "purpose": one.purpose, "pages": one.pages,
        "deposit": one.deposit_code or "", "file": one.file, "mine": one.mine or one.side == my_side, "side": one.side,
        "late": one.late, "said": _said(mine[-1]) if mine else None,
        "others": [_said(opinion) for opinion in one.opinions if opinion.side != my_side],
    }  # fmt: skip


def _said(opinion: Any) -> View:
    return {
        "authenticity": opinion.authenticity, "legality": opinion.legality, "relevance": opinion.relevance,
        "reason": opinion.reason, "late": opinion.late,
    }  # fmt: skip


def case_values(case: CaseFile) -> tuple[tuple[str, Any], ...]:
    """What a filing of evidence (ZJ-JZ) can be begun with."""
    part = {"plaintiff": "原告", "defendant": "被告", "third_party": "第三人"}[case.my_side]
    given = (("case.case_no", case.case_no), ("case.court", case.court), ("case.part", part))
    return tuple((path, value) for path, value in given if value)


def message_row(one: Message, flow: Flow) -> View:
    """What one side wrote, and the proposal in it."""
    return {
        "id": one.id, "mine": one.mine, "at": flow.moment_words(one.at), "words": one.words,
        "terms": terms_view(one.terms, flow.language), "proposal": str(one.proposal) if one.proposal else "",
        "until": day_words(one.until, flow.language) if one.until else "", "answer": one.answer or "",
    }  # fmt: skip


def terms_view(terms: Terms | None, language: str) -> View | None:
    """Amount, how many payments, the first day."""
    if terms is None:
        return None
    first = terms.first_due
    return {
        "amount": f"{terms.amount:,.2f}" if terms.amount is not None else "", "instalments": terms.instalments,
        "first": f"{day_words(first, language)} {weekday_words(first, language)}" if first else "", "words": terms.words,
    }  # fmt: skip


def until_view(case: CaseFile, language: str) -> View:
    """The last days of the exchange."""
    evidence, opinions = case.evidence_until, case.opinions_until
    return {
        "evidence": day_words(evidence, language) if evidence else "",
        "opinions": day_words(opinions, language) if opinions else "", "unverified": case.calendar_unverified,
    }  # fmt: skip


def accepted(messages: Iterable[Message]) -> Message | None:
    """The proposal that both sides agreed to, if there is one."""
    return next((one for one in messages if str(one.proposal or "") == "accepted" and one.terms), None)


def agreement_values(case: CaseFile, one: Message) -> tuple[tuple[str, Any], ...]:
    """What a confirmation by the court can be begun with (TJ-SFQR)."""
    terms = one.terms
    lines = []
    if terms is not None and terms.amount is not None:
        lines.append(f"支付 {terms.amount:,.2f} 元，分 {terms.instalments} 期")
    if terms is not None and terms.first_due:
        lines.append(f"第一期 {terms.first_due.isoformat()} 前付")
    if terms is not None and terms.words:
        lines.append(terms.words)
    return (
        ("app.court", case.court),
        ("app.content", lines),
        ("app.effective_on", one.at.date().isoformat()),
    )


def parsed(kind: type, given: Mapping[str, Any], key: str) -> list[Any]:
    """The models of a list in an answer."""
    return models(kind, given.get(key))
