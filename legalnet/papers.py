"""Identity papers a resident may have: what each is called, how its number is written, what the number tells.

Sources: resident card GB 11643; residence permit for residents of Hong Kong, Macao and Taiwan 国办发〔2018〕81号 (codes
810000, 820000, 830000); foreigner's permanent resident card, three letters and twelve digits until 2023, eighteen digits
with the resident card's check digit since; travel permits as the National Immigration Administration prints them;
passports ICAO Doc 9303 (at most nine letters and digits). A number that fits proves nothing: an attendant looks at the
paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from legalnet.checks import (
    foreign_resident,
    hk_macao_permit,
    id18,
    id_birth,
    passport,
    residence_permit,
    taiwan_permit,
)
from legalnet.matter import Text

RESIDENT = "居民身份证"
"""The paper a reader reads, and the one that is meant where nothing else is said."""


@dataclass(frozen=True)
class Paper:
    """One kind of paper."""

    kind: str
    """As the official forms call it, which is what is stored."""
    en: str
    holds: Callable[[str], bool]
    """Whether a number is written as this paper's are."""
    tells_birth: bool = False
    """Whether the number may hold the date of birth."""
    example: str = ""
    """The shape of a number, for the hint."""

    @property
    def label(self) -> Text:
        """Its name in both languages."""
        return Text(zh=self.kind, en=self.en)


PAPERS: dict[str, Paper] = {
    one.kind: one
    for one in (
        Paper(RESIDENT, "Resident ID card", id18, True, "18"),
        Paper("港澳居民来往内地通行证", "Mainland travel permit (Hong Kong, Macao)", hk_macao_permit, False, "H12345678"),
        Paper("台湾居民来往大陆通行证", "Mainland travel permit (Taiwan)", taiwan_permit, False, "12345678"),
        Paper("港澳台居民居住证", "Residence permit (Hong Kong, Macao, Taiwan)", residence_permit, True, "18"),
        Paper("外国人永久居留身份证", "Foreigner's permanent resident card", foreign_resident, True, "15 / 18"),
        Paper("护照", "Passport", passport, False, "E12345678"),
    )
}  # fmt: skip
"""The papers that can be checked by their number, by kind."""


def tidy(number: str) -> str:
    """A number as it is stored: capitals, no spaces, no dashes, no brackets."""
    return re.sub(r"[\s\-()（）]", "", number).upper()


def birth_of(kind: str, number: str) -> date | None:
    """The date of birth a number of that paper holds, None where it holds none."""
    paper = PAPERS.get(kind)
    if paper is None or not paper.tells_birth or len(number) != 18 or not paper.holds(number):
        return None
    return id_birth(number)
