"""What staff do to an application or a work order: one shape for each action, the same for JSON and for plain forms."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from legalnet.applications import Remedy, ShortWords, Words
from legalnet.deliveries import Kind
from legalnet.submission import Digest
from legalnet.workorders import ReturnReason
from province.gateway.wire import Wire

Note = Annotated[str, Field(max_length=2000, repr=False)]
Office = Annotated[str, Field(max_length=80)]
CaseNo = Annotated[str, Field(max_length=64)]


class Serve(Wire):
    """A document to serve."""

    kind: Kind
    title: Annotated[str, Field(max_length=120, repr=False)] = ""
    digest: Digest
    """Of a PDF that was uploaded (`POST /staff/files`)."""
    sender: Office = ""
    case_no: CaseNo = ""
    spoken: Annotated[str, Field(max_length=600, repr=False)] = ""
    """What the terminal reads aloud, in plain words."""
    days: Annotated[int, Field(ge=1, le=1000)] | None = None
    """The number that the document names, for evidence and corrections."""
    fixed: date | None = None
    """The day that it names, such as the hearing's."""
    paper: bool = False


class Accept(Wire):
    """受理."""

    action: Literal["accept"]
    words: Note = ""
    unit: Office = ""
    case_no: CaseNo = ""


class AskCorrection(Wire):
    """要求补正."""

    action: Literal["ask_correction"]
    words: Words = Field(repr=False)
    """What the resident sees and hears, in plain words."""
    items: Annotated[tuple[ShortWords, ...], Field(min_length=1, max_length=20)]
    days: Annotated[int, Field(ge=1, le=180)] = 7
    unit_of_days: Literal["day", "workday"] = "day"


class Reject(Wire):
    """不予受理: never without a reason and a remedy."""

    action: Literal["reject"]
    words: Words = Field(repr=False)
    basis: ShortWords
    """The article."""
    remedy: Remedy
    document: Serve | None = None
    """The ruling, to be served with it."""


class Progress(Wire):
    """办理进展."""

    action: Literal["progress"]
    words: Words = Field(repr=False)


class Complete(Wire):
    """办结, with the document that is its result where there is one."""

    action: Literal["complete"]
    words: Words = Field(repr=False)
    document: Serve | None = None


class Transfer(Wire):
    """转到别的机关."""

    action: Literal["transfer"]
    words: Words = Field(repr=False)
    unit: Annotated[str, Field(min_length=1, max_length=80)]


class Plain(Wire):
    """Actions that need no more than words."""

    action: Literal["receive", "return", "suspend", "resume", "archive"]
    words: Note = ""


ApplicationAction = Annotated[
    Accept | AskCorrection | Reject | Progress | Complete | Transfer | Plain, Field(discriminator="action")
]


class Dispatch(Wire):
    """派单."""

    action: Literal["dispatch"]
    unit: Annotated[str, Field(min_length=1, max_length=80)]
    words: Note = ""


class Extend(Wire):
    """延期: up to the longest limit in all."""

    action: Literal["extend"]
    days: Annotated[int, Field(ge=1, le=10)]
    words: Words = Field(repr=False)


class TransferOrder(Wire):
    """转办."""

    action: Literal["transfer"]
    unit: Annotated[str, Field(min_length=1, max_length=80)]
    words: Words = Field(repr=False)


class ReturnOrder(Wire):
    """退单: with one of the reasons there are."""

    action: Literal["return"]
    reason: ReturnReason
    words: Note = ""


class Answer(Wire):
    """答复: at once, or at the end of the work; what the resident reads and hears."""

    action: Literal["answer_at_once", "complete"]
    words: Words = Field(repr=False)


class Ask(Wire):
    """请补充: the clock stands until it comes."""

    action: Literal["ask_supplement"]
    words: Words = Field(repr=False)


class NoteOrder(Wire):
    """记一笔: an entry that changes no state."""

    action: Literal["note"]
    words: Words = Field(repr=False)


class Called(Wire):
    """回访, by telephone."""

    action: Literal["revisit_settled", "revisit_redo"]
    words: Words = Field(repr=False)


class PlainOrder(Wire):
    """Actions that need no more than words."""

    action: Literal["accept", "queue", "sign", "start", "resume", "duplicate"]
    words: Note = ""


OrderAction = Annotated[
    Dispatch | Extend | TransferOrder | ReturnOrder | Answer | Ask | NoteOrder | Called | PlainOrder,
    Field(discriminator="action"),
]


def of_fields(fields: dict[str, str]) -> dict[str, Any]:
    """A posted form's fields as the JSON that the models take; what is empty was not given."""
    found: dict[str, Any] = {key: value.strip() for key, value in fields.items() if value.strip()}
    for name in ("csrf", "rev", "key"):
        found.pop(name, None)
    if "items" in found:
        found["items"] = [line.strip() for line in found["items"].splitlines() if line.strip()]
    nested = {key: found.pop(key) for key in list(found) if "." in key}
    for key, value in nested.items():
        outer, _, inner = key.partition(".")
        found.setdefault(outer, {})[inner] = value
    return found
