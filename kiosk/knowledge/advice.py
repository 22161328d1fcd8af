"""A first answer to a question in plain words: what the law and our guides say, each with its source, and what fits.

Nothing here is written by a machine: it is found. Hints come from `data/topics.yaml`, gists from the province's
collection `laws`, articles from the statutes the site took in. Whoever asks how it will end is told that a machine
does not say; the answer is the law, what to keep, and which matter leads on. Works without a network.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from kiosk.knowledge.basis import articles_of, names_of, numbers_of
from kiosk.knowledge.index import grams, lowered
from kiosk.knowledge.statutes import chinese_number

if TYPE_CHECKING:
    from kiosk.knowledge.index import Hit, Laws

TOPICS = Path(__file__).parent / "data" / "topics.yaml"
OUTCOME = ("能赢", "会赢", "赢吗", "胜算", "打得赢", "会输", "能判多少", "会判", "判几年", "几成把握", "will i win",
           "can i win", "chances", "odds")  # fmt: skip
"""Asks how it will end, which nobody can know."""
EMPTY = frozenset("的了吗呢吧啊我你您他她它们是在有和就不也都很到说要去会着看好这那个怎么办样什为可以能")
"""Signs that carry no meaning of their own in a question."""
MOST_ARTICLES = 4
MOST_GISTS = 3
MOST_MATTERS = 3
CITED = 3
"""What being named as the basis of a fitting matter counts beside a word that is asked for."""
COMMON = 50
"""A pair of signs found in more articles than so says little about any of them."""


class Topic(NamedTuple):
    """Something people ask about."""

    id: str
    words: tuple[str, ...]
    matters: tuple[str, ...]
    hint: Mapping[str, str]
    urgent: bool


@dataclass(frozen=True)
class Source:
    """Something the answer rests on, with where it comes from."""

    kind: str
    """`article` of a statute that was taken in, `gist` in plain words, `basis` by name only, `hint` of our own guide."""
    title: str
    label: str
    text: str = field(repr=False)
    article: int = 0
    """Number of the article in the index; 0 for what is none."""


@dataclass(frozen=True)
class Advice:
    """What was found for one question."""

    hints: tuple[Source, ...]
    gists: tuple[Source, ...]
    articles: tuple[Source, ...]
    matters: tuple[str, ...]
    """Codes, the most fitting first."""
    asks_outcome: bool
    urgent: bool

    @property
    def empty(self) -> bool:
        """Whether nothing was found at all."""
        return not (self.hints or self.gists or self.articles or self.matters)


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """All topics, in the order of the file."""
    raw = yaml.safe_load(TOPICS.read_text(encoding="utf-8"))
    return tuple(
        Topic(key, tuple(map(str, one["words"])), tuple(one["matters"]), one["hint"], bool(one.get("urgent")))
        for key, one in raw.items()
    )


def fitting(question: str) -> list[Topic]:
    """Topics whose words stand in the question, the one with most of them first; at most two."""
    text = lowered(question)
    scored = [(sum(len(word) for word in one.words if word in text), one) for one in topics()]
    found = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [one for _, one in found[:2]]


def advise(
    question: str,
    language: str,
    *,
    names: Mapping[str, str],
    gists: Iterable[Mapping[str, Any]],
    bases: Mapping[str, tuple[tuple[str, str], ...]],
    laws: Laws | None,
) -> Advice:
    """Look everywhere. `names`: plain and official names of each matter; `bases`: its laws with their articles."""
    found = fitting(question)
    wanted = weights(question)
    hints = tuple(Source("hint", "", one.id, one.hint.get(language) or one.hint["zh"]) for one in found)
    codes = list(dict.fromkeys(code for one in found for code in one.matters))
    codes += [code for code in _named(wanted, names) if code not in codes]
    codes = [code for code in codes if code in names][:MOST_MATTERS]
    cited = [pair for code in codes[:1] for pair in bases.get(code, ())]
    articles = _articles(wanted, cited, laws) if laws is not None else ()
    text = lowered(question)
    asks, urgent = any(word in text for word in OUTCOME), any(one.urgent for one in found)
    plain = _gists(wanted, cited, gists, language)
    articles += tuple(
        Source("basis", names_of(law), art, "") for law, art in cited if not (plain or articles)
    )[:2]
    return Advice(hints, plain, articles, tuple(codes), asks, urgent)


def weights(question: str) -> Counter[str]:
    """Pairs and triples of signs that may mean something, the longer ones more."""
    return Counter(
        {gram: len(gram) - 1 for gram in grams(question) if len(gram) > 1 and not EMPTY.issuperset(gram)
         and gram[0] not in EMPTY and gram[-1] not in EMPTY}
    )  # fmt: skip


def _named(wanted: Counter[str], names: Mapping[str, str]) -> list[str]:
    scored = (
        (sum(wanted[gram] for gram in set(grams(name)) & wanted.keys()), code) for code, name in names.items()
    )
    return [code for score, code in sorted(scored, key=lambda pair: -pair[0]) if score > 1]


def _gists(
    wanted: Counter[str],
    cited: Iterable[tuple[str, str]],
    laws: Iterable[Mapping[str, Any]],
    language: str,
) -> tuple[Source, ...]:
    """Those the fitting matter rests on, then those whose words are asked for."""
    rests = [(names_of(law), set(numbers_of(art))) for law, art in cited]
    scored = []
    for law in laws:
        numbers: set[int] = set().union(
            *(found for name, found in rests if name and name in law["title"]["zh"])
        )
        for article in law["articles"]:
            score = sum(wanted[gram] for gram in set(grams(article["gist"]["zh"])) & wanted.keys())
            if article_number(article["article"]) in numbers:
                score += CITED
            if score:
                said = article["gist"].get(language) or article["gist"]["zh"]
                title = law["title"].get(language) or law["title"]["zh"]
                scored.append((score, Source("gist", title, article["article"], said)))
    return tuple(one for _, one in sorted(scored, key=lambda pair: -pair[0])[:MOST_GISTS])


def article_number(label: str) -> int:
    """The number of `第一百二十三条`; 0 for what is none."""
    try:
        return chinese_number(label.strip("第条"))
    except ValueError:
        return 0


def _articles(wanted: Counter[str], cited: Iterable[tuple[str, str]], laws: Laws) -> tuple[Source, ...]:
    """Those that hold the rarest of the words, then those the fitting matter rests on."""
    score: Counter[Hit] = Counter()
    for gram, weight in wanted.most_common(40):
        hits = laws.search(gram, COMMON + 1).hits
        if 0 < len(hits) <= COMMON:
            for hit in hits:
                score[hit] += weight / math.log2(1 + len(hits)) if len(hits) > 1 else weight  # type: ignore[assignment]
    best = [hit for hit, _ in score.most_common(MOST_ARTICLES)]
    for law, art in cited:
        best += [hit for hit in articles_of(laws, law, art)[:1] if hit not in best]
    return tuple(Source("article", hit.law, hit.label, hit.text, hit.id) for hit in best[:MOST_ARTICLES])
