"""The terminal's side of the event log: in order, once, over crashes on both sides, with gaps noticed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import SystemClock
from kiosk.keeper.events import AGAIN_S, STATE, BadPage, EventFollower, EventLog
from legalnet.events import InboxNotice, MediationMessage, TerminalEvent, holder_mark
from offline_cache.cache import Cache
from offline_cache.errors import DiskFault
from offline_cache.uplink import Offline
from province.gateway.events import tell
from tests.kiosk.keeper.conftest import Trouble
from tests.kiosk.keeper.parts import ROOT
from tests.province.catalogue import write_catalogue
from tests.province.process import process
from tests.province.running import running

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
LOG = "1" * 32
HOLDER = "11010519491231002X"


def event(seq: int, name: str = "", **more: Any) -> dict[str, Any]:
    """One event as it travels."""
    body = InboxNotice(notice=name or f"n-{seq}", holder="0" * 5, about="delivery")
    found = TerminalEvent(seq=seq, key=f"key-{seq}", at=AT, body=body).model_dump(mode="json")
    return {**found, **more}


def page(*events: dict[str, Any], **more: Any) -> bytes:
    """A page of them."""
    last = events[-1]["seq"] if events else 0
    after = f"key-{events[0]['seq'] - 1}" if events and events[0]["seq"] > 1 else None
    head = {"log": LOG, "first": 1, "last": last, "after_key": after, **more}
    return json.dumps({**head, "events": events}).encode()


@pytest.fixture
def log(cache: Cache) -> EventLog:
    """A log over the terminal's memory."""
    return EventLog(cache.records)


def test_events_take_effect_in_order_and_the_cursor_follows(log: EventLog, cache: Cache) -> None:
    assert log.apply(page(event(1), event(2))) == 2
    assert log.apply(page(event(3))) == 1
    assert cache.records.names("inbox/") == ["inbox/n-1", "inbox/n-2", "inbox/n-3"]
    state = log.state
    assert (state.log, state.cursor, state.last_key, state.applied) == (LOG, 3, "key-3", 3)


def test_a_page_that_comes_again_changes_nothing(log: EventLog) -> None:
    log.apply(page(event(1), event(2)))
    before = log.state
    assert log.apply(page(event(1), event(2), last=2)) == 0
    assert log.state == before
    assert log.apply(page(event(1), event(2), event(3), after_key="key-2")) == 1
    assert log.state.applied == 3


@pytest.mark.parametrize(
    "bad",
    [
        page(event(2), event(3)),
        page(event(1), event(3)),
        page(event(1), event(1)),
        page(event(2), event(1)),
        page(last=5),
        page(
            event(
                1, body={"kind": "inbox.notice", "notice": "陈小明", "holder": "0" * 5, "about": "delivery"}
            )
        ),
        page(event(1))[:-5],
        b"[]",
        b"\xff",
        page(event(1)).replace(b'"seq": 1', b'"seq": "1"'),
        page(event(1), log="陈"),
    ],
)
def test_a_page_that_does_not_join_takes_no_effect_at_all(log: EventLog, cache: Cache, bad: bytes) -> None:
    with pytest.raises(BadPage):
        log.apply(bad)
    assert cache.records.names() == []
    assert log.apply(page(event(1))) == 1


def test_what_the_province_dropped_is_counted_as_lost(log: EventLog) -> None:
    log.apply(page(event(1)))
    assert log.apply(page(event(5), event(6), first=5, after_key=None)) == 2
    assert (log.state.lost, log.state.cursor, log.state.applied) == (3, 6, 3)


@pytest.mark.expect_log("another one than before")
@pytest.mark.parametrize("more", [{"log": "2" * 32}, {"last": 1}, {"after_key": "key-other"}])
def test_another_history_is_followed_from_its_beginning(log: EventLog, more: dict[str, Any]) -> None:
    log.apply(page(event(1), event(2)))
    assert log.apply(page(**{"last": 2, "after_key": "key-2", **more})) == 0
    assert (log.state.cursor, log.state.restarts) == (0, 1)
    assert log.apply(page(event(1), event(2), event(3), log=more.get("log", LOG))) == 3


def test_a_kind_of_a_later_program_is_passed_over(log: EventLog, cache: Cache) -> None:
    later = event(2, body={"kind": "parcel.arrived", "words": "陈小明"})
    assert log.apply(page(event(1), later, event(3))) == 3
    assert (log.state.skipped, log.state.applied, log.state.cursor) == (1, 2, 3)
    assert all("陈小明".encode() not in (cache.records.get(name) or b"") for name in cache.records.names())


def test_what_waits_is_found_by_the_person_only(log: EventLog) -> None:
    mine = InboxNotice(notice="mine", holder=holder_mark(LOG, HOLDER), about="decision").model_dump()
    gone = {**mine, "notice": "gone", "state": "gone"}
    said = MediationMessage(case="c-1", message="m-1", holder=holder_mark(LOG, HOLDER)).model_dump()
    assert log.waiting(HOLDER) == []
    log.apply(page(event(1), event(2, body=mine), event(3, body=gone), event(4, body=said)))
    assert [one.notice for one in log.waiting(HOLDER)] == ["mine"]
    assert log.waiting("110105194912310011") == []


# ---- trouble below and on the line


