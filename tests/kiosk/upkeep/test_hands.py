"""Remote actions at the terminal: only what the province signed, once, when nobody is disturbed, honestly told."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.clock import SystemClock
from kiosk.upkeep.admission import Admission
from kiosk.upkeep.hands import TABLE, Done, Hands
from legalnet import tickets
from legalnet.telemetry import ACTION_SIGNED_AS, Action, ActionKind, Kind, SignedAction
from offline_cache.cache import Cache
from offline_cache.errors import CacheError, DiskFault
from tests.province.running import ShiftedClock

KEY = Ed25519PrivateKey.generate()
PUBLIC = b64encode(KEY.public_key().public_bytes_raw()).decode()


class Bench:
    """Hands over a real store, that note what they did."""

    def __init__(self, folder: Path) -> None:
        self.clock = ShiftedClock()
        self.cache = Cache.open(folder, SystemClock())
        self.did: list[str] = []
        self.later: list[Done] = []
        self.closed = False
        self.hands = self.fresh()

    def fresh(self, **ways: Callable[[Action, Done], None]) -> Hands:
        """As after a start of the keeper."""

        def done(action: Action, tell: Done) -> None:
            self.did.append(action.id)
            tell(("done", "", ""))

        def slow(action: Action, tell: Done) -> None:
            self.did.append(action.id)
            self.later.append(tell)

        known = {ActionKind.RESTART_VISIT: done, ActionKind.RING: done, ActionKind.BUNDLE: slow}
        self.hands = Hands(self.records, "T1", PUBLIC, self.clock, known)
        return self.hands

    def records(self) -> object:
        """The store's, or why not."""
        if self.closed:
            raise DiskFault("shut")
        return self.cache.records

    def offer(self, action: Action, key: Ed25519PrivateKey = KEY) -> None:
        """Let it come with an answer."""
        self.hands.take([signed(action, key)])

    def outcomes(self) -> list[tuple[str, str]]:
        """What is to be told."""
        return [(one.outcome, one.reason) for one in self.hands.results()]


def signed(action: Action, key: Ed25519PrivateKey = KEY) -> SignedAction:
    """As the province sends it."""
    body = action.model_dump_json()
    return SignedAction(body=body, signature=b64encode(key.sign(ACTION_SIGNED_AS + body.encode())).decode())


def asked(
    bench: Bench, kind: ActionKind = ActionKind.RESTART_VISIT, name: str = "A1", **more: object
) -> Action:
    """One action for us."""
    told = {
        "id": name,
        "terminal_id": "T1",
        "kind": kind,
        "until": bench.clock.now() + timedelta(hours=24),
        **more,
    }
    return Action.model_validate(told)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A terminal's hands."""
    return Bench(tmp_path)


def test_the_table_is_total() -> None:
    states, events = {state for state, _ in TABLE}, {event for _, event in TABLE}
    assert set(TABLE) == {(state, event) for state in states for event in events}


def test_what_disturbs_waits_for_the_end_of_the_visit(bench: Bench) -> None:
    bench.offer(asked(bench))
    bench.hands.tick(quiet=False)
    assert (bench.did, bench.hands.waiting, bench.outcomes()) == ([], ["restart_visit"], [])
    bench.hands.tick(quiet=True)
    assert (bench.did, bench.outcomes()) == (["A1"], [("done", "")])


def test_what_disturbs_nobody_is_done_at_once(bench: Bench) -> None:
    bench.offer(asked(bench, ActionKind.RING, ring="early"))
    bench.hands.tick(quiet=False)
    assert bench.did == ["A1"]


def test_the_same_action_is_done_once_however_often_it_comes(bench: Bench) -> None:
    action = asked(bench)
    for _ in range(3):
        bench.offer(action)
        bench.hands.tick(quiet=True)
    bench.hands.confirmed(["A1"])
    bench.fresh()
    bench.offer(action)
    bench.hands.tick(quiet=True)
    assert (bench.did, bench.outcomes()) == (["A1"], [])


def test_an_outcome_is_told_until_it_is_confirmed_also_after_a_start(bench: Bench) -> None:
    bench.offer(asked(bench))
    bench.hands.tick(quiet=True)
    bench.fresh().tick(quiet=True)
    assert bench.outcomes() == [("done", "")]
    bench.hands.confirmed(["A1", "A-stranger"])
    assert bench.outcomes() == []


