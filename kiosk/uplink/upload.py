"""Bringing sealed files over: created, asked for, appended to, in the terms of draft-ietf-httpbis-resumable-upload-12."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kiosk.uplink.wire import TOO_LARGE, Answer, FilePart, Line, accepted, digest_header
from offline_cache.uplink import NotYet, Offline, Refused

log = logging.getLogger(__name__)

PARTIAL = "application/partial-upload"
"""Media type of an upload's PATCH."""
FRUITLESS_ROUNDS = 3
"""Rounds of one file that bring nothing over; afterwards the sync engine's backoff takes over."""
AT_ONCE = 256 * 1024
"""Bytes up to which a file goes over in one request with its creation."""
SMALLEST_APPEND = 64 * 1024
"""Bytes: where a machine between us takes no large requests, files go in pieces, but in none smaller than this."""
APPEND_LIMIT = re.compile(r"(?:^|[,;\s])max-append-size=(\d+)")

Progress = Callable[[str, int, int], None]
"""(digest, bytes that are there, size); called from the uploading thread."""


@dataclass(frozen=True)
class SealedFile:
    """A file to bring over, named by the digest of its bytes."""

    digest: str
    size: int
    path: Path


class Uploader:
    """The one way for sealed files; thread-safe. Remembers how large a request may be on this way."""

    def __init__(self, line: Line, collection: str, progress: Progress | None) -> None:
        self._line = line
        self._collection = collection
        self._progress = progress
        self._append_limit: int | None = None

    def bring(self, file: SealedFile) -> None:
        """Done when the province verified the digest; resumes where an earlier attempt stopped.

        A line that breaks is taken up again at once as long as each round brings something over. Raises `Offline`,
        `NotYet` or `Refused`.
        """
        if file.size <= min(AT_ONCE, self._append_limit or AT_ONCE) and self._at_once(file):
            return
        place, offset, whole = self._create(file)
        fruitless = 0
        while not whole:
            before = offset
            try:
                answer = self._append(place, file, offset)
            except Offline as broken:
                log.debug("an upload was interrupted: %s", broken)
                answer = self._line.ask("HEAD", place)
            if answer.status == TOO_LARGE:
                continue
            if answer.code == "digest_mismatch":
                _check_local(file)
            if answer.ok:
                offset, whole = self._progress_of(answer, file)
            else:
                place, offset, whole = self._create(file)
            fruitless = 0 if offset > before else fruitless + 1
            if not whole and fruitless >= FRUITLESS_ROUNDS:
                raise NotYet("upload_unsettled")

    def _at_once(self, file: SealedFile) -> bool:
        """A small file goes over with its creation, which saves a round trip; False when that did not do it."""
        try:
            answer = self._send("POST", self._collection, file, 0, file.size, _creation(file, "?1"))
        except Offline as broken:
            log.debug("an upload was interrupted: %s", broken)
            return False
        if answer.code == "digest_mismatch":
            _check_local(file)
        return answer.ok and self._progress_of(answer, file)[1]

    def _create(self, file: SealedFile) -> tuple[str, int, bool]:
        """Create the upload, or find it again: where it is, how much is there, whether it is whole."""
        headers = {"Content-Digest": digest_header(hashlib.sha256(b"").digest()), **_creation(file, "?0")}
        answer = accepted(self._line.ask("POST", self._collection, headers=headers, body=b""))
        place = answer.headers.get("Location", "")
        if not place.startswith(f"{self._collection}/"):
            raise Offline("captive_portal")
        self._heed(answer)
        return place, *self._progress_of(answer, file)

    def _append(self, place: str, file: SealedFile, offset: int) -> Answer:
        """Send the file from `offset`, all of it or as much as a request may hold."""
        length = min(file.size - offset, self._append_limit or file.size)
        headers = {
            "Content-Type": PARTIAL,
            "Upload-Offset": str(offset),
            "Upload-Complete": "?1" if offset + length == file.size else "?0",
        }
        return self._send("PATCH", place, file, offset, length, headers)

    def _send(  # noqa: PLR0917 - what of the file goes where
        self, method: str, place: str, file: SealedFile, offset: int, length: int, headers: Mapping[str, str]
    ) -> Answer:
        """Part of the file as the body of a request; the answer may be a refusal that asks for another offset."""
        sent = offset

        def on_read(count: int) -> None:
            """Tell how far we are."""
            nonlocal sent
            sent += count
            self._tell(file, sent)

        try:
            with file.path.open("rb") as source:
                signed = {**headers, "Content-Digest": digest_header(_sha256(source, offset, length))}
                source.seek(offset)
                body = FilePart(source, length, on_read)
                answer = self._line.ask(method, place, headers=signed, body=body)
        except FileNotFoundError:
            raise Refused("blob_missing", "终端里的文件不见了，请工作人员查看。") from None
        self._heed(answer)
        if answer.status == TOO_LARGE:
            self._shrink(answer, length)
        return answer

    def _heed(self, answer: Answer) -> None:
        """Remember how large one request may be, where the other end says so."""
        found = APPEND_LIMIT.search(answer.headers.get("Upload-Limit", ""))
        if found:
            self._append_limit = max(1, int(found[1]))

    def _shrink(self, answer: Answer, length: int) -> None:
        """A request was too large for somebody: the province has its reasons, a machine between us only a limit."""
        if answer.problem:
            accepted(answer)
        if length <= SMALLEST_APPEND:
            raise NotYet("http_413")
        self._append_limit = max(SMALLEST_APPEND, length // 4)

    def _progress_of(self, answer: Answer, file: SealedFile) -> tuple[int, bool]:
        """Offset and completeness from the draft's headers. Raises `Offline` when they are not there."""
        offset, complete = answer.headers.get("Upload-Offset", ""), answer.headers.get("Upload-Complete", "")
        if not offset.isdigit() or complete not in ("?0", "?1"):
            raise Offline("captive_portal")
        self._tell(file, int(offset))
        return int(offset), complete == "?1"

    def _tell(self, file: SealedFile, there: int) -> None:
        """Pass the progress on, if somebody wants it."""
        if self._progress is not None:
            self._progress(file.digest, there, file.size)


def _creation(file: SealedFile, complete: str) -> dict[str, str]:
    """The draft's headers of a creation; `?1` with all of the file, `?0` with nothing yet."""
    return {
        "Repr-Digest": digest_header(bytes.fromhex(file.digest)),
        "Upload-Complete": complete,
        "Upload-Length": str(file.size),
    }


def _sha256(source: BinaryIO, offset: int, length: int) -> bytes:
    """Of a part of a file."""
    source.seek(offset)
    hasher = hashlib.sha256()
    while length > 0 and (block := source.read(min(length, 1 << 20))):
        hasher.update(block)
        length -= len(block)
    return hasher.digest()


def _check_local(file: SealedFile) -> None:
    """After a mismatch: whose fault? Raises `Refused` when our own file is damaged."""
    with file.path.open("rb") as source:
        if hashlib.file_digest(source, "sha256").hexdigest() != file.digest:
            raise Refused("blob_damaged", "终端里的文件损坏了，请工作人员查看。")
