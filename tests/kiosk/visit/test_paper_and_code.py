"""What comes out of the printers, what to do when nothing does, and finding a filing by its code."""

from __future__ import annotations

from typing import Any

import pytest

from devices.life import Outcome, PrintResult
from devices.receipt_printer.blocks import Pair
from kiosk.visit.hardware import NotPrinted
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.devices import card_of
from tests.kiosk.visit.walk import to_card_read, to_receipt, to_saved

PAPER_END = PrintResult(Outcome.NOT_DONE, "paper_end")
TORN_OFF = PrintResult(Outcome.UNKNOWN, "unplugged")


def labels(slip: Any) -> set[str]:
    """The labels at the left of a slip's lines."""
    return {block.label for block in slip.content if isinstance(block, Pair)}


# ---------------------------------------------------------------------- outcomes


@pytest.mark.parametrize(
    ("answer", "outcome", "reason"),
    [
        (PrintResult(Outcome.DONE), "done", ""),
        (PAPER_END, "not_done", "paper_end"),
        (TORN_OFF, "unknown", "unplugged"),
        (NotPrinted("no_printer"), "not_done", "no_printer"),
    ],
    ids=["done", "paper_end", "torn_off", "no_printer"],
)
def test_the_outcome_of_the_slip_is_told_as_it_is(
    cabinet: Cabinet, answer: Any, outcome: str, reason: str
) -> None:
    cabinet.hardware.receipt_answers.append(answer)
    to_saved(cabinet)
    cabinet.tick()
    assert cabinet.view["slip"] == {"outcome": outcome, "reason": reason}


@pytest.mark.expect_log("printing failed")
def test_a_fault_while_printing_is_an_unknown_outcome(cabinet: Cabinet) -> None:
    cabinet.hardware.receipt_answers.append(ValueError("张秀英"))
    to_saved(cabinet)
    cabinet.tick()
    assert cabinet.view["slip"] == {"outcome": "unknown", "reason": "unknown"}


@pytest.mark.parametrize(
    ("answer", "again"), [(PAPER_END, False), (TORN_OFF, True), (PrintResult(Outcome.DONE), True)]
)
def test_a_reprint_is_marked_when_paper_may_be_out_already(
    cabinet: Cabinet, answer: PrintResult, again: bool
) -> None:
    cabinet.hardware.receipt_answers.append(answer)
    to_saved(cabinet)
    cabinet.tick()
    cabinet.act("print")
    first, second = cabinet.hardware.slips
    assert (first.again, second.again) == (False, again)
    assert first.job_id == second.job_id
    assert ("补打" in labels(second), "补打" in labels(first)) == (again, False)


def test_a_second_touch_while_it_prints_prints_nothing(cabinet: Cabinet) -> None:
    to_saved(cabinet)
    cabinet.tick()
    cabinet.jobs.hold()
    for _ in range(3):
        cabinet.act("print")
    assert cabinet.view["slip"]["outcome"] == "printing"
    cabinet.jobs.release()
    cabinet.tick()
    assert len(cabinet.hardware.slips) == 2


def test_copies_again_are_a_job_of_their_own(cabinet: Cabinet) -> None:
    to_receipt(cabinet, "TJ-01")
    cabinet.tick()
    cabinet.act("print_copies")
    first, second = cabinet.hardware.pages
    assert first.job_id != second.job_id
    assert cabinet.flow.journey_now.submission_id.startswith(first.job_id)


def test_without_a_page_printer_there_are_no_copies(cabinet: Cabinet) -> None:
    cabinet.hardware.page_printer = False
    to_receipt(cabinet)
    cabinet.tick()
    assert cabinet.view["copies"]["outcome"] == "none"
    cabinet.act("finish")
    assert [item["id"] for item in cabinet.view["items"]] == ["card", "slip"]


# ---------------------------------------------------------------------- trouble


