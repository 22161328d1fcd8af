"""Deposit codes: 18 digits and two check digits (ISO 7064 MOD 97-10), to be typed, spoken or scanned.

The check catches every wrong digit and every swap of neighbours. It is no secret: what protects a deposit from guessing
is that 18 digits are random.
"""

from __future__ import annotations

DIGITS = 18
LENGTH = DIGITS + 2


def with_check(digits: str) -> str:
    """A code from its 18 digits. Raises `ValueError` for anything else."""
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise ValueError("a deposit code is made from 18 digits")
    return digits + f"{98 - int(digits) * 100 % 97:02d}"


def new_code(random: bytes) -> str:
    """A code from 16 random bytes."""
    if len(random) != 16:
        raise ValueError("16 random bytes")
    return with_check(f"{int.from_bytes(random, 'big') % 10**DIGITS:018d}")


def parse_code(text: str) -> str | None:
    """The 20 digits of a code as somebody wrote it, with blanks or hyphens; None when a digit is wrong."""
    digits = "".join(char for char in text.strip() if char not in " -\u3000\u2010\u2011\u2013")
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return None
    return digits if int(digits) % 97 == 1 else None


def format_code(code: str) -> str:
    """The code in groups of four, as it is printed and read out."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
