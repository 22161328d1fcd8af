"""The phrase that is heard now: no gap, no number cut in two, in time with the voice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.voice.phrases import phrase_at, phrases


def parts(sentence: str, tongue: str = "zh") -> list[str]:
    return [sentence[one.start : one.end] for one in phrases(sentence, tongue)]  # type: ignore[arg-type]


@given(st.text(max_size=120))
def test_the_parts_cover_the_sentence(sentence: str) -> None:
    found = phrases(sentence, "zh")
    assert "".join(sentence[one.start : one.end] for one in found) == sentence
    assert [one.until for one in found] == sorted(one.until for one in found)
    assert not found or found[-1].until == pytest.approx(1.0)


def test_it_is_cut_where_one_breathes_and_numbers_stay_whole() -> None:
    assert parts("您好，请把身份证放在读卡的地方。") == ["您好，", "请把身份证放在读", "卡的地方。"]
    assert "50,000.00" in "|".join(parts("被告应当归还借款本金50,000.00元以及利息和费用"))
    assert parts("Put your card here.", "en") == ["Put ", "your ", "card ", "here."]


def test_an_amount_takes_as_long_as_it_is_spoken() -> None:
    amount, rest = phrases("50000元，好。", "zh")[0], phrases("谢谢您，好。", "zh")[0]
    assert amount.until > rest.until - 0.2
    found = phrases("一共应还 41,423.56 元，谢谢", "zh")
    assert phrase_at(found, 0.3).start < found[-1].start  # type: ignore[union-attr]
    assert phrase_at(found, 0.99) == found[-1]
    assert phrase_at([], 0.5) is None
