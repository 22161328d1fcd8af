"""The life of an outbox item as a table: every state, every event, no gaps."""

from __future__ import annotations

from enum import StrEnum


class Lane(StrEnum):
    """Ways out of the terminal, kept apart so that a long upload never holds up a short message."""

    JSON = "json"
    """Small messages."""
    ATTACHMENT = "attachment"
    """Filings with files."""
    BACKGROUND = "background"
    """What can wait, such as telemetry."""


class ItemState(StrEnum):
    """Where an item stands."""

    WAITING = "waiting"
    """Certainly not handed in yet, or known not to be there; to be sent."""
    SENDING = "sending"
    """Being sent right now."""
    UNSURE = "unsure"
    """May have arrived; ask before sending again."""
    DELIVERED = "delivered"
    """Acknowledged; only what the receipt needs is kept."""
    DEAD = "dead"
    """Refused for good or beyond repair; a person must look."""


class Event(StrEnum):
    """What can happen to an item."""

    SEND = "send"
    POSTPONE = "postpone"
    """The other end was not reached; nothing was decided."""
    LOSE = "lose"
    """Something was sent and no answer came back."""
    ABSENT = "absent"
    """The other end says that it never got it."""
    ACKNOWLEDGE = "acknowledge"
    REFUSE = "refuse"
    RELEASE = "release"
    """A technician sends a dead item on its way again."""
    RESTART = "restart"
    """The process began anew; what was under way may have arrived."""


PENDING = (ItemState.WAITING, ItemState.SENDING, ItemState.UNSURE)
"""States with something left to do."""

W, S, U, D, X = ItemState
_AFTER: dict[Event, tuple[ItemState, ItemState, ItemState, ItemState, ItemState]] = {
    # from:           W  S  U  D  X
    Event.SEND: (S, S, S, D, X),
    Event.POSTPONE: (W, W, U, D, X),
    Event.LOSE: (U, U, U, D, X),
    Event.ABSENT: (W, W, W, D, X),
    Event.ACKNOWLEDGE: (D, D, D, D, D),
    Event.REFUSE: (X, X, X, D, X),
    Event.RELEASE: (W, S, U, D, U),
    Event.RESTART: (U, U, U, D, X),
}
TABLE = {
    (state, event): afters[column]
    for event, afters in _AFTER.items()
    for column, state in enumerate(ItemState)
}
"""(state, event) -> state. Delivered is for good; dead is left by release or a late acknowledgement only."""


def after(state: ItemState, event: Event) -> ItemState:
    """The state that follows. Raises `ValueError` for an event that is none."""
    try:
        return TABLE[(state, event)]
    except KeyError:
        raise ValueError(f"no such event: {event!r}") from None
