"""Every action that any screen knows, with arguments that fit and arguments that do not."""

from __future__ import annotations

from typing import Any

from tests.kiosk.visit.cabinet import PIN
from tests.kiosk.visit.walk import NOTICE, SIGNATURE

Args = dict[str, Any]

FITTING: dict[str, list[Args]] = {
    "tile": [{"id": id_} for id_ in ("owed", "sue", "lawyer", "mediate", "progress", "nothing")],
    "services": [{}],
    "technician": [{}],
    "test": [{"kind": kind} for kind in ("id_reader", "receipt_printer", "page_printer", "nothing")],
    "release": [{"key": "k-1"}, {"key": ""}],
    "refresh": [{}],
    "group": [{"id": "litigation"}, {"id": "requests"}, {"id": "nothing"}],
    "matter": [{"code": code} for code in ("SS-LA-01", "TJ-01", "SQ-01", "SS-LA-02", "nothing", "")],
    "search": [{"text": "借"}, {"text": "  "}, {"text": "张秀英" * 50}],
    "page": [{"by": 1}, {"by": -1}, {"by": 0}, {"by": 1.0}],
    "begin": [{}],
    "way": [{"id": id_} for id_ in ("sue", "mediate", "request", "nothing")],
    "ask_lawyer": [{}],
    "agree": [{"text": NOTICE}, {"text": ""}],
    "decline": [{"text": NOTICE}],
    "attendant": [{}],
    "retry": [{}],
    "more_time": [{}],
    "reveal": [{"on": True}, {"on": False}, {"on": 1}],
    "confirm": [{}],
    "not_mine": [{}],
    "pin": [{"pin": PIN}, {"pin": "000000"}],
    "type_identity": [{"name": "张秀英", "number": "330105195603120025"}, {"name": "x", "number": "1"}],
    "answer": [
        {"path": "w.kind", "value": "建议"}, {"path": "w.kind", "value": {"a": [1]}}, {"path": "w.text", "value": ""},
        {"path": "w.text", "value": 5}, {"path": "w.contact", "value": "13800005678"}, {"path": "x.y", "value": 1},
        {"path": "dispute.amount", "value": "1e99"}, {"path": "dispute.ask", "value": [None, {}]},
        {"path": "applicant.0.phone", "value": True}, {"path": "applicant.7.name", "value": "x"},
        {"path": "", "value": None},
    ],
    "next": [{}],
    "edit": [{"path": "w.kind"}, {"page": "w.story"}, {"page": "scan"}, {"page": "nothing"}, {"path": "x"}],
    "keep_warning": [{"path": "w.urgent"}, {"path": "x.y"}],
    "add_entry": [{}],
    "remove_entry": [{}],
    "undo": [{}],
    "again": [{}],
    "laws": [{}],
    "advice": [{}],
    "mine": [{}],
    "tab": [{"id": "settle"}, {"id": "evidence"}, {"id": "x"}],
    "opine": [{"authenticity": "accepted", "legality": "accepted", "relevance": "disputed", "words": "无关"},
              {"authenticity": "", "legality": "x", "relevance": "", "words": ""}],
    "prove": [{}],
    "write": [{"text": "您好"}, {"words": "可以商量"}, {"words": ""}],
    "propose": [{"amount": "20000", "instalments": 3, "first": "", "words": ""},
                {"amount": "?", "instalments": 0, "first": "x", "words": ""}],
    "reply": [{"id": "m2-00000001", "answer": "accept"}, {"id": "x", "answer": "x"}],
    "book": [{}, {"slot": "S-1"}],
    "cancel": [{"id": "B-1"}],
    "inbox": [{}],
    "code": [{}],
    "panel": [{"id": "urge"}, {"id": "correct"}, {"id": "rate"}, {"id": ""}, {"id": "nothing"}],
    "say": [{"words": "请快一点"}, {"words": ""}],
    "rate": [{"score": 5}, {"score": 9}],
    "revisit": [{"settled": True}],
    "address": [{}],
    "receipt": [{}],
    "ask": [{"text": "老板不给工钱怎么办"}, {"text": ""}, {"text": "会不会赢"}],
    "kind": [{"id": "court"}, {"id": "nothing"}],
    "places": [{}],
    "lawyer": [{}],
    "topic": [{"id": "owed"}, {"id": "nothing"}],
    "accept": [{}],
    "quit": [{}],
    "mic": [{}],
    "camera": [{}],
    "private": [{}],
    "volume": [{"by": 1}, {"by": -1}],
    "hang_up": [{}],
    "take_up": [{}],
    "not_now": [{}],
    "requeue": [{}],
    "law": [{"id": 1}, {"id": 7}],
    "turn": [{"by": 1}, {"by": -1}],
    "edit_answer": [{"path": "w.kind"}, {"path": "x.y"}],
    "go_page": [{"page": "w.reply"}, {"page": "nothing"}],
    "other": [{}],
    "change": [{}],
    "go_on": [{}],
    "chain": [{"code": "SS-LA-01"}, {"code": "nothing"}],
    "capture": [{}],
    "retake": [{}],
    "keep": [{}],
    "delete": [{"id": "1"}, {"id": "nothing"}],
    "done": [{}],
    "skip": [{}],
    "compose": [{}],
    "open": [{"id": "slip"}, {"id": "nothing"}],
    "edit_answers": [{}],
    "to_sign": [{}],
    "sign": [{"strokes": SIGNATURE}, {"strokes": []}, {"strokes": [[1]]}],
    "paper": [{}],
    "review": [{}],
    "guardian": [{}],
    "own_income": [{}],
    "other_paper": [{}],
    "choose_paper": [{"kind": "护照"}, {"kind": "nothing"}],
    "submit": [{}],
    "leave": [{}],
    "print_again": [{}],
    "deposit": [{}],
    "print_slip": [{"index": 0}, {"index": 7}, {"index": -1}],
    "print_certificate": [{"index": 0}, {"index": 7}],
    "attach": [{}],
    "print_copies": [{}],
    "finish": [{}],
    "trouble": [{}],
    "print": [{}],
    "reprint": [{}],
    "read_code": [{}],
    "later": [{}],
    "call": [{}],
    "taken": [{}],
    "find": [{"code": "K7 4P 29"}, {"code": "?"}, {"code": "K7 4P 29 XR 6T QM"}],
    "still_here": [{}],
    "end_now": [{}],
    "close": [{}],
    "request": [{}],
    "back": [{}],
    "help": [{}],
    "menu": [{}],
    "end": [{}],
    "touch": [{}],
    "set_mode": [{"key": "language", "value": "en"}, {"key": "size", "value": "large"}, {"key": "x", "value": []}],
}  # fmt: skip
"""By action; `edit` differs between interview and summary."""

UNKNOWN: list[tuple[str, Args]] = [
    (name, args)
    for name in (
        "fly",
        "",
        "view",
        "enter",
        "__init__",
        "do_submit",
        "act",
        "flow",
        "tick",
        "提交",
        "a b",
        "x" * 999,
    )
    for args in ({}, {"id": "owed"})
]

BAD: list[Any] = [
    None, "", "\ud800", "x" * 3000, -1, 0, 1.5, 10**40, float("nan"), float("inf"), True, [], [[]], {}, {"a": 1},
    ["x", None],
]  # fmt: skip
"""For each argument in turn."""


def misfits(name: str) -> list[Args]:
    """Missing, odd and superfluous arguments for an action."""
    right = FITTING[name][0]
    odd = [right | {key: bad} for key in right for bad in BAD]
    extra = [right | {more: 1} for more in ("nonsense", "self", "name", "flow", "args", "")]
    return [{}, *odd, *extra] if right else [{}, *extra]
