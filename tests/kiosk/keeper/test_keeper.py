"""The keeper with real memory, real visit processes and a province in miniature."""

from __future__ import annotations

import json
import os
import select
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.keeper import run as root
from kiosk.keeper.link import Message
from kiosk.keeper.memory import EVERY_S
from kiosk.settings import Settings
from offline_cache.cache import Cache
from offline_cache.errors import Damaged, DiskFault, DiskFull
from tests.kiosk.keeper.parts import NAME, WAIT_S, FarEnd, House, commit
from tests.province.catalogue import write_catalogue
from tests.province.running import Filing, running

MakeHouse = Callable[[], House]


def test_a_filing_goes_from_the_visit_to_its_number(house: MakeHouse, far: FarEnd) -> None:
    keeper = house()
    visit = keeper.shown()
    message = commit(visit.folder)
    answer = keeper.hand_in(visit, message)
    assert (answer["outcome"], answer["request_id"]) == ("done", message["request_id"])
    told = keeper.hear(visit, "delivered")
    assert told["submission_id"] == message["request_id"]
    assert (told["record"]["state"], told["record"]["number"]) == (
        "delivered",
        f"N-{message['request_id'][:4]}",
    )
    assert far.arrived == {message["request_id"]: [NAME]}
    assert visit.told("progress")


def test_the_same_commit_again_is_one_filing(house: MakeHouse, far: FarEnd) -> None:
    keeper = house()
    visit = keeper.shown()
    message = commit(visit.folder)
    assert [keeper.hand_in(visit, message)["outcome"] for _ in range(3)] == ["done"] * 3
    keeper.hear(visit, "delivered")
    assert keeper.hand_in(visit, message)["outcome"] == "done"
    keeper.until(lambda: not keeper.cache.outbox.pending())
    assert list(far.submits.values()) == [1]


def test_the_real_province_gives_its_number(tmp_path: Path) -> None:
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as province:
        terminal = province.terminal(tmp_path / "terminal")
        keeper = House(tmp_path, terminal.uplink, terminal.uplink.probe)
        try:
            visit = keeper.shown()
            message = from_filing(terminal.seal(Filing.request()), visit.folder)
            assert keeper.hand_in(visit, message)["outcome"] == "done"
            record = keeper.hear(visit, "delivered")["record"]
        finally:
            keeper.close()
        (row,) = province.rows("submissions")
        assert row["number"] == record["number"]


def from_filing(sealed: Any, folder: Path) -> Message:
    """A filing sealed by the province's own helper, as a visit commits it."""
    message = commit(folder, texts=())
    message["envelope"] = envelope = json.loads(sealed.header)
    message["request_id"] = message["record"]["submission_id"] = sealed.key
    message["record"]["matter_code"] = envelope["matter_code"]
    for digest, size, path in sealed.blobs:
        path.rename(folder / "sealed" / path.name)
        message["blobs"].append({"digest": digest, "size": size, "path": str(folder / "sealed" / path.name)})
    return message


def test_away_it_is_saved_and_the_code_finds_it(house: MakeHouse, far: FarEnd) -> None:
    far.mood = "away"
    keeper = house()
    visit = keeper.shown()
    keeper.until(lambda: any(told["reason"] == "down" for told in visit.told("network")))
    assert keeper.hand_in(visit, commit(visit.folder))["outcome"] == "done"
    visit.say("lookup", code="k7-4p 29")
    found = keeper.hear(visit, "found")
    assert (found["code"], found["record"]["state"], found["record"]["number"]) == ("k7-4p 29", "saved", None)
    visit.say("lookup", code="A2A2A2")
    keeper.until(lambda: len(visit.told("found")) == 2)
    assert visit.told("found")[1]["record"] is None
    far.mood = "up"
    visit.say("retry_now")
    assert keeper.hear(visit, "delivered")["record"]["number"]
    keeper.until(lambda: visit.told("network")[-1]["up"])
    assert list(far.submits.values()) == [1]


