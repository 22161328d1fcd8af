"""Reading statutes: a Markdown or text file with a title and articles, as official texts are published.

An article begins a line with 第…条, then a space; what follows belongs to it until the next article or a heading
(第…编, 章, 节). A text without articles is one piece.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".md", ".markdown", ".txt")
DIGITS = dict(
    zip("零〇一二两三四五六七八九0123456789", [0, 0, 1, 2, 2, *range(3, 10), *range(10)], strict=True)
)
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMBER = "零〇一二两三四五六七八九十百千0-9"
_ARTICLE = re.compile(rf"(?:#+\s*)?\**(第([{NUMBER}]+)条(?:之([{NUMBER}]+))?)\**(?:[\s　:：]+\**|$)(.*)")
_HEADING = re.compile(rf"(?:#+\s*)?\**(第[{NUMBER}]+(?:分编|编|章|节)(?:[\s　]+.*)?|附\s*则)\**$")
_MARKUP = re.compile(r"^#+\s*|\*\*|^>\s*|^[-*]\s+", re.MULTILINE)
_TITLE_MARKS = re.compile(r"^[#\s　*]+|[\s　*]+$")


class NotAStatute(Exception):
    """A file that holds no readable text; the message says what is wrong with it."""


@dataclass(frozen=True)
class Article:
    """One article: `number` for finding it (0 where the text has none), `label` as it is printed."""

    number: int
    suffix: int
    """Of 第…条之二; 0 without."""
    label: str
    heading: str
    text: str


@dataclass(frozen=True)
class Statute:
    """One text with its articles in order."""

    title: str
    articles: tuple[Article, ...]


def read_statute(path: Path) -> Statute:
    """The statute in a file (UTF-8 or GB 18030). Raises NotAStatute."""
    return parse_statute(_text_of(path), path.stem)


def _text_of(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise NotAStatute("cannot be read") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotAStatute("is neither UTF-8 nor GB 18030")


def parse_statute(text: str, name: str) -> Statute:
    """The statute in `text`; `name` is its title where the text has none. Raises NotAStatute when it is empty."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise NotAStatute("is empty")
    title = name if _ARTICLE.match(first) else _TITLE_MARKS.sub("", first) or name
    articles = tuple(_articles(lines))
    if not articles:
        articles = (Article(0, 0, "全文", "", _plain(lines)),)
    return Statute(title[:200], articles)


def _articles(lines: list[str]) -> list[Article]:
    found: list[tuple[tuple[int, int, str, str], list[str]]] = []
    heading, body = "", []
    for line in lines:
        article, new_heading = _ARTICLE.match(line.strip()), _HEADING.match(line.strip())
        if article:
            label, number, suffix, rest = article.groups()
            body = [rest]
            head = (chinese_number(number), chinese_number(suffix or "零"), label, heading)
            found.append((head, body))
        elif new_heading:
            heading, body = re.sub(r"[\s　]+", " ", new_heading[1]).strip(), []
        else:
            body.append(line)
    return [Article(*head, _plain(text)) for head, text in found]


def _plain(lines: list[str]) -> str:
    paragraphs = (_MARKUP.sub("", line).strip("　 \t") for line in lines)
    return "\n".join(line for line in paragraphs if line)


def chinese_number(text: str) -> int:
    """`六百七十五`, `一千二百六十` or `675` as a number. Raises ValueError for other signs."""
    total = digit = 0
    for char in text:
        if char in UNITS:
            total, digit = total + (digit or 1) * UNITS[char], 0
        elif char in DIGITS:
            digit = digit * 10 + DIGITS[char]
        else:
            raise ValueError("no number")
    return total + digit
