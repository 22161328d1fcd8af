"""What stands on the small paper a resident takes home, state by state.

A slip may say only what its state allows: saved promises no date and no number; delivered gives the number
and the dates with their basis. Nothing on it names a person: whoever finds one learns a matter and a code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from devices.receipt_printer.blocks import Block, Cut, Feed, Line, Pair, Qr, Rule
from kiosk.clock import SHANGHAI
from legalnet.receipts import format_code
from legalnet.receipts import words as state_words
from legalnet.submission import NextDate, ReceiptRecord, ReceiptState

Language = Literal["zh", "en"]

_COLON: dict[Language, str] = {"zh": "：", "en": ": "}
_BRACKETS: dict[Language, str] = {"zh": "（{}）", "en": " ({})"}
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class WrongState(Exception):
    """A slip was asked for that the record's state does not allow."""


Deposit = Literal["none", "open", "kept"]
"""Whether a filing has deposits that do not stand yet, and whether they wait here for the network."""


@dataclass(frozen=True)
class _Words:
    """The fixed words of one kind of slip."""

    title: str
    code: str
    body: tuple[str, ...]
    number: str = ""


_LABELS: dict[Language, dict[str, str]] = {
    "zh": {
        "matter": "事项",
        "saved_at": "保存时间",
        "delivered_at": "收到时间",
        "printed": "打印时间",
        "again": "补打",
        "next": "接下来",
        "latest": "最晚",
        "later": "以后的日子，以通知为准",
        "basis": "依据",
        "unverified": "节假日安排未核对，日期以通知为准",
        "fraud": "工作人员不会打电话要验证码、要转账。",
        "said": "平台的答复",
        "deposit_kept": "存证还没有完成，这张凭条不是存证证明。网络恢复后自动存证一次，凭上面的编码来取存证小票。",
        "deposit_open": "存证还没有完成，这张凭条不是存证证明。",
    },
    "en": {
        "matter": "Matter",
        "saved_at": "Saved",
        "delivered_at": "Received",
        "printed": "Printed",
        "again": "Reprint",
        "next": "What comes next",
        "latest": "By",
        "later": "Later, as you will be notified",
        "basis": "Basis",
        "unverified": "Public holidays not checked; the notice decides",
        "fraud": "Staff never phone to ask for a code or a transfer.",
        "said": "The platform's answer",
        "deposit_kept": "Not deposited yet: this slip proves no deposit. It is deposited once by itself when the network "
        "is back; fetch the deposit slip by the code above.",
        "deposit_open": "Not deposited yet: this slip proves no deposit.",
    },
}

_FILING: dict[tuple[ReceiptState, Language], _Words] = {
    (ReceiptState.SAVED, "zh"): _Words(
        "已保存，尚未送达",
        "保存码",
        ("送到以前，还不能告诉您办理的日子。", "送到以后，可以在这台终端凭保存码补打回执。"),
    ),
    (ReceiptState.SAVED, "en"): _Words(
        "Saved, not yet delivered",
        "Code",
        (
            "Until it is delivered, no date can be given.",
            "Then the receipt can be printed at this terminal by the code.",
        ),
    ),
    (ReceiptState.DELIVERED, "zh"): _Words(
        "回执：平台已收到",
        "查询码",
        ("请保管好这张回执。在这台终端输入查询码，可以再打一份。",),
        number="回执号",
    ),
    (ReceiptState.DELIVERED, "en"): _Words(
        "Receipt: received",
        "Code",
        ("Please keep this receipt. By the code it can be printed again at this terminal.",),
        number="Receipt no.",
    ),
    (ReceiptState.REFUSED, "zh"): _Words(
        "没有收下，请找工作人员", "保存码", ("材料没有丢。请把这张纸给工作人员看。",)
    ),
    (ReceiptState.REFUSED, "en"): _Words(
        "Not accepted: ask staff",
        "Code",
        ("Nothing is lost. Please show this slip to a member of staff.",),
    ),
}

