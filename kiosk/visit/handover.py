"""Handing in: the bundle is sealed, committed once by the keeper, and then watched on its way.

The commit carries the submission's id; asking again with the same id can never make a second filing.
"""

from __future__ import annotations

import base64
import logging
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.clock import Clock
from kiosk.keeper.link import Message
from kiosk.visit.jobs import Jobs
from kiosk.visit.profile import VisitProfile

if TYPE_CHECKING:
    from kiosk.visit.deposits import Deposits
    from kiosk.visit.streaming import Streaming
    from legalnet.sealing import PublicKey, Suite
    from legalnet.submission import ReceiptRecord, SealedPart

log = logging.getLogger(__name__)

ANSWER_S = 15.0
"""The keeper answers a commit within this time, or the outcome is unknown."""
CODE_TAKEN = "code_taken"
"""The keeper's reason when a receipt code stands for another filing already."""
SEAL_AGAIN = (CODE_TAKEN, "not_taken_in")
"""Reasons after which what was sealed is of no more use."""
STREAMED_FROM = 1 << 20
"""Bytes of a filing from which it goes to the keeper through a pipe, sealed, hashed and written once; a smaller one is
one message and files in the visit's folder, which costs one exchange less."""


@dataclass(frozen=True)
class ClearPart:
    """One file of a submission before it is sealed."""

    name: str
    role: str
    media_type: str
    data: bytes = field(repr=False)

    def sealed(self, digest: str, size: int, wrapped_key: str, sm3: str | None) -> SealedPart:
        """How the envelope names it."""
        from legalnet.submission import SealedPart

        return SealedPart.model_validate({
            "name": self.name, "role": self.role, "media_type": self.media_type,
            "digest": digest, "size": size, "wrapped_key": wrapped_key, "sm3": sm3,
        })  # fmt: skip


@dataclass(frozen=True)
class Bundle:
    """What a journey hands in."""

    submission_id: str
    matter_code: str
    catalogue_version: str
    parts: tuple[ClearPart, ...] = field(repr=False)


