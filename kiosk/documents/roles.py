"""Tells which part a section plays in a paper: who the sides are, who acts for them, where papers are sent.

The catalogue writes these sections once as fragments (`legalnet/catalogue/fragments`), so their keys tell them
apart in every matter; a paper can therefore be laid out without knowing the matter it is for.
"""

from __future__ import annotations

from typing import Literal

from legalnet.matter import Field, Matter, Section

Role = Literal["party", "agent", "third", "group", "delivery", "online", "wish", "room", "case"]

MARKS: tuple[tuple[Role, frozenset[str]], ...] = (
    ("agent", frozenset({"has_agent"})),
    ("third", frozenset({"has_third"})),
    ("group", frozenset({"representatives"})),
    ("delivery", frozenset({"postal", "e_ok"})),
    ("online", frozenset({"stages", "async_ok"})),
    ("wish", frozenset({"know_adr"})),
    ("room", frozenset({"alone", "no_record"})),
    ("party", frozenset({"name", "domicile"})),
    ("party", frozenset({"name", "id_no"})),
)
"""Keys that only the fragment of that role has together; the first that fits counts."""

STEERING = frozenset(
    {
        "acting_for",
        "residence_differs",
        "capacity_limited",
        "has_agent",
        "has_third",
        "support_low",
        "support_high",
    }
    | {"safe_here", "contact_way", "trusted", "no_sms"}  # the other side is served a copy of the paper
)
AUTOMATIC = "_auto"
"""End of the keys that ask whether the terminal shall reckon something."""

FULL = frozenset({"full_text", "facts_full"})
"""The free statement, which stands before the numbered elements (法〔2025〕82号)."""

NOT_WORDS = frozenset({"note", "file", "signature"})
"""Types whose answers are no words."""


def steers(key: str) -> bool:
    """Whether a question only steers the interview; its answer stands in no paper."""
    return key in STEERING or key.endswith(AUTOMATIC)


def role(section: Section) -> Role:
    """The part a section plays."""
    keys = frozenset(one.key for one in section.all_fields())
    return next((name for name, marks in MARKS if marks <= keys), "case")


def sections(matter: Matter, *roles: Role) -> tuple[Section, ...]:
    """The matter's sections of these roles, in the definition's order."""
    return tuple(section for section in matter.sections if role(section) in roles)


FIRST = ("claims", "claim", "requests", "clause", "preserve")
"""Sections that stand before the facts on paper (法〔2025〕82号), whenever they are asked."""


def case_sections(matter: Matter, *roles: Role) -> list[Section]:
    """The sections of these roles as a paper orders them: what is asked for before why."""
    found = sections(matter, *roles)
    return sorted(found, key=lambda one: FIRST.index(one.id) if one.id in FIRST else len(FIRST))


def first_of(matter: Matter, keys: tuple[str, ...]) -> list[tuple[Section, Field]]:
    """The matter's fields of these keys, in the order of `keys`."""
    every = [(section, one) for section in matter.sections for one in section.all_fields()]
    return [pair for key in keys for pair in every if pair[1].key == key]