_REQUEST: dict[tuple[ReceiptState, Language], _Words] = {
    (ReceiptState.SAVED, "zh"): _Words(
        "诉求已保存，尚未送达",
        "保存码",
        ("送到以前，还没有工单编号，也不能告诉您答复的日子。",),
    ),
    (ReceiptState.SAVED, "en"): _Words(
        "Request saved, not yet delivered",
        "Code",
        ("Until it is delivered there is no order number and no date for an answer.",),
    ),
    (ReceiptState.DELIVERED, "zh"): _Words(
        "工单回执：平台已收到",
        "查询码",
        ("请保管好这张回执。在这台终端输入查询码，可以再打一份。",),
        number="工单编号",
    ),
    (ReceiptState.DELIVERED, "en"): _Words(
        "Request received",
        "Code",
        ("Please keep this receipt. By the code it can be printed again at this terminal.",),
        number="Order no.",
    ),
}


_DRAFT: dict[Language, _Words] = {
    "zh": _Words(
        "草稿，还没有提交",
        "草稿码",
        ("没有交给任何人。请在这台终端点“查进度”，打进草稿码，再刷本人的身份证，就能接着办。",
         "码丢了，谁也打不开，包括工作人员。过了期限自动删除。"),
        number="保存到",
    ),
    "en": _Words(
        "Draft, not handed in",
        "Draft code",
        ("Nobody has it. At this terminal touch “Progress”, enter the code and show the same person's ID to go on.",
         "Without the code nobody can open it, not even staff. It is deleted after the day above."),
        number="Kept until",
    ),
}  # fmt: skip


def saved_slip(
    record: ReceiptRecord, matter_title: str, place: str, now: datetime, language: Language = "zh"
) -> list[Block]:
    """The slip for what is safe on the terminal and not delivered. Raises `WrongState` for another state."""
    _must_be(ReceiptState.SAVED, record)
    return reprint(record, matter_title, place, now, language, again=False)


def delivered_slip(
    record: ReceiptRecord, matter_title: str, place: str, now: datetime, language: Language = "zh"
) -> list[Block]:
    """The receipt for what the province acknowledged. Raises `WrongState` else, or without a number."""
    _must_be(ReceiptState.DELIVERED, record)
    return reprint(record, matter_title, place, now, language, again=False)


def refused_slip(
    record: ReceiptRecord, matter_title: str, place: str, now: datetime, language: Language = "zh"
) -> list[Block]:
    """The slip for what the province will not take, to show to staff. Raises `WrongState` else."""
    _must_be(ReceiptState.REFUSED, record)
    return reprint(record, matter_title, place, now, language, again=False)


def request_slip(
    record: ReceiptRecord,
    matter_title: str,
    place: str,
    now: datetime,
    language: Language = "zh",
    *,
    again: bool = False,
) -> list[Block]:
    """The slip of a request (诉求工单) in its state. Raises `WrongState` when delivered without a number."""
    words = _REQUEST.get((record.state, language), _FILING[(record.state, language)])
    return _slip(words, record, matter_title, place=place, now=now, language=language, again=again)


def reprint(
    record: ReceiptRecord,
    matter_title: str,
    place: str,
    now: datetime,
    language: Language = "zh",
    *,
    again: bool = True,
    deposit: Deposit = "none",
) -> list[Block]:
    """The slip that the record's state allows today, marked as printed again; what was not deposited is said."""
    words = _FILING[(record.state, language)]
    return _slip(
        words, record, matter_title, place=place, now=now, language=language, again=again, deposit=deposit
    )


def draft_slip(
    code: str, until: datetime, matter_title: str, *, place: str, now: datetime, language: Language = "zh"
) -> list[Block]:
    """The slip of a draft: by its code and the same person's identity one goes on with it, until that day."""
    labels, words = _LABELS[language], _DRAFT[language]
    return [
        Line(place, align="centre"),
        Feed(1),
        Line(words.title, bold=True, size=2 if _columns(words.title) <= 24 else 1, align="centre"),
        Feed(1),
        Rule(),
        Pair(labels["matter"], matter_title),
        Pair(words.number, _moment(until, language)),
        Rule(),
        Line(words.code, align="centre"),
        Line(format_code(code), bold=True, size=2, align="centre"),
        Feed(1),
        *(Line(text) for text in words.body),
        Rule(),
        Line(labels["fraud"], bold=True),
        Pair(labels["printed"], _moment(now, language)),
        Feed(3),
        Cut(),
    ]


