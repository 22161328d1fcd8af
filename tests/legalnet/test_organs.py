"""The court above and the organ of reconsideration, in words that point to the paper."""

from __future__ import annotations

import pytest

from legalnet.calculations import CALCULATIONS


@pytest.mark.parametrize(
    ("first", "above"),
    [
        ("江临区人民法院", "中级人民法院"),
        ("江州市中级人民法院", "高级人民法院"),
        ("某省高级人民法院", "最高人民法院"),
        ("广州互联网法院", "互联网法院所在地的中级人民法院"),
    ],
)
def test_the_court_above(first: str, above: str) -> None:
    words = CALCULATIONS["appeal_court"]({"court": first})
    assert words is not None
    assert above in words
    assert "文书末尾" in words


def test_without_a_court_there_is_none_above() -> None:
    assert CALCULATIONS["appeal_court"]({"court": None}) is None


@pytest.mark.parametrize(
    ("kind", "organ"),
    [
        ("县级以上政府的工作部门", "本级人民政府"),
        ("海关、金融、外汇、税务、国家安全", "上一级主管部门"),
        ("别的", None),
    ],
)
def test_who_reconsiders(kind: str, organ: str | None) -> None:
    words = CALCULATIONS["reconsideration_organ"]({"kind": kind})
    assert (words is None) if organ is None else (words is not None and organ in words)
