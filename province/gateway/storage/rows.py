"""What goes into the storage and comes out of it, as plain records that belong to no database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


class SizeDiffers(Exception):
    """A file is announced with another size than before."""


class Replayed(Exception):
    """A nonce was used before."""


class Stranger(Exception):
    """A nonce of a terminal that is not enrolled, or no longer."""


@dataclass(frozen=True)
class TerminalRow:
    """An enrolled terminal."""

    id: str
    public_key: str
    """Base64 of the raw Ed25519 key."""
    profile: str
    """JSON of `settings.Profile`."""
    enrolled_at: str
    revoked_at: str | None


@dataclass(frozen=True)
class Nonce:
    """A signature's nonce, to be used once."""

    terminal_id: str
    nonce: str
    now: int
    """Unix seconds; what expired before may be forgotten."""
    expires: int
    """Unix seconds; afterwards the signature is too old anyway."""


@dataclass(frozen=True)
class Announcement:
    """A sealed file that a terminal is about to upload."""

    terminal_id: str
    digest: str
    size: int
    at: str


@dataclass(frozen=True)
class Completion:
    """A file became whole and its digest was verified."""

    terminal_id: str
    digest: str
    at: str


@dataclass(frozen=True)
class Order:
    """The classification of a work order; the words stay sealed in the submission."""

    kind: str
    service: str
    urgency: str


@dataclass(frozen=True)
class Filer:
    """Who handed something in, as far as the terminal proved it."""

    holder: str = ""
    """Keyed mark; empty for nobody known."""
    who: bytes | None = field(default=None, repr=False)
    """Name and number, hidden."""


@dataclass(frozen=True)
class NewSubmission:
    """A submission that passed every check, on its way into the storage."""

    submission_id: str
    terminal_id: str
    matter_code: str
    catalogue_version: str
    status: str
    envelope: str
    envelope_sha256: str
    committed_at: str
    received_at: str
    region: str
    series: str
    """Region, source and day: what the running number of the 回执号 counts within."""
    acknowledge: Callable[[str], bytes] = field(repr=False)
    """The exact bytes of the answer, once the 回执号 is known."""
    order: Order | None = None
    nonce: Nonce | None = None
    """Of the request's signature, used up in the same commit; None where that happened before."""
    brought: tuple[Announcement, ...] = ()
    """Sealed files that came along with it, verified and flushed."""
    filer: Filer = Filer()
    follows: str = ""
    """Submission id of the filing whose answers went along into this one."""

    def number(self, value: int) -> str:
        """The 回执号: the series and the running number of the day (6)."""
        return f"{self.series}{value:06d}"


@dataclass(frozen=True)
class SubmissionRow:
    """A submission that was taken in."""

    submission_id: str
    number: str
    terminal_id: str
    matter_code: str
    catalogue_version: str
    status: str
    envelope: str = field(repr=False)
    envelope_sha256: str
    acknowledgement: bytes = field(repr=False)
    """The answer's exact bytes, given again to every repeat."""
    committed_at: str
    received_at: str


SUBMISSION_COLUMNS = tuple(SubmissionRow.__dataclass_fields__)
"""Column names of a submission, in the order of `SubmissionRow`."""


def kept(new: NewSubmission, number: str) -> SubmissionRow:
    """The row that a new submission becomes under its number."""
    return SubmissionRow(
        submission_id=new.submission_id,
        number=number,
        terminal_id=new.terminal_id,
        matter_code=new.matter_code,
        catalogue_version=new.catalogue_version,
        status=new.status,
        envelope=new.envelope,
        envelope_sha256=new.envelope_sha256,
        acknowledgement=new.acknowledge(number),
        committed_at=new.committed_at,
        received_at=new.received_at,
    )


@dataclass(frozen=True)
class Taken:
    """The answer to a hand-in: the row that stands, and whether this very call made it."""

    row: SubmissionRow
    fresh: bool


@dataclass(frozen=True)
class Figures:
    """What the storage did so far; for metrics, benchmarks and tests."""

    commits: int
    """Group commits, each flushed once."""
    jobs: int
    """What went into them."""
    waiting: int
    """Jobs that wait for the next one now."""