def test_paper_out_is_mended_and_the_slip_comes(cabinet: Cabinet) -> None:
    cabinet.hardware.receipt_answers.append(PAPER_END)
    to_receipt(cabinet)
    cabinet.tick()
    cabinet.act("trouble")
    code = cabinet.flow.handover.shown_code
    assert cabinet.view == {
        "device": "receipt", "reason": "paper_end", "part": "", "safe": "delivered", "code": code,
    }  # fmt: skip
    assert cabinet.flow.status["canGoBack"] is False
    cabinet.hardware.receipt_answers.append(PAPER_END)
    cabinet.act("reprint")
    assert (cabinet.screen, cabinet.view["reason"]) == ("printer_trouble", "paper_end")
    cabinet.act("read_code")
    cabinet.act("call")
    assert cabinet.flow.overlay == "help"
    cabinet.act("close")
    cabinet.jobs.hold()
    cabinet.act("reprint")
    assert (cabinet.screen, cabinet.view["slip"]["outcome"]) == ("receipt", "printing")
    cabinet.jobs.release()
    cabinet.tick()
    assert (cabinet.screen, cabinet.view["slip"]["outcome"]) == ("receipt", "done")
    assert [job.again for job in cabinet.hardware.slips] == [False, False, False]


def test_trouble_with_the_copies_names_the_page_printer(cabinet: Cabinet) -> None:
    cabinet.hardware.page_answers.append(PrintResult(Outcome.NOT_DONE, "toner_empty"))
    to_receipt(cabinet)
    cabinet.tick()
    cabinet.act("trouble")
    assert (cabinet.view["device"], cabinet.view["reason"], cabinet.view["part"]) == (
        "page", "toner_empty", "toner",
    )  # fmt: skip
    cabinet.act("reprint")
    cabinet.tick()
    assert (cabinet.screen, len(cabinet.hardware.pages), len(cabinet.hardware.slips)) == ("receipt", 2, 1)


@pytest.mark.parametrize(
    ("outcome", "reason", "told"),
    [
        (Outcome.NOT_DONE, "a_vendors_own", "broken"),
        (Outcome.UNKNOWN, "a_vendors_own", "unknown"),
        (Outcome.NOT_DONE, "held", "held"),
    ],
)
def test_a_code_without_words_of_its_own_never_claims_that_paper_may_be_out(
    cabinet: Cabinet, outcome: Outcome, reason: str, told: str
) -> None:
    cabinet.hardware.page_answers.append(PrintResult(outcome, reason))
    to_receipt(cabinet)
    cabinet.tick()
    cabinet.act("trouble")
    assert cabinet.view["reason"] == told


def test_without_trouble_the_trouble_screen_does_not_stay(cabinet: Cabinet) -> None:
    to_saved(cabinet)
    cabinet.tick()
    cabinet.act("trouble")
    cabinet.tick()
    assert cabinet.screen == "saved"


def test_later_is_a_way_on(cabinet: Cabinet) -> None:
    cabinet.hardware.receipt_answers.append(PAPER_END)
    to_saved(cabinet)
    cabinet.tick()
    cabinet.act("trouble")
    assert cabinet.view["safe"] == "saved"
    cabinet.act("later")
    assert cabinet.screen == "take"
    assert [item["id"] for item in cabinet.view["items"]] == ["card"]


def test_delivered_while_the_slip_was_in_trouble_prints_one_receipt(cabinet: Cabinet) -> None:
    cabinet.hardware.receipt_answers.append(PAPER_END)
    to_saved(cabinet)
    cabinet.tick()
    cabinet.act("trouble")
    cabinet.keeper.province.mood = "up"
    cabinet.clock.passed += 300
    cabinet.deliver()
    assert (cabinet.screen, cabinet.view["safe"]) == ("printer_trouble", "delivered")
    cabinet.act("reprint")
    cabinet.tick(times=2)
    assert (cabinet.screen, cabinet.view["slip"]["outcome"]) == ("receipt", "done")
    assert [job.job_id.split("-")[1] for job in cabinet.hardware.slips] == ["saved", "delivered"]


# ---------------------------------------------------------------------- taking one's things


def test_the_card_on_the_plate_is_not_left_behind(cabinet: Cabinet) -> None:
    to_receipt(cabinet, "TJ-01")
    cabinet.act("finish")
    cabinet.tick(1.1, times=2)
    items = {item["id"]: item["taken"] for item in cabinet.view["items"]}
    assert items == {"card": "no", "slip": "", "copies": ""}
    cabinet.tick(100.0, times=2)
    assert not cabinet.flow.over
    cabinet.act("call")
    assert cabinet.flow.overlay == "help"
    cabinet.act("close")
    cabinet.hardware.card = None
    cabinet.tick(1.1, times=2)
    assert cabinet.flow.over
    assert [message["reason"] for message in cabinet.keeper.told("ended")] == ["finished"]


