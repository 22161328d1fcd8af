"""A question in plain words: what fits, what it rests on, and that nobody is told how it will end."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from kiosk.knowledge.advice import Advice, advise, article_number, topics
from kiosk.knowledge.index import Laws, build
from kiosk.knowledge.statutes import Article, Statute, parse_statute
from legalnet.catalogue import load_catalogue
from legalnet.reference import load_reference
from tests.kiosk.knowledge.texts import BORROWING


@cache
def shelf() -> tuple[Mapping[str, str], Mapping[str, tuple[tuple[str, str], ...]]]:
    """Names and bases of every matter."""
    matters = load_catalogue().matters
    names = {one.code: f"{one.plain.zh} {one.title.zh} {one.plain.en}" for one in matters}
    return names, {one.code: tuple((b.law, b.art) for b in one.basis) for one in matters}


def asked(question: str, language: str = "zh", laws: Laws | None = None) -> Advice:
    names, bases = shelf()
    gists = load_reference()["laws"].values()
    return advise(question, language, names=names, gists=gists, bases=bases, laws=laws)


def test_every_topic_leads_to_matters_that_there_are_and_speaks_both_languages() -> None:
    names, _ = shelf()
    assert all(one.matters and set(one.matters) <= set(names) for one in topics())
    assert all(one.hint["zh"] and one.hint["en"] for one in topics())


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("老板不给工钱怎么办", "ZC-02"),
        ("隔壁老王借了我两万不还", "SS-LA-01"),
        ("房东不退押金", "TJ-01"),
        ("想做司法鉴定", "JD-01"),
        ("怎么保全对方财产", "SS-BQ"),
        ("对罚款不服", "FJ-01"),
        ("My employer dismissed me", "ZC-02"),
    ],
)
def test_the_fitting_matter_comes_first(question: str, matter: str) -> None:
    assert asked(question).matters[0] == matter


def test_what_means_nothing_finds_nothing() -> None:
    assert asked("今天天气怎么样").empty
    assert asked("的了吗").empty


@pytest.mark.parametrize("question", ["他欠钱我能赢吗", "胜算多大", "Will I win?"])
def test_whoever_asks_how_it_ends_is_not_told(question: str) -> None:
    found = asked(question)
    assert found.asks_outcome
    assert not any("赢" in one.text or "胜" in one.text for one in found.hints)


def test_danger_is_noticed() -> None:
    assert asked("我老公打我").urgent
    assert not asked("邻居吵架").urgent


def test_everything_said_has_a_source(tmp_path: Path) -> None:
    civil = tuple(Article(n, 0, f"第{n}条", "", f"虚构的第{n}条。") for n in range(667, 681))
    build([parse_statute(BORROWING, "x"), Statute("民法典（虚构）", civil)], tmp_path / "laws.db")
    with Laws(tmp_path / "laws.db") as laws:
        found = asked("借条丢了，借用人不爱惜", laws=laws)
    assert (found.articles[0].title, found.articles[0].label) == ("江临区借物条例（虚构）", "第二条")
    assert all(
        one.title and one.label and (one.article > 0) == (one.kind == "article") for one in found.articles
    )
    bare = asked("老板不给工钱怎么办")
    assert {one.kind for one in bare.articles} <= {"basis"}
    assert bare.articles or bare.gists


def test_the_words_are_those_of_the_language() -> None:
    assert "arbitration" in asked("欠薪", "en").hints[0].text


def test_numbers_of_articles() -> None:
    assert [article_number(one) for one in ("第一百二十三条", "第九条", "附则")] == [123, 9, 0]
