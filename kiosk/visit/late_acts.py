"""What somebody writes in a mediation while the province is away: kept sealed by the keeper, brought there once.

The file that was read last can be kept as well, sealed to the code to come back with and to the person's own number
(like a draft, `kiosk.visit.drafts`): whoever has both reads it at this terminal while there is no network.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk.visit.asks import Asks, Deed
from kiosk.visit.drafts import Keys, content_of, keys_of, sealed
from kiosk.visit.meeting import NEEDED, Meeting

if TYPE_CHECKING:
    from kiosk.keeper.link import Message

KINDS = ("write", "answer_clause", "answer_fact")
"""Acts that can be brought later; the same as `legalnet.proceedings.acts.LATE`."""
WAITING = frozenset({"keeping", "kept", "unknown"})
FORMAT = "mediation-1"


@dataclass
class LateAct:
    """One of them on its way."""

    act: dict[str, Any] = field(repr=False)
    deed: Deed

    def view(self) -> dict[str, str]:
        """For the scene: what it is, in whose words, and how it stands."""
        state = "waiting" if self.deed.state in WAITING else self.deed.state
        answer = str(self.act.get("answer") or ("agree" if self.act.get("agrees") else "object"))
        what = "write" if self.act["act"] == "write" else answer
        return {"what": what, "text": str(self.act.get("text", ""))[:200], "state": state}


def keyed(act: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The act under a key of its own, so that it counts once however it gets there."""
    more = {"at": now.isoformat()} if act["act"] == "write" else {}
    return {**act, "key": uuid.uuid4().hex, **more}


def keep(meeting: Meeting, asks: Asks, act: dict[str, Any]) -> None:
    """Have it brought there when the network allows; `act` comes from `keyed`."""
    body = {"secret": meeting.guest.secret, "act": act}
    late = LateAct(act, Deed(asks, f"/mediations/{meeting.guest.room}/acts", body, late=True))
    meeting.late.append(late)
    late.deed.keep()


def hear(meeting: Meeting, message: Message) -> None:
    """`ask_kept`, `ask_settled`."""
    for late in meeting.late:
        late.deed.hear(message)


def tick(meeting: Meeting) -> None:
    """A keeper that says nothing is not waited for; what arrived is in the file."""
    for late in meeting.late:
        late.deed.tick()
    meeting.late = [one for one in meeting.late if one.deed.state != "done"]


# ---------------------------------------------------------------------- the file read last


def box(meeting: Meeting, keys: Keys) -> str:
    """The meeting as it was read last, under those keys. Slow: never on the screen's thread."""
    guest = meeting.guest
    content = {
        "format": FORMAT, "room": guest.room, "secret": guest.secret, "province": guest.province, "ca": guest.ca,
        "kind": meeting.kind, "title": meeting.title, "file": dict(meeting.file), "read_at": meeting.read_at,
    }  # fmt: skip
    return sealed(content, keys)


def unboxed(found: object, keys: Keys) -> Meeting | None:
    """The meeting in a box; None where there is none, or another's."""
    from kiosk.rooms.guest import Guest

    content = content_of(found, keys) if isinstance(found, str) else None
    if content is None or content.get("format") != FORMAT or content.get("kind") not in NEEDED:
        return None
    guest = Guest(**{name: str(content[name]) for name in ("province", "secret", "ca", "room")})
    meeting = Meeting(guest, content["kind"], str(content["title"]))
    meeting.file, meeting.read_at = content["file"], str(content["read_at"])
    return meeting


def keys_for(code: str, number: str) -> Keys:
    """Of a code to come back with and the person's own number; takes 0.1 s on purpose."""
    return keys_of(f"mediation {code}", number)
