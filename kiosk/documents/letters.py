"""Short signed papers that belong to no form: a supplement to an application, an opinion on evidence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, time

from kiosk.clock import SHANGHAI
from kiosk.documents.compose import ComposedDocument, shared_typesetter
from kiosk.documents.paper import Block, Line, Paper, Prose, Row, Sheet, Sign
from kiosk.documents.values import chinese_date
from legalnet.handwriting import Signature


@dataclass(frozen=True)
class Letter:
    """What it says."""

    title: str
    to: str
    about: str
    """Number of the application or case."""
    heading: str
    words: str = field(repr=False)
    who: str = field(repr=False)
    today: date
    rows: tuple[tuple[str, str], ...] = ()
    """Label and words of a table above the text."""


def written(letter: Letter, signature: Signature | None) -> ComposedDocument:
    """The letter on pages, signed where there is a signature. Raises `TypesettingError`."""
    lines = tuple(Line.of(line) for line in letter.words.splitlines() if line.strip()) or (Line.of("（无）"),)
    rows = (("关于", letter.about), *letter.rows)
    blocks: tuple[Block, ...] = (
        Sheet(tuple(Row("row", (Line.of(value),), label) for label, value in rows if value)),
        Prose(lines, letter.heading),
        Sign(
            Line.of(f"提交人：{letter.who}"), Line.of(chinese_date(letter.today)), letter.to,
            signature_svg=signature.svg if signature else None,
            signature_mm=signature.width_mm if signature else 40.0,
        ),
    )  # fmt: skip
    paper = Paper(letter.title, "", blocks)
    made = shared_typesetter().pdf(paper, datetime.combine(letter.today, time(), SHANGHAI))
    return ComposedDocument(
        id="letter", title=letter.title, pdf=made.pdf, pages=made.pages, text=list(made.text),
        sha256=hashlib.sha256(made.pdf).hexdigest(), to_sign=True, on_pad=True, signed=signature is not None,
    )  # fmt: skip
