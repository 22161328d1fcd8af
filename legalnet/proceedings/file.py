"""The file of a mediation, a notarisation or a hearing: who takes part, and what they said in writing. Pure data.

It holds names and words, so the gateway keeps it sealed. Words of a mediation are no evidence (人民法院在线调解规则 18);
only undisputed facts and the signed agreement leave it.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from legalnet.exchange import NewOpinion
from legalnet.rooms import RULES, RoomKind, RoomRole

Level = Literal["L0", "L1", "L2", "L3", "L4", "O2"]
Way = Literal["desk", "phone", "terminal", "booking"]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Id = Annotated[str, Field(pattern=r"^[a-z][0-9]{1,5}$")]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
ORDER: tuple[Level, ...] = ("L0", "L1", "O2", "L2", "L3", "L4")


class Entry(BaseModel):
    """Base of what a file holds: it grows and changes, unknown members are an error, no words in a repr."""

    model_config = ConfigDict(extra="forbid")


class Reading(Entry):
    """Somebody read a text to its end and agreed to it."""

    digest: str
    """SHA-256 of exactly the words that were shown."""
    at: datetime


class Booth(Entry):
    """What a party found around them before a hearing (在线诉讼规则 24)."""

    camera: bool
    microphone: bool
    quiet: bool
    alone: bool
    at: datetime

    @property
    def fit(self) -> bool:
        """Whether the hearing may begin from there."""
        return self.camera and self.microphone and self.quiet and self.alone


class Wish(Entry):
    """公证: the person said aloud what they want, and the notary heard it."""

    said_at: datetime | None = None
    heard_at: datetime | None = None


class Participant(Entry):
    """Somebody who takes part."""

    id: Id
    person: Annotated[str, Field(max_length=64)]
    """As the room knows them: `staff:` and an account, or `guest:` and a random one; told to nobody."""
    role: RoomRole
    name: Name = Field(repr=False)
    side: Annotated[str, Field(max_length=40)] = ""
    """申请人, 被告, 第三方 ..."""
    way: Way = "desk"
    level: Level = "L0"
    proven: Literal["", "link", "terminal", "officer", "account"] = ""
    """Who says so."""
    card_name: Annotated[str, Field(max_length=80)] = Field(default="", repr=False)
    """What the terminal read from the card, where it is another name than the invited one."""
    starts: datetime | None = None
    """When they are expected."""
    booking: Annotated[str, Field(max_length=64)] = ""
    """The appointment by which they were invited."""
    declined: bool = False
    """They gave that appointment up."""
    reads: dict[str, Reading] = {}
    booth: Booth | None = None
    wish: Wish = Wish()
    entered: bool = False
    """Whether their way in was used."""

    def reaches(self, wanted: Level) -> bool:
        """Whether they proved that much of who they are."""
        return ORDER.index(self.level) >= ORDER.index(wanted)


class Fact(Entry):
    """Something about which nobody argues, once all have confirmed it in writing (在线调解规则 22)."""

    id: Id
    text: Text = Field(repr=False)
    answers: dict[str, bool] = {}


class Proposal(Entry):
    """Other words for a clause."""

    by: Id
    text: Text = Field(repr=False)
    at: datetime


class Clause(Entry):
    """One clause of the agreement; other words are another revision, and every answer starts anew."""

    id: Id
    text: Text = Field(repr=False)
    rev: int = 1
    concerns: tuple[Id, ...] = ()
    """Whose answer it needs; nobody named: every party's."""
    answers: dict[str, Literal["agree", "object"]] = {}
    proposals: list[Proposal] = []
    earlier: list[str] = Field(default=[], repr=False)


class Exhibit(Entry):
    """A piece of evidence shown in the room, and what each other side said about it."""

    id: Id
    title: Name = Field(repr=False)
    by: Id
    document: Annotated[str, Field(max_length=64)] = ""
    """Shown paper of the room; gone with the call."""
    digest: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    """SHA-256 over the pages as they were shown."""
    purpose: Annotated[str, Field(max_length=400)] = Field(default="", repr=False)
    opinions: dict[str, NewOpinion] = {}
    at: datetime


