"""A moment that somebody else names: with its offset from UTC, and so that every clock of the world can show it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

FIRST, LAST = 1900, 9000
"""Years; at the ends of what Python knows, another offset would lead out of it."""


def _in_reach(value: datetime) -> datetime:
    if not FIRST <= value.year <= LAST:
        raise ValueError("a year that no clock shows")
    return value


Moment = Annotated[AwareDatetime, AfterValidator(_in_reach)]
"""For bodies of requests; what we wrote ourselves needs no such check."""
