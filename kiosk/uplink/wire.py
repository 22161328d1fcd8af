"""One signed HTTP exchange with the province, and what its failures mean.

Three things can be learnt: an answer of the province, `Offline` (nothing was decided), or `Unsure` (something
that may have been decided was sent, and no answer came). Whoever else answers, such as the login page of a
captive portal, is told apart by the content type.
"""

from __future__ import annotations

import json
import os
import socket
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from kiosk.clock import Clock
from offline_cache.uplink import Offline, Unsure

if TYPE_CHECKING:
    import requests
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

CONNECT_S, READ_S = 5.0, 20.0
"""How long a connection may take, and each silence afterwards."""
TCP_USER_TIMEOUT_MS = 10_000
"""A peer that acknowledges nothing for so long is gone; otherwise the kernel would try for minutes."""
MAX_ANSWER = 16 * 1024 * 1024
TAG = "lawbooth"
ALWAYS = ("@method", "@authority", "@path", "@query")
IF_PRESENT = ("content-digest", "content-type", "idempotency-key", "upload-offset", "upload-complete")
"""Headers that change the meaning of a request, covered by its signature."""
OURS = ("application/json", "application/problem+json")
LATER = frozenset({408, 425, 429})
"""Client errors that only mean: not now."""


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


class Body(Protocol):
    """What may be sent: bytes, or a `FilePart`."""

    def __len__(self) -> int:
        """Bytes."""


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

    def __init__(self, url: str, signer: Signer | None) -> None:
        self._url = url.rstrip("/")
        self._signer = signer
        self._local = threading.local()

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | FilePart | None = None,
        deciding: bool = False,
    ) -> Answer:
        """One exchange. `deciding` says that the other end may act on it, so that silence means `Unsure`.

        Raises `Offline` or `Unsure`; any answer of the province itself is returned, refusals included.
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
            with session.send(
                prepared, timeout=(CONNECT_S, READ_S), allow_redirects=False, stream=True
            ) as response:
                return _answer(response, deciding)
        except requests.exceptions.RequestException as error:
            reason = _not_sent(error)
            if deciding and reason in (None, "tls"):
                raise Unsure("no answer") from None
            raise Offline(reason or "interrupted") from None

    def _session(self) -> requests.Session:
        """This thread's session; keep-alive is what makes a poor link bearable."""
        found: requests.Session | None = getattr(self._local, "session", None)
        if found is None:
            found = self._local.session = _new_session()
        return found


def _new_session() -> requests.Session:
    """A session that ignores the environment's proxies and notices a dead peer."""
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection

    class Adapter(HTTPAdapter):
        """Adds the user timeout to every connection's socket options."""

        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            """Called by requests."""
            options = [
                *HTTPConnection.default_socket_options,
                (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, TCP_USER_TIMEOUT_MS),
            ]
            super().init_poolmanager(*args, socket_options=options, **kwargs)

    session = requests.Session()
    session.trust_env = False
    for scheme in ("http://", "https://"):
        session.mount(scheme, Adapter())
    return session


def _not_sent(error: requests.exceptions.RequestException) -> str | None:
    """Why nothing can have arrived, or None when something may have."""
    import requests
    from urllib3.exceptions import MaxRetryError, NewConnectionError

    if isinstance(error, requests.exceptions.ConnectTimeout):
        return "timeout"
    if isinstance(error, requests.exceptions.SSLError):
        return "tls"
    cause = error.args[0] if error.args else None
    if isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError):
        return "unreachable"
    return None


def _answer(response: requests.Response, deciding: bool) -> Answer:
    """Read the answer. Raises `Offline` when it is not the province's, or says to come again later."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    empty = response.status_code in (204, 304)
    if 300 <= response.status_code < 304 or (not empty and kind not in OURS):
        if response.status_code in (502, 504) and deciding:
            raise Unsure("a gateway between us got no answer")
        raise Offline("captive_portal" if response.status_code < 500 else f"http_{response.status_code}")
    body = b""
    for block in response.iter_content(64 * 1024):
        body += block
        if len(body) > MAX_ANSWER:
            raise Offline("answer_too_large")
    answer = Answer(response.status_code, response.headers, body)
    _raise_if_later(answer, deciding)
    return answer


def _raise_if_later(answer: Answer, deciding: bool) -> None:
    """Raise `Offline` for answers that decide nothing about the item itself."""
    if answer.status == 401:
        # The province doesn't accept the terminal (clock, key, enrolment): no item is to blame for that.
        if answer.code == "replayed" and deciding:
            raise Unsure("sent twice")
        raise Offline(answer.code)
    if answer.status in LATER or answer.status >= 500:
        raise Offline(answer.code)


def digest_header(sha256: bytes) -> str:
    """The Content-Digest header (RFC 9530) for a SHA-256."""
    return f"sha-256=:{b64encode(sha256).decode()}:"
