"""Every screen hears every action with every kind of argument: nothing raises, nothing unknown does anything."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

from devices.life import Outcome, PrintResult
from kiosk.visit.deposits import Item
from kiosk.visit.journey import Journey
from kiosk.visit.overlays import OVERLAYS
from kiosk.visit.screens import NAMES
from kiosk.visit.screens.base import Screen
from legalnet.evidence.codes import with_check
from tests.kiosk.visit import contract, walk
from tests.kiosk.visit.cabinet import PIN, Cabinet, staff_hash
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.touches import FITTING, UNKNOWN, misfits


def to_attendant(cabinet: Cabinet) -> None:
    """A person is asked for, without a card."""
    walk.to_card(cabinet)
    cabinet.act("attendant")


def to_face_notice(cabinet: Cabinet) -> None:
    """The camera's own notice."""
    walk.to_card_read(cabinet)
    cabinet.act("confirm")


def to_trouble(cabinet: Cabinet) -> None:
    """No paper for the slip."""
    cabinet.hardware.receipt_answers.extend([PrintResult(Outcome.NOT_DONE, "paper_end")] * 500)
    walk.to_saved(cabinet)
    cabinet.tick()
    cabinet.act("trouble")


DEPOSIT = with_check("1" * 18)


def to_found(cabinet: Cabinet) -> None:
    """A filing found by its code."""
    walk.to_saved(cabinet)
    cabinet.flow.replace("lookup")
    cabinet.act("find", code=cabinet.flow.handover.shown_code)


def to_deposit(cabinet: Cabinet) -> None:
    """A filing that deposits its file."""
    walk.to_saved(cabinet)
    deposits = cabinet.flow.handover.deposits
    assert deposits is not None
    deposits.items.append(Item("要存证的文件", "files", "asking"))
    cabinet.act("deposit")


def to_take(cabinet: Cabinet) -> None:
    """The last screen."""
    walk.to_saved(cabinet)
    cabinet.act("finish")


def to_checkup(cabinet: Cabinet) -> None:
    """What the answers of a check-up mean."""
    cabinet.flow.choose_matter("QY-01")
    cabinet.act("begin")
    cabinet.act("agree", text=walk.NOTICE)
    walk.through_interview(cabinet, "QY-01")
    cabinet.act("compose")


def to_preview(cabinet: Cabinet) -> None:
    """The composed document."""
    walk.to_summary(cabinet)
    walk.compose(cabinet)


def to_sign(cabinet: Cabinet) -> None:
    """The empty pad."""
    walk.to_summary(cabinet, "TJ-01")
    walk.through_preview(cabinet)


def to_sending(cabinet: Cabinet) -> None:
    """Handed in, and no answer yet."""
    cabinet.keeper.commits.extend(["silent"] * 500)
    walk.to_confirm(cabinet)
    cabinet.act("submit")


def to_scan(cabinet: Cabinet) -> None:
    """With a page kept and another taken."""
    walk.to_interview(cabinet, "SQ-01")
    walk.through_interview(cabinet, "SQ-01")
    walk.scan_page(cabinet)
    cabinet.act("capture")


def to_gate(cabinet: Cabinet) -> None:
    """The contract names arbitration."""
    walk.to_page(cabinet, "SS-LA-01", "clause.clause")
    cabinet.act("answer", path="clause.has_clause", value=True)
    cabinet.act("answer", path="clause.clause_text", value="提交江临仲裁委员会仲裁")
    cabinet.act("next")


def to_draft(cabinet: Cabinet) -> None:
    """Kept for another day."""
    walk.to_interview(cabinet, "TJ-01")
    cabinet.act("end")
    cabinet.act("keep")


def to_resume(cabinet: Cabinet) -> None:
    """A code that nobody has."""
    cabinet.act("tile", id="progress")
    cabinet.act("find", code="K7 4P 29 XR 6T QM")
    cabinet.act("agree", text=walk.NOTICE)
    walk.lay_card(cabinet)
    cabinet.act("confirm")


def to_technician(cabinet: Cabinet) -> None:
    """Behind the PIN."""
    cabinet.act("technician")
    cabinet.act("pin", pin=PIN)


def to_affairs(cabinet: Cabinet) -> None:
    """Behind the card, with a province that answers."""
    cabinet.keeper.asked.live()
    cabinet.network(up=True)
    cabinet.act("tile", id="progress")
    cabinet.act("mine")
    cabinet.act("agree", text=walk.NOTICE)
    walk.lay_card(cabinet)
    cabinet.act("confirm")
    cabinet.tick(times=4)


def to_progress(cabinet: Cabinet) -> None:
    """What was sent back."""
    to_affairs(cabinet)
    cabinet.act("open", id="A-1")
    cabinet.tick(times=3)


def to_inbox(cabinet: Cabinet) -> None:
    """What was served."""
    to_affairs(cabinet)
    cabinet.act("inbox")
    cabinet.tick(times=2)


