"""What may be said aloud in a hall: never a whole name, number or address; the rest of it only to a handset."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kiosk.documents.masking import free_text
from kiosk.visit.visit import COMPOUND_SURNAMES

SHORTEST_SECRET = 2
DIGITS = re.compile(r"(?<=\d)[,，](?=\d)")
TITLES = {"女": "女士", "男": "先生"}


class Person(NamedTuple):
    """The resident as the card names them; empty before one was read."""

    name: str = ""
    sex: str = ""

    @property
    def title(self) -> str:
        """张女士."""
        surname = next((one for one in COMPOUND_SURNAMES if self.name.startswith(one)), self.name[:1])
        return surname + TITLES.get(self.sex, "")


class Discretion:
    """Judges texts by what the resident said and what their card holds."""

    def __init__(self, person: Person, secrets: Iterable[str]) -> None:
        """`secrets` are texts as they were given; very short ones would be found everywhere and are left out."""
        self._person = person
        plain = {_plain(text) for text in secrets}
        self._secrets = sorted(
            text for text in plain if len(text) >= SHORTEST_SECRET and text != _plain(person.name)
        )

    def aloud(self, text: str) -> str:
        """The text with the resident's name cut to the surname and numbers covered."""
        if self._person.name:
            text = text.replace(self._person.name, self._person.title)
        return free_text(text)

    def private(self, text: str) -> bool:
        """Whether anything of the resident stands in it beyond the name, so that a hall must not hear it."""
        plain = _plain(text)
        return any(secret in plain for secret in self._secrets)


def _plain(text: str) -> str:
    """Without blanks and the commas of thousands: 50,000.00 holds 50000."""
    return DIGITS.sub("", "".join(text.split()))
