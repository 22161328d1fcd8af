"""Nothing is missed and nothing is found that is not there, whatever is asked; and articles are found by number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import main
from kiosk.knowledge.basis import articles_of, names_of, numbers_of
from kiosk.knowledge.index import RANKED, Laws, NoLaws, build, take_in
from kiosk.knowledge.statutes import SUFFIXES, Article, Statute, parse_statute
from tests.kiosk.knowledge.texts import BORROWING, write_texts

ALPHABET = "借款人合同期限还AbC12，。 　"


@pytest.fixture
def laws(tmp_path: Path) -> Iterator[Laws]:
    """The fictitious texts, indexed."""
    build(take_in(write_texts(tmp_path / "texts"), SUFFIXES)[0], tmp_path / "laws.db")
    with Laws(tmp_path / "laws.db") as found:
        yield found


def labels(laws: Laws, words: str) -> list[str]:
    """What a search finds, best first."""
    return [hit.label for hit in laws.search(words).hits]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "归还",
            {"第二条", "第三条", "第三条之一", "第六百七十五条"},
        ),  # three by the heading of their chapter
        ("借用人 爱惜", {"第二条"}),
        ("爱", {"第二条"}),
        ("惜", {"第二条"}),
        ("abc-12", {"第三条"}),
        ("期限归还；没有", {"第三条"}),
        ("还归", set()),
        ("催告 爱惜", set()),
        ("梯子 借物", {"第三条"}),
        ("", set()),
        ("，。", set()),
        ("%", set()),
        ('" OR "', set()),
        ("通知", {"全文"}),
    ],
)
def test_words_are_found_where_they_stand(laws: Laws, words: str, found: set[str]) -> None:
    assert set(labels(laws, words)) == found


@pytest.mark.parametrize(
    "words", ["借物条例 675", "借物条例第六百七十五条", "《江临区借物条例》第675条", "借物条例675"]
)
def test_an_article_is_found_by_its_law_and_number(laws: Laws, words: str) -> None:
    assert labels(laws, words)[:1] == ["第六百七十五条"]


def test_an_article_with_a_suffix_is_another_one(laws: Laws) -> None:
    assert labels(laws, "借物条例第三条之一")[0] == "第三条之一"
    assert labels(laws, "借物条例第三条")[0] == "第三条"


def test_a_name_that_many_laws_bear_finds_a_few_the_shortest_title_first(tmp_path: Path) -> None:
    """Such as 办法: an article of each of hundreds of statutes would be read for a list that nobody reads."""
    many = [
        Statute(f"{'长' * (at % 7)}办法{at}", (Article(1, 0, "第一条", "", f"第一段{at}"),))
        for at in range(90)
    ]
    build(iter(many), tmp_path / "laws.db")
    with Laws(tmp_path / "laws.db") as found:
        titles = [hit.law for hit in found.article("办法", 1)]
        assert len(titles) == RANKED
        assert titles == sorted((one.title for one in many), key=len)[:RANKED]
        assert found.article("办法", 2) == ()


def test_the_best_comes_first(laws: Laws) -> None:
    assert labels(laws, "借用人")[0] in ("第二条", "第三条")


def test_pages_hold_everything_once_ranked_or_not(tmp_path: Path) -> None:
    for count in (RANKED, RANKED + 37):
        articles = tuple(Article(n, 0, f"第{n}条", "", f"借款第{n}号") for n in range(1, count + 1))
        build([Statute("多条法", articles)], tmp_path / "many.db")
        with Laws(tmp_path / "many.db") as laws:
            seen, at = [], 0
            while True:
                page = laws.search("借款", 20, at)
                seen += [hit.id for hit in page.hits]
                at += 20
                assert page.ranked is (count <= RANKED)
                if not page.more:
                    break
        assert sorted(seen) == list(range(1, count + 1))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(ALPHABET, max_size=14), min_size=1, max_size=8),
    query=st.text(ALPHABET, min_size=1, max_size=5),
)
def test_the_same_is_found_as_by_reading_everything(tmp_path: Path, texts: list[str], query: str) -> None:
    articles = tuple(Article(0, 0, f"片{at}", "", text) for at, text in enumerate(texts))
    build([Statute("法", articles)], tmp_path / "small.db")
    asked = query.casefold().split()
    bodies = {a.label: f"法\n{a.label}\n\n{a.text}".casefold() for a in articles}
    wanted = {label for label, body in bodies.items() if all(word in body for word in asked)}
    if not any(char.isalnum() for char in query):
        wanted = set()
    with Laws(tmp_path / "small.db") as laws:
        assert set(labels(laws, query)) == wanted


def test_what_is_no_index_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(NoLaws):
        Laws(tmp_path / "none.db")
    (tmp_path / "junk.db").write_bytes(b"not a database" * 100)
    with pytest.raises(NoLaws):
        Laws(tmp_path / "junk.db")


def test_taking_in_again_replaces_everything(tmp_path: Path) -> None:
    target = tmp_path / "laws.db"
    build([parse_statute(BORROWING, "x")], target)
    with Laws(target) as open_before:
        build([parse_statute("第一条 有借有还。", "新法")], target)
        assert labels(open_before, "爱惜") == ["第二条"]
    with Laws(target) as laws:
        assert [law.title for law in laws.listed()] == ["新法"]
    assert [path.name for path in tmp_path.iterdir()] == ["laws.db"]


def test_a_legal_basis_leads_to_its_articles(laws: Laws) -> None:
    found = articles_of(laws, "江临区借物条例", "2-3,675,9")
    assert [hit.label for hit in found] == [
        "第二条",
        "第三条",
        "第六百七十五条",
    ]
    assert articles_of(laws, "没有这部法", "1") == ()
    assert names_of("法释〔2020〕17号 民间借贷规定") == "民间借贷规定"
    assert names_of("民诉法") == "民事诉讼法"
    assert list(numbers_of("667-669,686")) == [667, 668, 669, 686]
    assert list(numbers_of("-")) == []


def test_the_commands_take_in_and_find(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = str(tmp_path / "laws.db")
    assert main.main(["laws", "search", "爱惜", "--index", index]) == 2
    assert "laws import" in capsys.readouterr().err
    assert main.main(["laws", "import", str(write_texts(tmp_path / "t")), "--index", index, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["laws"], told["articles"], [one["file"] for one in told["left_out"]]) == (
        2,
        6,
        ["empty.txt", "noise.md"],
    )
    assert main.main(["laws", "search", "借用人", "爱惜", "--json", "--index", index]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(hit["law"], hit["label"]) for hit in found["hits"]] == [("江临区借物条例（虚构）", "第二条")]
    assert main.main(["laws", "search", "没有的词", "--index", index]) == 1
    assert main.main(["laws", "import", str(tmp_path / "nowhere"), "--index", index]) == 2
    (tmp_path / "bare").mkdir()
    assert main.main(["laws", "import", str(tmp_path / "bare"), "--index", index]) == 1
    assert main.main(["laws", "search", "爱惜", "--index", index]) == 0
