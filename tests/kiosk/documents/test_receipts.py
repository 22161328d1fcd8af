"""A slip says what its state allows, all of it, and never more."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from devices.receipt_printer.blocks import Block, Cut, Line, Pair, Qr
from kiosk.documents.receipts import (
    Language,
    WrongState,
    delivered_slip,
    refused_slip,
    reprint,
    request_slip,
    saved_slip,
)
from legalnet.submission import NextDate, ReceiptRecord, ReceiptState

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DATES = (
    NextDate(what="法院告诉您立案不立案", date="2026-11-30", basis="民诉法第126条"),
    NextDate(what="交受理费", date=None, basis="诉讼费用交纳办法第22条"),
    NextDate(what="送副本", date="2027-02-15", basis="民诉法第128条", calendar_unverified=True),
)
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def record(state: ReceiptState, **changes: Any) -> ReceiptRecord:
    """A record with number and dates whatever its state, to see that they are not printed too early."""
    values: dict[str, Any] = {
        "code": "K74P29",
        "submission_id": "5f0c1d7e",
        "matter_code": "SS-LA-01",
        "state": state,
        "saved_at": NOW - timedelta(minutes=2),
        "delivered_at": NOW,
        "number": "3301990120261123000182",
        "next_dates": DATES,
        "refusal": "缺少被告的住所",
    }
    return ReceiptRecord(**(values | changes))


def said(blocks: list[Block]) -> str:
    """All words of a slip."""
    parts = [
        one.text if isinstance(one, Line) else f"{one.label} {one.value}"
        for one in blocks
        if isinstance(one, Line | Pair)
    ]
    return "\n".join(parts)


def slip(state: ReceiptState, language: Language = "zh", **changes: Any) -> list[Block]:
    """The slip of a state."""
    make = {
        ReceiptState.SAVED: saved_slip,
        ReceiptState.DELIVERED: delivered_slip,
        ReceiptState.REFUSED: refused_slip,
    }
    return make[state](
        record(state, **changes), "民间借贷纠纷起诉立案", "桂花里社区法律服务站", NOW, language
    )


def test_saved_promises_neither_number_nor_date() -> None:
    words = said(slip(ReceiptState.SAVED))
    assert "已保存，尚未送达" in words
    assert "不用您再交一次" in words
    assert "2026年11月23日 9:58" in words
    for early in (
        "3301990120261123000182",
        "回执号",
        "收到时间",
        "接下来",
        "11月30日",
        "已收到",
        "已送达",
        "第126条",
    ):
        assert early not in words


def test_delivered_says_number_dates_and_basis() -> None:
    words = said(slip(ReceiptState.DELIVERED))
    assert "3301990120261123000182" in words
    assert "最晚 2026年11月30日 星期一" in words
    assert "民诉法第126条" in words
    assert "以后的日子，以通知为准\n  交受理费（诉讼费用交纳办法第22条）" in words
    assert "尚未送达" not in words


def test_an_unchecked_calendar_is_said_at_its_date_only() -> None:
    words = said(slip(ReceiptState.DELIVERED))
    assert words.count("节假日安排未核对") == 1
    assert words.index("2027年2月15日") < words.index("节假日安排未核对")
    certain = said(slip(ReceiptState.DELIVERED, next_dates=DATES[:1]))
    assert "节假日安排未核对" not in certain


def test_refused_sends_to_a_person_and_gives_the_answer() -> None:
    words = said(slip(ReceiptState.REFUSED))
    assert "没有收下" in words
    assert "缺少被告的住所" in words
    assert "工作人员" in words
    for early in ("回执号", "接下来", "3301990120261123000182"):
        assert early not in words


@pytest.mark.parametrize(("made", "state"), list(itertools.product((0, 1, 2), ReceiptState)))
def test_a_slip_for_another_state_is_refused(made: int, state: ReceiptState) -> None:
    make = (saved_slip, delivered_slip, refused_slip)[made]
    own = (ReceiptState.SAVED, ReceiptState.DELIVERED, ReceiptState.REFUSED)[made]
    if state is own:
        assert make(record(state), "事项", "地点", NOW)
    else:
        with pytest.raises(WrongState):
            make(record(state), "事项", "地点", NOW)


@pytest.mark.parametrize("missing", ["number", "delivered_at"])
def test_delivered_without_number_or_time_is_refused(missing: str) -> None:
    with pytest.raises(WrongState):
        slip(ReceiptState.DELIVERED, **{missing: None})


@pytest.mark.parametrize(("state", "language"), list(itertools.product(ReceiptState, LANGUAGES)))
def test_every_slip_has_code_qr_warning_and_one_cut(state: ReceiptState, language: Language) -> None:
    blocks = slip(state, language)
    assert [one.data for one in blocks if isinstance(one, Qr)] == ["LB:K74P29"]
    assert "K7 4P 29" in said(blocks)
    assert ("验证码" if language == "zh" else "never phone") in said(blocks)
    assert [at for at, one in enumerate(blocks) if isinstance(one, Cut)] == [len(blocks) - 1]
    assert "5f0c1d7e" not in said(blocks)


@pytest.mark.parametrize("state", list(ReceiptState))
def test_english_slips_hold_no_chinese_of_ours(state: ReceiptState) -> None:
    words = said(
        {
            ReceiptState.SAVED: saved_slip,
            ReceiptState.DELIVERED: delivered_slip,
            ReceiptState.REFUSED: refused_slip,
        }[state](record(state, next_dates=(), refusal=None), "Lending suit", "Station", NOW, "en")
    )
    assert words.isascii()


def test_reprint_follows_the_state_and_says_so() -> None:
    saved = said(reprint(record(ReceiptState.SAVED), "事项", "地点", NOW))
    delivered = said(reprint(record(ReceiptState.DELIVERED), "事项", "地点", NOW))
    assert "补打" in saved and "尚未送达" in saved
    assert "补打" in delivered and "3301990120261123000182" in delivered
    assert not any(isinstance(one, Pair) and one.label == "补打" for one in slip(ReceiptState.SAVED))


@pytest.mark.parametrize("language", LANGUAGES)
def test_request_slip_names_an_order_number_only_when_there_is_one(language: Language) -> None:
    saved = said(request_slip(record(ReceiptState.SAVED), "诉求", "地点", NOW, language))
    delivered = said(request_slip(record(ReceiptState.DELIVERED), "诉求", "地点", NOW, language))
    assert "3301990120261123000182" not in saved
    assert "3301990120261123000182" in delivered
    assert request_slip(record(ReceiptState.REFUSED), "诉求", "地点", NOW, language)


def test_a_request_slip_says_that_it_is_printed_again() -> None:
    made = request_slip(record(ReceiptState.DELIVERED), "诉求", "地点", NOW, again=True)
    assert "补打 2026年11月23日 10:00" in said(made)


def test_titles_fit_the_paper() -> None:
    wide = [
        one
        for state, language in itertools.product(ReceiptState, LANGUAGES)
        for one in slip(state, language)
        if isinstance(one, Line) and one.size == 2
    ]
    for line in wide:
        columns = sum(2 if ord(char) > 0x7F else 1 for char in line.text) * 2
        assert columns <= 48
