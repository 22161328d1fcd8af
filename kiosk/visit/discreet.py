"""What a visit knows of its resident, for those who decide what may be said aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kiosk.voice.discretion import Discretion, Person

if TYPE_CHECKING:
    from kiosk.visit.flow import Flow
    from legalnet.matter import Matter

CARD_FACTS = ("number", "address", "birth")
DAY = re.compile(r"(\d{4})-0?(\d{1,2})-0?(\d{1,2})")


def discretion_of(flow: Flow) -> Discretion:
    """By the card, and by what was typed in every matter of this visit; answers a matter offers are nobody's."""
    facts = flow.visit.facts()
    secrets = [str(facts[key]) for key in CARD_FACTS if facts.get(key)]
    for journey in (flow.journey, *(one.journey for one in flow.finished)):
        if journey is not None and journey.begun:
            offered = _offered(journey.matter)
            secrets += [text for text in _texts(journey.interview.typed()) if text not in offered]
    secrets += [day for text in secrets for day in _as_shown(text)]
    return Discretion(Person(str(facts.get("name", "")), str(facts.get("sex", ""))), secrets)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _offered(matter: Matter) -> set[str]:
    fields = [field for section in matter.sections for field in section.fields]
    return {option.value for field in fields for option in field.options} | {
        section.id for section in matter.sections
    }


def _as_shown(text: str) -> Iterator[str]:
    """A day in the words of the screen."""
    found = DAY.fullmatch(text)
    if found:
        yield f"{found[1]}年{int(found[2])}月{int(found[3])}日"
