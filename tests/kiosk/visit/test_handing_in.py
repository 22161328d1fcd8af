"""From 提交 to the acknowledgement: one filing, whatever the disk, the keeper or the province does."""

from __future__ import annotations

from typing import Any

import pytest

import legalnet.sealing
from kiosk.keeper.vault import record_name
from kiosk.visit.handover import ANSWER_S
from kiosk.visit.screens.sending import PATIENCE_S
from legalnet.submission import ReceiptRecord, ReceiptState
from tests.kiosk.visit.cabinet import BEGIN, Cabinet, faults
from tests.kiosk.visit.walk import to_confirm, to_saved


def sent_to_keeper(cabinet: Cabinet) -> list[dict[str, Any]]:
    """The commits that the keeper was asked for."""
    return cabinet.keeper.told("commit")


def arrives_once(cabinet: Cabinet) -> None:
    """The province gets exactly one, whole and faultless."""
    cabinet.clock.passed += 600
    cabinet.deliver()
    assert cabinet.keeper.items() == 1
    assert list(cabinet.keeper.province.submits.values()) == [1]
    assert faults(cabinet.keeper.province.manifest()) == []


def test_a_double_tap_hands_in_once(cabinet: Cabinet) -> None:
    to_confirm(cabinet)
    for _ in range(4):
        cabinet.flow.act("submit")
    cabinet.tick()
    assert len(sent_to_keeper(cabinet)) == 1
    arrives_once(cabinet)


def test_nothing_leads_back_once_it_is_handed_in(cabinet: Cabinet) -> None:
    to_confirm(cabinet)
    cabinet.act("submit")
    assert (cabinet.flow.status["canGoBack"], cabinet.flow.status["canEnd"]) == (False, False)
    for name in ("back", "end", "submit", "review", "sign"):
        cabinet.act(name)
    assert (cabinet.screen, cabinet.flow.overlay) == ("sending", "")


@pytest.mark.parametrize(
    ("answers", "stages"),
    [
        (["not_done"], ["save_failed"]),
        (["unknown"], ["unknown"]),
        (["unknown_done"], ["unknown"]),
        (["not_done", "unknown_done", "unknown", "not_done"], ["save_failed", "unknown", "unknown", "save_failed"]),
    ],
    ids="-".join,
)  # fmt: skip
def test_a_commit_that_did_not_succeed_is_asked_for_again_with_the_same_id(
    cabinet: Cabinet, answers: list[str], stages: list[str]
) -> None:
    cabinet.keeper.commits.extend(answers)
    to_confirm(cabinet)
    cabinet.act("submit")
    for stage in stages:
        assert (cabinet.screen, cabinet.view["stage"], cabinet.view["savedAt"]) == ("sending", stage, "")
        cabinet.act("leave")
        cabinet.act("retry")
    assert cabinet.view["stage"] == "sending"
    assert len({message["request_id"] for message in sent_to_keeper(cabinet)}) == 1
    assert len(sent_to_keeper(cabinet)) == len(answers) + 1
    arrives_once(cabinet)


@pytest.mark.parametrize("lost", ["silent", "lost"])
def test_no_answer_is_an_unknown_outcome_and_never_a_second_filing(cabinet: Cabinet, lost: str) -> None:
    cabinet.keeper.commits.append(lost)
    to_confirm(cabinet)
    cabinet.act("submit")
    cabinet.tick(ANSWER_S - 1)
    assert cabinet.view["stage"] == "saving"
    cabinet.act("retry")
    assert len(sent_to_keeper(cabinet)) == 1
    cabinet.tick(1.1)
    assert cabinet.view["stage"] == "unknown"
    cabinet.act("retry")
    assert cabinet.screen == "saved"
    arrives_once(cabinet)


