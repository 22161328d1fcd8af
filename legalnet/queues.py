"""Waiting for a person at the other end: what a terminal says of who waits, and what it is told. Pure.

Before somebody accepts, the other end sees a topic, needs and a level; never a name, a number or a face.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from legalnet.moments import Moment

Service = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,31}$")]
HELP = "help"
"""The service of those who pressed 找人帮忙: whoever is at the desk can answer that somebody is coming."""
COMING = "coming"
"""That answer, as the outcome of the ticket."""
Need = Literal["large_text", "captions", "text_only", "sign_language", "dialect", "companion", "handset"]
"""What somebody needs of a meeting, as they chose to use the terminal."""


class TicketState(StrEnum):
    """Where somebody stands."""

    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DONE = "done"
    LEFT = "left"


class Conflict(StrEnum):
    """What the check says; `not_checked` is never shown as none."""

    NONE = "none"
    FOUND = "found"
    SAME_NAME = "same_name"
    NOT_CHECKED = "not_checked"


class _Record(BaseModel):
    """Base: immutable, unknown members are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Topic(_Record):
    """What it is about, composed at the terminal with names removed."""

    title: Annotated[str, Field(min_length=1, max_length=40)]
    summary: Annotated[str, Field(max_length=200)] = ""
    matter: Annotated[str, Field(max_length=32)] = ""
    needs: Annotated[tuple[Need, ...], Field(max_length=7)] = ()
    locale: Literal["zh", "en"] = "zh"


class Named(_Record):
    """A person or organisation, for the conflict check only: the province keeps keyed hashes of it."""

    name: Annotated[str, Field(min_length=1, max_length=80)] = Field(repr=False)
    number: Annotated[str, Field(max_length=32)] = Field("", repr=False)


class Join(_Record):
    """A terminal asks for somebody's place in a queue."""

    topic: Topic
    level: Literal["L0", "L1", "L2", "L3", "L4", "O2"]
    self_: Named | None = Field(None, alias="self")
    opposite: tuple[Named, ...] | None = Field(None, max_length=8)
    """None: not filled in, so nothing can be checked."""


class Joined(_Record):
    """The place; `secret` is the resident's only proof and dies with the visit."""

    ticket: str
    secret: str = Field(repr=False)
    number: int
    """Of the day, to be told aloud."""


class Place(_Record):
    """How somebody's waiting stands."""

    ticket: str
    number: int
    state: TicketState
    ahead: int
    wait_s: int | None
    """Estimate; None when nobody takes calls now."""
    waited_s: int
    staff: int
    """How many take calls now."""
    room: str = ""
    outcome: str = ""
    """How it ended, once it did."""
    lawyer: str = ""
    firm: str = ""
    licence: str = ""


class Booking(_Record):
    """A time agreed: a call to a telephone number, or coming again."""

    way: Literal["callback", "visit"]
    starts: Moment
    contact: Annotated[str, Field(pattern=r"^[0-9+ -]{5,20}$")] | None = Field(None, repr=False)
    topic: Topic


class Slot(_Record):
    """A time that is free."""

    starts: AwareDatetime
    free: int