class Line:
    """The other end: gives pages, or raises."""

    def __init__(self, *answers: bytes | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[int] = []

    def fetch_events(self, after: int, wait_s: float = 0.0) -> bytes:
        """The next answer."""
        self.asked.append(after)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.mark.expect_log("the event log is not followed: event 5 where 2 was due")
def test_trouble_makes_it_pause_longer_and_is_said_once(log: EventLog) -> None:
    gap = page(event(5), after_key="key-1", first=1)
    line = Line(page(event(1)), Offline("down"), gap, gap, page(event(2), event(3)))
    follower = EventFollower(line, log, SystemClock())
    pauses = [follower.once() for _ in range(5)]
    assert pauses == [0.0, *AGAIN_S[:3], 0.0]
    assert (follower.trouble, log.state.cursor, line.asked) == ("", 3, [0, 1, 1, 1, 1])


@pytest.mark.expect_log("the event log is not followed: disk_fault")
@pytest.mark.parametrize("step", ["wal write", "wal sync"])
def test_a_disk_fault_leaves_cursor_and_effect_together(cache: Cache, trouble: Trouble, step: str) -> None:
    log = EventLog(cache.records)
    log.apply(page(event(1)))
    line = Line(*[page(event(2), after_key="key-1")] * 2)
    follower = EventFollower(line, log, SystemClock())
    trouble.at, trouble.error = step, DiskFault()
    assert follower.once() > 0
    trouble.at = ""
    follower.once()
    assert (log.state.cursor, log.state.applied) == (2, 2)
    assert cache.records.names("inbox/") == ["inbox/n-1", "inbox/n-2"]


FOLLOW = """
import sys
from pathlib import Path
from kiosk.clock import SystemClock
from kiosk.keeper import events
from kiosk.uplink.client import ProvinceUplink
from kiosk.uplink.identity import KEY_FILE, load_enrolment, load_or_create_key
from offline_cache.cache import Cache

folder = Path(sys.argv[1])
uplink = ProvinceUplink(load_enrolment(folder), load_or_create_key(folder / KEY_FILE), SystemClock())
class Slowly:
    def fetch_events(self, after, wait_s=0.0):
        page = events.json.loads(uplink.fetch_events(after, 0.0))
        page["events"] = page["events"][:1]
        print(after, flush=True)
        return events.json.dumps(page).encode()
log = events.EventLog(Cache.open(folder / "cache", SystemClock()).records)
follower = events.EventFollower(Slowly(), log, SystemClock())
while True:
    follower.once()
"""
"""A terminal that takes one event at a time and says so, until it is killed."""


@pytest.mark.slow
def test_killed_at_any_moment_each_event_took_effect_once(tmp_path: Path) -> None:
    total, rng = 24, random.Random(7)
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as province:
        terminal = province.terminal(tmp_path / "terminal")
        name = terminal.enrolment.terminal_id
        bodies = [
            (f"key-{n}", InboxNotice(notice=f"n-{n}", holder="0" * 5, about="message")) for n in range(total)
        ]
        province.call(tell(province.gateway, name, bodies))
        kills = 0
        while _cursor(tmp_path / "terminal") < total:
            child = subprocess.Popen(
                [sys.executable, "-c", FOLLOW, str(tmp_path / "terminal")],
                stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
            )  # fmt: skip
            assert child.stdout is not None
            for _ in range(rng.randint(4, 12)):
                assert child.stdout.readline()
            child.send_signal(signal.SIGKILL)
            child.communicate(timeout=30)
            kills += 1
        assert kills > 2
    cache = Cache.open(tmp_path / "terminal" / "cache", SystemClock())
    state = EventLog(cache.records).state
    assert (state.cursor, state.applied, state.lost, state.restarts) == (total, total, 0, 0)
    assert len(cache.records.names("inbox/")) == total
    cache.close()


def _cursor(folder: Path) -> int:
    """How far the terminal got, read between two lives."""
    cache = Cache.open(folder / "cache", SystemClock())
    found = EventLog(cache.records).state.cursor
    cache.close()
    return found


def test_it_follows_over_a_restart_of_the_province(tmp_path: Path, cache: Cache) -> None:
    data, catalogue = tmp_path / "province", write_catalogue(tmp_path / "catalogue")
    log = EventLog(cache.records)
    with process(data, catalogue) as first:
        terminal = first.terminal(tmp_path / "terminal")
        follower = EventFollower(terminal.uplink, log, SystemClock())
        assert follower.once(0.0) == 0.0
        first.child.kill()
        first.child.communicate(timeout=20)
        assert follower.once(0.0) > 0.0
    assert follower.trouble == "offline"
    port = int(terminal.enrolment.url.rpartition(":")[2])
    with running(data, catalogue, port=port) as province:
        body = InboxNotice(notice="n-1", holder="0" * 5, about="message")
        province.call(tell(province.gateway, terminal.enrolment.terminal_id, [("key-1", body)]))
        assert follower.once(0.0) == 0.0
    assert (log.state.cursor, follower.trouble) == (1, "")


@pytest.mark.expect_log("cannot be read")
def test_a_damaged_state_is_followed_from_the_beginning(log: EventLog, cache: Cache) -> None:
    log.apply(page(event(1), event(2)))
    cache.records.put(STATE, b'{"cursor": ')
    assert log.apply(page(event(1), event(2))) == 2
    assert cache.records.names("inbox/") == ["inbox/n-1", "inbox/n-2"]


def test_without_a_province_nothing_is_followed(log: EventLog) -> None:
    follower = EventFollower(None, log, SystemClock())
    follower.tick()
    follower.stop()
    assert follower.trouble == ""
