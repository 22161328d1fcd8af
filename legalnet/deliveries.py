"""送达: a document served to a person, and the legal clock that its arrival starts.

Electronic service counts from the day on which it reaches the address the person agreed to, opened or not
(民诉法 90, 在线诉讼规则 31); judgments, rulings and mediation agreements need a consent of their own, and paper can be
had on demand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from legalnet.deadlines import Calendar, Unit, last_day
from legalnet.matter import Text
from legalnet.submission import Digest, Frozen
from legalnet.transitions import total


class Kind(StrEnum):
    """What kind of document it is; decides which consent it needs and which clock it starts."""

    ACCEPTANCE = "acceptance_notice"
    FEE_NOTICE = "fee_notice"
    SUMMONS = "summons"
    EVIDENCE_NOTICE = "evidence_notice"
    COMPLAINT_COPY = "complaint_copy"
    CORRECTION_NOTICE = "correction_notice"
    REJECTION_RULING = "rejection_ruling"
    JUDGMENT = "judgment"
    SMALL_CLAIMS_JUDGMENT = "small_claims_judgment"
    RULING = "ruling"
    MEDIATION_AGREEMENT = "mediation_agreement"
    LABOUR_AWARD = "labour_award"
    RECONSIDERATION = "reconsideration_decision"
    PAYMENT_ORDER = "payment_order"
    ENFORCEMENT_NOTICE = "enforcement_notice"
    AID_DECISION = "aid_decision"
    REPLY = "reply"
    OTHER = "other"


LABELS = {
    Kind.ACCEPTANCE: "受理案件通知书",
    Kind.FEE_NOTICE: "交纳诉讼费用通知书",
    Kind.SUMMONS: "开庭传票",
    Kind.EVIDENCE_NOTICE: "举证通知书",
    Kind.COMPLAINT_COPY: "起诉状副本",
    Kind.CORRECTION_NOTICE: "补正通知书",
    Kind.REJECTION_RULING: "不予受理裁定书",
    Kind.JUDGMENT: "民事判决书",
    Kind.SMALL_CLAIMS_JUDGMENT: "小额诉讼判决书",
    Kind.RULING: "民事裁定书",
    Kind.MEDIATION_AGREEMENT: "调解书",
    Kind.LABOUR_AWARD: "劳动仲裁裁决书",
    Kind.RECONSIDERATION: "行政复议决定书",
    Kind.PAYMENT_ORDER: "支付令",
    Kind.ENFORCEMENT_NOTICE: "执行通知书",
    Kind.AID_DECISION: "法律援助决定书",
    Kind.REPLY: "答复",
    Kind.OTHER: "文书",
}
DECISIVE = frozenset(
    {Kind.JUDGMENT, Kind.SMALL_CLAIMS_JUDGMENT, Kind.RULING, Kind.REJECTION_RULING, Kind.MEDIATION_AGREEMENT}
)
"""判决书、裁定书、调解书: served electronically only where the person agreed to exactly that (民诉法 90)."""


@dataclass(frozen=True)
class Rule:
    """A time limit that the arrival of a document starts."""

    what: Text
    basis: str
    n: int | None = None
    """None where the document itself names the day or the number."""
    unit: Unit = "day"
    missed: Text | None = None
    """What follows when the day passes."""
    matter: str | None = None
    """The matter by which the person can do it here."""
    relief: Text | None = None
    """What to do when it cannot be met."""


RULES: dict[Kind, Rule] = {
    Kind.FEE_NOTICE: Rule(
        Text(zh="交受理费", en="Pay the court fee"),
        "《诉讼费用交纳办法》第22条",
        7,
        missed=Text(zh="过了日子没交，按撤诉处理", en="Unpaid after that day, the suit counts as withdrawn"),
        matter="SS-HJ",
        relief=Text(
            zh="交费有困难，现在就可以申请缓交、减交、免交",
            en="You may ask now to pay later, less or nothing",
        ),
    ),
    Kind.SUMMONS: Rule(
        Text(zh="到庭", en="Come to the hearing"),
        "民诉法第146条、第147条",
        missed=Text(
            zh="没有正当理由不到庭，原告按撤诉处理，被告可以缺席判决",
            en="Absent without good reason: a plaintiff's suit counts as withdrawn, a defendant may be judged absent",
        ),
    ),
    Kind.EVIDENCE_NOTICE: Rule(
        Text(zh="交证据", en="Hand in evidence"),
        "民诉法解释第99条、证据规定第51条",
        missed=Text(
            zh="逾期提供的，要说明理由，可能不采纳", en="Later evidence needs a reason and may be left out"
        ),
        matter="ZJ-JZ",
    ),
    Kind.COMPLAINT_COPY: Rule(
        Text(zh="交答辩状", en="Hand in your answer"),
        "民诉法第128条",
        15,
        missed=Text(zh="不交也照样审理", en="The case goes on without it"),
        matter="SS-DB",
    ),
    Kind.CORRECTION_NOTICE: Rule(
        Text(zh="补正", en="Complete your papers"),
        "以通知书写明的期限为准",
        missed=Text(zh="逾期不补正，可能退回或者不予受理", en="Otherwise it may be returned or refused"),
    ),
    Kind.REJECTION_RULING: Rule(
        Text(zh="上诉", en="Appeal"),
        "民诉法第126条、第171条",
        10,
        missed=Text(zh="过了日子裁定生效", en="The ruling becomes final"),
        matter="SU-01",
    ),
    Kind.JUDGMENT: Rule(
        Text(zh="上诉", en="Appeal"),
        "民诉法第171条",
        15,
        missed=Text(
            zh="双方都不上诉，判决就生效", en="Without an appeal by either side the judgment is final"
        ),
        matter="SU-01",
    ),
    Kind.RULING: Rule(
        Text(zh="上诉（可以上诉的裁定）", en="Appeal, where the ruling allows it"),
        "民诉法第171条",
        10,
        missed=Text(zh="过了日子裁定生效", en="The ruling becomes final"),
        matter="SU-01",
    ),
    Kind.LABOUR_AWARD: Rule(
        Text(zh="不服裁决的，向法院起诉", en="Go to court against the award"),
        "劳动争议调解仲裁法第48条、第50条",
        15,
        missed=Text(zh="期满不起诉，裁决生效", en="The award becomes final"),
        matter="SS-LA-04",
    ),
    Kind.RECONSIDERATION: Rule(
        Text(zh="不服决定的，向法院起诉", en="Go to court against the decision"),
        "行政诉讼法第45条",
        15,
        missed=Text(zh="过了日子一般不能再起诉", en="As a rule it is then too late to sue"),
        matter="SS-XZ",
    ),
    Kind.PAYMENT_ORDER: Rule(
        Text(zh="清偿债务，或者提出书面异议", en="Pay, or object in writing"),
        "民诉法第227条",
        15,
        missed=Text(
            zh="既不清偿又不异议的，对方可以申请执行", en="Otherwise the other side may have it enforced"
        ),
    ),
}
"""What begins with the arrival, by kind; 小额诉讼 is final at once (民诉法 165), others start nothing."""


class Clock(Frozen):
    """The legal clock of one served document."""

    what: Text
    starts: date
    """The day of service; counting begins on the day after it."""
    n: int | None = None
    unit: Unit | None = None
    last_day: date | None = None
    """None where the document alone can tell."""
    calendar_unverified: bool = False
    basis: str = ""
    missed: Text | None = None
    relief: Text | None = None
    matter_code: str | None = None


def clock_of(
    kind: Kind, arrived: date, *, days: int | None = None, fixed: date | None = None,
    calendar: Calendar | None = None,
) -> Clock | None:  # fmt: skip
    """The clock that the arrival starts, None for a kind that starts none.

    `days` is the number the document names (evidence, correction), `fixed` the day it names (hearing, evidence).
    Raises `InputError` for a number beyond reason.
    """
    rule = RULES.get(kind)
    if rule is None:
        return None
    n = rule.n if rule.n is not None else days
    found = last_day(arrived, n, rule.unit, calendar) if n is not None and fixed is None else None
    return Clock(
        what=rule.what,
        starts=arrived,
        n=None if fixed is not None else n,
        unit=rule.unit if found is not None else None,
        last_day=fixed if fixed is not None else found.day if found is not None else None,
        calendar_unverified=found.calendar_unverified if found is not None else False,
        basis=rule.basis,
        missed=rule.missed,
        relief=rule.relief,
        matter_code=rule.matter,
    )


class State(StrEnum):
    """How far a served document came."""

    ARRIVED = "arrived"
    OPENED = "opened"
    RECEIPTED = "receipted"


class Event(StrEnum):
    """What the person does; neither changes when the clock began."""

    OPEN = "open"
    RECEIPT = "receipt"


MACHINE = total(
    State,
    Event,
    {
        State.ARRIVED: {Event.OPEN: State.OPENED, Event.RECEIPT: State.RECEIPTED},
        State.OPENED: {Event.OPEN: State.OPENED, Event.RECEIPT: State.RECEIPTED},
        State.RECEIPTED: {Event.OPEN: State.RECEIPTED, Event.RECEIPT: State.RECEIPTED},
    },
)
"""Opening and confirming again is harmless."""


class Delivery(Frozen):
    """A served document as the person finds it in the inbox."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]
    kind: Kind
    label: str
    title: str = Field(repr=False)
    sender: str
    about: str = ""
    """回执号 or case number it belongs to."""
    case_no: str = ""
    arrived_at: AwareDatetime
    opened_at: AwareDatetime | None = None
    receipted_at: AwareDatetime | None = None
    state: State
    clock: Clock | None = None
    spoken: str = Field(default="", repr=False)
    """What the terminal reads aloud once it knows who listens."""
    media_type: Literal["application/pdf"] = "application/pdf"
    digest: Digest
    size: Annotated[int, Field(gt=0)]
    paper: bool = False
    """Whether it also goes out on paper."""
