"""What the province asks this terminal to do: checked, remembered, begun when nobody is disturbed, answered once.

An action is entered in the store before it is begun, so that a crash in between is told as unknown and nothing is
done twice. Only what the province signed, for this terminal and in time, is ever begun.
"""

from __future__ import annotations

import json
import logging
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from pydantic import ValidationError

from kiosk.clock import Clock
from legalnet.telemetry import ACTION_SIGNED_AS, DISTURBING, Action, ActionKind, ActionResult, SignedAction
from offline_cache.errors import CacheError

log = logging.getLogger(__name__)

PREFIX = "fleet/action/"
TABLE: dict[tuple[str, str], str] = {
    ("waiting", "begin"): "begun", ("waiting", "settle"): "settled", ("waiting", "restart"): "waiting",
    ("begun", "begin"): "begun", ("begun", "settle"): "settled", ("begun", "restart"): "settled",
    ("settled", "begin"): "settled", ("settled", "settle"): "settled", ("settled", "restart"): "settled",
}  # fmt: skip
"""Every state at every event; what was begun when the keeper died is settled as unknown."""

Outcome = tuple[str, str, str]
"""done, not_done or unknown; a code of the registry; the digest of what was uploaded, or empty."""
Done = Callable[[Outcome], None]


class Records(Protocol):
    """Where actions are remembered (`offline_cache.records`). All raise `CacheError`."""

    def get(self, name: str) -> bytes | None:
        """A value."""

    def put(self, name: str, value: bytes, *, durable: bool = True) -> None:
        """Set one."""

    def delete(self, name: str) -> None:
        """Drop one."""

    def names(self, prefix: str = "") -> list[str]:
        """Those that begin so."""


class Hands:
    """Owned by the keeper's one thread; `ways` do the work and call back with an outcome, at once or later."""

    def __init__(
        self,
        records: Callable[[], Records],
        terminal_id: str,
        catalogue_key: str,
        clock: Clock,
        ways: Mapping[ActionKind, Callable[[Action, Done], None]],
    ) -> None:
        """`records` raises `CacheError` while the memory is closed; then nothing is begun, and the province waits."""
        self._records = records
        self._terminal_id = terminal_id
        self._key = catalogue_key
        self._clock = clock
        self._ways = ways
        self._restarted = False
        self._running: set[str] = set()
        self.fresh = False
        """Whether there is an outcome that no heartbeat told yet; whoever tells it takes it back."""

    # ------------------------------------------------------------------ what comes

    def take(self, offered: Iterable[SignedAction]) -> None:
        """Remember what is ours and new."""
        for one in offered:
            action = self._believed(one)
            if action is None:
                continue
            try:
                if self._records().get(PREFIX + action.id) is None:
                    log.info("action %s: %s", action.id, action.kind)
                    self._keep(action.id, {"state": "waiting", "body": one.body})
            except CacheError as error:
                log.info("actions cannot be remembered now: %s", error.code)
                return

    def _believed(self, one: SignedAction) -> Action | None:
        """The action, where the province signed it for this terminal."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            key = Ed25519PublicKey.from_public_bytes(b64decode(self._key, validate=True))
            key.verify(b64decode(one.signature, validate=True), ACTION_SIGNED_AS + one.body.encode())
            action = Action.model_validate_json(one.body)
        except (InvalidSignature, ValueError, ValidationError):
            log.error("an action that the province did not sign was refused")
            return None
        if action.terminal_id != self._terminal_id:
            log.error("an action for another terminal was refused")
            return None
        return action

    # ------------------------------------------------------------------ what is done

    def tick(self, quiet: bool) -> None:
        """Begin what may begin; `quiet`: nobody's visit is under way."""
        try:
            self._step(quiet)
        except CacheError:
            return  # told by the memory itself; the actions are still there

    def _step(self, quiet: bool) -> None:
        entries = self._entries()
        if not self._restarted:
            self._restarted = True
            for name, entry in entries.items():
                if entry["state"] == "begun":
                    self._settle(name, entry, ("unknown", "interrupted", ""))
        for name, entry in entries.items():
            if entry["state"] != "waiting":
                self._forget_old(name, entry)
                continue
            action = Action.model_validate_json(entry["body"])
            if self._clock.now() > action.until:
                self._settle(name, entry, ("not_done", "out_of_time", ""))
            elif (quiet or action.kind not in DISTURBING) and not self._running:
                self._begin(name, entry, action)
                return  # one after another, and what it changed is looked at anew

    def _begin(self, name: str, entry: dict[str, Any], action: Action) -> None:
        entry["state"] = TABLE[entry["state"], "begin"]
        self._keep(name, entry)
        self._running.add(name)
        way = self._ways.get(action.kind)
        if way is None:
            self._settle(name, entry, ("not_done", "not_supported", ""))
            return
        way(action, lambda outcome: self._settle(name, entry, outcome))

    def _settle(self, name: str, entry: dict[str, Any], outcome: Outcome) -> None:
        """Once; a later word about the same action changes nothing."""
        self._running.discard(name)
        if entry["state"] == "settled":
            return
        entry["state"] = TABLE[entry["state"], "settle"]
        done, reason, digest = outcome
        entry["result"] = {"outcome": done, "reason": reason, "digest": digest or None, "at": self._now()}
        self.fresh = True
        log.info("action %s: %s %s", name, done, reason)
        try:
            self._keep(name, entry)
        except CacheError as error:  # told as unknown after the next start
            log.info("an outcome cannot be remembered now: %s", error.code)

    def _forget_old(self, name: str, entry: dict[str, Any]) -> None:
        """Told and out of time: nobody can send it again."""
        action = Action.model_validate_json(entry["body"])
        if entry.get("confirmed") and self._clock.now() > action.until:
            self._records().delete(PREFIX + name)

    # ------------------------------------------------------------------ what is told

    def results(self) -> tuple[ActionResult, ...]:
        """Outcomes the province did not confirm yet."""
        try:
            entries = self._entries()
        except CacheError:
            return ()
        settled = [(name, entry) for name, entry in entries.items() if entry["state"] == "settled"]
        waiting = [(name, entry) for name, entry in settled if not entry.get("confirmed")]
        return tuple(ActionResult(id=name, **entry["result"]) for name, entry in waiting[:20])

    def confirmed(self, names: Iterable[str]) -> None:
        """The province knows these."""
        for name in names:
            try:
                entry = self._entries().get(name)
                if entry is not None and entry["state"] == "settled":
                    self._keep(name, entry | {"confirmed": True})
            except CacheError:
                return

    @property
    def waiting(self) -> list[str]:
        """Kinds of what waits, for the technician."""
        try:
            entries = self._entries().values()
        except CacheError:
            return []
        return [
            str(Action.model_validate_json(one["body"]).kind) for one in entries if one["state"] == "waiting"
        ]

    # ------------------------------------------------------------------ the store

    def _entries(self) -> dict[str, dict[str, Any]]:
        """Everything remembered, in the order of the ids; what cannot be read is dropped."""
        found = {}
        for name in self._records().names(PREFIX):
            try:
                entry = json.loads(self._records().get(name) or b"")
                Action.model_validate_json(entry["body"])
                found[name.removeprefix(PREFIX)] = entry
            except (ValueError, KeyError, TypeError):
                self._records().delete(name)
        return found

    def _keep(self, name: str, entry: Mapping[str, Any]) -> None:
        self._records().put(PREFIX + name, json.dumps(entry).encode())

    def _now(self) -> str:
        now: datetime = self._clock.now()
        return now.isoformat()
