"""The uplink to the province: uploads that resume, hand-ins that cannot double, a signed catalogue."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import threading
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from kiosk.clock import Clock
from kiosk.uplink.bundles import BadSignature, SignedBundle, described, etag, verify
from kiosk.uplink.identity import Enrolment
from kiosk.uplink.sockets import Patience
from kiosk.uplink.trusted import Trusted, TrustedIndex
from kiosk.uplink.upload import Progress, SealedFile, Uploader
from kiosk.uplink.wire import TOO_LARGE, Answer, FilePart, Line, Signer, accepted, digest_header
from legalnet.asking import LATE_OUTCOME, MAGIC, is_late
from legalnet.evidence.intents import Intent, is_intent
from legalnet.parcel import MEDIA_TYPE, pack
from legalnet.sealing import KEY_SIGNED_AS
from offline_cache.uplink import Companion, NotYet, Offline, Refused, Reply

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

log = logging.getLogger(__name__)

PREFIX = "/pln/v1"
JSON = "application/json"
OCTETS = "application/octet-stream"
REVOCATIONS = "application/pkix-crl"
COMPRESS_FROM = 1024
"""Bytes of JSON below which gzip gains nothing worth its header."""
CLOCK_TOLERANCE_S = 300
"""The province refuses signatures further away than this."""
CARRIED = 512 * 1024
"""Bytes of sealed parts that travel with their envelope: a second of a line of 4 Mbit/s, lost when it breaks there."""
LEAST_CARRIED = 16 * 1024
"""Where a machine between us takes less than this, parts go by themselves."""
OLDER = frozenset({"not_found", "method_not_allowed"})
"""How a province refuses that takes no submissions in one piece."""
ASK_AGAIN_S = 3600.0
"""Until one that refused them is tried again: it may have been renewed."""
NOT_YET = frozenset({"parts_missing"})
"""Refusals that a repeat mends, because it uploads what is missing."""


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
        carried: int = CARRIED,
        trusted: Path | None = None,
    ) -> None:
        """`ca`: certificates (PEM) to trust instead of the public ones; `boot_id`: this start of the machine.

        `trusted`: folder of what was believed last of the province's published collections.
        `carried`: bytes of files that may travel with their submission.
        """
        self._enrolment = enrolment
        self._clock = clock
        self._boot_id = boot_id
        self._line = Line(enrolment.url, Signer(enrolment.terminal_id, key, clock), clock, patience, ca)
        self._open_line = Line(enrolment.url, None, clock, patience, ca)
        self._uploader = Uploader(self._line, f"{PREFIX}/files", progress)
        self._trusted = TrustedIndex(self._fetch_metadata, enrolment.catalogue_key, clock, trusted)
        self._believed: dict[str, Trusted] = {}
        self._lock = threading.Lock()
        self._carried = carried
        self._plain_until = float("-inf")

    def join(self, service: str, body: bytes) -> bytes:
        """A place in the queue for a person, as JSON. Raises `Offline` or `Refused`."""
        headers = {"Content-Type": JSON, "Content-Digest": digest_header(hashlib.sha256(body).digest())}
        return accepted(
            self._line.ask("POST", f"{PREFIX}/queues/{service}/join", headers=headers, body=body)
        ).body

    def enter(self, body: bytes) -> bytes:
        """A way into a procedure by a code, as JSON. Raises `Offline` or `Refused`."""
        headers = {"Content-Type": JSON, "Content-Digest": digest_header(hashlib.sha256(body).digest())}
        return accepted(self._line.ask("POST", f"{PREFIX}/entrances", headers=headers, body=body)).body

    # ---- Uplink

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        """Bring a sealed file over, see `Uploader.bring`. Raises `Offline`, `NotYet` or `Refused`."""
        self._uploader.bring(SealedFile(digest, size, path))

    @property
    def carries(self) -> int:
        """Bytes of sealed parts that one submission may bring along; 0 at a province that takes none so."""
        with self._lock:
            return self._carried if self._clock.monotonic() >= self._plain_until else 0

    def submit(self, key: str, header: bytes, along: Sequence[Companion] = ()) -> Reply:
        """Hand in a submission whose files are there or go `along`; `header` is the envelope as JSON.

        The seconds since this start of the machine go along, so that the province can tell how old it is. Where the
        way or the province takes no submission in one piece, its files go over first after all.
        A `header` that is a sealed late question goes the way of questions, the digests of a deposit to the log.
        Raises `Offline`, `NotYet`, `Unsure` (sent, no answer) or `Refused` with the province's plain words.
        """
        if header.startswith(MAGIC):
            return self._hand_on(header)
        if is_intent(key):
            wanted = Intent.model_validate_json(header)
            return Reply(
                json.dumps(self.deposit(wanted.key, wanted.sha256, wanted.sm3, wanted.kind)).encode()
            )
        answer = self._in_one_piece(key, header, along) if along else None
        if answer is None:
            for file in along:
                self.upload_blob(file.digest, file.size, file.path)
            body, encoding = _compressed(header)
            answer = self._hand_in(key, "", body, {**encoding, "Content-Type": JSON})
        if answer.code in NOT_YET:
            raise NotYet(answer.code)
        return Reply(accepted(answer).body)

    def _in_one_piece(self, key: str, header: bytes, along: Sequence[Companion]) -> Answer | None:
        """Envelope and files in one request; None when nothing was decided because it is not taken so."""
        try:
            body = pack(header, [file.path.read_bytes() for file in along])
        except FileNotFoundError:
            raise Refused("blob_missing", "终端里的文件不见了，请工作人员查看。") from None
        answer = self._hand_in(key, "/parcel", body, {"Content-Type": MEDIA_TYPE})
        with self._lock:
            if answer.status == TOO_LARGE:
                self._carried = len(body) // 2 if len(body) >= 2 * LEAST_CARRIED else 0
                log.info("submissions in one piece may be no larger than %d bytes here", self._carried)
                return None
            if answer.code in OLDER:
                self._plain_until = self._clock.monotonic() + ASK_AGAIN_S
                log.info("this province takes no submissions in one piece")
                return None
        return answer

    def _hand_in(self, key: str, place: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The request that decides. Sent in blocks: each has its own time, so that a slow line is no stall."""
        headers = {
            **headers,
            "Content-Digest": digest_header(hashlib.sha256(body).digest()),
            "Idempotency-Key": key,
        }
        stream = FilePart(BytesIO(body), len(body), lambda _count: None)
        return self._line.ask("POST", self._submissions(place), headers=headers, body=stream, deciding=True)

    def _submissions(self, place: str) -> str:
        since_start = {"boot_id": self._boot_id, "uptime": f"{self._clock.monotonic():.3f}"}
        return f"{PREFIX}/submissions{place}" + (f"?{urlencode(since_start)}" if self._boot_id else "")

    def query(self, key: str) -> Reply | None:
        """The acknowledgement that the province gave for this key, None when it never took it in.

        Of a late question nobody can ask, nor of a deposit: it is sent again, and its own idempotency key, inside,
        makes that harmless.
        """
        if is_late(key) or is_intent(key):
            return None
        answer = self._line.ask("GET", f"{PREFIX}/submissions/by-key/{key}")
        if answer.code == "submission_unknown":
            return None
        return Reply(accepted(answer).body)

    # ---- besides

    def forward(self, question: bytes) -> bytes:
        """The sealed answer to a sealed question (`legalnet.asking`); neither can be read here.

        Raises `Offline`, `NotYet`, `Unsure` (it may have been answered) or `Refused`.
        """
        return accepted(self._question(question)).body

    def _question(self, question: bytes) -> Answer:
        headers = {"Content-Type": OCTETS, "Content-Digest": digest_header(hashlib.sha256(question).digest())}
        return self._line.ask(
            "POST", f"{PREFIX}/asks", headers=headers, body=question, deciding=True, brings=OCTETS
        )

    def _hand_on(self, question: bytes) -> Reply:
        """A late question, answered for good; what is inside the answer nobody here can read."""
        answer = accepted(self._question(question))
        if answer.headers.get(LATE_OUTCOME) != "done":
            raise Refused("late_refused", "")
        return Reply(b"done")

    def fetch_sealing_key(self) -> tuple[str, str]:
        """The province's present public key (Base64) and its id.

        Raises `Offline`, `Refused` or `BadSignature`.
        """
        answer = accepted(self._line.ask("GET", f"{PREFIX}/terminals/sealing-key"))
        signature = answer.headers.get("Bundle-Signature", "")
        verify(answer.body, signature, self._enrolment.catalogue_key, KEY_SIGNED_AS)
        return str(answer.problem.get("sealing_key", "")), str(answer.problem.get("key_id", ""))

    def fetch_index(self) -> dict[str, str]:
        """Name -> ETag of every collection that the province publishes, by metadata that may be believed.

        Raises `Offline`, `Refused` or `BadSignature`.
        """
        self._believed = self._trusted.refresh()
        return {name: etag(name, one.serial, one.digest) for name, one in self._believed.items()}

    def _fetch_metadata(self, file: str) -> bytes | None:
        """A file of the province's TUF repository, None where there is none. Raises `Offline` or `Refused`."""
        answer = self._line.ask("GET", f"{PREFIX}/bundles/trust/{file}")
        return None if answer.code == "not_found" else accepted(answer).body

    def fetch_bundle(self, name: str, since: int = 0) -> SignedBundle:
        """The message that brings a collection from serial `since` to the newest; 0 asks for the whole.

        Raises `Offline`, `Refused` or `BadSignature`.
        """
        answer = accepted(self._line.ask("GET", f"{PREFIX}/bundles/{name}?since={since}"))
        state = described(answer.body)
        if self._believed_state(name) != state:
            self.fetch_index()  # it may have been published this very moment
        if self._believed_state(name) != state:
            raise BadSignature("the targets name another one")
        return SignedBundle(answer.body, etag(name, *state))

    def _believed_state(self, name: str) -> tuple[int, str]:
        """Serial and digest of a collection by the targets."""
        found = self._believed.get(name)
        return (0, "") if found is None else (found.serial, found.digest)

    def fetch_events(self, after: int, wait_s: float = 0.0) -> bytes:
        """What follows number `after` in this terminal's log: JSON of `legalnet.events.EventPage`.

        The province may take `wait_s` when nothing is new. Raises `Offline` or `Refused`.
        """
        path = f"{PREFIX}/terminals/{self._enrolment.terminal_id}/events?after={after}&wait={wait_s:g}"
        return accepted(self._line.ask("GET", path, waits_s=wait_s)).body

    def beat(self, body: bytes) -> bytes:
        """Tell how the terminal is (`legalnet.telemetry.Heartbeat`); JSON of the answer. Raises `Offline`, `Refused`."""
        path = f"{PREFIX}/terminals/{self._enrolment.terminal_id}/heartbeat"
        headers = {"Content-Type": JSON, "Content-Digest": digest_header(hashlib.sha256(body).digest())}
        return accepted(self._line.ask("POST", path, headers=headers, body=body)).body

    def certify(self, request: bytes) -> tuple[str, str]:
        """A certificate for the key of a PKCS#10 request, and the province's root, both PEM.

        Raises `Offline` or `Refused`.
        """
        body = json.dumps({"request": b64encode(request).decode()}).encode()
        path = f"{PREFIX}/terminals/{self._enrolment.terminal_id}/certificate"
        headers = {"Content-Type": JSON, "Content-Digest": digest_header(hashlib.sha256(body).digest())}
        found = accepted(self._line.ask("POST", path, headers=headers, body=body)).problem
        try:
            return str(found["certificate"]), str(found["authority"])
        except KeyError:
            raise Offline("captive_portal") from None

    def fetch_revocations(self) -> bytes:
        """Which of the province's certificates count no more (DER, RFC 5280). Raises `Offline`, `NotYet`, `Refused`."""
        return accepted(self._line.ask("GET", f"{PREFIX}/revocations", brings=REVOCATIONS)).body

    def deposit(self, key: str, sha256: str, sm3: str, kind: str) -> dict[str, Any]:
        """Deposit digests in the evidence log, once for a key; the province's answer with the proof.

        Raises `Offline`, `NotYet`, `Unsure` or `Refused`.
        """
        body = json.dumps({"sha256": sha256, "sm3": sm3, "kind": kind}).encode()
        headers = {
            "Content-Type": JSON,
            "Content-Digest": digest_header(hashlib.sha256(body).digest()),
            "Idempotency-Key": key,
        }
        path = f"{PREFIX}/evidence/deposits"
        return accepted(self._line.ask("POST", path, headers=headers, body=body, deciding=True)).problem

    def fetch_deposit(self, code: str) -> dict[str, Any]:
        """What stands under a deposit code, with a proof by the newest head. Raises `Offline`, `NotYet`, `Refused`."""
        return accepted(self._line.ask("GET", f"{PREFIX}/evidence/{code}")).problem

    def compare_deposit(self, code: str, sha256: str, sm3: str) -> dict[str, Any]:
        """Whether digests are those of a deposit; its proof carries the salt where they are.

        Raises `Offline`, `NotYet`, `Refused`.
        """
        body = json.dumps({"sha256": sha256, "sm3": sm3}).encode()
        headers = {"Content-Type": JSON, "Content-Digest": digest_header(hashlib.sha256(body).digest())}
        path = f"{PREFIX}/evidence/{code}/verify"
        return accepted(self._line.ask("POST", path, headers=headers, body=body)).problem

    def fetch_trust(self) -> str:
        """The keys of the evidence log and its witnesses. Raises `Offline`, `NotYet` or `Refused`."""
        return accepted(self._line.ask("GET", f"{PREFIX}/evidence/log/trust")).body.decode("utf-8", "replace")

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


def _compressed(body: bytes) -> tuple[bytes, dict[str, str]]:
    """The body as it travels, and the header that says how. Signatures and digests are of what travels."""
    if len(body) < COMPRESS_FROM:
        return body, {}
    return gzip.compress(body, mtime=0), {"Content-Encoding": "gzip"}
