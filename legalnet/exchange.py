"""举证、质证 and 自行和解: what the parties of a case lay before each other, at different times, from different places.

An opinion on evidence speaks of three things: whether it is genuine, whether it was got lawfully, whether it bears on
the case (民诉法解释 104). A concession in a settlement is never evidence (民诉法解释 107).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from legalnet.applications import ShortWords, Words
from legalnet.submission import Digest, Frozen
from legalnet.transitions import total

Side = Literal["plaintiff", "defendant", "third_party"]
CaseId = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]
Yuan = Annotated[Decimal, Field(ge=0, le=Decimal("999999999999.99"), decimal_places=2)]


class NewItem(Frozen):
    """A piece of evidence that a party lists."""

    title: ShortWords
    kind: Literal["书证", "物证", "视听资料", "电子数据", "证人证言", "鉴定意见", "勘验笔录", "当事人陈述"]
    """The eight kinds of 民诉法 66."""
    purpose: Words
    """What it is to show."""
    pages: Annotated[int, Field(ge=0, le=2000)] = 0
    digest: Digest | None = None
    """Of the file as it was handed in."""
    deposit_code: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{4,40}$")] | None = None
    """存证编码, where it was deposited before."""


class LaidItem(NewItem):
    """A piece with its file, as it is handed in from the screen of the case."""

    file: Annotated[str, Field(max_length=1_900_000, pattern=r"^[A-Za-z0-9+/]*={0,2}$")] = Field(
        default="", repr=False
    )
    """The PDF in Base64; larger files go by a filing of evidence (ZJ-JZ)."""


class NewOpinion(Frozen):
    """What the other side says about one piece."""

    authenticity: Literal["accepted", "disputed", "unsure"]
    legality: Literal["accepted", "disputed", "unsure"]
    relevance: Literal["accepted", "disputed", "unsure"]
    reason: Annotated[str, Field(max_length=2000)] = Field(default="", repr=False)


class Opinion(NewOpinion):
    """An opinion as it was handed in."""

    side: Side
    at: AwareDatetime
    late: bool = False
    """It came after the last day; whether it counts is for the judge."""


class Item(NewItem):
    """A piece of evidence as the parties see it."""

    number: Annotated[int, Field(gt=0)]
    side: Side
    at: AwareDatetime
    late: bool = False
    mine: bool = False
    file: bool = False
    """Whether its file can be opened by the parties."""
    opinions: tuple[Opinion, ...] = ()


class CaseFile(Frozen):
    """A case whose parties exchange evidence or look for a settlement."""

    id: CaseId
    title: str = Field(repr=False)
    case_no: str = ""
    court: str = ""
    my_side: Side
    evidence_until: date | None = None
    opinions_until: date | None = None
    calendar_unverified: bool = False
    rev: Annotated[int, Field(gt=0)]


class ProposalState(StrEnum):
    """Where a proposal of settlement stands."""

    OPEN = "open"
    COUNTERED = "countered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class ProposalEvent(StrEnum):
    """What can happen to one."""

    ACCEPT = "accept"
    DECLINE = "decline"
    COUNTER = "counter"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    """Its last day passed."""


PROPOSALS = total(
    ProposalState,
    ProposalEvent,
    {
        ProposalState.OPEN: {
            ProposalEvent.ACCEPT: ProposalState.ACCEPTED,
            ProposalEvent.DECLINE: ProposalState.DECLINED,
            ProposalEvent.COUNTER: ProposalState.COUNTERED,
            ProposalEvent.WITHDRAW: ProposalState.WITHDRAWN,
            ProposalEvent.LAPSE: ProposalState.LAPSED,
        }
    },
)
"""Whatever is not open any more stays as it is."""


class Terms(Frozen):
    """What a settlement would say."""

    amount: Yuan | None = None
    instalments: Annotated[int, Field(ge=1, le=120)] = 1
    first_due: date | None = None
    words: Annotated[str, Field(max_length=2000)] = Field(default="", repr=False)


class NewMessage(Frozen):
    """What a party writes: words, a proposal, or an answer to one."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,64}$")]
    """Made where it was written, so that it is entered once, however late it arrives."""
    words: Annotated[str, Field(max_length=2000)] = Field(default="", repr=False)
    terms: Terms | None = None
    answer_to: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,64}$")] | None = None
    answer: Literal["accept", "decline", "counter", "withdraw"] | None = None
    until: date | None = None
    """Last day of a proposal."""


class Message(NewMessage):
    """A message as the parties see it."""

    side: Side
    at: AwareDatetime
    mine: bool = False
    proposal: ProposalState | None = None
    """Where its proposal stands, if it is one."""
