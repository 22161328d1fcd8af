"""Reading statutes as official texts are published, and saying what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.knowledge.index import take_in
from kiosk.knowledge.statutes import SUFFIXES, NotAStatute, chinese_number, parse_statute
from tests.kiosk.knowledge.texts import BORROWING, NOTICE, write_texts


def test_articles_headings_and_paragraphs() -> None:
    statute = parse_statute(BORROWING, "jiewu")
    assert statute.title == "江临区借物条例（虚构）"
    assert [(a.number, a.suffix, a.label, a.heading) for a in statute.articles] == [
        (1, 0, "第一条", "第一章 总则"),
        (2, 0, "第二条", "第一章 总则"),
        (3, 0, "第三条", "第二章 归还"),
        (3, 1, "第三条之一", "第二章 归还"),
        (675, 0, "第六百七十五条", "第二章 归还"),
    ]
    assert statute.articles[1].text == "借物，是指出借人把东西交给借用人使用，到期归还。\n借用人应当爱惜。"


def test_a_sentence_that_begins_with_the_name_of_an_article_is_none() -> None:
    article = parse_statute(BORROWING, "x").articles[3]
    assert article.text.endswith("第十条规定的情形，不适用本章。")


def test_a_text_without_articles_is_one_piece() -> None:
    statute = parse_statute(NOTICE, "notice")
    assert statute.title == "关于梯子存放的通知（虚构）"
    assert [(a.label, a.number) for a in statute.articles] == [("全文", 0)]
    assert "梯子放在三楼" in statute.articles[0].text


def test_a_text_that_begins_with_an_article_is_named_like_its_file() -> None:
    assert parse_statute("第一条 有借有还。", "借物").title == "借物"


def test_nothing_is_no_statute() -> None:
    with pytest.raises(NotAStatute):
        parse_statute(" \n\n", "x")


@pytest.mark.parametrize(
    ("text", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零八", 108), ("六百七十五", 675), ("一千二百六十", 1260),
     ("675", 675), ("二〇", 20), ("两百", 200)],
)  # fmt: skip
def test_numbers_as_they_are_written(text: str, number: int) -> None:
    assert chinese_number(text) == number


def test_a_folder_is_taken_in_and_what_is_left_out_is_said(tmp_path: Path) -> None:
    statutes, left_out = take_in(write_texts(tmp_path), SUFFIXES)
    assert [statute.title for statute in statutes] == ["关于梯子存放的通知（虚构）", "江临区借物条例（虚构）"]
    assert [name for name, _ in left_out] == ["empty.txt", "noise.md"]
