"""A large filing through a pipe: sealed by the visit, hashed and written by the keeper, and still one filing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kiosk.visit.handover
import legalnet.sealing
from kiosk.visit.handover import Bundle, ClearPart, Handover
from kiosk.visit.jobs import Jobs
from kiosk.visit.streaming import ANSWER_S
from tests.kiosk.visit.cabinet import PRIVATE, Cabinet
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.test_handing_in import arrives_once, sent_to_keeper
from tests.kiosk.visit.walk import to_confirm

WAIT_S = 30.0


@pytest.fixture(autouse=True)
def _through_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """A filing of any size."""
    monkeypatch.setattr(kiosk.visit.handover, "STREAMED_FROM", 0)


def submit(cabinet: Cabinet, *, again: bool = False) -> None:
    """Touch 提交, or 再试一次, and let visit and keeper speak with each other."""
    if not again:
        to_confirm(cabinet)
    cabinet.act("retry" if again else "submit")
    for _ in range(4):
        cabinet.tick()


def test_it_arrives_once_and_no_sealed_copy_lies_in_the_visits_folder(
    cabinet: Cabinet, tmp_path: Path
) -> None:
    submit(cabinet)
    assert cabinet.view["stage"] == "sending"
    (message,) = sent_to_keeper(cabinet)
    assert {blob["path"] for blob in message["blobs"]} == {""}
    assert not (tmp_path / "visit" / "sealed").exists()
    arrives_once(cabinet)


@pytest.mark.expect_log("sealing failed")
def test_a_keeper_that_says_nothing_kept_nothing(cabinet: Cabinet) -> None:
    cabinet.keeper.streams.append("silent")
    submit(cabinet)
    assert cabinet.view["stage"] == "saving"
    cabinet.tick(ANSWER_S + 2)
    assert (cabinet.view["stage"], sent_to_keeper(cabinet)) == ("save_failed", [])
    (first,) = cabinet.keeper.told("take_in")
    submit(cabinet, again=True)
    cabinet.keeper.say(
        "taken_in", request_id=first["request_id"], outcome="done", reason="", digests=["0" * 64]
    )
    cabinet.tick()
    assert len(sent_to_keeper(cabinet)) == 1, "a late answer means nothing"
    arrives_once(cabinet)


@pytest.mark.expect_log("sealing failed")
def test_what_the_keeper_does_not_keep_is_not_saved_and_sent_again(cabinet: Cabinet) -> None:
    cabinet.keeper.streams.append("not_done")
    submit(cabinet)
    assert (cabinet.view["stage"], sent_to_keeper(cabinet)) == ("save_failed", [])
    submit(cabinet, again=True)
    arrives_once(cabinet)


def test_an_unknown_commit_is_asked_again_without_sending_the_files_again(cabinet: Cabinet) -> None:
    cabinet.keeper.commits.extend(["unknown_done", "unknown"])
    submit(cabinet)
    for _ in range(2):
        assert cabinet.view["stage"] == "unknown"
        submit(cabinet, again=True)
    assert (len(sent_to_keeper(cabinet)), len(cabinet.keeper.told("take_in"))) == (3, 1)
    arrives_once(cabinet)


def test_a_memory_that_was_opened_anew_gets_the_files_again(cabinet: Cabinet) -> None:
    cabinet.keeper.commits.append("unknown")
    submit(cabinet)
    cabinet.keeper.cache.close()
    for part in ("cache", "vault", "late", "engine"):
        cabinet.keeper.__dict__.pop(part, None)
    submit(cabinet, again=True)
    assert cabinet.view["stage"] == "save_failed"
    submit(cabinet, again=True)
    first, *_, last = sent_to_keeper(cabinet)
    assert first["request_id"] == last["request_id"]
    assert first["record"]["code"] != last["record"]["code"]
    arrives_once(cabinet)


@pytest.mark.expect_log("files not taken in")
@pytest.mark.expect_log("sealing failed")
def test_sealing_that_fails_half_way_is_done_anew(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = legalnet.sealing.seal_stream, [0]

    def broken(*args: Any, **kwargs: Any) -> Any:
        calls[0] += 1
        if calls[0] == 2:
            raise MemoryError
        return real(*args, **kwargs)

    monkeypatch.setattr(legalnet.sealing, "seal_stream", broken)
    submit(cabinet)
    assert (cabinet.view["stage"], sent_to_keeper(cabinet)) == ("save_failed", [])
    submit(cabinet, again=True)
    arrives_once(cabinet)


@pytest.mark.parametrize("suite", ["aes256gcm-sha256", "sm4gcm-sm3"])
def test_more_than_a_pipe_holds_goes_through_it(make: MakeCabinet, suite: str) -> None:
    """Beside the keeper, on a thread of its own, as in a visit."""
    jobs, cabinet = Jobs(), make(suite=suite)
    handover = Handover(cabinet.profile, jobs, cabinet.clock, cabinet.flow.tell, bytes, lambda: 1.0)
    cabinet.flow._handover = handover
    parts = (
        ClearPart("a.pdf", "material", "application/pdf", b"a page " * 400_000),
        ClearPart("b", "manifest", "x", b""),
    )
    handover.begin(lambda: Bundle("s-1", "SQ-01", "1", parts))
    until(cabinet, jobs, lambda: handover.saved)
    (item,) = cabinet.keeper.cache.outbox.pending()
    (message,) = sent_to_keeper(cabinet)
    assert [(blob.digest, blob.size) for blob in item.blobs] == [
        (part["digest"], part["size"]) for part in message["envelope"]["parts"]
    ]
    for part, sealed, blob in zip(parts, message["envelope"]["parts"], item.blobs, strict=True):
        path = cabinet.keeper.cache.blobs.verify(blob)
        context = legalnet.sealing.part_context("s-1", part.name)
        assert legalnet.sealing.open_file(path, sealed["wrapped_key"], PRIVATE, context) == part.data
        assert sealed["sm3"] == (legalnet.sealing.sm3_of(path) if suite.startswith("sm4") else None)


def until(cabinet: Cabinet, jobs: Jobs, condition: Callable[[], bool]) -> None:
    """Let keeper, threads and visit speak until something is so."""
    end = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < end, "did not happen in time"
        jobs.collect()
        cabinet.tick()
        time.sleep(0.001)
