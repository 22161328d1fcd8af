"""What is written as it is said, and the pinyin of words that engines misread."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.voice.speakable import LONGEST_PIECE, PINYIN, pieces, pronounced, speakable


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("应还 50,000.00 元", "应还 五万元"),
        ("利息 1,423.56元", "利息 一千四百二十三元五角六分"),
        ("¥835.59", "八百三十五元五角九分"),
        ("110000元", "十一万元"),
        ("2 元", "两元"),
        ("年利率 3.65%", "年利率 百分之三点六五"),
        ("2024-03-05", "二零二四年三月五日"),
        ("2024年3月15日", "二零二四年三月十五日"),
        ("11月23日 9:05", "十一月二十三日 九点零五分"),
        ("10:00 开庭", "十点整 开庭"),
        ("2026年起", "二零二六年起"),
        ("（2026）某0199民初1234号", "二零二六，某零一九九民初，一二三四号"),
        ("〔2026〕江城管罚126号", "二零二六，江城管罚，一二六号"),
        ("手机 13800005678", "手机 幺三八，零零零零，五六七八"),
        ("0571-88001234", "零五七幺，八八零零幺二三四"),
        ("请打 12348", "请打 幺二三四八"),
        ("共 120 元", "共 一百二十元"),
        ("33010219620412002X", "三三零幺零二，幺九六二，零四幺二，零零二艾克斯"),
        ("3301**********002X", "三三零幺，中间遮住，零零二艾克斯"),
        ("138****5678", "幺三八，中间遮住，五六七八"),
        ("《民法典》第675条", "民法典第六百七十五条"),
        ("回执号 K74P 29XM", "回执号 K 七 四 P，二 九 X M"),
        ("第2步　共7步", "第二步，共七步"),
        ("还差2项", "还差两项"),
        ("40,000 × 3 % × 433/365", "四万 乘 百分之三 乘 四百三十三除以三百六十五"),
        ("3-5 天", "三到五 天"),
        ("007", "零零七"),
    ],
)
def test_written_and_said(written: str, said: str) -> None:
    assert speakable(written) == said


@given(st.text(alphabet="0123456789.,-/:%元年月日号（）()《》 第条KX*、。一", max_size=24))
def test_no_figure_reaches_the_voice(text: str) -> None:
    assert not re.search(r"[0-9《》%]", speakable(text))


@given(st.text(max_size=300))
def test_sentences_keep_their_places(text: str) -> None:
    end = 0
    for piece in pieces(text):
        assert end <= piece.start < piece.end <= len(text)
        assert piece.end - piece.start <= LONGEST_PIECE or not text[piece.start : piece.end].strip()
        end = piece.end


def test_a_long_sentence_is_cut_at_its_commas() -> None:
    text = "借给别人的钱，" * 20 + "没有还。"
    cut = [text[one.start : one.end] for one in pieces(text)]
    assert "".join(cut) == text
    assert all(part.endswith(("，", "。")) for part in cut)


def test_the_longest_word_of_the_list_wins() -> None:
    assert pronounced("请还款") == "请 huan2 kuan3 "
    assert pronounced("还没有") == " hai2 mei2 you3 "
    assert pronounced("张女士") == "张 nv3 shi4 "


def test_the_list_is_pinyin_with_tones() -> None:
    for line in PINYIN.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            word, *syllables = line.split()
            assert len(syllables) == len(word) or word == "涨", line
            assert all(re.fullmatch(r"[a-z]+[1-5]", one) for one in syllables), line
