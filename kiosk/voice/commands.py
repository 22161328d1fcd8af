"""What may be said on a screen: each control by its label or its number, and a few words that always work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from kiosk.voice.saying import say_number
from kiosk.voice.speakable import speakable

Sort = Literal["press", "field", "word"]

ALWAYS: dict[str, str] = {
    "返回": "back", "找人帮忙": "help", "朗读": "read", "停": "hush", "停下": "hush", "结束": "end",
    "往下看": "down", "往上看": "up", "不说了": "close", "不是": "undo", "不对": "undo",
}  # fmt: skip
"""Words that mean the same on every screen, unless something on it is called so."""
CONFIRM: dict[str, str] = {
    "对": "yes", "是": "yes", "是的": "yes", "好": "yes", "好的": "yes", "确定": "yes",
    "不对": "again", "不是": "again", "重说": "again", "取消": "cancel", "不说了": "cancel",
}  # fmt: skip
"""After the read-back."""
STORY: dict[str, str] = {"说完了": "done", "重说": "again", "取消": "cancel"}
"""Between the sentences of a longer text."""
FILLERS = re.compile(r"[\d,.]+\s*(?:项|个|份|条|页)?")
LONGEST_WHOLE = 10
"""Nobody says a name with its whole explanation; the terminal would only wait for it."""
ENDS = "。，,：:；;（("


class Target(NamedTuple):
    """Something on the screen that can be named. `key` is the caller's mark for it."""

    key: object
    label: str
    sort: Sort = "press"
    binding: bool = False
    """Whether pressing it binds the resident: then it is asked about first."""


class Command(NamedTuple):
    """What a phrase means: a control of the screen, or a word of `ALWAYS`."""

    sort: Sort
    word: str
    target: Target | None = None
    number: int = 0
    """Where the phrase names the control by the number drawn beside it; 0 elsewhere."""


def commands(targets: Sequence[Target]) -> dict[str, Command]:
    """Every phrase that means something here. A label that two controls share means neither: their numbers do."""
    table = {phrase: Command("word", word) for phrase, word in ALWAYS.items()}
    named: dict[str, list[Target]] = {}
    for target in targets:
        for phrase in labels(target.label):
            named.setdefault(phrase, []).append(target)
    table |= {phrase: _of(found[0]) for phrase, found in named.items() if len(found) == 1}
    for number, target in enumerate(targets, start=1):
        said = say_number(number)
        table |= {f"第{said}个": _of(target, number), f"{said}号": _of(target, number)}
    return table


def _of(target: Target, number: int = 0) -> Command:
    return Command(target.sort, "", target, number)


def labels(name: str) -> Iterable[str]:
    """The ways a label is said: whole, its first and its last part, with its figures in words or left out."""
    parts = [part for part in re.split(f"[{re.escape(ENDS)}]+", name) if part]
    whole = [name] if len(name) <= LONGEST_WHOLE else []
    found = [*whole, *(parts[:1] + parts[-1:] if parts else [])]
    found += [FILLERS.sub("", one) for one in found]
    said = (re.sub(r"[^\w]", "", speakable(one)) for one in found)
    return dict.fromkeys(one for one in said if one and len(one) <= 16)


def longer(phrase: str, table: Iterable[str]) -> bool:
    """Whether something longer begins with it, so that it may still be going on."""
    return any(other != phrase and other.startswith(phrase) for other in table)


# ---------------------------------------------------------------------- numbers that are dictated

DIGITS = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "幺"]
UNITS = ["十", "百", "千", "万", "点"]
MONEY = ["元", "块", "块钱", "毛", "分"]
DAYS = ["年", "月", "号", "日"]
DAY_WORDS = ["今天", "昨天", "前天", "明天", "去年", "今年", "前年"]


def numeral_phrases(kind: str) -> list[str]:
    """What a field of numbers listens for, as pairs of words that may follow each other: the model learns their order."""
    if kind in ("id_no", "mobile", "bank_card", "code"):
        ends = ["艾克斯", "叉"] if kind == "id_no" else []
        return [*(a + b for a in DIGITS for b in DIGITS), *DIGITS, *(a + end for a in DIGITS for end in ends)]
    digits = [*DIGITS, "两"]
    pairs = (
        [a + b for a in digits for b in UNITS]
        + [a + b for a in UNITS for b in digits]
        + ["零" + a for a in digits]
    )
    pairs += [a + b for a in ("十", "百", "千") for b in "万"]
    if kind == "money":
        pairs += [a + b for a in (*digits, *UNITS) for b in MONEY] + [
            a + b for a in ("块", "毛", "元") for b in digits
        ]
    elif kind in ("date", "period"):
        pairs += [a + b for a in digits for b in digits] + [a + b for a in (*digits, "十") for b in DAYS]
        pairs += [a + b for a in ("年", "月") for b in (*digits, "十")] + DAY_WORDS
        pairs += [a + b for a in ("去年", "今年", "前年") for b in (*digits, "十")]
        if kind == "period":
            pairs += ["号到", "日到", "月到", *("到" + a for a in (*digits, *DAY_WORDS))]
    elif kind == "percent":
        pairs += ["百分之" + a for a in digits] + [a + b for a in digits for b in digits]
    return [*pairs, *digits, "十"]