def test_the_status_is_numbers_and_codes(house: MakeHouse, far: FarEnd) -> None:
    far.mood = "away"
    keeper = house()
    visit = keeper.shown()
    assert keeper.hand_in(visit, commit(visit.folder))["outcome"] == "done"
    keeper.until(lambda: keeper.network.reason == "down")
    visit.say("status")
    told = keeper.hear(visit, "status")
    assert sum(told["counts"].values()) == 1
    assert {name: told[name] for name in ("up", "reason", "memory", "skewed")} == {
        "up": False,
        "reason": "down",
        "memory": "new",
        "skewed": False,
    }
    assert (told["idle"], told["unsent"]) == (True, 1)
    assert set(told) == {
        "kind",
        "counts",
        "up",
        "reason",
        "memory",
        "skewed",
        "used",
        "left",
        "idle",
        "unsent",
    }
    assert "K74P29" not in json.dumps(told)


@pytest.mark.expect_log("memory is in trouble")
def test_the_status_is_answered_when_the_memory_cannot_be_read(
    house: MakeHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = house()
    visit = keeper.shown()

    def broken(_: Cache) -> None:
        raise DiskFault("gone")

    monkeypatch.setattr(Cache, "health", broken)
    visit.say("status")
    told = keeper.hear(visit, "status")
    assert (told["counts"], told["memory"]) == ({}, DiskFault("gone").code)


def test_a_refusal_is_told_with_its_words(house: MakeHouse, far: FarEnd) -> None:
    far.mood = "unwilling"
    keeper = house()
    visit = keeper.shown()
    assert keeper.hand_in(visit, commit(visit.folder))["outcome"] == "done"
    record = keeper.hear(visit, "refused")["record"]
    assert (record["state"], record["refusal"], record["number"]) == ("refused", "金额不对。请改正。", None)


@pytest.mark.expect_log("commit refused")
def test_a_commit_that_does_not_fit_is_answered(house: MakeHouse, far: FarEnd) -> None:
    keeper = house()
    visit = keeper.shown()
    message = commit(visit.folder)
    message["record"]["state"] = "delivered"
    answer = keeper.hand_in(visit, message)
    assert (answer["outcome"], answer["reason"]) == ("not_done", "malformed")
    visit.say("commit")
    keeper.until(lambda: len(visit.told("committed")) == 2)
    assert keeper.cache.outbox.pending() == []


def test_a_visit_killed_between_commit_and_answer_has_filed_once(
    house: MakeHouse, far: FarEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = house()
    visit = keeper.shown()
    safe = keeper.vault.commit

    def safe_and_dead(message: Message, folder: Path) -> tuple[str, str]:
        outcome = safe(message, folder)
        os.kill(visit.pid, signal.SIGKILL)
        return outcome

    monkeypatch.setattr(keeper.vault, "commit", safe_and_dead)
    visit.say(**commit(visit.folder))
    keeper.until(lambda: far.arrived)
    keeper.until(lambda: not keeper.cache.outbox.pending())
    keeper.until(lambda: not visit.folder.exists())
    assert list(far.submits.values()) == [1]
    assert keeper.shown() is not visit


def test_a_visit_killed_before_its_commit_is_heard_has_filed_nothing(house: MakeHouse, far: FarEnd) -> None:
    keeper = house()
    visit = keeper.shown()
    line = keeper.visit_of(visit).link
    visit.say(**commit(visit.folder))
    assert select.select([line], [], [], WAIT_S)[0]
    os.kill(visit.pid, signal.SIGKILL)
    os.waitid(os.P_PID, visit.pid, os.WEXITED | os.WNOWAIT)
    keeper.until(lambda: not visit.folder.exists())
    assert keeper.shown() is not visit
    assert (far.arrived, keeper.cache.outbox.pending()) == ({}, [])


def test_a_large_filing_comes_through_a_pipe_of_another_process(house: MakeHouse, far: FarEnd) -> None:
    keeper = house()
    visit = keeper.shown()
    texts = ("扫描件" * 700_000, NAME)
    assert keeper.stream(visit, commit(visit.folder, texts=texts))["outcome"] == "done"
    keeper.until(lambda: far.arrived)
    assert list(far.arrived.values()) == [list(texts)]
    assert list(far.submits.values()) == [1]


@pytest.mark.expect_log("files not taken in")
def test_a_visit_killed_while_it_streams_leaves_nothing(house: MakeHouse, tmp_path: Path) -> None:
    keeper = house()
    visit = keeper.shown()
    reading, writing = os.pipe()
    visit.say("take_in", pipe=reading, request_id="s", sizes=[1000, 50_000])
    os.close(reading)
    os.write(writing, bytes(40_000))
    os.kill(visit.pid, signal.SIGKILL)
    os.close(writing)
    keeper.until(lambda: not visit.folder.exists())
    keeper.vault.tidy()
    assert list((tmp_path / "cache" / "blobs").iterdir()) == []
    assert keeper.shown() is not visit


def test_a_new_keeper_sends_what_waits_exactly_once(house: MakeHouse, far: FarEnd) -> None:
    far.mood = "away"
    first = house()
    visit = first.shown()
    messages = [commit(visit.folder, code) for code in ("K74P29", "A2A2A2")]
    for message in messages:
        assert first.hand_in(visit, message)["outcome"] == "done"
    folders = [one.folder for one in first.visits.all]
    first.cut_off()
    assert all(folder.exists() for folder in folders)
    far.mood = "up"
    second = house()
    assert not any(folder.exists() for folder in folders)
    second.until(lambda: len(far.arrived) == 2)
    second.until(lambda: not second.cache.outbox.pending())
    assert far.submits == {message["request_id"]: 1 for message in messages}
    visit = second.shown()
    visit.say("lookup", code="K74P29")
    assert second.hear(visit, "found")["record"]["state"] == "delivered"


def test_a_new_keeper_asks_about_what_may_have_arrived(house: MakeHouse, far: FarEnd) -> None:
    far.mood = "silent"
    first = house()
    visit = first.shown()
    first.hand_in(visit, commit(visit.folder))
    first.until(lambda: far.arrived)
    first.cut_off()
    far.mood = "up"
    second = house()
    second.until(lambda: not second.cache.outbox.pending())
    assert list(far.submits.values()) == [1]
    record = second.vault.by_code("K74P29")
    assert record is not None
    assert record.number


def test_the_end_of_a_visit_drops_what_it_held(house: MakeHouse, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    keeper = house()
    visit = keeper.shown()
    (visit.folder / "answers").write_text(NAME)
    visit.say("ended", reason="finished")
    keeper.until(lambda: not visit.folder.exists())
    assert keeper.shown() is not visit
    assert "visit ended: finished" in caplog.text


@pytest.mark.parametrize("reason", [NAME, "陈小明 finished", ["x"], None, 3])
def test_a_reason_that_is_no_word_of_ours_stays_out_of_the_log(
    house: MakeHouse, reason: object, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    keeper = house()
    visit = keeper.shown()
    visit.say("ended", reason=reason)
    keeper.until(lambda: not visit.folder.exists())
    assert NAME not in caplog.text


NONSENSE = {
    "no JSON": b"hello\n",
    "no message": b"[1]\n",
    "no kind": b'{"a":1}\n',
    "no text": b"\xff\xfe\x00\n",
    "too deep": b"[" * 200_000 + b"\n",
}


@pytest.mark.parametrize("data", NONSENSE.values(), ids=NONSENSE.keys())
def test_a_visit_that_speaks_nonsense_is_replaced(house: MakeHouse, data: bytes) -> None:
    keeper = house()
    visit = keeper.shown()
    visit.raw(data)
    keeper.until(lambda: not visit.folder.exists())
    assert keeper.shown() is not visit


def test_words_that_nobody_knows_and_half_letters_do_no_harm(house: MakeHouse) -> None:
    keeper = house()
    visit = keeper.shown()
    visit.say("dance")
    visit.say("call_staff")
    visit.raw(b'{"kind":"lookup","code":"\\ud800"}\n{"kind":"lookup"}\n{"kind":"lookup","code":[1]}\n')
    keeper.until(lambda: len(visit.told("found")) == 3)
    assert [told["record"] for told in visit.told("found")] == [None] * 3
    assert keeper.shown() is visit


@pytest.mark.expect_log("the memory is in trouble: disk_fault")
def test_a_memory_that_cannot_be_read_gives_no_false_answer(
    house: MakeHouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    keeper = house()
    visit = keeper.shown()
    keeper.hand_in(visit, commit(visit.folder))
    keeper.hear(visit, "delivered")
    with monkeypatch.context() as broken:
        broken.setattr(keeper.vault, "by_code", raising(DiskFault("IOError")))
        visit.say("lookup", code="K74P29")
        keeper.until(lambda: "in trouble" in caplog.text)
    assert visit.told("found") == []
    visit.say("lookup", code="K74P29")
    assert keeper.hear(visit, "found")["record"]["state"] == "delivered"


def raising(error: Exception) -> Callable[..., Any]:
    """A call that fails."""

    def call(*_: object) -> Any:
        raise error

    return call


@pytest.mark.expect_log("the memory is in trouble: disk_full")
def test_a_full_disk_is_said_once_and_ends_nothing(
    house: MakeHouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    keeper = house()
    visit = keeper.shown()
    now = keeper.clock.monotonic
    ahead = 0.0
    monkeypatch.setattr(keeper.clock, "monotonic", lambda: now() + ahead)
    with monkeypatch.context() as full:
        full.setattr(keeper.cache, "tidy", raising(DiskFull("ENOSPC")))
        for minutes in (1, 2, 3):
            ahead = minutes * (EVERY_S + 1)
            for one in keeper.visits.all:
                one.heard = one.moved = keeper.clock.monotonic()
            keeper.step()
    assert caplog.text.count("in trouble: disk_full") == 1
    ahead += EVERY_S + 1
    for one in keeper.visits.all:
        one.heard = one.moved = keeper.clock.monotonic()
    keeper.step()
    assert "well again" in caplog.text
    assert keeper.shown() is visit


@pytest.mark.expect_log("the memory is damaged")
def test_a_damaged_memory_is_opened_anew_and_goes_on(
    house: MakeHouse, far: FarEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = house()
    visit = keeper.shown()
    assert keeper.hand_in(visit, commit(visit.folder))["outcome"] == "done"
    keeper.hear(visit, "delivered")
    first = keeper.cache
    monkeypatch.setattr(first, "tidy", raising(Damaged("page")))
    keeper.memory.look()
    assert keeper.cache is not first
    visit.say("lookup", code="K74P29")
    assert keeper.hear(visit, "found")["record"]["state"] == "delivered"
    assert keeper.shown() is visit


@pytest.fixture
def signals() -> Iterator[None]:
    """Handlers of the test's own process, put back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals")
def test_told_to_leave_it_takes_its_visits_along(house: MakeHouse) -> None:
    keeper = house()
    visit = keeper.shown()
    engine = keeper.memory.parts.engine
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
    keeper.keeper.run()
    assert keeper.visits.all == []
    assert not visit.folder.exists()
    assert not engine.health().running
    Cache.open(visit.folder.parents[1] / "cache", keeper.clock).close()


@pytest.mark.expect_log("the terminal's memory cannot be used: cache_in_use")
@pytest.mark.expect_log("never enrolled")
def test_a_second_keeper_says_why_not_and_touches_no_visit(
    house: MakeHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = house()
    visit = keeper.shown()
    monkeypatch.setattr(root, "adopt_orphans", lambda: None)
    settings = Settings.model_validate(
        {"terminal": {"folder": tmp_path, "run_folder": str(tmp_path / "run")}}
    )
    assert root.run(settings) == 1
    keeper.step()
    assert visit.folder.exists()
    assert keeper.shown() is visit


def test_the_profile_tells_what_the_settings_say(house: MakeHouse) -> None:
    keeper = house()
    visit = keeper.shown()
    (hello,) = visit.told("hello")
    assert hello["profile"]["folder"] == str(visit.folder)
    assert hello["profile"]["province_key"] == ""
    assert hello["profile"]["help_number"] == "12348"
