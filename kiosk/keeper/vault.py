"""Where a submission becomes safe: files taken in, one commit, and then a receipt that tells the truth.

The keeper sees the envelope and sealed files only; it has no key that opens them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from legalnet.asking import is_late
from legalnet.evidence.intents import INTENT_KEY, is_intent
from legalnet.receipts import parse_code
from legalnet.submission import (
    Acknowledgement,
    ChainLink,
    Digest,
    Envelope,
    Frozen,
    ReceiptRecord,
    ReceiptState,
)
from offline_cache.blobs import BlobRef, Read
from offline_cache.cache import Cache
from offline_cache.chain import Link
from offline_cache.errors import CacheError
from offline_cache.outbox import Item
from offline_cache.states import ItemState, Lane
from offline_cache.uplink import Reply

log = logging.getLogger(__name__)

LONGEST_WORDS = 500
NOT_TAKEN_IN = "not_taken_in"
"""A commit names files that did not come through the pipe of its visit, or went when the memory was opened anew."""
LARGEST = 1 << 30
"""Bytes of one sealed file; the province takes less, so that this only bounds nonsense."""
MOST_FILES = 500
SMALL = 64 * 1024
"""Bytes of sealed parts up to which a filing takes the lane that is never held up."""


class SealedFile(Frozen):
    """One file that a visit sealed."""

    digest: Digest
    size: Annotated[int, Field(gt=0)]
    path: str
    """In the visit's folder; empty for a file that came through a pipe."""


class Stream(Frozen):
    """Sealed files that are about to come through a pipe."""

    sizes: Annotated[
        tuple[Annotated[int, Field(gt=0, le=LARGEST)], ...], Field(min_length=1, max_length=MOST_FILES)
    ]


class Commit(Frozen):
    """What a visit asks to be made safe. It saw a resident and is not trusted: every part is checked."""

    envelope: Envelope
    record: ReceiptRecord
    blobs: tuple[SealedFile, ...]


