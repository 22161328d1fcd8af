"""Passages to a question: cited, labelled, nothing kept, danger answered first."""

from __future__ import annotations

import pytest

from province.gateway.residents.assistant import Passage, Source, nearest, pairs_of
from tests.province.asking import Visit
from tests.province.running import Running, Terminal


def passage(title: str, text: str) -> Passage:
    """One of a made-up law."""
    source = Source(kind="law", title=title, place="第1条", text=text, verified=True)
    return Passage(source, pairs_of(f"{title} {text}"))


CORPUS = [
    passage("甲法", "借款的利率不得违反国家有关规定"),
    passage("乙法", "承租人可以解除租赁合同并要回押金"),
    passage("丙法", "用人单位应当按时支付工资"),
]


@pytest.mark.parametrize(
    ("words", "title"),
    [("租赁合同到期，押金不退", "乙法"), ("单位没有支付工资", "丙法"), ("借款的利率太高", "甲法")],
)
def test_the_nearest_stands_first(words: str, title: str) -> None:
    assert nearest(words, CORPUS)[0].title == title


@pytest.mark.parametrize("words", ["天气", "？？？", "x"])
def test_what_is_not_there_is_not_made_up(words: str) -> None:
    assert nearest(words, CORPUS) == []


def test_an_answer_cites_and_keeps_nothing(province: Running, terminal: Terminal) -> None:
    visit = Visit(terminal)
    told = visit.ask("POST", "/assistant/turns", {"words": "试一试测试事项，他打我"}).json
    assert told["machine_made"] is True
    assert "不预测" in told["label"]
    assert "110" in told["urgent"]
    assert {one["kind"] for one in told["sources"]} >= {"matter"}
    assert all(one["place"] and one["text"] for one in told["sources"])
    assert visit.ask("POST", "/assistant/turns", {"words": ""}).code == "invalid"
    assert "打我" not in str(province.rows("audit"))
