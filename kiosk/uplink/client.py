"""The uplink to the province: uploads that resume, hand-ins that cannot double, a signed catalogue."""

from __future__ import annotations

import hashlib
import json
import logging
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.clock import Clock
from kiosk.uplink.identity import Enrolment
from kiosk.uplink.wire import Answer, FilePart, Line, Signer, digest_header
from offline_cache.uplink import Offline, Refused, Reply, Unsure

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

log = logging.getLogger(__name__)

PREFIX = "/pln/v1"
JSON = "application/json"
PARTIAL = "application/partial-upload"
"""Media type of an upload's PATCH (IETF draft "Resumable Uploads for HTTP")."""
CATALOGUE_SIGNED_AS = b"lawbooth-catalogue-1\n"
UPLOAD_TRIES = 4
"""Rounds of one `upload_blob`; afterwards the sync engine's backoff takes over."""
CLOCK_TOLERANCE_S = 300
"""The province refuses signatures further away than this."""
NOT_YET = frozenset({"parts_missing"})
"""Refusals that a repeat mends, because it uploads what is missing."""

Progress = Callable[[str, int, int], None]
"""(digest, bytes that are there, size); called from the uploading thread."""


class BadCatalogue(Exception):
    """The bundle's signature does not fit; the last good catalogue stays."""


@dataclass(frozen=True)
class CatalogueBundle:
    """A catalogue as it was published, its signature checked."""

    body: bytes = field(repr=False)
    """Canonical JSON for `legalnet.catalogue.load_bundle`."""
    signature: str
    etag: str