class Correction(Entry):
    """A party asks that a line says something else."""

    id: Id
    by: Id
    text: Text = Field(repr=False)
    state: Literal["asked", "taken", "declined"] = "asked"


class Line(Entry):
    """One line of the transcript."""

    id: Id
    at: datetime
    speaker: str
    """Participant; empty for what the gateway notes by itself (a pause of the record, a step)."""
    text: Annotated[str, Field(max_length=1000)] = Field(repr=False)
    machine: bool = False
    """Heard by the recogniser at the speaker's own end, and not looked over by a person yet."""
    disputed: bool = False
    corrections: list[Correction] = []


class Written(Entry):
    """A message of a mediation that goes on over days."""

    id: Id
    by: Id
    at: datetime
    text: Text = Field(repr=False)
    written_at: datetime | None = None
    """By the clock of the terminal that had to keep it; None where it came at once."""


class Mark(Entry):
    """A signature, or a refusal to sign with its reason (民诉法 150)."""

    at: datetime
    refused: Annotated[str, Field(max_length=400)] = Field(default="", repr=False)


class PaperState(Entry):
    """A paper that all sign in turn."""

    digest: str
    """SHA-256 of the file as the next one is to sign it."""
    way: Literal["esign", "print"] = "esign"
    """`print`: 电子签名法 3 forbids a plain electronic signature."""
    signers: tuple[Id, ...]
    marks: dict[str, Mark] = {}
    sealed: bool = False

    @property
    def next(self) -> str:
        """Whose turn it is; empty when all have signed or refused."""
        return next((one for one in self.signers if one not in self.marks), "")

    @property
    def complete(self) -> bool:
        """Signed by everybody: only then it takes effect."""
        return not self.next and all(not mark.refused for mark in self.marks.values())


class PaperKind(StrEnum):
    """Papers that a procedure ends in."""

    AGREEMENT = "agreement"
    TRANSCRIPT = "transcript"
    STATEMENT = "statement"


class File(Entry):
    """Everything of one procedure."""

    kind: RoomKind
    title: Annotated[str, Field(min_length=1, max_length=80)] = Field(repr=False)
    case_no: Annotated[str, Field(max_length=64)] = ""
    court: Annotated[str, Field(max_length=80)] = ""
    personal_status: bool = False
    """Marriage, adoption, succession: no plain electronic signature (电子签名法 3)."""
    sham: bool = False
    """The mediator suspects a sham: no confirmation (人民法院在线调解规则 23)."""
    counter: int = 0
    keys: list[str] = []
    """Of the acts that were done under one, the latest: the same act again changes nothing."""
    people: dict[str, Participant] = {}
    facts: list[Fact] = []
    clauses: list[Clause] = []
    exhibits: list[Exhibit] = []
    lines: list[Line] = []
    written: list[Written] = []
    papers: dict[PaperKind, PaperState] = {}
    notes: Annotated[str, Field(max_length=4000)] = Field(default="", repr=False)
    """For the mediator alone; destroyed when the room is closed."""
    failed: Annotated[str, Field(max_length=400)] = Field(default="", repr=False)
    """Why no agreement was found."""

    def new_id(self, letter: str) -> str:
        """A name that was not used in this file before."""
        self.counter += 1
        return f"{letter}{self.counter}"

    def of(self, person: str) -> Participant | None:
        """The participant that the room knows as this person."""
        return next((one for one in self.people.values() if one.person == person), None)

    @property
    def parties(self) -> list[Participant]:
        """Those whom it is about: who must agree, and sign first."""
        return [one for one in self.people.values() if one.role in PARTIES]

    @property
    def guests(self) -> list[Participant]:
        """Everybody but those who hold the room."""
        return [one for one in self.people.values() if one.role not in RULES[self.kind].hosts]


PARTIES = frozenset({RoomRole.PARTY, RoomRole.RESIDENT, RoomRole.COUNSEL})
