"""How often somebody may try: guesses by address, work by terminal.

Each gateway counts for itself, in memory: two gateways allow twice as much, and a restart forgets. That is enough
for what it is for: a deposit code has 60 random bits, an enrolment code 59. What must hold across gateways, the failed
sign-ins of one account, is counted in the database (`accounts.store.note_failure`).

The count is GCRA (a leaky bucket as one instant): who may do `per_minute` things may do all of them at once, then
one each `60 / per_minute` seconds.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from province.gateway.problems import Problem, problem_response

REFUSALS = 60
"""Rows of the audit that one caller's refused requests may make in a minute."""
MOST = 20_000
"""Names that one bucket remembers; the one not seen for the longest is forgotten first."""


class Bucket:
    """So many a minute for each name."""

    def __init__(self, per_minute: int, monotonic: Callable[[], float]) -> None:
        """`per_minute` 0: no limit."""
        self._each = 60.0 / per_minute if per_minute else 0.0
        self._monotonic = monotonic
        self._free_at: OrderedDict[str, float] = OrderedDict()

    def wait(self, name: str) -> int:
        """Whole seconds until this name may try again; 0: now."""
        over = self._free_at.get(name, 0.0) - self._monotonic() - 60.0 + self._each
        return max(0, ceil(over))

    def charge(self, name: str) -> None:
        """One more of this name's minute is used."""
        if not self._each:
            return
        now = self._monotonic()
        self._free_at[name] = max(self._free_at.get(name, 0.0), now) + self._each
        self._free_at.move_to_end(name)
        if len(self._free_at) > MOST:
            self._free_at.popitem(last=False)


@dataclass(frozen=True)
class Guess:
    """A route where somebody can try out secrets, and the answers that mean "wrong"."""

    path: str
    wrong: frozenset[int]


GUESSES = (
    Guess("/pln/v1/terminals/enrol", frozenset({401, 403, 422})),
    Guess("/pln/v1/staff/sessions", frozenset({403, 422, 429})),
    Guess("/staff/sign-in", frozenset({403, 422, 429})),
)


class GuessLimit:
    """ASGI middleware: wrong tries of one address, at routes where there is something to guess.

    Only wrong ones count, so a whole hall of terminals behind one address enrols undisturbed.
    """

    def __init__(self, app: ASGIApp, per_minute: int, monotonic: Callable[[], float]) -> None:
        self._app = app
        self._buckets = {guess.path: Bucket(per_minute, monotonic) for guess in GUESSES}
        self._wrong = {guess.path: guess.wrong for guess in GUESSES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and look at what it was told."""
        bucket = self._buckets.get(scope.get("path", "")) if scope["type"] == "http" else None
        if bucket is None or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        name = str((scope.get("client") or ("", 0))[0])
        wait = bucket.wait(name)
        if wait:
            await problem_response(too_many(wait))(scope, receive, send)
            return
        wrong = self._wrong[scope["path"]]

        async def counted(message: Message) -> None:
            """Its status says whether it was a guess."""
            if message["type"] == "http.response.start" and message["status"] in wrong:
                bucket.charge(name)
            await send(message)

        await self._app(scope, receive, counted)


class Rates:
    """What an enrolled terminal may do in a minute; asked once its signature is known to be good."""

    def __init__(self, lookups: int, uploads: int, monotonic: Callable[[], float]) -> None:
        """Both figures are a minute's; 0 means no limit."""
        self._lookups = Bucket(lookups, monotonic)
        self._uploads = Bucket(uploads, monotonic)
        self._refusals = Bucket(REFUSALS, monotonic)

    def admits_refusal(self, actor: str) -> bool:
        """Whether one more refusal of this caller gets a row of the audit; counted when it does."""
        if self._refusals.wait(actor):
            return False
        self._refusals.charge(actor)
        return True

    def admit(self, terminal_id: str, method: str, path: str) -> None:
        """Count this request. Raises `Problem` `too_many` with `Retry-After`."""
        bucket = self._bucket(method, path)
        if bucket is None:
            return
        wait = bucket.wait(terminal_id)
        if wait:
            raise too_many(wait)
        bucket.charge(terminal_id)

    def _bucket(self, method: str, path: str) -> Bucket | None:
        """Which figure this request is counted against, if any."""
        if path.startswith("/pln/v1/evidence/") and not path.endswith("/deposits"):
            return self._lookups
        if path.startswith("/pln/v1/files") and method in ("POST", "PATCH"):
            return self._uploads
        return None


def too_many(wait: int) -> Problem:
    """The refusal, with the seconds after which it is worth trying again."""
    return Problem("too_many", headers={"Retry-After": str(wait)}, retry_after=wait)
