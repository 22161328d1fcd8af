"""A late question in the terminal's memory: safe by one commit, at the real province once, whatever dies in between."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Sequence
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kiosk.keeper.late import MOST_A_VISIT, LateDesk
from kiosk.keeper.letters import listed
from kiosk.keeper.vault import Vault
from legalnet import asking
from offline_cache.cache import Cache
from offline_cache.errors import DiskFault, DiskFull
from offline_cache.events import Delivered, Refused, SyncEvent
from offline_cache.states import ItemState
from offline_cache.sync import SyncEngine
from offline_cache.uplink import Companion, Reply, Unsure
from tests.kiosk.keeper.test_asking import Ears
from tests.province.asking import ZHANG, Visit
from tests.province.conftest import province, terminal
from tests.province.running import Running, ShiftedClock, Terminal
from tests.province.test_residents import hand_in, request_of

__all__ = ["province", "terminal"]


class Somebody:
    """A visit."""


class Deaf:
    """The real way to the province, on which the answer to the first hand-in is lost."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self.sent = 0
        self.carries = 0

    def submit(self, key: str, header: bytes, along: Sequence[Companion] = ()) -> Reply:
        """It arrives; of the first nobody hears."""
        self.sent += 1
        found = self._real.submit(key, header, along)
        if self.sent == 1:
            raise Unsure("no answer")
        return cast(Reply, found)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def memory_of(cache: Any) -> Any:
    """An open memory around a cache."""
    woken: list[str] = []
    return SimpleNamespace(
        parts=SimpleNamespace(cache=cache), wake=lambda: woken.append("wake"), look=lambda: None, woken=woken
    )


def urging(visit: Visit, number: str, words: str = "离线时写的") -> tuple[str, str]:
    """Key and sealed bytes of an urging, as a visit gives them to the keeper."""
    key = uuid.uuid4().hex
    question = visit.question(
        "POST",
        f"/work-orders/{number}/urge",
        {"words": words},
        late=True,
        claim=visit.claim(),
        token=None,
        key=key,
    )
    return key, base64.b64encode(asking.seal_question(question, visit.key)).decode()


def run(cache: Cache, way: Any) -> list[SyncEvent]:
    """One pass of the engine."""
    events: list[SyncEvent] = []
    SyncEngine(
        cache.outbox, cache.blobs, way, ShiftedClock(), Random(1), events.append, Vault(cache)
    ).run_once()
    return events


@pytest.fixture
def number(terminal: Terminal) -> str:
    """A request of hers that can be urged."""
    return hand_in(terminal, request_of(ZHANG))


def test_it_arrives_once_though_its_answer_was_lost_and_the_keeper_died(
    province: Running, terminal: Terminal, number: str, tmp_path: Path
) -> None:
    cache = Cache.open(tmp_path / "cache", ShiftedClock())
    visit, ears, way = Visit(terminal), Ears(), Deaf(terminal.uplink)
    key, question = urging(visit, number)
    desk = LateDesk(memory_of(cache))
    for _ in range(2):
        desk.hear(Somebody(), {"kind": "ask_keep", "key": key, "question": question}, ears)
    assert [one["outcome"] for one in ears.heard] == ["done", "done"]
    assert [item.key for item in cache.outbox.pending()] == [f"ask-{key}"]
    assert not any(isinstance(one, Delivered) for one in run(cache, way))
    assert cache.outbox.expect(f"ask-{key}").state is ItemState.UNSURE
    cache.close()  # the keeper dies; another one opens what lies there
    cache = Cache.open(tmp_path / "cache", ShiftedClock())
    [arrived] = [one for one in run(cache, way) if isinstance(one, Delivered)]
    assert (arrived.key, way.sent) == (f"ask-{key}", 2)
    assert cache.outbox.pending() == []
    visit.identify()
    shown = visit.ask("GET", f"/work-orders/{number}").json
    assert shown["urges"] == 1
    assert [one["words"] for one in shown["entries"] if one["event"] == "urge"] == ["离线时写的"]
    cache.close()


def test_it_survives_a_keeper_that_dies_before_anything_was_sent(
    province: Running, terminal: Terminal, number: str, tmp_path: Path
) -> None:
    visit, ears = Visit(terminal), Ears()
    cache = Cache.open(tmp_path / "cache", ShiftedClock())
    key, question = urging(visit, number)
    LateDesk(memory_of(cache)).hear(Somebody(), {"kind": "ask_keep", "key": key, "question": question}, ears)
    raw = b"".join(path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert not any(word.encode() in raw for word in (*ZHANG, "离线时写的", number))
    cache.close()
    cache = Cache.open(tmp_path / "cache", ShiftedClock())
    assert any(isinstance(one, Delivered) for one in run(cache, terminal.uplink))
    visit.identify()
    assert visit.ask("GET", f"/work-orders/{number}").json["urges"] == 1
    cache.close()


def test_a_refusal_is_laid_aside_for_a_person_and_tells_nothing(
    province: Running, terminal: Terminal, tmp_path: Path
) -> None:
    cache = Cache.open(tmp_path / "cache", ShiftedClock())
    key, question = urging(Visit(terminal), "none")
    LateDesk(memory_of(cache)).hear(
        Somebody(), {"kind": "ask_keep", "key": key, "question": question}, Ears()
    )
    [refused] = [one for one in run(cache, terminal.uplink) if isinstance(one, Refused)]
    assert (refused.key, refused.code) == (f"ask-{key}", "late_refused")
    [letter] = listed(cache)["items"]
    assert (letter["key"], letter["matter"], letter["reason"]) == (f"ask-{key}", "", "late_refused")
    cache.close()


@pytest.mark.parametrize(
    ("key", "question"),
    [
        ("x", base64.b64encode(asking.MAGIC + bytes(60)).decode()),
        (None, base64.b64encode(asking.MAGIC + bytes(60)).decode()),
        ("0" * 32, "?"),
        ("0" * 32, base64.b64encode(b"{}" * 40).decode()),
        ("0" * 32, ""),
        ("0" * 32, 7),
    ],
)
def test_what_is_no_sealed_question_is_not_kept(key: Any, question: Any) -> None:
    ears = Ears()
    LateDesk(memory_of(None)).hear(Somebody(), {"kind": "ask_keep", "key": key, "question": question}, ears)
    assert [(one["outcome"], one["reason"]) for one in ears.heard] == [("not_done", "unreadable")]


@pytest.mark.expect_log("a late question was not kept")
def test_a_disk_says_what_it_knows_and_a_visit_may_not_fill_it() -> None:
    class Outbox:
        """Of a disk in trouble."""

        def __init__(self) -> None:
            self.troubles: list[Exception | None] = [DiskFull("x"), DiskFault("x")]

        def enqueue(self, *_: Any) -> None:
            """In trouble at first."""
            trouble = self.troubles.pop(0) if self.troubles else None
            if trouble is not None:
                raise trouble

    ears, memory = Ears(), memory_of(SimpleNamespace(outbox=Outbox()))
    desk, visit = LateDesk(memory), Somebody()
    question = base64.b64encode(asking.MAGIC + bytes(60)).decode()
    for _ in range(MOST_A_VISIT + 1):
        desk.hear(visit, {"kind": "ask_keep", "key": uuid.uuid4().hex, "question": question}, ears)
    outcomes = [one["outcome"] for one in ears.heard]
    assert outcomes[:3] == ["not_done", "unknown", "done"]
    assert (outcomes[-1], ears.heard[-1]["reason"]) == ("not_done", "busy")
    assert len(memory.woken) == MOST_A_VISIT - 2
