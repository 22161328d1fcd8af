"""A mediation, a notarisation or a hearing at this terminal: what is known of it, and what is asked of the person now.

What comes from the province is judged here before the scene sees it: only known members, of known kinds, bounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kiosk.visit.printing import Print

if TYPE_CHECKING:
    from kiosk.rooms.guest import Guest
    from kiosk.visit.drafts import Keys
    from kiosk.visit.late_acts import LateAct

View = dict[str, Any]
HOSTS = frozenset({"mediator", "judge", "clerk", "notary"})
PARTIES = frozenset({"party", "resident", "counsel"})
NEEDED = {"mediation": "L3", "notary": "L3", "hearing": "L4"}
LEVELS = ("L0", "L1", "O2", "L2", "L3", "L4")
PAPERS = {"mediation": "agreement", "notary": "statement", "hearing": "transcript"}
LONGEST = 4000
LONGEST_SAID = 300
"""Characters of what is said at once: a screen has room for so many."""


class Meeting:
    """One procedure as this person is in it; kept in memory only, and gone with the visit."""

    def __init__(self, guest: Guest, kind: str, title: str) -> None:
        self.guest, self.kind, self.title = guest, kind, title[:80]
        self.file: Mapping[str, Any] = {}
        self.room: Mapping[str, Any] = {}
        self.own = ""
        self.mic = self.camera = True
        self.captions: list[View] = []
        self.paper_words: View = {}
        self.print = Print()
        self.code = ""
        self.recording: bool | None = None
        self.clause = 0
        self.frames = 0
        """Pictures of the others that were decoded here: whether there is any."""
        self.read_at = ""
        """When the file was read last (ISO 8601)."""
        self.late: list[LateAct] = []
        """What was written while the province could not be reached, on its way."""
        self.keys: Keys | None = None
        """Of the box in which the file read last is kept at this terminal."""

    @property
    def me(self) -> Mapping[str, Any]:
        """This person in the file."""
        return next((one for one in rows(self.file, "people") if one.get("id") == self.file.get("me")), {})

    @property
    def seat(self) -> Mapping[str, Any]:
        """This person's seat in the room."""
        return next((one for one in rows(self.room, "seats") if one.get("id") == self.own), {})

    def name(self, participant: object) -> str:
        """Of somebody in the file."""
        found = next((one for one in rows(self.file, "people") if one.get("id") == participant), {})
        return text(found.get("name"), 80)

    def neutral(self) -> str:
        """Why nothing of the room is shown: at the door, put apart, or others talk alone."""
        seat = self.seat
        caucus = self.room.get("caucus") or []
        if seat and not seat.get("admitted"):
            return "door"
        if seat.get("isolated"):
            return "apart"
        return "caucus" if caucus and self.own not in caucus else ""

    def task(self) -> str:
        """What is asked of the person now, the first of it; empty when nothing is."""
        me = self.me
        if not me:
            return ""
        open_ = {
            "prove": level(me) < LEVELS.index(NEEDED.get(self.kind, "L3")),
            "booth": self.kind == "hearing" and not booth_fit(me.get("booth")),
            "read": bool(self.unread()),
            "wish": self.kind == "notary" and not (me.get("wish") or {}).get("said_at"),
            "recording": self.kind != "hearing" and self.recording is None,
        }
        return next((name for name, still in open_.items() if still), "") or self._deciding()

    def _deciding(self) -> str:
        """Signing goes before words, for what is signed does not change any more."""
        paper = self.paper()
        if paper and paper["mine"] and not paper["complete"]:
            return "sign"
        if paper and paper["complete"]:
            return "signed"
        if self.open_fact():
            return "fact"
        return "clause" if rows(self.file, "clauses") else ""

    def unread(self) -> Mapping[str, Any]:
        """The next text that was not read to its end."""
        read = self.me.get("reads") or []
        return next((one for one in rows(self.file, "texts") if one.get("name") not in read), {})

    def open_fact(self) -> Mapping[str, Any]:
        """The first fact that this person has said nothing about."""
        mine, waiting = self.file.get("me"), self.waiting("fact")
        facts = (one for one in rows(self.file, "facts") if one.get("id") not in waiting)
        return next((one for one in facts if mine not in (one.get("answers") or {})), {})

    def waiting(self, what: str) -> set[Any]:
        """Ids of the facts or clauses of which an answer is on its way."""
        return {one.act[what] for one in self.late if what in one.act and one.view()["state"] == "waiting"}

    def paper(self) -> View:
        """The paper that this procedure ends in, as far as it is."""
        kind = PAPERS.get(self.kind, "")
        found = (self.file.get("papers") or {}).get(kind)
        if not isinstance(found, dict):
            return {}
        return {
            "kind": kind, "digest": text(found.get("digest"), 64), "way": text(found.get("way"), 8),
            "complete": found.get("complete") is True, "mine": found.get("next") == self.file.get("me"),
            "turn": self.name(found.get("next")),
        }  # fmt: skip

    def clauses(self, language: str) -> View:
        """The clause that is looked at: how many there are, what it says, who stands how."""
        every = rows(self.file, "clauses")
        if not every:
            return {}
        self.clause = min(self.clause, len(every) - 1)
        one = every[self.clause]
        answers = one.get("answers") or {}
        words = {"agree": ("同意", "agrees"), "object": ("有异议", "objects")}
        said = [
            f"{self.name(who)} {words.get(how, ('', ''))[0 if language == 'zh' else 1]}"
            for who, how in answers.items()
            if who != self.file.get("me")
        ]
        return {
            "number": self.clause + 1, "total": len(every), "text": text(one.get("text"), LONGEST),
            "id": text(one.get("id"), 8), "rev": one.get("rev"), "mine": text(answers.get(self.file.get("me")), 8),
            "others": said, "asked": self.file.get("me") in (one.get("concerns") or []),
            "waiting": one.get("id") in self.waiting("clause"),
        }  # fmt: skip

    def written(self) -> list[View]:
        """The last messages of a mediation that goes on over days."""
        found = rows(self.file, "written")[-3:]
        mine = self.file.get("me")
        return [
            {
                "who": self.name(one.get("by")),
                "mine": one.get("by") == mine,
                "text": text(one.get("text"), LONGEST),
            }
            for one in found
        ]

    def hear(self, speaker: object, message: Mapping[str, Any]) -> None:
        """Words of somebody else, with their name."""
        words = text(message.get("text"), LONGEST_SAID)
        if message.get("kind") not in ("caption", "chat") or not words:
            return
        seats = [one for one in rows(self.file, "people") if one.get("seat") == speaker]
        who = text(seats[0].get("name"), 80) if seats else ""
        kept = [one for one in self.captions if one["final"]]
        final = message.get("final") is not False
        self.captions = [*kept, {"who": who, "text": words, "final": final}][-2:]

    def wrote(self, words: str) -> None:
        """What this person typed to all, among what the others said."""
        kept = [one for one in self.captions if one["final"]]
        self.captions = [*kept, {"who": text(self.me.get("name"), 80), "text": words, "final": True}][-2:]


