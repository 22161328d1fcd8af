"""One resident's call, from the queue to its end: what is known of it, kept in memory only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.visit.printing import Print

if TYPE_CHECKING:
    from kiosk.rooms.ticket import Ticket
    from kiosk.visit.flow import Flow
    from legalnet.queues import Place

LINES, CAPTIONS = 30, 2
"""Lines of text and of captions that are kept to be shown."""


def ask_lawyer(flow: Flow) -> None:
    """A lawyer by video where that can be had now, else what can."""
    if flow.profile.rooms and flow.network.up:
        flow.go("waiting")
    else:
        flow.not_offered("")


class Call:
    """The ticket, the place, and what was said to the screen."""

    def __init__(self, title: str, *, helping: bool = False) -> None:
        self.title = title
        self.helping = helping
        """A call for help: whoever answers learns nothing of who sits here or of their papers."""
        self.ticket: Ticket | None = None
        self.place: Place | None = None
        self.chat: list[dict[str, Any]] = []
        self.captions: list[dict[str, Any]] = []
        self.mic = self.camera = True
        self.room: dict[str, Any] = {}
        self.own = ""
        self.began: float | None = None
        self.rung, self.line, self.frames = "video", True, 0
        """Frames of the other side that were decoded: whether there is a picture."""
        self.opinion: dict[str, str] = {}
        """Id and digest of a signed opinion that was announced."""
        self.opinion_state = ""
        """asked, fetching, ready, printing, kept, trouble."""
        self.pdf = b""
        self.print = Print()
        self.proposal: dict[str, Any] = {}
        self.paper: dict[str, Any] = {}
        """What is shown to the other end: state, material, title, document."""
        self.rated = 0
        """What the resident thought of it, 1 to 5; 0: not said."""
        self.pushed = 0
        """Page of it that the other side asks to look at; 0: none."""
        self.call_back = ""
        """Empty, `waiting`: this terminal asks to be rung again as soon as there is a line; `asked`: it was asked for."""
        self.over = ""

    @property
    def host_there(self) -> bool:
        """Whether somebody of the other side is connected to the room."""
        return any(one.get("connected") for one in self.room.get("seats", []) if one.get("id") != self.own)

    def hear(self, message: dict[str, Any]) -> None:
        """What somebody else said in the room, as far as the screen shows it; anything malformed is dropped."""
        match message:
            case {"kind": "chat", "text": str(text)}:
                self.chat = [*self.chat, {"own": False, "text": text[:1000]}][-LINES:]
            case {"kind": "caption", "text": str(text), "final": bool(final)}:
                kept = [one for one in self.captions if one["final"]]
                self.captions = [*kept, {"text": text[:300], "final": final}][-CAPTIONS:]
            case {"kind": "opinion", "id": str(name), "sha256": str(digest)}:
                self.opinion, self.opinion_state = {"id": name, "sha256": digest}, "asked"
            case {"kind": "propose", "id": str(name), "matter": str(matter)}:
                carry = message.get("carry")
                self.proposal = {
                    "id": name,
                    "matter": matter,
                    "carry": carry if isinstance(carry, dict) else {},
                }
            case {"kind": "push", "document": str(name), "page": int(page)}:
                if self.paper.get("document") == name:
                    self.pushed = page
            case _:
                return

    def forget(self) -> None:
        """The call is over: words and papers are not kept for what follows, the signed opinion is."""
        self.chat, self.captions, self.paper = [], [], {}
