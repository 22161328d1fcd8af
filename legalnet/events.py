"""What the province tells a terminal about people, in an ordered log: numbers and codes only, never words.

A terminal is shared by everybody who comes, so an event must not say to the machine, or to whoever stands at
it, what it is about. No field can hold a name or a sentence: every text is a code of at most 64 plain signs.
Whom an event is for is a `Mark`. What waits for that person is fetched from the province after identity.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from legalnet.submission import Frozen

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$")]
"""An identifier or number: no spaces, no Chinese, so no name and no sentence."""
Mark = Annotated[str, Field(pattern=r"^[0-9a-f]{5}$")]
"""20 bits of a slow, salted hash of a person's number: about 1,300 people of the country share each."""


def holder_mark(log: str, holder_number: str) -> str:
    """The mark of a person in one terminal's log.

    `log` is the log's id and the salt, so that marks of two terminals cannot be compared. scrypt (RFC 7914)
    makes trying numbers slow, and 20 bits leave too little to single anybody out of those tried; whoever has
    a mark learns at most that a person already known to them may have something waiting.
    """
    number = holder_number.strip().upper().encode()
    return hashlib.scrypt(number, salt=log.encode(), n=16384, r=8, p=1, maxmem=64 << 20).hex()[:5]


class InboxNotice(Frozen):
    """Something lies in a person's inbox at the province."""

    kind: Literal["inbox.notice"] = "inbox.notice"
    notice: Code
    holder: Mark
    about: Literal["delivery", "correction", "decision", "message"]
    number: Code | None = None
    """回执号 it belongs to."""
    state: Literal["waiting", "gone"] = "waiting"


class BookingChanged(Frozen):
    """A booking was made, moved or cancelled."""

    kind: Literal["booking.changed"] = "booking.changed"
    booking: Code
    holder: Mark
    service: Code
    starts: AwareDatetime
    ends: AwareDatetime
    state: Literal["booked", "moved", "cancelled"]


class MediationMessage(Frozen):
    """Somebody wrote in a mediation; the words stay at the province."""

    kind: Literal["mediation.message"] = "mediation.message"
    case: Code
    message: Code
    holder: Mark


class RoomInvitation(Frozen):
    """A video room is open for a person."""

    kind: Literal["room.invitation"] = "room.invitation"
    room: Code
    holder: Mark
    purpose: Literal["consult", "mediation", "notary", "hearing"]
    opens: AwareDatetime
    closes: AwareDatetime
    state: Literal["open", "withdrawn"] = "open"


Body = Annotated[
    InboxNotice | BookingChanged | MediationMessage | RoomInvitation, Field(discriminator="kind")
]
"""What an event says."""


class TerminalEvent(Frozen):
    """One entry of a terminal's log."""

    seq: Annotated[int, Field(gt=0)]
    """1, 2, 3 ... without gap for each terminal."""
    key: Code
    """Given by whoever made the event; the same key is entered once."""
    at: datetime
    body: Body


class EventPage(Frozen):
    """What follows a cursor in a terminal's log."""

    log: Code
    """Id of the log; another one means another log."""
    first: Annotated[int, Field(gt=0)]
    """Lowest number that is still kept."""
    last: Annotated[int, Field(ge=0)]
    """Highest number there is."""
    after_key: Code | None
    """Key of the event at the cursor, None when it is not kept: tells a log that was written anew."""
    events: tuple[TerminalEvent, ...]