def _must_be(state: ReceiptState, record: ReceiptRecord) -> None:
    if record.state is not state:
        raise WrongState(f"a {state} slip for a record that is {record.state}")


def _slip(
    words: _Words,
    record: ReceiptRecord,
    title: str,
    *,
    place: str,
    now: datetime,
    language: Language,
    again: bool = False,
    deposit: Deposit = "none",
) -> list[Block]:
    labels = _LABELS[language]
    return [
        Line(place, align="centre"),
        Feed(1),
        Line(words.title, bold=True, size=2 if _columns(words.title) <= 24 else 1, align="centre"),
        Feed(1),
        Rule(),
        Pair(labels["matter"], title),
        *_facts(words, record, labels, language),
        Line(state_words(record.state, language)),
        Rule(),
        Line(words.code, align="centre"),
        Line(format_code(record.code), size=2, bold=True, align="centre"),
        Feed(1),
        Qr(f"LB:{record.code}"),
        Feed(1),
        *_dates(record, labels, language),
        *(Line(text) for text in words.body),
        *([] if deposit == "none" else [Line(labels[f"deposit_{deposit}"], bold=True)]),
        Rule(),
        Line(labels["fraud"], bold=True),
        Pair(labels["again"] if again else labels["printed"], _moment(now, language)),
        Feed(3),
        Cut(),
    ]


def _columns(text: str) -> int:
    """Half-width columns a text takes; 24 of them fit at double size."""
    return sum(2 if ord(char) > 0x7F else 1 for char in text)


def _facts(
    words: _Words, record: ReceiptRecord, labels: dict[str, str], language: Language
) -> Iterator[Block]:
    yield Pair(labels["saved_at"], _moment(record.saved_at, language))
    if record.state is ReceiptState.DELIVERED:
        if record.number is None or record.delivered_at is None:
            raise WrongState("delivered without a number or a time")
        yield Pair(labels["delivered_at"], _moment(record.delivered_at, language))
        yield Pair(words.number, record.number)
    if record.state is ReceiptState.REFUSED and record.refusal:
        yield Line(f"{labels['said']}{_COLON[language]}{record.refusal}")


def _dates(record: ReceiptRecord, labels: dict[str, str], language: Language) -> Iterator[Block]:
    """What comes next; only a delivered record has dates, whatever else it may hold."""
    if record.state is not ReceiptState.DELIVERED or not record.next_dates:
        return
    undated = [one for one in record.next_dates if one.date is None]
    yield Rule()
    yield Line(labels["next"], bold=True)
    for one in record.next_dates:
        if one.date is not None:
            yield from _dated(one, one.date, labels, language)
    if undated:
        yield Line(labels["later"], bold=True)
    yield from (Line(f"  {one.what}{_BRACKETS[language].format(one.basis)}") for one in undated)
    yield Rule()


def _dated(one: NextDate, day: str, labels: dict[str, str], language: Language) -> Iterator[Block]:
    yield Line(f"{labels['latest']} {_day(day, language)}", bold=True)
    yield Line(f"  {one.what}")
    yield Line(f"  {labels['basis']}{_COLON[language]}{one.basis}")
    if one.calendar_unverified:
        yield Line(f"  {labels['unverified']}")


def _day(iso: str, language: Language) -> str:
    day = date.fromisoformat(iso)
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


def _moment(instant: datetime, language: Language) -> str:
    """An instant as the clock on the wall shows it."""
    local = instant.astimezone(SHANGHAI)
    clock = f"{local.hour}:{local.minute:02d}"
    if language == "en":
        return f"{local.day} {_MONTHS[local.month - 1]} {local.year} {clock}"
    return f"{local.year}年{local.month}月{local.day}日 {clock}"
