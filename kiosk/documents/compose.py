"""Composes a matter's documents from the answers: one call for the preview, the paper and the signed file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache
from typing import Any, NamedTuple

from kiosk.clock import SHANGHAI
from kiosk.documents.attest import Level
from kiosk.documents.forms import layout_for, signed_by_hand
from kiosk.documents.layout import Filler
from kiosk.documents.paper import Line, Paper, Prose, Run, Sign
from kiosk.documents.parties import sides
from kiosk.documents.reckonings import annex
from kiosk.documents.typesetter import Typesetter
from kiosk.documents.values import FormAnswers, chinese_date
from legalnet.checkup import assess, paper_words
from legalnet.handwriting import Signature, SignatureRefused
from legalnet.interview import Interview
from legalnet.matter import Document, Matter, StandIn
from legalnet.receipts import format_code
from legalnet.resolution import role_of

PROXIES: dict[StandIn, str] = {"agent": "委托代理人", "guardian": "法定代理人"}
"""What a paper calls who signs in a party's place (民诉法 60 to 62)."""


@dataclass(frozen=True)
class ScannedMaterial:
    """A scan that goes with the documents, as the evidence index lists it."""

    label: str
    pages: int
    sha256: str


@dataclass(frozen=True)
class ComposeContext:
    """What a document needs beside the answers."""

    court: str
    """To whom it is addressed."""
    place: str
    """Where the terminal stands."""
    today: date
    """Civil date in Shanghai; also the date inside the PDF, so that the same answers make the same bytes."""
    applicant: str = field(repr=False)
    """Name of who stands at the terminal: the party, or whoever acts for one."""
    terminal_name: str
    receipt_code: str | None = None
    signature: Signature | None = field(default=None, repr=False)
    materials: tuple[ScannedMaterial, ...] = ()
    oral: bool = False
    """Whether the resident said it instead of writing it."""

    @property
    def moment(self) -> datetime:
        """The instant written into the PDF."""
        return datetime.combine(self.today, time(), SHANGHAI)


@dataclass(frozen=True)
class ComposedDocument:
    """A document on pages."""

    id: str
    title: str
    pdf: bytes = field(repr=False)
    pages: int
    sha256: str
    """Of `pdf`."""
    text: list[str] = field(repr=False)
    """The words of each page, for reading aloud."""
    to_sign: bool
    """Whether it has a place for the resident's signature."""
    on_pad: bool
    """Whether it may be signed on the screen; else on paper or in the court's own system."""
    signed: bool
    """Whether the signature stands in it."""
    attested: Level | None = None
    """How the terminal signed the PDF; None before it was asked to."""


def compose(
    matter: Matter,
    answers: Mapping[str, Any],
    context: ComposeContext,
    masked: bool = False,
    typesetter: Typesetter | None = None,
) -> list[ComposedDocument]:
    """All documents of the matter that are made when handing in.

    `masked` covers numbers and addresses, for screen and voice; paper and province get the full words. Raises
    `TypesettingError` when fonts are missing or a document cannot be set, `LayoutError` for a faulty layout.
    """
    setter = typesetter or shared_typesetter()
    return [
        _composed(setter, document, paper, context, place)
        for document, paper, place in papers(matter, answers, context, masked)
    ]


def compose_signed(
    matter: Matter,
    answers: Mapping[str, Any],
    context: ComposeContext,
    typesetter: Typesetter | None = None,
) -> list[ComposedDocument]:
    """The documents with the signature in its place. Raises `SignatureRefused` (`missing`) without one."""
    if context.signature is None:
        raise SignatureRefused("missing")
    return compose(matter, answers, context, typesetter=typesetter)


def papers(
    matter: Matter, answers: Mapping[str, Any], context: ComposeContext, masked: bool = False
) -> Iterator[tuple[Document, Paper, Place]]:
    """Each document of the filing with its paper before it is set on pages, and whether and where it is signed.

    The first of them, the complaint or application, ends with how its amounts and days were reckoned.
    """
    interview = Interview(matter, answers, today=context.today, prefill=False)
    reckoned = annex(interview)
    for document in interview.documents():
        signing = interview.signing(document.id)
        on_pad = signing is None or signing.on_pad
        paper, to_sign = paper_of(matter, document, answers, context if on_pad else unsigned(context), masked)
        if to_sign and not on_pad:
            paper = by_pen(paper)
        if context.oral and document == interview.documents()[0]:
            paper = said(paper)
        if reckoned is not None:
            paper, reckoned = replace(paper, blocks=(*paper.blocks, reckoned)), None
        yield document, paper, Place(to_sign, on_pad)


