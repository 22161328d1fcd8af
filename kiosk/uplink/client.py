"""The uplink to the province: uploads that resume, hand-ins that cannot double, a signed catalogue."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import re
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlencode

from kiosk.clock import Clock
from kiosk.uplink.bundles import SignedBundle, verify
from kiosk.uplink.identity import Enrolment
from kiosk.uplink.sockets import Patience
from kiosk.uplink.wire import TOO_LARGE, Answer, FilePart, Line, Signer, digest_header
from offline_cache.uplink import NotYet, Offline, Refused, Reply, Unsure

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

log = logging.getLogger(__name__)

PREFIX = "/pln/v1"
JSON = "application/json"
PARTIAL = "application/partial-upload"
"""Media type of an upload's PATCH (draft-ietf-httpbis-resumable-upload, version 12 and its terms)."""
FRUITLESS_ROUNDS = 3
"""Rounds of one `upload_blob` that bring nothing over; afterwards the sync engine's backoff takes over."""
SMALLEST_APPEND = 64 * 1024
"""Bytes: where a machine between us takes no large requests, files go in pieces, but in none smaller than this."""
APPEND_LIMIT = re.compile(r"(?:^|[,;\s])max-append-size=(\d+)")
COMPRESS_FROM = 1024
"""Bytes of JSON below which gzip gains nothing worth its header."""
CLOCK_TOLERANCE_S = 300
"""The province refuses signatures further away than this."""
NOT_YET = frozenset({"parts_missing"})
"""Refusals that a repeat mends, because it uploads what is missing."""

Progress = Callable[[str, int, int], None]
"""(digest, bytes that are there, size); called from the uploading thread."""