class Handover:
    """One filing from 提交 to its acknowledgement, as far as this visit sees it."""

    def __init__(  # noqa: PLR0917 - the ports of a filing, each passed in once by the flow
        self,
        profile: VisitProfile,
        jobs: Jobs,
        clock: Clock,
        tell: Callable[..., None],
        urandom: Callable[[int], bytes],
        uncertainty: Callable[[], float],
    ) -> None:
        self._profile = profile
        self._jobs = jobs
        self._clock = clock
        self._tell = tell
        self._urandom = urandom
        self._uncertainty = uncertainty
        self.submission_id = ""
        self.stage = "saving"
        self.saved = False
        self._sizes: list[int] = []
        self._bytes = 0
        self._make: Callable[[], Bundle] | None = None
        self._commit: Message | None = None
        """What was asked of the keeper; None while there is nothing sealed that it may have."""
        self._streaming: Streaming | None = None
        """What is on its way through a pipe."""
        self._asked_at = 0.0
        self.record: ReceiptRecord | None = None
        self.deposits: Deposits | None = None
        """What of this filing goes into the evidence log; answers come the same way as those about the filing."""

    @staticmethod
    def new_id() -> str:
        """A fresh submission id, which is also the idempotency key."""
        return str(uuid.uuid4())

    def begin(self, make: Callable[[], Bundle]) -> None:
        """Seal what `make` gives and ask the keeper to commit it; both beside the screen."""
        self._make = make
        self.stage = "saving"
        self._jobs.run(make, self._made, self._sealing_failed)

    # ------------------------------------------------------------------ sealing

    def _made(self, bundle: Bundle) -> None:
        if sum(len(part.data) for part in bundle.parts) < STREAMED_FROM:
            self._jobs.run(lambda: self._seal(bundle), self._sealed, self._sealing_failed)
            return
        from kiosk.visit.streaming import Streaming
        from legalnet.sealing import SealError

        try:
            key, suite = self._keys()
        except (SealError, ValueError) as error:
            self._sealing_failed(error)
            return
        self._streaming = Streaming(bundle, key, suite, self._clock.monotonic())
        self._streaming.begin(self._jobs, self._tell, self._streamed, self._sealing_failed)

    def _streamed(self, bundle: Bundle, parts: list[SealedPart]) -> None:
        self._streaming = None
        blobs = [{"digest": part.digest, "size": part.size, "path": ""} for part in parts]
        self._sealed(self._commit_of(bundle, parts, blobs))

    def _keys(self) -> tuple[PublicKey, Suite]:
        from legalnet import sealing

        key = sealing.load_public(base64.b64decode(self._profile.province_key))
        return key, sealing.Suite(self._profile.suite)

    def _seal(self, bundle: Bundle) -> tuple[Message, ReceiptRecord]:
        from legalnet import sealing

        key, suite = self._keys()
        folder = Path(self._profile.folder) / "sealed"
        folder.mkdir(mode=0o700, exist_ok=True)
        parts, blobs = [], []
        for number, part in enumerate(bundle.parts):
            target = folder / f"{bundle.submission_id}-{number}"
            target.unlink(missing_ok=True)  # of a sealing that failed half-way
            context = sealing.part_context(bundle.submission_id, part.name)
            sealed = sealing.seal_bytes(part.data, target, key, context, suite)
            parts.append(part.sealed(sealed.digest, sealed.size, sealed.wrapped_key, sealed.sm3))
            blobs.append({"digest": sealed.digest, "size": sealed.size, "path": str(target)})
        return self._commit_of(bundle, parts, blobs)

    def _commit_of(
        self, bundle: Bundle, parts: list[SealedPart], blobs: list[dict[str, Any]]
    ) -> tuple[Message, ReceiptRecord]:
        """What is asked of the keeper once everything is sealed, under a fresh code."""
        from legalnet.receipts import new_code
        from legalnet.sealing import Suite
        from legalnet.submission import Envelope, HonestTime, ReceiptRecord, ReceiptState

        now = self._clock.now()
        code = new_code(self._urandom(16))
        envelope = Envelope(
            submission_id=bundle.submission_id, terminal_id=self._profile.terminal_id,
            matter_code=bundle.matter_code, catalogue_version=bundle.catalogue_version,
            committed=HonestTime(wall=now, monotonic=self._clock.monotonic(), boot_id=self._profile.boot_id,
                                 uncertainty_s=self._uncertainty()),
            receipt_code=code, key_id=self._profile.key_id, parts=tuple(parts),
            suite=Suite(self._profile.suite),
        )  # fmt: skip
        record = ReceiptRecord(code=code, submission_id=bundle.submission_id, matter_code=bundle.matter_code,
                               state=ReceiptState.SAVED, saved_at=now)  # fmt: skip
        commit = {"request_id": bundle.submission_id, "envelope": envelope.model_dump(mode="json"),
                  "record": record.model_dump(mode="json"), "blobs": blobs}  # fmt: skip
        return commit, record

    def _sealed(self, result: tuple[Message, ReceiptRecord]) -> None:
        self._commit, self.record = result
        self.submission_id = self.record.submission_id
        self._sizes = [blob["size"] for blob in self._commit["blobs"]]
        self._ask()

    def _sealing_failed(self, error: Exception) -> None:
        log.error("sealing failed: %s", type(error).__name__)
        self._streaming, self.stage = None, "save_failed"

    # ------------------------------------------------------------------ the commit

    def _ask(self) -> None:
        assert self._commit is not None  # noqa: S101 - only called once sealed
        self._asked_at = self._clock.monotonic()
        self._tell("commit", **self._commit)

    def tick(self) -> None:
        """No answer in time is an unknown outcome, and says so."""
        if self.deposits is not None:
            self.deposits.tick()
        if self._streaming is not None and self._streaming.overdue(self._clock.monotonic()):
            self._sealing_failed(TimeoutError())  # nothing was committed, so nothing is unknown
        waited = self._clock.monotonic() - self._asked_at
        if self.stage == "saving" and self._commit is not None and waited > ANSWER_S:
            self.stage = "unknown"

    def retry(self) -> None:
        """Ask again with the same id: a commit that did happen is only confirmed; unsealed, seal again."""
        if self.stage not in ("unknown", "save_failed") or self._make is None:
            return
        if self._commit is None:
            self.begin(self._make)
        else:
            self.stage = "saving"
            self._ask()

    def hear(self, message: Message) -> None:
        """What the keeper says about this filing."""
        if message["kind"] in ("deposited", "deposit_settled") and self.deposits is not None:
            self.deposits.hear(message)
        if message["kind"] == "taken_in" and self._streaming is not None:
            self._streaming.hear(message)
        mine = self.submission_id and self.submission_id in (
            message.get("request_id"),
            message.get("submission_id"),
        )
        if not mine:
            return
        match message["kind"]:
            case "committed":
                self._committed(str(message.get("outcome")), str(message.get("reason", "")))
            case "progress":
                self.saved = True  # what is under way was committed, whatever became of the answer
                self._bytes = int(message["sent"])
                self.stage = "sending" if self._bytes < int(message["total"]) else "waiting"
            case "delivered" | "refused":
                from legalnet.submission import ReceiptRecord

                self.record, self.saved = ReceiptRecord.model_validate(message["record"]), True

    def _committed(self, outcome: str, reason: str) -> None:
        self.saved = self.saved or outcome == "done"
        if self.saved:
            self.stage = "sending" if self.stage in ("saving", "unknown", "save_failed") else self.stage
        else:
            self.stage = "unknown" if outcome == "unknown" else "save_failed"
            if outcome == "not_done" and reason in SEAL_AGAIN:
                self._commit = (
                    None  # another filing has this code, or its files are gone: seal again, with a fresh one
                )

    # ------------------------------------------------------------------ what the screens show

    @property
    def record_state(self) -> str:
        """`""` before it is saved, then saved, delivered or refused."""
        return str(self.record.state) if self.record is not None and self.saved else ""

    @property
    def shown_code(self) -> str:
        """The code in groups of two, once there is something it stands for."""
        from legalnet.receipts import format_code

        return format_code(self.record.code) if self.record is not None and self.saved else ""

    def view(self) -> dict[str, Any]:
        """For the sending screen."""
        total = sum(self._sizes)
        return {
            "stage": self.stage,
            "savedAt": self._time(self.record.saved_at) if self.saved and self.record else "",
            "sent": sum(there <= self._bytes for there in accumulate(self._sizes)),
            "total": len(self._sizes),
            "percent": round(100 * self._bytes / total) if total else 0,
        }

    def saved_view(self) -> dict[str, Any]:
        """For the saved screen."""
        record = self.record
        return {
            "code": self.shown_code,
            "savedAt": self._time(record.saved_at) if record else "",
            "refused": self.record_state == "refused",
            "words": (record.refusal or "") if record else "",
        }

    def receipt_view(self, dates: Callable[[ReceiptRecord], list[dict[str, str]]]) -> dict[str, Any]:
        """For the receipt screen."""
        record = self.record
        if record is None or record.delivered_at is None:
            return {"code": self.shown_code, "number": "", "at": "", "dates": [], "qr": ""}
        return {
            "code": self.shown_code, "number": record.number or "", "at": self._time(record.delivered_at),
            "dates": dates(record), "qr": f"LB:{record.code}",
        }  # fmt: skip

    @staticmethod
    def _time(moment: datetime) -> str:
        from kiosk.clock import SHANGHAI

        return f"{moment.astimezone(SHANGHAI):%H:%M}"


def system_random(count: int) -> bytes:
    """Random bytes of the operating system."""
    return os.urandom(count)
