"""Every act on the file of a procedure: its shape, and one total table of who may do it in which kind of room."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from legalnet.exchange import NewOpinion
from legalnet.moments import Moment
from legalnet.proceedings.file import Id, Level, Name, Text
from legalnet.rooms import RoomKind, RoomRole


class Deed(StrEnum):
    """What an act does."""

    READ = "read"
    BOOTH = "booth"
    PROVE = "prove"
    NAME = "name"
    FACT = "fact"
    DROP_FACT = "drop_fact"
    ANSWER_FACT = "answer_fact"
    CLAUSE = "clause"
    DROP_CLAUSE = "drop_clause"
    ANSWER_CLAUSE = "answer_clause"
    ADOPT = "adopt"
    NOTE = "note"
    FLAG = "flag"
    FAIL = "fail"
    EXHIBIT = "exhibit"
    OPINE = "opine"
    LINE = "line"
    EDIT_LINE = "edit_line"
    CORRECT = "correct"
    SETTLE = "settle"
    WISH = "wish"
    HEARD = "heard"
    WRITE = "write"
    REFUSE = "refuse"


class Act(BaseModel):
    """Base of an act."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Annotated[str, Field(pattern=r"^([0-9a-f]{32})?$")] = ""
    """The same however often it is sent: what was done under it is not done again."""


class Read(Act):
    """A text was read to its end and is agreed to; `digest` names the words that were shown."""

    act: Literal[Deed.READ]
    text: Annotated[str, Field(max_length=40)]
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    to_end: Literal[True]


class CheckBooth(Act):
    """What somebody found around them."""

    act: Literal[Deed.BOOTH]
    camera: bool
    microphone: bool
    quiet: bool
    alone: bool


class Prove(Act):
    """Whoever holds the room saw card and face (在线诉讼规则 7): the officer's way beside the terminal's."""

    act: Literal[Deed.PROVE]
    participant: Id
    level: Level


class Rename(Act):
    """Title and numbers of the file."""

    act: Literal[Deed.NAME]
    title: Annotated[str, Field(min_length=1, max_length=80)] = Field(repr=False)
    case_no: Annotated[str, Field(max_length=64)] = ""
    court: Annotated[str, Field(max_length=80)] = ""


class AddFact(Act):
    """A fact nobody seems to dispute."""

    act: Literal[Deed.FACT]
    text: Text = Field(repr=False)


class DropFact(Act):
    """Not undisputed after all."""

    act: Literal[Deed.DROP_FACT]
    fact: Id


class AnswerFact(Act):
    """A party confirms it, or does not."""

    act: Literal[Deed.ANSWER_FACT]
    fact: Id
    agrees: bool


class SetClause(Act):
    """A clause, or other words for one (`clause` names it)."""

    act: Literal[Deed.CLAUSE]
    clause: Id | None = None
    text: Text = Field(repr=False)
    concerns: tuple[Id, ...] = Field(default=(), max_length=12)


class DropClause(Act):
    """Without this one."""

    act: Literal[Deed.DROP_CLAUSE]
    clause: Id


class AnswerClause(Act):
    """A party agrees to exactly this revision, objects, or proposes other words."""

    act: Literal[Deed.ANSWER_CLAUSE]
    clause: Id
    rev: Annotated[int, Field(ge=1)]
    answer: Literal["agree", "object", "propose"]
    text: Annotated[str, Field(max_length=4000)] = Field(default="", repr=False)


class Adopt(Act):
    """The words that a party proposed become the clause; that party has agreed to them."""

    act: Literal[Deed.ADOPT]
    clause: Id
    proposal: Annotated[int, Field(ge=0)]


class Note(Act):
    """The mediator's own notes; nobody else reads them."""

    act: Literal[Deed.NOTE]
    text: Annotated[str, Field(max_length=4000)] = Field(repr=False)


class Flag(Act):
    """What forbids a plain signature, or a confirmation."""

    act: Literal[Deed.FLAG]
    personal_status: bool
    sham: bool


class Fail(Act):
    """No agreement was found (在线调解规则 21)."""

    act: Literal[Deed.FAIL]
    reason: Annotated[str, Field(min_length=1, max_length=400)] = Field(repr=False)


class AddExhibit(Act):
    """A piece of evidence is shown."""

    act: Literal[Deed.EXHIBIT]
    title: Name = Field(repr=False)
    by: Id
    document: Annotated[str, Field(max_length=64)] = ""
    purpose: Annotated[str, Field(max_length=400)] = Field(default="", repr=False)


class Opine(Act):
    """真实性、合法性、关联性."""

    act: Literal[Deed.OPINE]
    exhibit: Id
    opinion: NewOpinion


class AddLine(Act):
    """A line the clerk writes; after another one, or at the end."""

    act: Literal[Deed.LINE]
    speaker: Id | Literal[""] = ""
    text: Annotated[str, Field(min_length=1, max_length=1000)] = Field(repr=False)
    after: Id | None = None


class EditLine(Act):
    """The clerk's hand on a line: words, speaker, whether it is in dispute."""

    act: Literal[Deed.EDIT_LINE]
    line: Id
    text: Annotated[str, Field(min_length=1, max_length=1000)] = Field(repr=False)
    speaker: Id | Literal[""]
    disputed: bool = False


