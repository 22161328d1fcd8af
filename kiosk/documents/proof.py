"""Proves that a matter's papers can be written: with the shortest and the longest answers that satisfy it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from kiosk.documents.compose import ComposeContext, ScannedMaterial, paper_of, shared_typesetter
from kiosk.documents.forms import LayoutError
from kiosk.documents.typesetter import TypesettingError
from legalnet.interview import Interview
from legalnet.lint import Finding, Longest, Shortest, SpecimenError, specimen
from legalnet.matter import Document, Matter

QUICK = 2
"""Entries of repeated sections where the proof is to be quick."""


def unwritten(matter: Matter, today: date, repeated: int = QUICK) -> Iterator[Finding]:
    """Each paper of any stage that cannot be set on pages, and answers that cannot be found."""
    for name, style in (("shortest", Shortest()), ("longest", Longest(repeated))):
        try:
            answers = specimen(matter, style, today)
        except SpecimenError as error:
            yield Finding(matter.code, "answers", f"{name} answers", f"none satisfy the definition: {error}")
            continue
        for document in _written(matter, answers, today):
            try:
                if pages_of(matter, document, answers, today) < 1:
                    yield Finding(matter.code, "template", f"documents.{document.id}", f"{name}: no page")
            except (LayoutError, TypesettingError) as error:
                yield Finding(matter.code, "template", f"documents.{document.id}", f"{name}: {error}")


def _written(matter: Matter, answers: Mapping[str, Any], today: date) -> list[Document]:
    filing = Interview(matter, answers, today=today, prefill=False).documents()
    return [*filing, *(one for one in matter.documents if one.stage != "filing")]


def pages_of(matter: Matter, document: Document, answers: Mapping[str, Any], today: date) -> int:
    """Pages of one paper. Raises LayoutError and TypesettingError."""
    context = ComposeContext(
        court="江临区人民法院", place="桂花里社区", today=today, applicant="张秀英", terminal_name="桂花里社区法律服务站",
        materials=(ScannedMaterial("材料", 3, "0123456789abcdef" * 4),),
    )  # fmt: skip
    paper, _ = paper_of(matter, document, answers, context)
    return shared_typesetter().pdf(paper, context.moment).pages
