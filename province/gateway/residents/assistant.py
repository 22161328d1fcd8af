"""智能咨询: passages of laws, guides and notices that speak of a question, cited; found by machine, never a prediction.

Nothing is composed: the answer is what was found, in its own words, with where it stands. Whoever asks is not known and
the question is not kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import Field
from sqlalchemy import Connection
from starlette.responses import Response

from legalnet.catalogue import Catalogue
from province.gateway.context import of
from province.gateway.once import Given, answer
from province.gateway.persons import Inside
from province.gateway.storage import bundlelog
from province.gateway.wire import Wire

router = APIRouter(prefix="/assistant", tags=["assistant"])

MOST = 5
LEAST_SHARED = 2
"""Pairs of characters that a passage must share with the question: one alone is chance."""
LABEL = "以下内容由机器从公开的法规和办事指南里找出，只供参考，不预测结果。拿不准请问律师或者工作人员。"
NOTHING = "没有找到相关的规定。您可以换个说法再问，或者请律师、工作人员帮忙。"
DANGER = ("家暴", "打我", "自杀", "不想活", "威胁", "救命")
URGENT = "有危险请先打 110；妇女儿童求助 12338；也可以现在就请工作人员帮忙。"
Kind = Literal["law", "matter", "notice"]


class Turn(Wire):
    """One question."""

    words: Annotated[str, Field(min_length=1, max_length=500, repr=False)]


class Source(Wire):
    """A passage that was found, and where it stands."""

    kind: Kind
    title: str
    place: str
    """The article, or the matter's code."""
    text: str
    verified: bool
    """Whether the text was read at its source (laws), not on a secondary page."""


class Reply(Wire):
    """What was found."""

    label: str = LABEL
    """To be shown with every answer."""
    machine_made: Literal[True] = True
    words: str
    urgent: str = ""
    """Who helps at once, where the words speak of danger."""
    sources: tuple[Source, ...]
    matters: tuple[str, ...]
    """Codes of matters that can be done here."""


@dataclass(frozen=True)
class Passage:
    """A source with its pairs of characters."""

    source: Source
    pairs: frozenset[str]


@router.post("/turns", response_model=Reply)
async def turn(request: Request, _terminal: Inside, body: Turn) -> Response:
    """Passages that speak of the question, the nearest first. It changes nothing, so it needs no key."""
    gateway = of(request)

    def job(connection: Connection) -> dict[str, Mapping[str, Any]]:
        """The collections as published."""
        found = {name: bundlelog.newest(connection, name) for name in ("laws", "notices")}
        return {name: {} if one is None else one.items for name, one in found.items()}

    published = await gateway.database.read(job)
    passages = [
        *_laws(published["laws"]), *_matters(gateway.published.current), *_notices(published["notices"])
    ]  # fmt: skip
    found = nearest(body.words, passages)
    urgent = URGENT if any(word in body.words for word in DANGER) else ""
    matters = tuple(one.place for one in found if one.kind == "matter")
    words = f"找到 {len(found)} 处相关的内容。" if found else NOTHING
    return answer(Given(Reply(words=words, urgent=urgent, sources=tuple(found), matters=matters)))


def nearest(words: str, passages: Iterable[Passage]) -> list[Source]:
    """The passages that share most with the words; rare pairs of characters weigh more (inverse document frequency)."""
    every, asked = list(passages), pairs_of(words)
    spread = Counter(pair for one in every for pair in one.pairs & asked)
    scored = []
    for place, one in enumerate(every):
        shared = one.pairs & asked
        if shared and len(shared) >= min(LEAST_SHARED, len(asked)):
            weight = sum(log(1 + len(every) / spread[pair]) for pair in shared)
            scored.append((-weight, place, one.source))
    return [source for _, _, source in sorted(scored, key=lambda one: one[:2])[:MOST]]


def pairs_of(text: str) -> frozenset[str]:
    """Every two characters that stand together, without signs and spaces."""
    plain = "".join(char for char in text if char.isalnum())
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) or frozenset({plain} - {""})


def _passage(source: Source, more: str = "") -> Passage:
    """With what is looked at."""
    return Passage(source, pairs_of(f"{source.title} {source.text} {more}"))


def _laws(items: Mapping[str, Any]) -> Iterable[Passage]:
    """Each article."""
    for law in items.values():
        for article in law["articles"]:
            text, title = article["gist"]["zh"], law["title"]["zh"]
            yield _passage(
                Source(
                    kind="law",
                    title=title,
                    place=article["article"],
                    text=text,
                    verified=law["checked"] == "v",
                )
            )


def _matters(catalogue: Catalogue) -> Iterable[Passage]:
    """Each matter with what it is for."""
    for matter in catalogue.matters:
        yield _passage(
            Source(
                kind="matter", title=matter.title.zh, place=matter.code, text=matter.plain.zh, verified=True
            )
        )


def _notices(items: Mapping[str, Any]) -> Iterable[Passage]:
    """Each notice."""
    for key, notice in items.items():
        text, title = notice["body"]["zh"], notice["title"]["zh"]
        yield _passage(Source(kind="notice", title=title, place=key, text=text, verified=True))