def rows(found: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The dictionaries of a list; nothing where there is none."""
    listed = found.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def text(value: object, most: int) -> str:
    """A text, bounded; empty for anything else."""
    return value[:most] if isinstance(value, str) else ""


def level(one: Mapping[str, Any]) -> int:
    """How well somebody is known; an unknown level is none."""
    found = one.get("level")
    return LEVELS.index(found) if found in LEVELS else 0


def booth_fit(booth: object) -> bool:
    """Whether all four things were found in order."""
    names = ("camera", "microphone", "quiet", "alone")
    return isinstance(booth, dict) and all(booth.get(name) is True for name in names)


def confirmation(file: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """With what the joint application for confirmation begins; empty where it is not offered."""
    found = file.get("confirmation")
    if not isinstance(found, dict) or found.get("matter") != CONFIRM:
        return ()
    values = found.get("values")
    if not isinstance(values, dict):
        return ()
    taken: list[tuple[str, Any]] = []
    for key in ("app.agreement", "app.effective_on", "app.court"):
        if text(values.get(key), 80):
            taken.append((key, text(values.get(key), 80)))
    lines = values.get("app.content")
    if isinstance(lines, list):
        taken.append(("app.content", [text(line, 500) for line in lines if text(line, 500)][:20]))
    return tuple(taken)


CONFIRM = "TJ-SFQR"