class Correct(Act):
    """A party asks for other words in one line (民诉法 150)."""

    act: Literal[Deed.CORRECT]
    line: Id
    text: Text = Field(repr=False)


class Settle(Act):
    """The clerk takes a correction over, or not."""

    act: Literal[Deed.SETTLE]
    line: Id
    correction: Id
    taken: bool


class SayWish(Act):
    """The person said aloud what they want."""

    act: Literal[Deed.WISH]


class HearWish(Act):
    """The notary heard it, and found the person clear and willing."""

    act: Literal[Deed.HEARD]
    participant: Id


class Write(Act):
    """A message in a mediation that goes on over days."""

    act: Literal[Deed.WRITE]
    text: Text = Field(repr=False)
    at: Moment | None = None
    """When it was written, where it could not be brought at once."""


class Refuse(Act):
    """No signature, and why."""

    act: Literal[Deed.REFUSE]
    paper: Literal["agreement", "transcript", "statement"]
    reason: Annotated[str, Field(min_length=1, max_length=400)] = Field(repr=False)


AnyAct = Annotated[
    Read | CheckBooth | Prove | Rename | AddFact | DropFact | AnswerFact | SetClause | DropClause | AnswerClause
    | Adopt | Note | Flag | Fail | AddExhibit | Opine | AddLine | EditLine | Correct | Settle | SayWish | HearWish
    | Write | Refuse,
    Field(discriminator="act"),
]  # fmt: skip
ACTS: TypeAdapter[AnyAct] = TypeAdapter(AnyAct)
"""Reads one act. Raises pydantic's `ValidationError`."""

_READER = frozenset({Deed.READ})
_PARTY = _READER | {
    Deed.BOOTH, Deed.ANSWER_FACT, Deed.ANSWER_CLAUSE, Deed.OPINE, Deed.CORRECT, Deed.WISH, Deed.WRITE, Deed.REFUSE,
}  # fmt: skip
_HOLD = frozenset({Deed.PROVE, Deed.NAME, Deed.LINE, Deed.EDIT_LINE, Deed.SETTLE, Deed.EXHIBIT, Deed.WRITE})

DEEDS: Mapping[RoomRole, frozenset[Deed]] = MappingProxyType(
    {
        RoomRole.RESIDENT: _PARTY,
        RoomRole.PARTY: _PARTY,
        RoomRole.COUNSEL: _PARTY,
        RoomRole.WITNESS: _READER | {Deed.BOOTH, Deed.CORRECT, Deed.REFUSE},
        RoomRole.INTERPRETER: _READER,
        RoomRole.LAWYER: frozenset(),
        RoomRole.MEDIATOR: _HOLD
        | {
            Deed.FACT, Deed.DROP_FACT, Deed.CLAUSE, Deed.DROP_CLAUSE, Deed.ADOPT, Deed.NOTE, Deed.FLAG, Deed.FAIL,
        },
        RoomRole.JUDGE: _HOLD | {Deed.FACT, Deed.DROP_FACT},
        RoomRole.CLERK: _HOLD | {Deed.FACT, Deed.DROP_FACT},
        RoomRole.NOTARY: _HOLD | {Deed.HEARD, Deed.FLAG},
        RoomRole.STAFF: frozenset(),
        RoomRole.HELPER: frozenset(),
    }
)  # fmt: skip
"""Total: each role has its row."""

_ALWAYS = frozenset({Deed.READ, Deed.PROVE, Deed.NAME, Deed.EXHIBIT, Deed.LINE, Deed.EDIT_LINE, Deed.CORRECT,
                     Deed.SETTLE, Deed.REFUSE})  # fmt: skip
_FACTS = frozenset({Deed.FACT, Deed.DROP_FACT, Deed.ANSWER_FACT})
OF_KIND: Mapping[RoomKind, frozenset[Deed]] = MappingProxyType(
    {
        RoomKind.CONSULT: frozenset(),
        RoomKind.HELP: frozenset(),
        RoomKind.MEDIATION: _ALWAYS
        | _FACTS
        | {
            Deed.CLAUSE, Deed.DROP_CLAUSE, Deed.ANSWER_CLAUSE, Deed.ADOPT, Deed.NOTE, Deed.FLAG, Deed.FAIL, Deed.WRITE,
        },
        RoomKind.NOTARY: _ALWAYS | {Deed.WISH, Deed.HEARD, Deed.FLAG},
        RoomKind.HEARING: _ALWAYS | _FACTS | {Deed.BOOTH, Deed.OPINE},
    }
)  # fmt: skip
"""Total: what there is to do in a procedure of a kind."""


LATE = frozenset({Deed.WRITE, Deed.ANSWER_CLAUSE, Deed.ANSWER_FACT})
"""What may be written while the province cannot be reached, and be brought there afterwards."""


def permitted(kind: RoomKind, role: RoomRole, deed: Deed) -> bool:
    """Whether somebody in this role may do this in a room of this kind."""
    return deed in DEEDS[role] and deed in OF_KIND[kind]
