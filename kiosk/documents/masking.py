"""Covers numbers and addresses for the screen and the voice: someone may stand behind the resident.

Paper and province get the full words; only what is shown or spoken at the terminal goes through here.
"""

from __future__ import annotations

import re
import unicodedata

ID_NUMBER = re.compile(r"(?<!\d)(\d{4})\d{10}(\d{3}[0-9Xx])(?!\d)")
LONG_NUMBER = re.compile(r"(?<!\d)(\d{4})\d{5,}(\d{4})(?!\d)")
MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
EMAIL = re.compile(r"([\w.+-])[\w.+-]*@([\w-]+(?:\.[\w-]+)+)")
_HOUSE = re.compile(r"\d")


def identity_number(text: str) -> str:
    """An identity or similar number with its middle covered: `3301**********002X`."""
    if len(text) < 8:
        return "*" * len(text)
    return f"{text[:4]}{'*' * (len(text) - 8)}{text[-4:]}"


def phone(text: str) -> str:
    """A telephone number with its middle covered: `138****5678`."""
    if len(text) < 7:
        return "*" * len(text)
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"


def address(text: str) -> str:
    """An address up to its first number, or its first half when there is none.

    What is covered keeps its width (two stars for a Chinese character), so that the covered pages break
    where the real ones do.
    """
    found = _HOUSE.search(text)
    kept = text[: found.start()] if found else text[: len(text) // 2]
    covered = "".join(
        "**" if unicodedata.east_asian_width(char) in "WF" else "*" for char in text[len(kept) :]
    )
    return kept + covered


def birth(shown: str) -> str:
    """A written date of birth without month and day: `1956年**月**日`."""
    return f"{shown[:4]}年**月**日" if shown else ""


def email(text: str) -> str:
    """A mail address with all but its first letter and domain covered."""
    return EMAIL.sub(r"\1***@\2", text)


def free_text(text: str) -> str:
    """Words a resident wrote, with every number in them covered that could name somebody."""
    covered = ID_NUMBER.sub(r"\1**********\2", text)
    covered = MOBILE.sub(r"\1****\2", covered)
    covered = LONG_NUMBER.sub(r"\1****\2", covered)
    return email(covered)
