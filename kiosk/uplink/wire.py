"""One signed HTTP exchange with the province, and what its failures mean.

Four things can be learnt: an answer of the province, `Offline` (the way is closed, nothing was decided), `NotYet` (it
could do nothing with this one request), or `Unsure` (something that may have been decided was sent, and no word of the
province came back). Whoever else answers, such as the login page of a captive portal, is told apart by the content type.
"""

from __future__ import annotations

import json
import os
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from kiosk.clock import Clock
from kiosk.uplink.sockets import Patience, new_session
from offline_cache.uplink import NotYet, Offline, Refused, Unsure

if TYPE_CHECKING:
    import requests
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAX_ANSWER = 16 * 1024 * 1024
TAG = "lawbooth"
ALWAYS = ("@method", "@authority", "@path", "@query")
IF_PRESENT = (
    "content-digest", "content-encoding", "content-type", "idempotency-key", "repr-digest", "upload-complete",
    "upload-length", "upload-offset",
)  # fmt: skip
"""Headers that change the meaning of a request, covered by its signature."""
JSON = "application/json"
OURS = (JSON, "application/problem+json")
LATER = frozenset({408, 425, 429, 503, 507})
"""Answers that only mean: nothing from you now."""
TOO_LARGE = 413


@dataclass(frozen=True)
class Answer:
    """What the province said."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether it did what was asked (304 included)."""
        return self.status < 400

    @property
    def problem(self) -> dict[str, Any]:
        """The members of a problem document, empty when there is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def code(self) -> str:
        """The problem's code, else the status as text."""
        return str(self.problem.get("code") or self.status)


class FilePart:
    """The rest of a file from an offset, streamed, with the progress told."""

    def __init__(self, source: BinaryIO, length: int, on_read: Callable[[int], None]) -> None:
        self._source = source
        self._left = length
        self._length = length
        self._on_read = on_read

    def __len__(self) -> int:
        """Bytes to send; makes requests send a Content-Length."""
        return self._length

    @property
    def untouched(self) -> bool:
        """Whether nobody took anything of it: a request whose body never set out cannot have been heard."""
        return self._left == self._length > 0

    def __iter__(self) -> Iterator[bytes]:
        """The blocks; makes requests treat this as a stream."""
        while block := self.read(64 * 1024):
            yield block

    def read(self, size: int = -1) -> bytes:
        """The next block."""
        block = self._source.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(block)
        if block:
            self._on_read(len(block))
        return block


class Signer:
    """Signs requests with the terminal's key (RFC 9421), each with a nonce of its own."""

    def __init__(
        self, key_id: str, key: Ed25519PrivateKey, clock: Clock, urandom: Callable[[int], bytes] = os.urandom
    ) -> None:
        from http_message_signatures import HTTPMessageSigner, MappingKeyResolver
        from http_message_signatures.algorithms import ED25519

        resolver = MappingKeyResolver(public_keys={}, private_keys={key_id: key})
        self._signer = HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=resolver)
        self._key_id = key_id
        self._clock = clock
        self._urandom = urandom

    def sign(self, prepared: requests.PreparedRequest) -> None:
        """Add the signature headers; covers everything that gives the request its meaning."""
        covered = ALWAYS + tuple(name for name in IF_PRESENT if name in prepared.headers)
        self._signer.sign(
            prepared,
            key_id=self._key_id,
            created=self._clock.now(),
            nonce=b64encode(self._urandom(18)).decode(),
            tag=TAG,
            covered_component_ids=covered,
            use_existing_digest="content-digest" in prepared.headers,
        )


