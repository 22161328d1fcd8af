"""Fictitious values of each kind of field that a definition's checks let through, from brief to long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from legalnet.evidence.codes import with_check

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def long_text(words: str, length: int) -> str:
    """`length` characters of `words`, again and again."""
    return (words * (length // len(words) + 1))[:length]


def id_number(birth: date) -> str:
    """An identity number of nobody: district 110105, that birthday, the right check digit (GB 11643)."""
    body = f"110105{birth:%Y%m%d}002"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


PAPER_NUMBERS = (
    id_number(date(1949, 12, 31)),
    "810000199001010019",
    "H12345678",
    "12345678",
    "933276198806210011",
    "E12345678",
)
"""A number of nobody for each kind of identity paper (`legalnet.papers`)."""


def _days(today: date) -> list[str]:
    return [(today - timedelta(days)).isoformat() for days in (10, 40, 400)]


BY_RULE: dict[str, str] = {"deposit_code": with_check("330199202611300001")}
"""Rule of a check that no made-up words satisfy -> a value that does."""
BY_TYPE: dict[str, Callable[[date], list[Any]]] = {
    "money": lambda _: ["1.00", "356800.55", "99999999.99"],
    "decimal": lambda _: ["1", "12.5"],
    "percent": lambda _: ["3", "12.345678"],
    "int": lambda _: [1, 3, 12],
    "date": _days,
    "period": lambda today: [{"start": _days(today)[2], "end": _days(today)[1]}],
    "id_no": lambda today: [id_number(date(1949, 12, 31)), id_number(date(today.year - 30, 5, 6))],
    "uscc": lambda _: ["91350100M000100Y43"],
    "mobile": lambda _: ["13800005678", "+85291234567"],
    "email": lambda _: ["a@b.cn", "a.rather.long.name.of.a.mailbox@mail.example.org.cn"],
    "bank_card": lambda _: ["6222020000000000000"],
    "case_no": lambda _: ["（2026）某0199民初1号", "（2026）某0199民特保令1234567号之十二"],
}
"""Kind of field -> values, as they are typed."""
