"""What is written becomes what is said: amounts, dates, case numbers, telephones, law titles and signs in characters.

Speech engines group Chinese numbers wrongly, read hotlines as amounts and % in English, so nothing but characters and
pinyin reaches them. Pure; the way an engine wants its text (pinyin in Latin letters) is `pronounced`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kiosk.voice.saying import MOST, say_amount, say_date, say_decimal, say_digits, say_number

PINYIN = Path(__file__).with_name("pinyin.txt")
HOTLINES = (
    "110",
    "114",
    "119",
    "120",
    "122",
    "12110",
    "12309",
    "12315",
    "12333",
    "12345",
    "12348",
    "12368",
    "12385",
)
"""Said sign by sign wherever they stand alone."""
LONGEST_PIECE = 60
"""Characters said in one go, so that a touch on 停 and the outlined sentence are never far apart."""

Found = re.Match[str]


def _figure(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("，", ""))


def _plain(text: str) -> str:
    """A number without a meaning of its own; what begins with 0 or is endless is said sign by sign."""
    value = _figure(text)
    whole = text.partition(".")[0].replace(",", "")
    if (len(whole) > 1 and whole.startswith("0")) or value >= MOST:
        return say_digits(text.replace(",", "").replace(".", "点"))
    return say_decimal(value)


def _day(found: Found) -> str:
    try:
        return say_date(date(int(found["y"]), int(found["m"]), int(found["d"])))
    except ValueError:
        return say_digits(found[0])


def _identity(found: Found) -> str:
    text = found[0]
    return "，".join(say_digits(part, "幺") for part in (text[:6], text[6:10], text[10:14], text[14:]))


def _mobile(found: Found) -> str:
    text = re.sub(r"\D", "", found[0])
    return "，".join(say_digits(part, "幺") for part in (text[:3], text[3:7], text[7:]))


def _line(found: Found) -> str:
    return "，".join(say_digits(part, "幺") for part in re.split("[- ]", found[0]))


def _masked(found: Found) -> str:
    return "，".join(
        part if "遮" in part else say_digits(part, "幺")
        for part in re.split("(，中间遮住，)", re.sub(r"[*＊•●×]{2,}", "，中间遮住，", found[0]))
        if part
    ).replace("，，", "，")


def _case(found: Found) -> str:
    court = re.sub(r"\d+", lambda part: say_digits(part[0]), found["court"])
    return f"{say_digits(found['year'])}，{court}，{say_digits(found['number'])}号"


def _clock(found: Found) -> str:
    hour, minute = int(found[1]), int(found[2])
    return f"{say_number(hour)}点" + (
        f"{'零' if minute < 10 else ''}{say_number(minute)}分" if minute else "整"
    )


def _code(found: Found) -> str:
    return "，".join(
        " ".join(sign if sign.isalpha() else say_digits(sign) for sign in part)
        for part in re.split(r"[\s-]+", found[0])
    )


CASE = (
    r"[（(\[〔](?P<year>(?:19|20)\d\d)[)）\]〕]"
    r"(?P<court>[^\s，。（(]{1,16}?[^\d\s])第?(?P<number>\d{1,6})(?:-\d+)?号"
)
HOTLINE = rf"(?<!\d)(?:{'|'.join(HOTLINES)})(?![\d.,:]|\s*[元字个页年月日件份条%])"
DATE = (
    r"(?P<y>(?:19|20|21)\d\d)(?:[-/.]|\s*年\s*)(?P<m>\d{1,2})(?:[-/.]|\s*月\s*)"
    r"(?P<d>\d{1,2})(?:\s*[日号]|(?!\d))"
)
NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
RULES: tuple[tuple[re.Pattern[str], Callable[[Found], str] | str], ...] = tuple(
    (re.compile(pattern), how)
    for pattern, how in (
        (CASE, _case),
        (r"(?<![\d*])\d[\dA-Za-z]*[*＊•●×]{2,}[\dXx]*", _masked),
        (r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])", _identity),
        (r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)", _mobile),
        (r"(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)", _line),
        (HOTLINE, lambda found: say_digits(found[0], "幺")),
        (DATE, _day),
        (r"((?:19|20|21)\d\d)(?=\s*年)", lambda found: say_digits(found[0])),
        (r"(?<!\d)(\d{1,2})[:：](\d{2})(?!\d)", _clock),
        (rf"[¥￥]\s*({NUMBER})", lambda found: say_amount(_figure(found[1]))),
        (rf"({NUMBER})\s*元", lambda found: say_amount(_figure(found[1]))),
        (rf"({NUMBER})\s*[%％]", lambda found: "百分之" + say_decimal(_figure(found[1]))),
        (rf"({NUMBER})\s*‰", lambda found: "千分之" + say_decimal(_figure(found[1]))),
        (r"\b(?=[A-Z0-9 -]*[A-Z])(?=[A-Z0-9 -]*\d)[A-Z0-9]{2,}(?:[ -][A-Z0-9]{2,})*\b", _code),
        (r"(?<=[\d）)])\s*[~～—–-]\s*(?=\d)", "到"),
        (r"(?<=\d)\s*/\s*(?=\d)", "除以"),
        (r"(?<![\d.,第年月])2(?=\s*[项份个位天次页张件条组处种名])", "两"),
        (NUMBER, lambda found: _plain(found[0])),
        (r"[＋+]", "加"), (r"[×✕]", "乘"), (r"[＝=]", "等于"), (r"÷", "除以"), (r"[&＆]", "和"),
        (r"≥", "不少于"), (r"≤", "不超过"),
        (r"[《》〈〉“”‘’\"'「」『』【】〔〕\[\]]", ""),
        (r"[（(]|[）)]|[　\t]|[·・]|[—–…]+|[-/|]", "，"),
        (r"[%％‰]", "百分号"),
        (r"[、，,]{2,}", "，"),
    )
)  # fmt: skip


def speakable(text: str) -> str:
    """The same text in characters only."""
    for pattern, how in RULES:
        text = pattern.sub(how, text)
    return text.strip(" ，,")


class Piece(NamedTuple):
    """One sentence of a longer text."""

    start: int
    end: int
    words: str
    """As it is said, see `speakable`."""


STOP = re.compile(r"[。！？；!?;\n]+")


def pieces(text: str) -> Iterator[Piece]:
    """The sentences of a text with their places in it, none much longer than can be said in one go."""
    at = 0
    for found in [*STOP.finditer(text), None]:
        end = found.end() if found else len(text)
        yield from _cut(text, at, end)
        at = end


def _cut(text: str, start: int, end: int) -> Iterator[Piece]:
    """A long sentence in parts, at its commas."""
    while start < end:
        stop = end
        if end - start > LONGEST_PIECE:
            comma = max(text.rfind(sign, start + 1, start + LONGEST_PIECE) for sign in "，、,：")
            stop = comma + 1 if comma > start else start + LONGEST_PIECE
        words = speakable(text[start:stop])
        if re.search(r"\w", words):
            yield Piece(start, stop, words)
        start = stop


@cache
def _overrides() -> tuple[dict[str, str], re.Pattern[str]]:
    lines = (line.split(None, 1) for line in PINYIN.read_text(encoding="utf-8").splitlines())
    table = {parts[0]: parts[1].strip() for parts in lines if len(parts) == 2 and parts[0] != "#"}
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, longest_first)))


def pronounced(words: str) -> str:
    """Speakable text with the words of the override list in pinyin, as espeak-ng's `cmn` voice takes it."""
    table, pattern = _overrides()
    return pattern.sub(lambda found: f" {table[found[0]]} ", words)
