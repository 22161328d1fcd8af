"""What travels from a terminal to the province: the sealed submission, and the answer to it.

The envelope is readable by whoever forwards it and holds nothing personal; everything else is sealed to the
province's public key (`legalnet.sealing`) and referred to by the digest of its ciphertext.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from legalnet.sealing import Suite

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 in lower-case hex."""


class Frozen(BaseModel):
    """Base of the records here: immutable, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Role(StrEnum):
    """What a sealed part is."""

    MANIFEST = "manifest"
    DOCUMENT = "document"
    MATERIAL = "material"
    SIGNATURE = "signature"


class SealedPart(Frozen):
    """One sealed file of a submission as the envelope lists it."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
    """Neutral name inside the submission, such as `complaint.pdf` or `iou-1.jpg`; never a person's."""
    role: Role
    media_type: str
    digest: Digest
    """Of the ciphertext file: its name in every blob store."""
    size: Annotated[int, Field(gt=0)]
    """Bytes of ciphertext."""
    wrapped_key: str
    """Base64 of the blob key, HPKE-sealed to the province's key `key_id` of the envelope."""
    sm3: Digest | None = None
    """SM3 of the ciphertext file, with the suite `sm4gcm-sm3`."""


class HonestTime(Frozen):
    """When the resident acted, told so that a late upload can be believed."""

    wall: datetime
    """UTC by the terminal's clock."""
    monotonic: float
    """Seconds since boot at the same moment."""
    boot_id: str
    uncertainty_s: float
    """How wrong the wall clock may be, as far as the terminal knows."""


class ChainLink(Frozen):
    """A commit's place among all commits of one terminal: each names the digest of the one before it."""

    chain: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    """Another one after the terminal's memory had to be made anew."""
    seq: Annotated[int, Field(gt=0)]
    previous: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
    """SHA-256 of the envelope before it as it was sent; empty for the first."""


class Envelope(Frozen):
    """The clear part of a submission; the keeper forwards it without being able to read what it refers to."""

    submission_id: str
    """UUID made by the terminal; also the idempotency key."""
    terminal_id: str
    matter_code: str
    catalogue_version: str
    committed: HonestTime
    receipt_code: str
    key_id: str
    """Which of the province's public keys sealed the parts."""
    parts: tuple[SealedPart, ...]
    suite: Suite = Suite.INTERNATIONAL
    """How the parts are closed."""
    link: ChainLink | None = None
    """Given by the terminal's memory at the commit, so that a late upload still shows what came before what."""


class Identity(Frozen):
    """How the resident was identified; never a picture, never a template."""

    level: Literal["L0", "L1", "L2", "L3", "L4"]
    method: Literal["none", "card", "card+face", "card+staff", "staff"]
    score: float | None = None
    """Distance of the face comparison, when there was one."""
    thresholds: str | None = None
    """Version of the thresholds that decided."""
    liveness: str | None = None
    holder_name: str | None = Field(default=None, repr=False)
    """Whom the proof is about, as the card says or an attendant vouched; the answers may name somebody else."""
    holder_number: str | None = Field(default=None, repr=False)
    holder_paper: str = "居民身份证"
    """Kind of the identity paper, a key of `legalnet.papers.PAPERS`."""
    holder_birth: date | None = Field(default=None, repr=False)
    own_income: bool = False
    """Sixteen or seventeen and says to live on their own work (民法典18(2))."""
    at: datetime


class Consent(Frozen):
    """One consent for one purpose, given or refused, with the exact words that were shown."""

    purpose: Literal["data", "face", "online", "delivery"]
    given: bool
    text_sha256: Digest
    at: datetime


class SignedDocument(Frozen):
    """A composed document as it was signed."""

    id: str
    title: str
    part: str
    """Name of its sealed part."""
    sha256: Digest
    """Of the PDF in clear."""
    pages: Annotated[int, Field(gt=0)]
    signature: Literal["handwritten", "paper", "none"]
    signed_at: datetime | None = None
    attested: Literal["none", "terminal", "stamped"] = "none"
    """Whether the terminal signed the PDF (PAdES), and whether a time-stamping authority vouches for the time."""


class AttachedMaterial(Frozen):
    """A scan or photo the resident added."""

    id: str
    """Material id of the matter definition."""
    label: str
    part: str
    sha256: Digest
    pages: Annotated[int, Field(gt=0)]


class Manifest(Frozen):
    """The sealed heart of a submission: who, what was answered, what was signed and consented to."""

    submission_id: str
    matter_code: str
    catalogue_version: str
    language: Literal["zh", "en"]
    answers: dict[str, Any]
    """Section id -> {key: value}, or a list of those where the section repeats (see `legalnet.interview`)."""
    identity: Identity
    consents: tuple[Consent, ...]
    documents: tuple[SignedDocument, ...]
    materials: tuple[AttachedMaterial, ...]
    acknowledged: tuple[str, ...] = ()
    """Paths of fields whose warning was seen and kept, `gates.<n>` for gates that warn."""
    oral: bool = False
    """Whether it was said and written down for the resident, read aloud and confirmed (民诉法123)."""
    follows: str = ""
    """Submission id of the filing whose answers went along into this one."""


class NextDate(Frozen):
    """A date the resident should know, as far as it can be told."""

    what: str
    date: str | None
    """ISO civil date, or None where nothing can be promised."""
    basis: str
    calendar_unverified: bool = False


class Uptime(Frozen):
    """What the terminal's steady clock says when it sends: seconds since this start of the machine."""

    boot_id: str
    seconds: float


class Acted(Frozen):
    """Between which instants a resident acted, by the province's own clock as far as it can tell."""

    earliest: datetime | None
    """None where nothing bounds it."""
    latest: datetime
    basis: Literal["uptime", "clock", "order"]
    """The machine's counted seconds; the terminal's wall clock; or only that it came before what followed."""


class Acknowledgement(Frozen):
    """The province's answer: it has the submission, whole."""

    submission_id: str
    number: str
    """回执号, unique in the province."""
    received_at: datetime
    status: Literal["received", "correction_required"]
    next_dates: tuple[NextDate, ...] = ()
    acted: Acted | None = None
    """When the resident handed it in at the terminal, however late it arrived."""


class ReceiptState(StrEnum):
    """What may be said on paper and screen about a submission."""

    SAVED = "saved"
    """Safe on the terminal, not yet delivered."""
    DELIVERED = "delivered"
    """Acknowledged by the province with a number."""
    REFUSED = "refused"
    """The province answered that it cannot take it; a person must look."""


class ReceiptRecord(Frozen):
    """What the terminal keeps readable after the visit: nothing personal."""

    code: str
    """Six letters and digits without 0 O 1 I L, shown in groups of two."""
    submission_id: str
    matter_code: str
    state: ReceiptState
    saved_at: datetime
    delivered_at: datetime | None = None
    number: str | None = None
    next_dates: tuple[NextDate, ...] = ()
    refusal: str | None = None
    """Plain words from the province when refused."""
