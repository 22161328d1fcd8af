"""Shows documents on the screen before they are signed: pages with numbers covered, and their text twin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.documents.compose import ComposeContext, papers, shared_typesetter
from kiosk.documents.typesetter import Typesetter
from legalnet.matter import Matter

ZOOM = 2.0
"""How much 放大 enlarges."""


class NoSuchPage(Exception):
    """The page or document asked for is not there."""


@dataclass(frozen=True)
class PreviewDocument:
    """One document as the screen shows it."""

    id: str
    title: str
    pictures: list[bytes] = field(repr=False)
    """A PNG a page."""
    text: list[str] = field(repr=False)
    """The words of each page, covered like the pictures."""
    to_sign: bool
    on_pad: bool = True

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.pictures)


def preview(
    matter: Matter,
    answers: Mapping[str, Any],
    context: ComposeContext,
    width: int,
    typesetter: Typesetter | None = None,
) -> list[PreviewDocument]:
    """Every document as pictures `width` pixels wide, numbers and addresses covered.

    Raises `TypesettingError` or `LayoutError` as `compose` does.
    """
    setter = typesetter or shared_typesetter()
    found = []
    for document, paper, place in papers(matter, answers, context, masked=True):
        text = list(setter.pdf(paper, context.moment).text)
        pictures = setter.pictures(paper, context.moment, width)
        found.append(PreviewDocument(document.id, document.title.zh, pictures, text, *place))
    return found


def zoom(
    matter: Matter,
    answers: Mapping[str, Any],
    context: ComposeContext,
    *,
    document_id: str,
    page: int,
    width: int,
    typesetter: Typesetter | None = None,
) -> bytes:
    """One page (from 0), enlarged by `ZOOM`, as PNG. Raises `NoSuchPage`."""
    setter = typesetter or shared_typesetter()
    for document, paper, _ in papers(matter, answers, context, masked=True):
        if document.id == document_id:
            pictures = setter.pictures(paper, context.moment, round(width * ZOOM))
            if 0 <= page < len(pictures):
                return pictures[page]
    raise NoSuchPage(f"{document_id} page {page}")