class Place(NamedTuple):
    """Whether a paper has a place for a signature, and whether that may be written on the screen."""

    to_sign: bool
    on_pad: bool


PEN = "（本文书涉及身份关系：在纸上签名，或者在法院平台上确认）"
"""Stands under the empty line (电子签名法3; 在线诉讼规则33)."""


ORAL = "以上内容由本人口述，由终端记录，已经读给本人听，本人确认和所说的一致。不能写字的，在签名处捺指印。"
"""Stands above the signature of what was said instead of written (民诉法123; 行政复议法22; 劳动争议调解仲裁法28)."""


def said(paper: Paper) -> Paper:
    """The paper with a word above its signature that it was said, written down and read aloud."""
    at = next((n for n, one in enumerate(paper.blocks) if isinstance(one, Sign)), len(paper.blocks))
    told = Prose((Line.of(ORAL),))
    return replace(paper, blocks=(*paper.blocks[:at], told, *paper.blocks[at:]))


def unsigned(context: ComposeContext) -> ComposeContext:
    """The same without the signature that was drawn."""
    return replace(context, signature=None)


def by_pen(paper: Paper) -> Paper:
    """The paper with a word under its empty line that it is signed by pen."""
    blocks = tuple(_by_pen(one) if isinstance(one, Sign) and one.frame else one for one in paper.blocks)
    return replace(paper, blocks=blocks)


def _by_pen(sign: Sign) -> Sign:
    before = sign.proxy.runs if sign.proxy is not None else ()
    return replace(sign, proxy=Line((*before, Run(PEN))))


def paper_of(
    matter: Matter,
    document: Document,
    answers: Mapping[str, Any],
    context: ComposeContext,
    masked: bool = False,
) -> tuple[Paper, bool]:
    """One document's paper, of any stage, and whether it is to be signed. Raises `LayoutError`."""
    layout = layout_for(matter.code, document)
    answers = _with_report(matter, document, answers)
    asked = any(one.doc == document.id for one in matter.signatures)
    filler = replace(
        _filler(matter, document, answers, context, masked), asked=asked, outline=document.outline
    )
    return filler.paper(layout, _mark(context)), signed_by_hand(layout, asked)


def _with_report(matter: Matter, document: Document, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """With what the terminal itself found by the matter's rules, for the paper that tells it."""
    if matter.checkup is None or matter.checkup.document != document.id:
        return answers
    report = assess(matter, answers)
    return answers if report is None else {**answers, "record": paper_words(report, matter.checkup)}


def _filler(
    matter: Matter, document: Document, answers: Mapping[str, Any], context: ComposeContext, masked: bool
) -> Filler:
    role = role_of(matter, answers)
    form = FormAnswers(matter, answers, masked)
    party = sides(form)[0].name if role is not None else context.applicant
    given = {
        "title": document.title.zh,
        "court": context.court,
        "place": context.place,
        "terminal": context.terminal_name,
        "today": chinese_date(context.today),
        "applicant": party,
        "code": format_code(context.receipt_code) if context.receipt_code else "以回执为准",
        "cause": matter.cause.zh if matter.cause else matter.title.zh,
    }
    scans = tuple((one.label, one.pages, one.sha256) for one in context.materials)
    proxy = f"{party}（{PROXIES[role]}{context.applicant}代签）" if role is not None else ""
    return Filler(form, given, scans, context.signature, proxy=proxy)


def _mark(context: ComposeContext) -> str:
    code = f"　查询码 {format_code(context.receipt_code)}" if context.receipt_code else ""
    return f"由{context.terminal_name}生成{code}"


def _composed(
    setter: Typesetter, document: Document, paper: Paper, context: ComposeContext, place: Place
) -> ComposedDocument:
    made = setter.pdf(paper, context.moment)
    return ComposedDocument(
        id=document.id,
        title=document.title.zh,
        pdf=made.pdf,
        pages=made.pages,
        sha256=hashlib.sha256(made.pdf).hexdigest(),
        text=list(made.text),
        to_sign=place.to_sign,
        on_pad=place.on_pad,
        signed=place.to_sign and place.on_pad and context.signature is not None,
    )


@cache
def shared_typesetter() -> Typesetter:
    """The process's one typesetter; the first call reads the fonts (0.1 to 0.3 s)."""
    return Typesetter()
