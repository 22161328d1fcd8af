"""From a matter's legal basis (`民诉法`, `16,22,122-128`) to the articles that are on the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.knowledge.index import Hit, Laws

FULL_NAMES = {
    "民诉法": "民事诉讼法",
    "行诉法": "行政诉讼法",
    "民诉法解释": "适用《中华人民共和国民事诉讼法》的解释",
    "在线诉讼规则": "在线诉讼规则",
    "在线调解规则": "在线调解规则",
    "调解仲裁法": "劳动争议调解仲裁法",
    "消保法": "消费者权益保护法",
    "PIPL": "个人信息保护法",
    "个保法": "个人信息保护法",
    "老年人法": "老年人权益保障法",
}
"""Short names that definitions use, and what stands in the title of the text."""
MOST = 60
"""Articles of one basis that are listed."""
_NAME = re.compile(r"^[法国]\S{0,3}〔\d{4}〕\d+号\s*")
_RANGE = re.compile(r"(\d+)(?:-(\d+))?")


def names_of(law: str) -> str:
    """What a statute's title must hold to be the one a definition names."""
    plain = _NAME.sub("", law).strip("《》 ").split("（")[0].split("(")[0]
    return FULL_NAMES.get(plain, plain)


def numbers_of(articles: str) -> Iterator[int]:
    """The numbers of `667-680,686`; what is no number is passed over."""
    for first, last in _RANGE.findall(articles):
        yield from range(int(first), min(int(last or first), int(first) + MOST) + 1)


def articles_of(laws: Laws, law: str, articles: str) -> tuple[Hit, ...]:
    """The named articles that are there, each once: of the statute with the shortest title that fits."""
    found: list[Hit] = []
    name = names_of(law)
    for number in numbers_of(articles):
        found += laws.article(name, number)[:1] if name else []
    return tuple(dict.fromkeys(found))[:MOST]
