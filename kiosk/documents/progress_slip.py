"""The line of an application or request on the slip printer: whose turn it is and the last days, without any name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from devices.receipt_printer.blocks import Block, Cut, Feed, Line, Pair, Rule
from kiosk.clock import SHANGHAI

MOST = 12
"""Nodes on a slip, the newest."""


class _Words(NamedTuple):
    title: str
    number: str
    state: str
    turn: str
    printed: str
    fraud: str


WORDS = {
    False: _Words("进度单", "编号", "现在", "轮到您", "打印时间", "工作人员不会向您要验证码和密码。"),
    True: _Words(
        "Progress", "Number", "Now", "Your turn", "Printed", "Staff never ask for codes or passwords."
    ),
}


def progress_slip(
    view: Mapping[str, Any], place: str, now: datetime, *, english: bool = False
) -> list[Block]:
    """From what the screen `progress` shows; names of parties and words of people stay off the paper."""
    words = WORDS[english]
    return [
        Line(place, align="centre"), Feed(1), Line(words.title, bold=True, size=2, align="centre"), Feed(1), Rule(),
        Pair(words.number, str(view["number"])), Pair(words.state, str(view["label"])),
        *_turn(view.get("turn"), words), Rule(),
        *(Line(_node(node)) for node in view["nodes"][-MOST:]),
        Rule(), Line(words.fraud, bold=True), Pair(words.printed, f"{now.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"),
        Feed(3), Cut(),
    ]  # fmt: skip


def _turn(turn: Mapping[str, Any] | None, words: _Words) -> Iterator[Block]:
    if turn is not None:
        yield Pair(words.turn, str(turn["what"]))
        if turn["day"]:
            yield Pair("", f"{turn['day']} {turn['weekday']}")


def _node(node: Mapping[str, Any]) -> str:
    box = "■" if node["mark"] == "done" else "□"
    return f"{box} {node['when']} {node['title']}".strip()
