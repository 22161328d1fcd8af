"""The small paper of a deposit: code, time, and the whole proof in two QR codes that need no network to be checked."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from devices.receipt_printer.blocks import Block, Cut, Feed, Line, Pair, Qr, Rule
from kiosk.evidence.words import moment
from legalnet.evidence.codes import format_code
from legalnet.evidence.leaves import Leaf

Language = Literal["zh", "en"]
MODULE = 6
"""Dots a module: two codes of version 17-L at six dots read where one larger code does not."""

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "title": "存证小票", "code": "存证编码", "at": "存证时间", "item": "存证内容", "printed": "打印时间",
        "again": "补打",
        "how": "下面两个码合起来是完整的存证证明，不用联网就能核对：用核验网页，或者 main.py evidence verify，"
               "扫两个码，再选原来的文件。",
        "keep": "原来的文件请自己留好：平台只有摘要，没有它就没法比对。",
        "limit": "存证只证明文件在存证时已经有了、以后没改过，不证明内容是真的（在线诉讼规则18）。",
    },
    "en": {
        "title": "Deposit slip", "code": "Deposit code", "at": "Deposited", "item": "What", "printed": "Printed",
        "again": "Reprint",
        "how": "The two codes below are the whole proof. Offline, scan both with the verifying page or main.py evidence "
               "verify and choose the original file.",
        "keep": "Keep the original file yourself: the platform has digests only.",
        "limit": "A deposit proves that the file existed then and was not changed since, not that its content is true.",
    },
}  # fmt: skip


def deposit_slip(
    leaf: Leaf,
    codes: tuple[str, str],
    title: str,
    *,
    place: str,
    now: datetime,
    language: Language = "zh",
    again: bool = False,
) -> list[Block]:
    """The slip of one deposit; `title` is the material's kind, never a name or a content."""  # fmt: skip
    words = _WORDS[language]
    return [
        Line(place, align="centre"),
        Feed(1),
        Line(words["title"], bold=True, size=2, align="centre"),
        Feed(1),
        Rule(),
        Pair(words["item"], title),
        Pair(words["at"], moment(leaf.at)),
        Rule(),
        Line(words["code"], align="centre"),
        Line(format_code(leaf.code), bold=True, align="centre"),
        Feed(1),
        Line(words["how"]),
        Feed(1),
        Qr(codes[0], MODULE, "L"),
        Feed(2),
        Qr(codes[1], MODULE, "L"),
        Feed(1),
        Line(words["keep"], bold=True),
        Line(words["limit"]),
        Rule(),
        Pair(words["again"] if again else words["printed"], moment(now)),
        Feed(3),
        Cut(),
    ]
