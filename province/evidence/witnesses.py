"""Asks witnesses to cosign a head (C2SP tlog-witness, `add-checkpoint`), and lives on when one is away."""

from __future__ import annotations

import asyncio
import logging
from base64 import b64encode
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from legalnet.evidence.notes import BadNote, Key, Note, Signature, parse_signature
from province.evidence.interface import SignedHead
from province.gateway.clock import Clock

log = logging.getLogger(__name__)

PATIENCE_S = (1.0, 2.0)
"""To connect, to answer: deposits wait meanwhile."""
AWAY_S = 15.0
"""A witness that was away is left alone so long."""
LONGEST = 16 * 1024

Consistency = Callable[[int], Awaitable[tuple[bytes, ...]]]
"""Old size to the path from there."""


@dataclass(frozen=True)
class Address:
    """A witness: whom to believe and where it answers."""

    key: Key
    url: str


@dataclass
class _State:
    seen: int = 0
    """The size it cosigned last, as far as we know."""
    away_until: float = 0.0
    down: bool = False


@dataclass
class Witnesses:
    """All of them; how many a verifier asks for is `quorum`."""

    addresses: Sequence[Address] = ()
    quorum: int = 0
    clock: Clock | None = None
    _states: dict[str, _State] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[Key, ...]:
        """Their public keys."""
        return tuple(one.key for one in self.addresses)

    async def see(self, head: SignedHead, note: Note, consistency: Consistency) -> list[Signature]:
        """The cosignatures that could be had; those whose signature does not verify do not count."""
        found = await asyncio.gather(*(self._ask(one, head, note, consistency) for one in self.addresses))
        return [line for line in found if line is not None]

    async def _ask(
        self, one: Address, head: SignedHead, note: Note, consistency: Consistency
    ) -> Signature | None:
        state = self._states.setdefault(one.key.name, _State())
        now = self.clock.monotonic() if self.clock else 0.0
        if now < state.away_until:
            return None
        for _ in range(2):  # once more when it remembers another size than we do
            if state.seen > head.size:
                return None
            path = await consistency(state.seen) if 0 < state.seen < head.size else ()
            status, body = await asyncio.to_thread(_post, one.url, _body(state.seen, path, note))
            if status != 409 or not _taken_size(body, state):
                break
        line = _line(one.key, note, body) if status == 200 else None
        self._note(one.key.name, state, now, status, good=line is not None)
        if line is not None:
            state.seen = head.size
        return line

    def _note(self, name: str, state: _State, now: float, status: int, *, good: bool) -> None:
        """Log once when it goes and once when it is back; a refusal is an alarm of its own."""
        if not good:
            state.away_until = now + AWAY_S
        if not good and not state.down:
            level = logging.ERROR if status in (403, 409, 422) else logging.INFO
            log.log(level, "witness %s did not cosign: %s", name, status or "away")
        elif good and state.down:
            log.info("witness %s cosigns again", name)
        state.down = not good


def _body(old: int, path: Sequence[bytes], note: Note) -> bytes:
    lines = [f"old {old}\n", *(b64encode(one).decode() + "\n" for one in path), "\n", str(note)]
    return "".join(lines).encode()


def _taken_size(body: str, state: _State) -> bool:
    """Whether a 409 told another size than we thought, which is then what we think."""
    text = body.strip()
    if not text.isascii() or not text.isdigit() or len(text) > 18 or int(text) == state.seen:
        return False
    state.seen = int(text)
    return True


def _line(key: Key, note: Note, body: str) -> Signature | None:
    """The witness's line in an answer, if there is one that verifies."""
    for text in body.rstrip("\n").split("\n"):
        try:
            line = parse_signature(text)
        except BadNote:
            continue
        if Note(note.text, (line,)).signed_by(key) is not None:
            return line
    return None


def _post(url: str, body: bytes) -> tuple[int, str]:
    """Status and body; 0 where nobody answered."""
    import requests

    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.post(
                f"{url.rstrip('/')}/add-checkpoint",
                data=body,
                timeout=PATIENCE_S,
                allow_redirects=False,
                stream=True,
            )
            return answer.status_code, answer.raw.read(LONGEST, decode_content=True).decode(
                "utf-8", "replace"
            )
        except (requests.exceptions.RequestException, OSError):
            return 0, ""