def verify_catalogue(body: bytes, signature: str, catalogue_key: str) -> None:
    """Check a bundle against the enrolment's catalogue key. Raises `BadCatalogue`."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(catalogue_key, validate=True))
        key.verify(b64decode(signature, validate=True), CATALOGUE_SIGNED_AS + body)
    except (InvalidSignature, ValueError):
        raise BadCatalogue("the catalogue's signature does not fit") from None


class ProvinceUplink:
    """One enrolled terminal's way to its province; implements `offline_cache.uplink.Uplink`. Thread-safe."""

    def __init__(
        self,
        enrolment: Enrolment,
        key: Ed25519PrivateKey,
        clock: Clock,
        progress: Progress | None = None,
    ) -> None:
        self._enrolment = enrolment
        self._clock = clock
        self._progress = progress
        self._line = Line(enrolment.url, Signer(enrolment.terminal_id, key, clock))
        self._open_line = Line(enrolment.url, None)

    # ---- Uplink

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        """Bring a sealed file over, resuming where an earlier attempt stopped.

        Done when the province verified the digest. Raises `Offline` or `Refused`.
        """
        body = json.dumps({"digest": digest, "size": size}).encode()
        answer = _accepted(self._post(f"{PREFIX}/files", body))
        for _ in range(UPLOAD_TRIES):
            offset, whole = _progress_of(answer)
            self._tell(digest, offset, size)
            if whole:
                return
            answer = self._stream(digest, size, path, offset)
            if answer.code == "digest_mismatch":
                _check_local(path, digest)
            if not answer.ok:
                answer = self._line.ask("HEAD", f"{PREFIX}/files/{digest}")
        raise Offline("upload_unsettled")

    def submit(self, key: str, header: bytes) -> Reply:
        """Hand in a submission whose files are all there; `header` is the envelope as JSON.

        Raises `Offline`, `Unsure` (sent, no answer) or `Refused` with the province's plain words.
        """
        answer = self._post(f"{PREFIX}/submissions", header, {"Idempotency-Key": key}, deciding=True)
        if answer.code in NOT_YET:
            raise Offline(answer.code)
        return Reply(_accepted(answer).body)

    def query(self, key: str) -> Reply | None:
        """The acknowledgement that the province gave for this key, None when it never took it in."""
        answer = self._line.ask("GET", f"{PREFIX}/submissions/by-key/{key}")
        if answer.code == "submission_unknown":
            return None
        return Reply(_accepted(answer).body)

    # ---- besides

    def fetch_catalogue(self, etag: str | None = None) -> CatalogueBundle | None:
        """The published catalogue, None when `etag` is still the current one.

        Raises `Offline`, `Refused` or `BadCatalogue`.
        """
        headers = {"If-None-Match": etag} if etag else {}
        answer = _accepted(self._line.ask("GET", f"{PREFIX}/catalogue", headers=headers))
        if answer.status == 304:
            return None
        signature = answer.headers.get("Catalogue-Signature", "")
        verify_catalogue(answer.body, signature, self._enrolment.catalogue_key)
        return CatalogueBundle(answer.body, signature, answer.headers.get("ETag", ""))

    def fetch_events(self, after: int, wait_s: float = 0.0) -> bytes:
        """What follows number `after` in this terminal's log: JSON of `legalnet.events.EventPage`.

        The province may take `wait_s` when nothing is new. Raises `Offline` or `Refused`.
        """
        path = f"{PREFIX}/terminals/{self._enrolment.terminal_id}/events?after={after}&wait={wait_s:g}"
        return _accepted(self._line.ask("GET", path)).body

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

    def _post(
        self, path: str, body: bytes, headers: dict[str, str] | None = None, deciding: bool = False
    ) -> Answer:
        """A JSON body, with its digest."""
        fixed = {"Content-Type": JSON, "Content-Digest": digest_header(hashlib.sha256(body).digest())}
        return self._line.ask(
            "POST", path, headers={**fixed, **(headers or {})}, body=body, deciding=deciding
        )

    def _stream(self, digest: str, size: int, path: Path, offset: int) -> Answer:
        """Send the file from `offset`; the answer may be a refusal that asks for another offset."""
        sent = offset

        def on_read(count: int) -> None:
            """Tell how far we are."""
            nonlocal sent
            sent += count
            self._tell(digest, sent, size)

        try:
            with path.open("rb") as source:
                source.seek(offset)
                rest = hashlib.file_digest(source, "sha256").digest()
                source.seek(offset)
                headers = {
                    "Content-Type": PARTIAL,
                    "Content-Digest": digest_header(rest),
                    "Upload-Offset": str(offset),
                    "Upload-Complete": "?1",
                }
                body = FilePart(source, size - offset, on_read)
                return self._line.ask("PATCH", f"{PREFIX}/files/{digest}", headers=headers, body=body)
        except FileNotFoundError:
            raise Refused("blob_missing", "终端里的文件不见了，请工作人员查看。") from None

    def _tell(self, digest: str, there: int, size: int) -> None:
        """Pass the progress on, if somebody wants it."""
        if self._progress is not None:
            self._progress(digest, there, size)


def _accepted(answer: Answer) -> Answer:
    """The answer when it is a yes. Raises `Refused` with the province's words otherwise."""
    if answer.ok:
        return answer
    problem = answer.problem
    words = "".join(str(problem.get(name) or "") for name in ("title", "next_step"))
    raise Refused(answer.code, words or "平台没有收下，请工作人员查看。")


def _progress_of(answer: Answer) -> tuple[int, bool]:
    """Offset and completeness from the draft's headers. Raises `Offline` when they are not there."""
    if not answer.ok:
        raise Offline(answer.code)
    offset, complete = answer.headers.get("Upload-Offset", ""), answer.headers.get("Upload-Complete", "")
    if not offset.isdigit() or complete not in ("?0", "?1"):
        raise Offline("captive_portal")
    return int(offset), complete == "?1"


def _check_local(path: Path, digest: str) -> None:
    """After a mismatch: whose fault? Raises `Refused` when our own file is damaged."""
    with path.open("rb") as source:
        if hashlib.file_digest(source, "sha256").hexdigest() != digest:
            raise Refused("blob_damaged", "终端里的文件损坏了，请工作人员查看。")


__all__ = ["BadCatalogue", "CatalogueBundle", "ProvinceUplink", "Unsure", "verify_catalogue"]