class Vault:
    """Commits submissions, keeps their receipt records (`offline_cache.sync.Books`), finds them by code."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._streamed: dict[Path, set[BlobRef]] = {}
        """By the folder of their visit, what came through a pipe and was not committed yet."""
        self._strays = False
        """Whether some came of a stream that ended early."""

    def take_in(self, message: dict[str, Any], folder: Path, read: Read) -> tuple[str, str, list[str]]:
        """Keep the sealed files that a visit sends through a pipe; (outcome, reason, digest of each).

        They become part of a filing by its commit; until then they go with the visit whose `folder` this is.
        """
        try:
            sizes = Stream.model_validate({"sizes": message.get("sizes")}).sizes
        except ValueError:
            log.error("a stream was refused: malformed")
            return "not_done", "malformed", []
        try:
            refs = self._cache.blobs.receive(read, sizes)
        except CacheError as error:
            log.error("stream: files not taken in: %s", type(error).__name__)
            self._strays = True
            return "not_done", type(error).__name__, []
        self._streamed.setdefault(folder, set()).update(refs)
        return "done", "", [ref.digest for ref in refs]

    def tidy(self) -> None:
        """Drop what visits sent that ended before they committed it. Raises the disk's errors."""
        gone = [folder for folder in self._streamed if not folder.exists()]
        if gone or self._strays:
            for folder in gone:
                del self._streamed[folder]
            self._cache.sweep({ref.digest for refs in self._streamed.values() for ref in refs})
            self._strays = False

    def commit(self, message: dict[str, Any], folder: Path) -> tuple[str, str]:
        """Make one submission safe; (outcome, reason). Asking again with the same id changes nothing.

        `folder` is the visit's own: files from anywhere else are refused. After a disk fault during the
        commit the outcome is unknown, and the visit asks again.
        """
        try:
            asked = Commit.model_validate({name: message.get(name) for name in Commit.model_fields})
            refs = [BlobRef(blob.digest, blob.size) for blob in asked.blobs]
            files = [
                (inside(folder, blob.path), ref)
                for blob, ref in zip(asked.blobs, refs, strict=True)
                if blob.path
            ]
            fits(asked.envelope, asked.record, refs)
            asked.model_dump_json()  # half a surrogate pair is text that cannot be written: notice it here
        except (ValueError, OSError, RuntimeError) as error:
            # OSError and RuntimeError: names that no disk takes, links that lead in a ring
            log.error("commit refused: %s", type(error).__name__)
            return "not_done", "malformed"
        outcome = self._store(asked.envelope, asked.record, refs, files, self._streamed.get(folder, set()))
        if outcome[0] == "done":
            self._streamed.get(folder, set()).difference_update(refs)
        return outcome

    def _store(
        self, envelope: Envelope, record: ReceiptRecord, refs: list[BlobRef],
        files: list[tuple[Path, BlobRef]], streamed: set[BlobRef],
    ) -> tuple[str, str]:  # fmt: skip
        lane = Lane.JSON if sum(ref.size for ref in refs) <= SMALL else Lane.ATTACHMENT
        try:
            if self._taken(record):
                log.error("commit refused: code or filing is taken")
                return "not_done", "code_taken"
            there = streamed.union(ref for _, ref in files)
            if self.by_submission(record.submission_id) is None and not there.issuperset(refs):
                return "not_done", NOT_TAKEN_IN
            self._cache.blobs.ingest_all(files)
        except CacheError as error:
            log.error("commit: files not taken in: %s", type(error).__name__)
            return "not_done", type(error).__name__
        try:
            self._cache.outbox.enqueue(
                envelope.submission_id, lane, linked(envelope), refs,
                records={record_name(record.code): record.model_dump_json().encode(),
                         owner_name(record.submission_id): record.code.encode()},
            )  # fmt: skip
        except CacheError as error:
            log.error("commit: %s", type(error).__name__)
            return "unknown", type(error).__name__
        return "done", ""

    def _taken(self, record: ReceiptRecord) -> bool:
        """Whether the code stands for another filing already, or this filing for another code."""
        holder = self.by_code(record.code)
        code = self._cache.records.get(owner_name(record.submission_id))
        other = holder is not None and holder.submission_id != record.submission_id
        return other or (code is not None and code.decode() != record.code)

    def by_code(self, code: str) -> ReceiptRecord | None:
        """The record under a code as a resident typed it, or None."""
        parsed = parse_code(code)
        raw = self._cache.records.get(record_name(parsed)) if parsed else None
        return ReceiptRecord.model_validate_json(raw) if raw else None

    def by_submission(self, submission_id: str) -> ReceiptRecord | None:
        """The record of a submission."""
        code = self._cache.records.get(owner_name(submission_id))
        return self.by_code(code.decode()) if code else None

    def delivered(self, item: Item, reply: Reply) -> Mapping[str, bytes]:
        """What is kept with the acknowledgement; nothing of a late question, which has no receipt.

        Raises `ValueError` when it is for something else.
        """
        if is_late(item.key):
            return {}
        if is_intent(item.key):
            return {proof_name(item.key.removeprefix(INTENT_KEY)): _with_proof(reply.body)}
        acknowledgement = Acknowledgement.model_validate_json(reply.body)
        record = self.by_submission(item.key)
        if record is None or acknowledgement.submission_id != item.key:
            raise ValueError("acknowledgement of something else")
        return self._kept(record.model_copy(update={
            "state": ReceiptState.DELIVERED, "delivered_at": acknowledgement.received_at,
            "number": acknowledgement.number, "next_dates": acknowledgement.next_dates,
        }))  # fmt: skip

    def refused(self, item: Item, code: str, message: str) -> Mapping[str, bytes]:
        """What is kept together with a refusal."""
        record = self.by_submission(item.key)
        if record is None:
            return {}
        words = (message or code)[:LONGEST_WORDS]
        return self._kept(record.model_copy(update={"state": ReceiptState.REFUSED, "refusal": words}))

    def release(self, submission_id: str) -> None:
        """Send a dead letter on its way again; its receipt says "saved" again. Raises `KeyError`."""
        record = self.by_submission(submission_id)
        saved = {"state": ReceiptState.SAVED, "refusal": None}
        kept = self._kept(record.model_copy(update=saved)) if record else {}
        self._cache.outbox.release(submission_id, kept)

    def forget(self, before: datetime) -> int:
        """Drop receipts of what was delivered before an instant, with their items; how many that were."""
        keys = self._cache.outbox.forget(before)
        for key in keys:
            record = self.by_submission(key)
            if record is not None:
                self._cache.records.delete(record_name(record.code))
            self._cache.records.delete(owner_name(key))
            self._cache.records.delete(proof_name(key.removeprefix(INTENT_KEY)))
        return len(keys)

    def deposits(self, submission_id: str) -> list[str]:
        """Keys of the deposits of a filing that were not made at once: those that wait, and those made since."""
        found = [*self._cache.outbox.pending(), *self._cache.outbox.dead()]
        waiting = [item.key.removeprefix(INTENT_KEY) for item in found if is_intent(item.key)]
        made = [
            name.removeprefix(proof_name("")) for name in self._cache.records.names(proof_name(submission_id))
        ]
        return sorted({*made, *(key for key in waiting if key.startswith(submission_id))})

    def deposit(self, key: str) -> tuple[str, str]:
        """How one of them stands: `done` and the log's answer as JSON, `kept`, or `not_done` and why."""
        made = self._cache.records.get(proof_name(key))
        if made is not None:
            return "done", made.decode()
        item = self._cache.outbox.get(f"{INTENT_KEY}{key}")
        if item is None or item.state is ItemState.DELIVERED:
            return "not_done", "deposit_unknown"
        return ("not_done", item.reason) if item.state is ItemState.DEAD else ("kept", "")

    @staticmethod
    def _kept(record: ReceiptRecord) -> dict[str, bytes]:
        return {record_name(record.code): record.model_dump_json().encode()}


