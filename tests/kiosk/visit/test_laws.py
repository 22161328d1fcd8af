"""The law on the screen: by words, by article, by what a matter rests on; and said plainly where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.knowledge.index import build
from kiosk.knowledge.statutes import Article, Statute, parse_statute
from tests.kiosk.knowledge.texts import BORROWING
from tests.kiosk.visit import walk
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.conftest import MakeCabinet


@pytest.fixture
def with_laws(make: MakeCabinet, tmp_path: Path) -> Cabinet:
    """A terminal whose site took two texts in."""
    civil = tuple(Article(n, 0, f"第{n}条", "", f"虚构的第{n}条，说的是借款。") for n in range(667, 681))
    build([parse_statute(BORROWING, "x"), Statute("民法典（虚构）", civil)], tmp_path / "laws.db")
    return make(laws_file=str(tmp_path / "laws.db"))


def test_without_laws_it_says_so_and_what_to_do(cabinet: Cabinet) -> None:
    cabinet.act("advice")
    cabinet.act("laws")
    assert (cabinet.screen, cabinet.view["state"]) == ("laws", "none")
    cabinet.act("search", text="借款")
    assert cabinet.view["state"] == "none"
    cabinet.act("back")
    assert cabinet.screen == "advice"
    assert not cabinet.flow.visit.personal


def test_words_lead_to_an_article_and_back_again(with_laws: Cabinet) -> None:
    with_laws.act("advice")
    with_laws.act("laws")
    assert [law["title"] for law in with_laws.view["laws"]] == ["江临区借物条例（虚构）", "民法典（虚构）"]
    with_laws.act("search", text="爱惜")
    (hit,) = with_laws.view["hits"]
    assert (hit["label"], "爱惜" in hit["excerpt"]) == ("第二条", True)
    with_laws.act("open", id=hit["id"])
    assert with_laws.view["article"]["text"].endswith("借用人应当爱惜。")
    with_laws.act("turn", by=1)
    assert with_laws.view["article"]["label"] == "第三条"
    with_laws.act("back")
    assert (with_laws.view["article"], with_laws.view["query"]) == (None, "爱惜")
    with_laws.act("back")
    assert with_laws.view["searched"] is False
    with_laws.act("back")
    assert with_laws.screen == "advice"


def test_turning_stays_within_the_law(with_laws: Cabinet) -> None:
    with_laws.act("advice")
    with_laws.act("laws")
    with_laws.act("search", text="借物条例 675")
    with_laws.act("open", id=with_laws.view["hits"][0]["id"])
    with_laws.act("turn", by=1)
    assert with_laws.view["article"]["label"] == "第六百七十五条"
    with_laws.act("turn", by=-1)
    assert with_laws.view["article"]["label"] == "第三条之一"


def test_a_law_is_read_page_by_page(with_laws: Cabinet) -> None:
    with_laws.act("advice")
    with_laws.act("laws")
    with_laws.act("law", id=2)
    first = [hit["label"] for hit in with_laws.view["hits"]]
    with_laws.act("page", by=1)
    with_laws.act("page", by=1)
    last = [hit["label"] for hit in with_laws.view["hits"]]
    assert (first[0], last, with_laws.view["hasNext"]) == (
        "第667条",
        ["第677条", "第678条", "第679条", "第680条"],
        False,
    )
    with_laws.act("page", by=1)
    assert [hit["label"] for hit in with_laws.view["hits"]] == last


def test_a_matter_shows_what_it_rests_on(with_laws: Cabinet) -> None:
    walk.to_intro(with_laws, "SS-LA-01")
    with_laws.act("laws")
    basis = {one["law"]: one["articles"] for one in with_laws.view["basis"]}
    assert [article["label"] for article in basis["民法典"]][:2] == ["第667条", "第668条"]
    assert basis["民诉法"] == []
    with_laws.act("open", id=basis["民法典"][0]["id"])
    assert with_laws.view["article"]["law"] == "民法典（虚构）"
    with_laws.act("back")
    with_laws.act("back")
    assert with_laws.screen == "intro"


def test_a_matter_names_its_basis_even_without_any_text(cabinet: Cabinet) -> None:
    walk.to_intro(cabinet, "SS-LA-01")
    cabinet.act("laws")
    assert "民法典" in [one["law"] for one in cabinet.view["basis"]]