class Line:
    """The way to one province: a session per thread, always with timeouts, never through a surprise proxy."""

    def __init__(
        self,
        url: str,
        signer: Signer | None,
        clock: Clock,
        patience: Patience | None = None,
        ca: Path | None = None,
    ) -> None:
        self._url = url.rstrip("/")
        self._signer = signer
        self._clock = clock
        self._patience = patience or Patience()
        self._ca = ca
        self._local = threading.local()

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | FilePart | None = None,
        deciding: bool = False,
        brings: str = "",
        waits_s: float = 0.0,
    ) -> Answer:
        """One exchange. `deciding` says that the other end may act on it, so that silence means `Unsure`.

        `brings` is the content type of an answer that is no JSON; `waits_s`: how long the other end may take on purpose.

        Raises `Offline`, `NotYet` or `Unsure`; an answer of the province is returned, refusals included, and so is a
        413 of whoever stands between.
        """
        import requests

        request = requests.Request(method, self._url + path, headers=dict(headers or {}), data=body)
        session = self._session()
        try:
            prepared = session.prepare_request(request)
        except requests.exceptions.RequestException:
            raise Offline("bad_address") from None
        if self._signer is not None:
            self._signer.sign(prepared)
        try:
            limits = (self._patience.connect_s, self._patience.answer_s + waits_s)
            with session.send(prepared, timeout=limits, allow_redirects=False, stream=True) as response:
                return self._answer(response, deciding, brings)
        except (
            OSError
        ) as error:  # requests' own errors are OSErrors; a missing file of certificates is one too
            reason = _not_sent(error)
            if deciding and reason in (None, "tls") and not (isinstance(body, FilePart) and body.untouched):
                raise Unsure("no answer") from None
            raise Offline(reason or "interrupted") from None

    def _session(self) -> requests.Session:
        """This thread's session; keep-alive is what makes a poor link bearable."""
        found: requests.Session | None = getattr(self._local, "session", None)
        if found is None:
            found = self._local.session = new_session(self._clock, self._patience, self._ca)
        return found

    def _answer(self, response: requests.Response, deciding: bool, brings: str = "") -> Answer:
        """Read the answer. Raises when it is not the province's, or decides nothing."""
        status, headers = response.status_code, response.headers
        if not _is_ours(response, brings):
            if status == TOO_LARGE:
                return Answer(status, headers, b"")
            raise _of_a_stranger(status, deciding, self._pause(headers))
        if not _is_framed(response):
            # Its end cannot be told from a broken line.
            raise Unsure("an answer without an end") if deciding else Offline("interrupted")
        body = b""
        for block in response.iter_content(64 * 1024):
            body += block
            if len(body) > MAX_ANSWER:
                raise Offline("answer_too_large")
        answer = Answer(status, headers, body)
        _raise_if_undecided(answer, deciding, self._pause(headers))
        return answer

    def _pause(self, headers: Mapping[str, str]) -> float | None:
        """Seconds that `Retry-After` asks for (RFC 9110, 10.2.3: seconds or a date)."""
        value = headers.get("Retry-After", "").strip()
        if value.isdigit():
            return float(value)
        try:
            until = parsedate_to_datetime(value)
        except ValueError:
            return None
        return max(0.0, (_aware(until) - self._clock.now()).total_seconds())


def _aware(moment: datetime) -> datetime:
    """HTTP dates are UTC even where they do not say so."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _not_sent(error: OSError) -> str | None:
    """Why nothing can have arrived, or None when something may have."""
    import requests
    from urllib3.exceptions import MaxRetryError, NewConnectionError

    if not isinstance(error, requests.exceptions.RequestException):
        return "no_certificates"
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return "timeout"
    if isinstance(error, requests.exceptions.SSLError):
        return "tls"
    cause = error.args[0] if error.args else None
    if isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError):
        return "unreachable"
    return None


def _is_ours(response: requests.Response, brings: str = "") -> bool:
    """Whether the province itself may have said this."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    redirected = 300 <= response.status_code < 304
    return not redirected and (response.status_code in (204, 304) or kind in (*OURS, brings or JSON))


def _is_framed(response: requests.Response) -> bool:
    """Whether the answer says where it ends (RFC 9112, 6.3), other than by the connection's end."""
    bodiless = response.request.method == "HEAD" or response.status_code in (204, 304)
    return bodiless or "Content-Length" in response.headers or "Transfer-Encoding" in response.headers


def _of_a_stranger(status: int, deciding: bool, pause: float | None) -> Exception:
    """What an answer means that is not the province's: a captive portal's page, a gateway's error page."""
    if status == 511 or status < 500:
        return Offline("captive_portal", pause)
    # Behind an error page the province may have done what was asked.
    return Unsure("a machine between us answered") if deciding else Offline(f"http_{status}", pause)


def _raise_if_undecided(answer: Answer, deciding: bool, pause: float | None) -> None:
    """Raise for answers of the province that decide nothing about the item itself."""
    if answer.status == 401:
        # The province doesn't accept the terminal (clock, key, enrolment): no item is to blame for that.
        if answer.code == "replayed" and deciding:
            raise Unsure("sent twice")
        raise Offline(answer.code, pause)
    if answer.status in LATER:
        raise Offline(answer.code, pause)
    if answer.status >= 500:
        raise Unsure("it failed at the province") if deciding else NotYet(answer.code, pause)


def digest_header(sha256: bytes) -> str:
    """The Content-Digest header (RFC 9530) for a SHA-256."""
    return f"sha-256=:{b64encode(sha256).decode()}:"


def accepted(answer: Answer) -> Answer:
    """The answer when it is a yes. Raises `Refused` with the province's words otherwise."""
    if answer.ok:
        return answer
    problem = answer.problem
    if not problem:
        raise NotYet(f"http_{answer.status}")
    words = "".join(str(problem.get(name) or "") for name in ("title", "next_step"))
    raise Refused(answer.code, words or "平台没有收下，请工作人员查看。")