def to_served(cabinet: Cabinet) -> None:
    """A judgment."""
    to_inbox(cabinet)
    cabinet.act("open", id="D-2")
    cabinet.tick(times=3)


def to_exchange(cabinet: Cabinet) -> None:
    """The other side's evidence."""
    to_affairs(cabinet)
    cabinet.act("page", by=1)
    cabinet.act("open", id="C-1")
    cabinet.tick(times=4)


def to_booking(cabinet: Cabinet) -> None:
    """Hours of a place, behind the card."""
    place = {"id": "hemu-law-firm", "kind": "law_firm", "name": {"zh": "禾木律师事务所"}, "phone": "1", "services": [],
             "region": "330199", "address": {"zh": "x"}, "hours": {"zh": "x"}}  # fmt: skip
    cabinet.flow.board._places = [place]
    cabinet.keeper.asked.hours()
    cabinet.network(up=True)
    cabinet.act("advice")
    cabinet.act("places")
    cabinet.act("open", id="hemu-law-firm")
    cabinet.act("book")
    cabinet.act("agree", text=walk.NOTICE)
    walk.lay_card(cabinet)
    cabinet.act("confirm")
    cabinet.tick(times=4)


def to_waiting(cabinet: Cabinet) -> None:
    """Asked what it is about."""
    from kiosk.visit.flow import Network

    cabinet.flow.network = Network(up=True)
    cabinet.act("tile", id="lawyer")


def to_consult(cabinet: Cabinet) -> None:
    """Rung up and answered; the province is not reached."""
    from kiosk.rooms.ticket import Ticket
    from legalnet.queues import Place, TicketState

    to_waiting(cabinet)
    cabinet.act("topic", id="owed")
    call = cabinet.flow.call
    assert call is not None
    call.ticket = Ticket(province="http://127.0.0.1:9", ticket="q1", secret="secret", number=1)
    call.place = Place(
        ticket="q1", number=1, state=TicketState.ACCEPTED, ahead=0, wait_s=1, waited_s=1, staff=1,
        room="r" + "0" * 24, lawyer="沈知衡",
    )  # fmt: skip
    cabinet.flow.go("consult")


def to_meeting(cabinet: Cabinet) -> None:
    """Called to a mediation, known by a person of the site; the code is asked for."""
    from kiosk.visit.visit import Identified

    to_waiting(cabinet)
    visit = cabinet.flow.visit
    visit.consent("data", True, walk.NOTICE, cabinet.clock.now())
    visit.identified = Identified("L3", "card+staff", cabinet.clock.now())
    cabinet.act("called")


WAYS: dict[str, Callable[[Cabinet], None]] = {
    "idle": lambda cabinet: None,
    "services": lambda cabinet: cabinet.act("services"),
    "intro": lambda cabinet: walk.to_intro(cabinet, "SQ-01"),
    "unavailable": lambda cabinet: cabinet.act("tile", id="lawyer"),
    "out_of_service": lambda cabinet: None,
    "consent": lambda cabinet: (walk.to_intro(cabinet, "SQ-01"), cabinet.act("begin"))[0],
    "face_consent": to_face_notice,
    "card": walk.to_card,
    "card_read": walk.to_card_read,
    "face": walk.to_face,
    "attendant": to_attendant,
    "minor": lambda cabinet: (walk.to_card_read(cabinet, persona="xiaoyu"), cabinet.act("confirm"))[0],
    "interview": lambda cabinet: walk.to_interview(cabinet, "SQ-01"),
    "gate": to_gate,
    "scan": to_scan,
    "summary": walk.to_summary,
    "checkup": to_checkup,
    "preview": to_preview,
    "sign": to_sign,
    "confirm": walk.to_confirm,
    "sending": to_sending,
    "receipt": walk.to_receipt,
    "saved": walk.to_saved,
    "take": to_take,
    "printer_trouble": to_trouble,
    "lookup": lambda cabinet: cabinet.act("tile", id="progress"),
    "lookup_result": to_found,
    "laws": lambda cabinet: (cabinet.act("advice"), cabinet.act("laws"))[0],
    "advice": lambda cabinet: cabinet.act("advice"),
    "affairs": to_affairs,
    "progress": to_progress,
    "inbox": to_inbox,
    "served": to_served,
    "exchange": to_exchange,
    "booking": to_booking,
    "places": lambda cabinet: (cabinet.act("advice"), cabinet.act("places"))[0],
    "deposit": to_deposit,
    "deposit_found": lambda cabinet: (cabinet.act("tile", id="progress"), cabinet.act("find", code=DEPOSIT))[
        0
    ],
    "draft": to_draft,
    "resume": to_resume,
    "technician": to_technician,
    "calibrate": lambda cabinet: (to_technician(cabinet), cabinet.act("calibrate"))[0],
    "setup": lambda cabinet: cabinet.tick(),
    "waiting": to_waiting,
    "consult": to_consult,
    "kept": lambda cabinet: cabinet.flow.go("kept"),
    "meeting": to_meeting,
}