def test_a_crash_between_begin_and_outcome_is_unknown_and_nothing_is_done_twice(bench: Bench) -> None:
    bench.offer(asked(bench, ActionKind.BUNDLE))
    bench.hands.tick(quiet=True)
    assert (bench.did, bench.outcomes()) == (["A1"], [])
    bench.fresh().tick(quiet=True)
    assert (bench.did, bench.outcomes()) == (["A1"], [("unknown", "interrupted")])


def test_a_late_word_changes_no_outcome(bench: Bench) -> None:
    bench.offer(asked(bench, ActionKind.BUNDLE))
    bench.hands.tick(quiet=True)
    bench.later[0](("not_done", "not_done", ""))
    bench.later[0](("done", "", "a" * 64))
    assert bench.outcomes() == [("not_done", "not_done")]


def test_out_of_time_is_not_begun(bench: Bench) -> None:
    bench.offer(asked(bench))
    bench.clock.shift = timedelta(hours=25)
    bench.hands.tick(quiet=True)
    assert (bench.did, bench.outcomes()) == ([], [("not_done", "out_of_time")])
    bench.hands.confirmed(["A1"])
    bench.hands.tick(quiet=True)
    assert bench.cache.records.names("fleet/action/") == []


def test_what_this_terminal_cannot_do_is_said(bench: Bench) -> None:
    bench.offer(asked(bench, ActionKind.RETEST, device=Kind.ID_READER))
    bench.hands.tick(quiet=True)
    assert bench.outcomes() == [("not_done", "not_supported")]


@pytest.mark.expect_log("did not sign")
def test_what_the_province_did_not_sign_is_refused(bench: Bench) -> None:
    bench.offer(asked(bench), Ed25519PrivateKey.generate())
    good = signed(asked(bench))
    bench.hands.take([good.model_copy(update={"body": good.body.replace("restart_visit", "bundle")})])
    bench.hands.take([SignedAction(body="{}", signature="!")])
    bench.hands.tick(quiet=True)
    assert bench.did == []


@pytest.mark.expect_log("another terminal")
def test_another_terminals_action_is_refused(bench: Bench) -> None:
    bench.offer(asked(bench).model_copy(update={"terminal_id": "T2"}))
    bench.hands.tick(quiet=True)
    assert bench.did == []


def test_nothing_is_begun_while_the_memory_is_closed(bench: Bench) -> None:
    bench.closed = True
    bench.offer(asked(bench))
    bench.hands.tick(quiet=True)
    assert (bench.did, bench.outcomes(), bench.hands.waiting) == ([], [], [])
    bench.closed = False
    bench.offer(asked(bench))
    bench.hands.tick(quiet=True)
    assert bench.did == ["A1"]


# ---------------------------------------------------------------------- tickets


def test_a_ticket_lets_in_at_its_terminal_within_its_hours(bench: Bench) -> None:
    key = tickets.terminal_key(b"secret of the province", "T1")
    typed = tickets.make(key, "T1", 412, bench.clock.now())
    admission = Admission(bench.records, "T1", bench.clock)  # type: ignore[arg-type] # the store or why not
    assert not admission.needed
    admission.learn(key)
    assert admission.needed
    assert admission.judge(typed)["number"] == 412
    assert admission.judge(typed.lower().replace("-", " "))["outcome"] == "done"
    bench.clock.shift = timedelta(hours=3)
    assert admission.judge(typed)["reason"] == "wrong_ticket"
    other = tickets.terminal_key(b"secret of the province", "T2")
    assert tickets.check(other, "T2", typed, bench.clock.now()) is None
    assert tickets.check(key, "T1", "", bench.clock.now()) is None


def test_three_wrong_tickets_close_it_for_a_minute(bench: Bench) -> None:
    key = tickets.terminal_key(b"secret", "T1")
    admission = Admission(bench.records, "T1", bench.clock)  # type: ignore[arg-type] # the store or why not
    admission.learn(key)
    right = tickets.make(key, "T1", 1, bench.clock.now())
    for _ in range(3):
        assert admission.judge("0001-AAAA-AAAA")["reason"] == "wrong_ticket"
    assert admission.judge(right)["reason"] == "locked"
    bench.clock.shift = timedelta(seconds=61)
    assert admission.judge(right)["outcome"] == "done"


def test_a_closed_memory_knows_no_tickets(bench: Bench) -> None:
    bench.closed = True
    admission = Admission(bench.records, "T1", bench.clock)  # type: ignore[arg-type] # the store or why not
    admission.learn("ab" * 32)
    assert (admission.needed, issubclass(DiskFault, CacheError)) == (False, True)