def test_a_reader_that_cannot_tell_does_not_hold_up_the_end(cabinet: Cabinet) -> None:
    to_receipt(cabinet, "TJ-01")
    cabinet.hardware.look_fault = "no_reader"
    cabinet.act("finish")
    cabinet.tick(1.1, times=2)
    assert cabinet.view["items"][0] == {"id": "card", "taken": ""}
    assert cabinet.view["left"] == 59
    cabinet.tick(60.0)
    assert cabinet.flow.over


# ---------------------------------------------------------------------- by its code


@pytest.mark.parametrize("code", ["", "K74P2", "K74P299", "K74P2O", "查询码", "K74P2 1", "\ud800AAAAA"])
def test_what_cannot_be_a_code_is_said_at_once(cabinet: Cabinet, code: str) -> None:
    cabinet.act("tile", id="progress")
    cabinet.act("find", code=code)
    assert (cabinet.screen, cabinet.view) == ("lookup", {"error": "format", "online": False})
    assert cabinet.keeper.told("lookup") == []


def test_a_code_that_nobody_knows(cabinet: Cabinet) -> None:
    cabinet.act("tile", id="progress")
    cabinet.act("find", code="k7-4p 29")
    assert cabinet.view == {"error": "not_found", "online": False}
    assert [message["code"] for message in cabinet.keeper.told("lookup")] == ["K74P29"]
    cabinet.act("find", code="??")
    assert cabinet.view == {"error": "format", "online": False}


def test_an_answer_for_another_code_is_not_shown(cabinet: Cabinet) -> None:
    cabinet.act("tile", id="progress")
    cabinet.keeper.say("found", code="K74P29", record=None)
    cabinet.tick()
    assert cabinet.view == {"error": "", "online": False}


@pytest.mark.parametrize("delivered", [False, True])
def test_a_filing_is_found_by_its_code_and_its_slip_comes_again(
    cabinet: Cabinet, make: MakeCabinet, delivered: bool
) -> None:
    to_saved(cabinet)
    code = cabinet.view["code"]
    if delivered:
        cabinet.keeper.province.mood = "up"
        cabinet.clock.passed += 300
        cabinet.deliver()
    later = make()
    later.keeper.vault = cabinet.keeper.vault
    later.act("tile", id="progress")
    later.act("find", code=code.lower())
    view = later.view
    assert (later.screen, view["code"], view["matter"]) == ("lookup_result", code, "法律服务诉求工单")
    assert (view["state"], view["number"]) == (("delivered", "(2026)0001") if delivered else ("saved", ""))
    assert view["savedAt"] == "11月23日 星期一 09:00"
    assert view["deliveredAt"] == ("11月23日 星期一 09:00" if delivered else "")
    later.act("print")
    (slip,) = later.hardware.slips
    assert slip.again, "the printer would pass over a job that an earlier visit printed"
    assert "补打" in labels(slip)
    assert later.view["slip"] == {"outcome": "done", "reason": ""}
    later.act("back")
    assert later.screen == "lookup"
    later.act("find", code=code)
    later.act("finish")
    assert [message["reason"] for message in later.keeper.told("ended")] == ["looked_up"]


# ---------------------------------------------------------------------- the way home


@pytest.mark.parametrize("seen", ["card", "given_back", "typed", "answer"])
def test_the_way_home_ends_the_process_once_anything_personal_was_seen(cabinet: Cabinet, seen: str) -> None:
    from tests.kiosk.visit.walk import to_card, to_interview

    if seen in ("card", "given_back"):
        to_card_read(cabinet)
        if seen == "given_back":
            cabinet.act("not_mine")
            cabinet.hardware.card = None
    elif seen == "typed":
        to_card(cabinet)
        cabinet.act("attendant")
        cabinet.act("type_identity", name="张秀英", number=card_of("zhang").number)
    else:
        to_interview(cabinet, "SQ-01")
        cabinet.act("answer", path="w.kind", value="咨询")
    for _ in range(12):
        cabinet.act("back")
    assert cabinet.flow.over
    assert [message["reason"] for message in cabinet.keeper.told("ended")] == ["home"]


def test_who_only_looked_around_goes_home_without_an_end(cabinet: Cabinet) -> None:
    cabinet.act("tile", id="owed")
    cabinet.act("begin")
    for _ in range(5):
        cabinet.act("back")
    assert (cabinet.screen, cabinet.flow.over, cabinet.flow.journey) == ("idle", False, None)
    assert cabinet.keeper.told("ended") == []