def brought_to(make: MakeCabinet, key: str) -> Cabinet:
    """A terminal that shows this screen."""
    special: dict[str, dict[str, Any]] = {
        "out_of_service": {"province_key": ""}, "technician": {"technician_pin_hash": staff_hash()},
        "calibrate": {"technician_pin_hash": staff_hash()},
        "setup": {"setup": "enrol", "terminal_id": ""}, "waiting": {"rooms": True},
        "consult": {"rooms": True}, "meeting": {"rooms": True},
    }  # fmt: skip
    cabinet = make(**special.get(key, {}))
    WAYS[key](cabinet)
    assert (cabinet.flow._current.key(), cabinet.flow.over) == (key, False)
    return cabinet


def put_back(cabinet: Cabinet, here: Screen, journey: Journey | None) -> None:
    """The screen as it stood, whatever a touch led to."""
    flow = cabinet.flow
    if flow._current is not here:
        flow._current.leave()
    flow._current, flow._overlay, flow.over, flow.journey = here, None, False, journey


def test_there_is_a_way_to_every_screen() -> None:
    assert set(WAYS) == set(NAMES)
    known = set().union(*(contract.actions(name) for name in contract.screens()))
    known |= set().union(*(contract.actions(name, overlay=True) for name in contract.overlays()))
    assert set(FITTING) == known | {"back", "help", "menu", "end", "touch", "set_mode"}


@pytest.mark.parametrize("key", NAMES)
def test_a_screen_hears_everything_and_never_raises(make: MakeCabinet, key: str) -> None:
    """After each touch the same screen is put back, whatever the touch led to; time passes now and then."""
    cabinet = brought_to(make, key)
    flow = cabinet.flow
    here, journey = flow._current, flow.journey
    own = contract.actions(here.id) | {"back", "help", "menu", "end", "touch", "set_mode"}
    touches = [(name, args) for name in FITTING for args in FITTING[name][: None if name in own else 1]]
    touches += [(name, args) for name in own for args in misfits(name)]
    touches += UNKNOWN
    for number, (name, args) in enumerate(touches):
        flow.act(name, **args)
        if number % 7 == 0:
            cabinet.tick(0.1)
        put_back(cabinet, here, journey)
    assert len({message["request_id"] for message in cabinet.keeper.told("commit")}) <= 1


@pytest.mark.parametrize("key", NAMES)
def test_what_a_screen_does_not_know_changes_nothing(
    make: MakeCabinet, key: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    cabinet = brought_to(make, key)
    flow = cabinet.flow
    own = contract.actions(flow.screen) | {"back", "help", "menu", "end", "touch", "set_mode"}
    foreign = [(name, args) for name in FITTING if name not in own for args in FITTING[name]]
    before = (flow._current, flow.view, flow.overlay, len(cabinet.keeper.heard))
    caplog.clear()
    for name, args in [*foreign, *UNKNOWN] * 2:
        flow.act(name, **args)
        assert (flow._current, flow.view, flow.overlay, len(cabinet.keeper.heard)) == before
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == len(set(said)), "an unknown action is logged once"
    assert said
    assert all(line.startswith("no such action: ") for line in said)


@pytest.mark.parametrize("key", ["card_read", "interview", "confirm"])
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_an_overlay_hears_everything_and_never_raises(make: MakeCabinet, key: str, overlay: str) -> None:
    cabinet = brought_to(make, key)
    flow = cabinet.flow
    here, journey = flow._current, flow.journey
    touches = [(name, args) for name in FITTING for args in [*FITTING[name][:1], {}, {"nonsense": 1}]]
    for number, (name, args) in enumerate([*touches, *UNKNOWN]):
        flow.open_overlay(overlay)
        flow.act(name, **args)
        if number % 7 == 0:
            cabinet.tick(0.1)
        put_back(cabinet, here, journey)


@pytest.mark.parametrize("key", NAMES)
def test_a_screen_hears_every_word_of_the_keeper(make: MakeCabinet, key: str) -> None:
    cabinet = brought_to(make, key)
    words: list[dict[str, Any]] = [
        {"kind": "network", "up": True}, {"kind": "network"}, {"kind": "show"}, {"kind": "hello", "profile": {}},
        {"kind": "committed"}, {"kind": "committed", "request_id": "", "outcome": "done"}, {"kind": "progress"},
        {"kind": "delivered", "submission_id": ""}, {"kind": "refused"}, {"kind": "found"},
        {"kind": "found", "code": "K74P29", "record": None}, {"kind": "nothing known"}, {"kind": ""},
    ]  # fmt: skip
    before = cabinet.screen
    for word in words:
        cabinet.flow.hear([word])
        cabinet.flow.tick()
    assert (cabinet.screen, cabinet.flow.over) == (before, False)
