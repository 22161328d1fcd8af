"""The net under the logs: numbers of persons are blotted, numbers of things are not."""

from __future__ import annotations

import logging
import random
import sys

import pytest

from legalnet.evidence.codes import new_code
from legalnet.redaction import BLOT, Redacting, redact

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(chance: random.Random) -> str:
    """A number as on a card."""
    born = f"{chance.randint(1930, 2010)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    body = f"330105{born}{chance.randint(0, 999):03}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def test_every_identity_number_is_blotted() -> None:
    chance = random.Random(1)
    for _ in range(1000):
        number = identity(chance)
        assert redact(f"card {number}, again {number.lower()}。") == f"card {BLOT}, again {BLOT}。"


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "138 0013 8000",
        "+86 13800138000",
        "86-138-0013-8000",
        "6222021234567890128",
        "4111111111111111",
    ],
)
def test_phones_and_cards_are_blotted(text: str) -> None:
    assert redact(f"call {text} now") == f"call {BLOT} now"


def test_numbers_of_things_stay() -> None:
    """回执号, deposit codes, digests, times and sizes are what a log is for."""
    chance = random.Random(2)
    for _ in range(2000):
        code = new_code(chance.randbytes(16))
        receipt = (
            f"330199012026{chance.randint(1, 12):02}{chance.randint(1, 28):02}{chance.randint(1, 999999):06}"
        )
        line = f"{code} {receipt} {chance.randbytes(32).hex()} 1764489600000 50000000 took 1.3800138000 s"
        assert redact(line) == line


def test_the_traceback_is_blotted_too() -> None:
    formatter = Redacting("%(message)s")
    try:
        raise ValueError("number 330105195603120025")
    except ValueError:
        record = logging.LogRecord("x", 40, "x", 1, "it broke for %s", ("13800138000",), sys.exc_info())
    line = formatter.format(record)
    assert "330105195603120025" not in line
    assert "13800138000" not in line
    assert line.count(BLOT) == 3, "message, source line, text of the error"
