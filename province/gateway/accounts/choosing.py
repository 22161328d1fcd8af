"""Whether a password that somebody chose may stand: long, not made of what everybody takes, not of their own name.

No kind of sign is asked for (NIST SP 800-63B 5.1.1.2, ASVS 5.0 6.2.5). What common words, names, runs, repeats and years
leave over must still be something; where the site has a list of passwords that were lost elsewhere, it is asked too.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

Flaw = Literal["short", "same", "common", "lost"]

SHORTEST = 12
"""Signs of a chosen password; ASVS 5.0 6.2.1 asks for 8 at least."""
LEFT = 6
"""Different signs that must be left when everything common is taken out."""
WORDS = Path(__file__).with_name("common_passwords.txt")
STAND_FOR = str.maketrans("0134578@$!", "oieastbasi")
"""Digits and signs that people write for letters."""
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "0123456789")
RUN = 3
"""Neighbours of a row, in either direction, that count as a run."""


def flaw(password: str, former: str, own: tuple[str, ...], lost: Path | None) -> Flaw | None:
    """What is wrong with a chosen password; None when it may stand.

    `own`: account, name and firm of whoever chooses. `lost`: a list of SHA-1 sums in order, one a line, with or without
    a count behind a colon, as the list of Have I Been Pwned comes. Raises `OSError` when it cannot be read.
    """
    if len(password) < SHORTEST:
        return "short"
    if password == former:
        return "same"
    if len(set(_left_of(password, own))) < LEFT:
        return "common"
    return "lost" if lost is not None and was_lost(password, lost) else None


def _left_of(password: str, own: tuple[str, ...]) -> str:
    """What is left of it when everything common is taken out."""
    plain = unicodedata.normalize("NFKC", password).lower()
    readings = (plain, plain.translate(STAND_FOR))
    names = [part for one in own for part in re.split(r"[\s.@_-]+", one.lower()) if len(part) > 1]
    words = sorted((*_words(), *_runs(), *names), key=len, reverse=True)
    left = [_without(reading, words) for reading in readings]
    return min(left, key=lambda one: len(set(one)))


def _without(text: str, words: list[str]) -> str:
    """Years, words and repeats taken out, and whatever is no letter or digit."""
    text = re.sub(r"(19|20)\d\d", " ", text)
    for word in words:
        text = text.replace(word, " ")
    text = re.sub(r"(.{1,4}?)\1{2,}", " ", text)
    return re.sub(r"[\W_]+", "", text)


@cache
def _words() -> tuple[str, ...]:
    """The carried list."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _runs() -> tuple[str, ...]:
    """Neighbours on the keyboard, in the alphabet and among the digits, both ways, the longest first."""
    rows = (*ROWS, *(row[::-1] for row in ROWS))
    return tuple(
        row[begin : begin + size]
        for row in rows
        for size in range(RUN, len(row) + 1)
        for begin in range(len(row) - size + 1)
    )


def was_lost(password: str, sums: Path) -> bool:
    """Whether its SHA-1 is in a file of sums in order, found by halving: a list of 40 GB takes some 35 reads."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with sums.open("rb") as file:
        low, high = 0, sums.stat().st_size
        while low < high:
            middle = (low + high) // 2
            file.seek(middle)
            if middle:
                file.readline()  # the rest of a line that begins before
            line = file.readline()
            if line and line[:40].upper() < wanted:
                low = middle + 1
            else:
                high = middle
        file.seek(low)
        if low:
            file.readline()
        return file.readline()[:40].upper() == wanted
