"""What residents are answered: the bodies of the resident-facing part of the interface."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from legalnet.applications import ComingDate, Remedy, TimelineEntry
from legalnet.deliveries import Delivery
from legalnet.workorders import Timer
from province.gateway.wire import Wire


class ApplicationBrief(Wire):
    """One application in the list."""

    number: str
    matter_code: str
    title: str
    state: str
    label: str
    """The state in plain words."""
    unit: str
    case_no: str
    received_at: AwareDatetime
    updated_at: AwareDatetime
    your_turn: bool
    rev: int


class Applications(Wire):
    """All applications of a person, newest first."""

    applications: tuple[ApplicationBrief, ...]


class Application(ApplicationBrief):
    """One application in full."""

    reason: str = Field(default="", repr=False)
    """Why it was refused, or what is to be completed, in the words of whoever decided."""
    correct_until: date | None = None
    remedy: Remedy | None = None
    coming: tuple[ComingDate, ...] = ()
    may: tuple[Literal["correct", "withdraw", "urge"], ...] = ()
    """What the person can do now."""


class Timeline(Wire):
    """What happened, in order, and what is still to come."""

    number: str
    entries: tuple[TimelineEntry, ...]
    coming: tuple[ComingDate, ...]


class DocumentBrief(Wire):
    """A document that belongs to an application."""

    id: str
    title: str = Field(repr=False)
    kind: Literal["submitted", "material", "served"]
    media_type: str
    size: int


class Documents(Wire):
    """All of them."""

    documents: tuple[DocumentBrief, ...]


class Done(Wire):
    """Something was done."""

    number: str
    state: str
    label: str
    rev: int


class TimerView(Wire):
    """One time limit."""

    name: str
    label: str
    due: date
    state: Literal["running", "stopped", "met", "overdue"]
    calendar_unverified: bool
    met_on: date | None

    @classmethod
    def of(cls, timer: Timer) -> TimerView:
        """With its name in plain words."""
        return cls(label=TIMERS[timer.name], **vars(timer))


TIMERS = {
    "dispatch": "派单",
    "sign": "签收",
    "feedback": "答复",
    "longest": "最迟办结",
    "rating": "评价",
    "revisit": "回访",
}


class OrderBrief(Wire):
    """One work order in the list."""

    number: str
    kind: str
    service: str
    state: str
    unit: str
    about: str
    created_at: AwareDatetime
    urges: int
    score: int | None
    due: date | None
    """The next limit that still runs."""
    rev: int


class Orders(Wire):
    """All work orders of a person, newest first."""

    orders: tuple[OrderBrief, ...]


class Order(OrderBrief):
    """One work order in full."""

    parent: str
    entries: tuple[TimelineEntry, ...]
    timers: tuple[TimerView, ...]
    may: tuple[Literal["urge", "withdraw", "supplement", "rate", "revisit", "complain"], ...]


class Inbox(Wire):
    """Everything that was served, newest first."""

    deliveries: tuple[Delivery, ...]
    unopened: int


class Consents(Wire):
    """What a person said about electronic service; None: never asked."""

    general: bool | None
    judgments: bool | None