class ProvinceUplink:
    """One enrolled terminal's way to its province; implements `offline_cache.uplink.Uplink`. Thread-safe."""

    def __init__(
        self,
        enrolment: Enrolment,
        key: Ed25519PrivateKey,
        clock: Clock,
        progress: Progress | None = None,
        *,
        patience: Patience | None = None,
        ca: Path | None = None,
        boot_id: str = "",
    ) -> None:
        """`ca`: certificates (PEM) to trust instead of the public ones; `boot_id`: this start of the machine."""
        self._enrolment = enrolment
        self._clock = clock
        self._progress = progress
        self._boot_id = boot_id
        self._line = Line(enrolment.url, Signer(enrolment.terminal_id, key, clock), clock, patience, ca)
        self._open_line = Line(enrolment.url, None, clock, patience, ca)
        self._append_limit: int | None = None

    # ---- Uplink

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        """Bring a sealed file over, resuming where an earlier attempt stopped.

        Done when the province verified the digest. A line that breaks is taken up again at once as long as each round
        brings something over. Raises `Offline`, `NotYet` or `Refused`.
        """
        place, offset, whole = self._announce(digest, size)
        fruitless = 0
        while not whole:
            before = offset
            try:
                answer = self._stream(place, digest, size, path, offset)
            except Offline as broken:
                log.debug("an upload was interrupted: %s", broken)
                answer = self._line.ask("HEAD", place)
            if answer.status == TOO_LARGE:
                continue
            if answer.code == "digest_mismatch":
                _check_local(path, digest)
            if answer.ok:
                offset, whole = _progress_of(answer)
                self._tell(digest, offset, size)
            else:
                place, offset, whole = self._announce(digest, size)
            fruitless = 0 if offset > before else fruitless + 1
            if not whole and fruitless >= FRUITLESS_ROUNDS:
                raise NotYet("upload_unsettled")

    def submit(self, key: str, header: bytes) -> Reply:
        """Hand in a submission whose files are all there; `header` is the envelope as JSON.

        The seconds since this start of the machine go along, so that the province can tell how old it is.
        Raises `Offline`, `NotYet`, `Unsure` (sent, no answer) or `Refused` with the province's plain words.
        """
        body, encoding = _compressed(header)
        headers = {
            **encoding,
            "Content-Type": JSON,
            "Content-Digest": digest_header(hashlib.sha256(body).digest()),
            "Idempotency-Key": key,
        }
        answer = self._line.ask("POST", self._submissions(), headers=headers, body=body, deciding=True)
        if answer.code in NOT_YET:
            raise NotYet(answer.code)
        return Reply(_accepted(answer).body)

    def _submissions(self) -> str:
        since_start = {"boot_id": self._boot_id, "uptime": f"{self._clock.monotonic():.3f}"}
        return f"{PREFIX}/submissions" + (f"?{urlencode(since_start)}" if self._boot_id else "")

    def query(self, key: str) -> Reply | None:
        """The acknowledgement that the province gave for this key, None when it never took it in."""
        answer = self._line.ask("GET", f"{PREFIX}/submissions/by-key/{key}")
        if answer.code == "submission_unknown":
            return None
        return Reply(_accepted(answer).body)

    # ---- besides

    def fetch_index(self) -> dict[str, str]:
        """Name -> ETag of every collection that the province publishes. Raises `Offline` or `Refused`."""
        found = _accepted(self._line.ask("GET", f"{PREFIX}/bundles")).problem.get("bundles")
        try:
            return {str(one["name"]): str(one["etag"]) for one in found or ()}
        except (TypeError, KeyError):
            raise Offline("captive_portal") from None

    def fetch_bundle(self, name: str, since: int = 0) -> SignedBundle:
        """The message that brings a collection from serial `since` to the newest; 0 asks for the whole.

        Raises `Offline`, `Refused` or `BadSignature`.
        """
        answer = _accepted(self._line.ask("GET", f"{PREFIX}/bundles/{name}?since={since}"))
        verify(answer.body, answer.headers.get("Bundle-Signature", ""), self._enrolment.catalogue_key)
        return SignedBundle(answer.body, answer.headers.get("ETag", ""))

    def fetch_events(self, after: int, wait_s: float = 0.0) -> bytes:
        """What follows number `after` in this terminal's log: JSON of `legalnet.events.EventPage`.

        The province may take `wait_s` when nothing is new. Raises `Offline` or `Refused`.
        """
        path = f"{PREFIX}/terminals/{self._enrolment.terminal_id}/events?after={after}&wait={wait_s:g}"
        return _accepted(self._line.ask("GET", path)).body

    def certify(self, request: bytes) -> tuple[str, str]:
        """A certificate for the key of a PKCS#10 request, and the province's root, both PEM.

        Raises `Offline` or `Refused`.
        """
        body = json.dumps({"request": b64encode(request).decode()}).encode()
        path = f"{PREFIX}/terminals/{self._enrolment.terminal_id}/certificate"
        headers = {"Content-Type": JSON, "Content-Digest": digest_header(hashlib.sha256(body).digest())}
        found = _accepted(self._line.ask("POST", path, headers=headers, body=body)).problem
        try:
            return str(found["certificate"]), str(found["authority"])
        except KeyError:
            raise Offline("captive_portal") from None

    def probe(self) -> str:
        """`up`, `down`, or why it is neither: `captive_portal`, `clock_skew`, `not_ready`, `tls`, ..."""
        try:
            answer = self._open_line.ask("GET", "/readyz")
        except Offline as error:
            reason = str(error)
            return "down" if reason in ("unreachable", "timeout", "interrupted") else reason
        theirs = answer.problem.get("time")
        if not answer.ok or not isinstance(theirs, str):
            return "captive_portal"
        return self._clock_word(theirs)

    def _clock_word(self, theirs: str) -> str:
        """`up`, or `clock_skew` when our signatures would be refused. Their time is only a hint."""
        try:
            skew = abs((datetime.fromisoformat(theirs) - self._clock.now()).total_seconds())
        except (ValueError, TypeError):
            return "captive_portal"
        return "up" if skew <= CLOCK_TOLERANCE_S else "clock_skew"

    # ---- inside

    def _announce(self, digest: str, size: int) -> tuple[str, int, bool]:
        """Create the upload, or find it again: where it is, how much is there, whether it is whole."""
        headers = {
            "Content-Digest": digest_header(hashlib.sha256(b"").digest()),
            "Repr-Digest": digest_header(bytes.fromhex(digest)),
            "Upload-Complete": "?0",
            "Upload-Length": str(size),
        }
        answer = _accepted(self._line.ask("POST", f"{PREFIX}/files", headers=headers, body=b""))
        place = answer.headers.get("Location", "")
        if not place.startswith(f"{PREFIX}/files/"):
            raise Offline("captive_portal")
        self._heed(answer)
        offset, whole = _progress_of(answer)
        self._tell(digest, offset, size)
        return place, offset, whole

    def _heed(self, answer: Answer) -> None:
        """Remember how large one request may be, where the other end says so."""
        found = APPEND_LIMIT.search(answer.headers.get("Upload-Limit", ""))
        if found:
            self._append_limit = max(1, int(found[1]))

    def _stream(self, place: str, digest: str, size: int, path: Path, offset: int) -> Answer:
        """Send the file from `offset`, all of it or as much as a request may hold."""
        length = min(size - offset, self._append_limit or size)
        sent = offset

        def on_read(count: int) -> None:
            """Tell how far we are."""
            nonlocal sent
            sent += count
            self._tell(digest, sent, size)

        try:
            with path.open("rb") as source:
                headers = {
                    "Content-Type": PARTIAL,
                    "Content-Digest": digest_header(_sha256(source, offset, length)),
                    "Upload-Offset": str(offset),
                    "Upload-Complete": "?1" if offset + length == size else "?0",
                }
                source.seek(offset)
                answer = self._line.ask(
                    "PATCH", place, headers=headers, body=FilePart(source, length, on_read)
                )
        except FileNotFoundError:
            raise Refused("blob_missing", "终端里的文件不见了，请工作人员查看。") from None
        self._heed(answer)
        if answer.status == TOO_LARGE:
            self._shrink(answer, length)
        return answer

    def _shrink(self, answer: Answer, length: int) -> None:
        """A request was too large for somebody: the province has its reasons, a machine between us only a limit."""
        if answer.problem:
            _accepted(answer)
        if length <= SMALLEST_APPEND:
            raise NotYet("http_413")
        self._append_limit = max(SMALLEST_APPEND, length // 4)

    def _tell(self, digest: str, there: int, size: int) -> None:
        """Pass the progress on, if somebody wants it."""
        if self._progress is not None:
            self._progress(digest, there, size)


def _compressed(body: bytes) -> tuple[bytes, dict[str, str]]:
    """The body as it travels, and the header that says how. Signatures and digests are of what travels."""
    if len(body) < COMPRESS_FROM:
        return body, {}
    return gzip.compress(body, mtime=0), {"Content-Encoding": "gzip"}


def _sha256(source: BinaryIO, offset: int, length: int) -> bytes:
    """Of a part of a file."""
    source.seek(offset)
    hasher = hashlib.sha256()
    while length > 0 and (block := source.read(min(length, 1 << 20))):
        hasher.update(block)
        length -= len(block)
    return hasher.digest()


def _accepted(answer: Answer) -> Answer:
    """The answer when it is a yes. Raises `Refused` with the province's words otherwise."""
    if answer.ok:
        return answer
    problem = answer.problem
    if not problem:
        raise NotYet(f"http_{answer.status}")
    words = "".join(str(problem.get(name) or "") for name in ("title", "next_step"))
    raise Refused(answer.code, words or "平台没有收下，请工作人员查看。")


def _progress_of(answer: Answer) -> tuple[int, bool]:
    """Offset and completeness from the draft's headers. Raises `Offline` when they are not there."""
    offset, complete = answer.headers.get("Upload-Offset", ""), answer.headers.get("Upload-Complete", "")
    if not offset.isdigit() or complete not in ("?0", "?1"):
        raise Offline("captive_portal")
    return int(offset), complete == "?1"


def _check_local(path: Path, digest: str) -> None:
    """After a mismatch: whose fault? Raises `Refused` when our own file is damaged."""
    with path.open("rb") as source:
        if hashlib.file_digest(source, "sha256").hexdigest() != digest:
            raise Refused("blob_damaged", "终端里的文件损坏了，请工作人员查看。")


__all__ = ["ProvinceUplink", "Unsure"]
