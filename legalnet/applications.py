"""What becomes of an application: its states across all organs, and the timeline a resident is shown.

submitted, received, correction and back, accepted or rejected (with reason and remedy), in progress, completed,
archived; beside them suspended, transferred, returned, withdrawn.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from legalnet.submission import Frozen
from legalnet.transitions import total

Words = Annotated[str, Field(min_length=1, max_length=2000)]
"""What a person wrote."""
ShortWords = Annotated[str, Field(min_length=1, max_length=120)]


class State(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    RECEIVED = "received"
    CORRECTION_REQUIRED = "correction_required"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    ARCHIVED = "archived"
    SUSPENDED = "suspended"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


LABELS = {
    State.SUBMITTED: "已提交",
    State.RECEIVED: "已收到",
    State.CORRECTION_REQUIRED: "要补正",
    State.CORRECTED: "已补正",
    State.ACCEPTED: "已受理",
    State.REJECTED: "不予受理",
    State.IN_PROGRESS: "办理中",
    State.COMPLETED: "已办结",
    State.ARCHIVED: "已归档",
    State.SUSPENDED: "暂停",
    State.TRANSFERRED: "已转到别的机关",
    State.RETURNED: "已退回",
    State.WITHDRAWN: "已撤回",
}
"""As people read them."""


class Event(StrEnum):
    """What can happen to one."""

    RECEIVE = "receive"
    ASK_CORRECTION = "ask_correction"
    CORRECT = "correct"
    ACCEPT = "accept"
    REJECT = "reject"
    PROGRESS = "progress"
    COMPLETE = "complete"
    ARCHIVE = "archive"
    SUSPEND = "suspend"
    RESUME = "resume"
    TRANSFER = "transfer"
    RETURN = "return"
    WITHDRAW = "withdraw"


_BEFORE = {
    Event.ACCEPT: State.ACCEPTED,
    Event.REJECT: State.REJECTED,
    Event.ASK_CORRECTION: State.CORRECTION_REQUIRED,
    Event.TRANSFER: State.TRANSFERRED,
    Event.RETURN: State.RETURNED,
    Event.WITHDRAW: State.WITHDRAWN,
}
"""While nobody has decided whether to take it."""
_WORK = {
    Event.PROGRESS: State.IN_PROGRESS,
    Event.COMPLETE: State.COMPLETED,
    Event.SUSPEND: State.SUSPENDED,
    Event.TRANSFER: State.TRANSFERRED,
    Event.WITHDRAW: State.WITHDRAWN,
}
MACHINE = total(
    State,
    Event,
    {
        State.SUBMITTED: {Event.RECEIVE: State.RECEIVED, Event.WITHDRAW: State.WITHDRAWN},
        State.RECEIVED: _BEFORE,
        State.CORRECTION_REQUIRED: {
            Event.CORRECT: State.CORRECTED,
            Event.REJECT: State.REJECTED,
            Event.RETURN: State.RETURNED,
            Event.WITHDRAW: State.WITHDRAWN,
        },
        State.CORRECTED: _BEFORE,
        State.ACCEPTED: {**_WORK, Event.ASK_CORRECTION: State.CORRECTION_REQUIRED},
        State.IN_PROGRESS: _WORK,
        State.SUSPENDED: {Event.RESUME: State.IN_PROGRESS, Event.WITHDRAW: State.WITHDRAWN},
        State.TRANSFERRED: {Event.RECEIVE: State.RECEIVED, Event.WITHDRAW: State.WITHDRAWN},
        State.COMPLETED: {Event.ARCHIVE: State.ARCHIVED},
        State.REJECTED: {Event.ARCHIVE: State.ARCHIVED},
        State.RETURNED: {Event.ARCHIVE: State.ARCHIVED},
        State.WITHDRAWN: {Event.ARCHIVE: State.ARCHIVED},
    },
)
"""Total: 13 states by 13 events."""

CLOSED = frozenset({State.REJECTED, State.COMPLETED, State.ARCHIVED, State.RETURNED, State.WITHDRAWN})
"""Nothing more is done about it."""


class Remedy(Frozen):
    """What a person can do against a refusal: every rejection names one."""

    way: ShortWords
    """Such as 上诉, 复议, 复核."""
    to: ShortWords
    """The organ it goes to."""
    days: Annotated[int, Field(gt=0, le=1000)]
    unit: Literal["day", "workday", "month"] = "day"
    basis: ShortWords
    last_day: date | None = None
    """Reckoned from the day of service."""
    calendar_unverified: bool = False
    matter_code: str | None = None
    """The matter by which it can be begun here."""


class TimelineEntry(Frozen):
    """One node of the timeline: what happened, when, by whom, and in which words."""

    seq: Annotated[int, Field(gt=0)]
    at: AwareDatetime
    event: str
    state: str
    label: str
    unit: str = ""
    """The office in charge."""
    words: str = Field(default="", repr=False)
    """Plain words of whoever handled it, to be read and heard."""
    by: Literal["resident", "staff", "platform"] = "platform"


class ComingDate(Frozen):
    """A date that is still to come: who must do what, until when."""

    what: str
    actor: str = ""
    last_day: date | None = None
    """None where it cannot be told yet; `rule` then says why."""
    rule: str = ""
    basis: str = ""
    calendar_unverified: bool = False
    yours: bool = False
    """It is the resident's turn."""