def inside(folder: Path, path: str) -> Path:
    """The path, if it names a file in the visit's own folder of sealed files. Raises `ValueError`."""
    found = Path(path)
    own = "\0" not in path and found.parent.resolve() == folder.resolve() / "sealed"
    if not own or found.is_symlink():
        raise ValueError("file outside the visit's folder")
    return found


def fits(envelope: Envelope, record: ReceiptRecord, blobs: list[BlobRef]) -> None:
    """The three parts of a commit belong together; raises `ValueError` when they do not."""
    named = [(part.digest, part.size) for part in envelope.parts]
    if named != [(ref.digest, ref.size) for ref in blobs]:
        raise ValueError("parts and files differ")
    if (record.submission_id, record.code) != (envelope.submission_id, envelope.receipt_code):
        raise ValueError("receipt of something else")
    if record.state is not ReceiptState.SAVED:
        raise ValueError("a fresh receipt is only saved")


def linked(envelope: Envelope) -> Callable[[Link], bytes]:
    """The envelope's bytes, once its place in the chain is known."""

    def made(link: Link) -> bytes:
        placed = ChainLink(chain=link.chain, seq=link.seq, previous=link.previous)
        return envelope.model_copy(update={"link": placed}).model_dump_json().encode()

    return made


def record_name(code: str) -> str:
    """Where a receipt record lies."""
    return f"receipt/{code}"


def proof_name(key: str) -> str:
    """Where the proof of a deposit lies that was made after its visit."""
    return f"deposit/{key}"


def _with_proof(body: bytes) -> bytes:
    """The log's answer to a deposit. Raises `ValueError` for anything else; whoever shows it checks the proof."""
    found = json.loads(body)
    if not isinstance(found, dict) or not isinstance(found.get("proof"), str):
        raise ValueError("no proof of a deposit")
    return body


def owner_name(submission_id: str) -> str:
    """Where the code of a submission lies."""
    return f"submission/{submission_id}"