def test_an_answer_that_comes_late_is_still_heard(cabinet: Cabinet) -> None:
    cabinet.keeper.commits.append("lost")
    to_confirm(cabinet)
    cabinet.act("submit")
    cabinet.tick(ANSWER_S + 1)
    (message,) = sent_to_keeper(cabinet)
    cabinet.keeper.say("committed", request_id=message["request_id"], outcome="done", reason="")
    cabinet.tick()
    assert (cabinet.screen, cabinet.view["savedAt"]) == ("saved", "09:00")
    assert len(sent_to_keeper(cabinet)) == 1


def test_what_is_delivered_was_saved_whatever_the_answer_said(cabinet: Cabinet) -> None:
    """The disk failed while it answered, but the filing was kept: the engine sends it and says so."""
    cabinet.network(up=True)
    cabinet.keeper.commits.append("unknown_done")
    to_confirm(cabinet)
    cabinet.act("submit")
    assert cabinet.view["stage"] == "unknown"
    cabinet.deliver()
    cabinet.tick()
    assert (cabinet.screen, cabinet.view["number"]) == ("receipt", "(2026)0001")


@pytest.mark.expect_log("sealing failed")
def test_sealing_that_fails_half_way_is_done_anew(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = legalnet.sealing.seal_bytes, [0]

    def full(*args: Any, **kwargs: Any) -> Any:
        calls[0] += 1
        if calls[0] == 2:
            raise OSError(28, "No space left on device")
        return real(*args, **kwargs)

    monkeypatch.setattr(legalnet.sealing, "seal_bytes", full)
    to_confirm(cabinet)
    cabinet.act("submit")
    assert (cabinet.view["stage"], sent_to_keeper(cabinet)) == ("save_failed", [])
    cabinet.act("retry")
    assert cabinet.view["stage"] == "sending"
    arrives_once(cabinet)


@pytest.mark.expect_log("code or filing is taken")
def test_a_code_that_is_taken_is_replaced_by_a_fresh_one(cabinet: Cabinet) -> None:
    randoms = iter([bytes(16), bytes([7] * 16)])
    cabinet.flow.handover._urandom = lambda _: next(randoms)
    other = ReceiptRecord(
        code="222222",
        submission_id="of-another",
        matter_code="SQ-01",
        state=ReceiptState.SAVED,
        saved_at=BEGIN,
    )
    cabinet.keeper.cache.records.put(record_name("222222"), other.model_dump_json().encode())
    to_confirm(cabinet)
    cabinet.act("submit")
    assert cabinet.view["stage"] == "save_failed"
    cabinet.act("retry")
    assert cabinet.view["stage"] == "sending"
    first, second = sent_to_keeper(cabinet)
    assert first["record"]["code"] == "222222" != second["record"]["code"]
    assert first["request_id"] == second["request_id"]
    arrives_once(cabinet)


def test_where_saving_fails_for_good_there_is_a_way_out(cabinet: Cabinet) -> None:
    cabinet.keeper.commits.extend(["not_done"] * 3)
    to_confirm(cabinet)
    cabinet.act("submit")
    cabinet.act("retry")
    assert cabinet.flow.status["canEnd"] is True
    cabinet.act("end")
    assert (cabinet.flow.overlay, cabinet.flow.overlay_view) == (
        "end_confirm",
        {"submitted": False, "canKeep": False, "filling": True},
    )
    cabinet.act("end_now")
    assert cabinet.flow.over


def test_the_ways_of_the_parts_are_counted(cabinet: Cabinet) -> None:
    cabinet.network(up=True)
    to_confirm(cabinet)
    cabinet.act("submit")
    view = cabinet.view
    assert (view["stage"], view["sent"], view["total"], view["percent"]) == ("sending", 0, 2, 0)
    (message,) = sent_to_keeper(cabinet)
    sizes = [blob["size"] for blob in message["blobs"]]
    cabinet.keeper.say("progress", submission_id=message["request_id"], sent=sizes[0], total=sum(sizes))
    cabinet.tick()
    assert (cabinet.view["sent"], cabinet.view["percent"]) == (1, round(100 * sizes[0] / sum(sizes)))
    cabinet.keeper.say("progress", submission_id=message["request_id"], sent=sum(sizes), total=sum(sizes))
    cabinet.tick()
    assert (cabinet.view["stage"], cabinet.view["sent"], cabinet.view["percent"]) == ("waiting", 2, 100)


def test_without_a_network_the_saved_slip_comes_soon(cabinet: Cabinet) -> None:
    to_confirm(cabinet)
    cabinet.act("submit")
    cabinet.tick(1.9)
    assert cabinet.screen == "sending"
    cabinet.tick(0.2)
    assert (cabinet.screen, cabinet.view["savedAt"], cabinet.view["refused"]) == ("saved", "09:00", False)
    assert len(cabinet.view["code"]) == 8


def test_with_a_network_one_waits_a_little_for_the_number(cabinet: Cabinet) -> None:
    cabinet.network(up=True)
    to_confirm(cabinet)
    cabinet.act("submit")
    cabinet.tick(PATIENCE_S - 1)
    assert cabinet.screen == "sending"
    cabinet.act("leave")
    assert cabinet.screen == "saved"


def test_sending_never_times_out(cabinet: Cabinet) -> None:
    cabinet.keeper.commits.extend(["silent"])
    to_confirm(cabinet)
    cabinet.act("submit")
    for _ in range(20):
        cabinet.tick(60.0)
        assert (cabinet.screen, cabinet.flow.overlay, cabinet.flow.over) == ("sending", "", False)


def test_delivered_while_the_resident_still_stands_there(cabinet: Cabinet) -> None:
    to_saved(cabinet)
    code = cabinet.view["code"]
    assert [job.job_id[-5:] for job in cabinet.hardware.slips] == ["saved"]
    cabinet.act("retry")
    assert cabinet.view["retrying"] is True
    assert cabinet.keeper.told("retry_now")
    cabinet.tick(11.0)
    assert cabinet.view["retrying"] is False
    cabinet.keeper.province.mood = "up"
    cabinet.clock.passed += 300
    cabinet.deliver()
    assert (cabinet.screen, cabinet.view["code"], cabinet.view["number"]) == ("receipt", code, "(2026)0001")
    assert [job.job_id.split("-")[1] for job in cabinet.hardware.slips] == ["saved", "delivered"]
    assert [job.again for job in cabinet.hardware.slips] == [False, False]
    assert len(cabinet.hardware.pages) == 1


@pytest.mark.parametrize("when", ["sending", "saved"])
def test_a_refusal_is_told_in_the_province_s_words(cabinet: Cabinet, when: str) -> None:
    cabinet.network(up=True)
    cabinet.keeper.province.mood = "away" if when == "saved" else "unwilling"
    to_confirm(cabinet)
    cabinet.act("submit")
    if when == "saved":
        cabinet.tick(PATIENCE_S + 1)
        assert cabinet.screen == "saved"
        cabinet.keeper.province.mood = "unwilling"
        cabinet.clock.passed += 300
    cabinet.deliver()
    cabinet.tick()
    assert (cabinet.screen, cabinet.view["refused"], cabinet.view["words"]) == (
        "saved",
        True,
        "金额不对。请改正。",
    )
    assert cabinet.hardware.slips[-1].job_id.endswith("refused")
    assert "金额不对" in repr(cabinet.hardware.slips[-1].content)
    cabinet.act("finish")
    assert cabinet.screen == "take"


def test_news_of_another_filing_is_not_ours(cabinet: Cabinet) -> None:
    to_saved(cabinet)
    before = cabinet.view
    record = {**sent_to_keeper(cabinet)[0]["record"], "state": "refused", "refusal": "别人的"}
    for kind in ("delivered", "refused", "progress", "committed"):
        cabinet.keeper.say(kind, submission_id="other", request_id="other", record=record, outcome="not_done",
                           sent=1, total=2)  # fmt: skip
    cabinet.tick()
    assert cabinet.view == before
