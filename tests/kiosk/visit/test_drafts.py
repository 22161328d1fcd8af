"""A draft comes back to the one person who holds its code, and to nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kiosk.tour.canary import Canary
from kiosk.visit.drafts import keys_of, opened, sealed
from tests.kiosk.visit import walk
from tests.kiosk.visit.cabinet import Cabinet
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.devices import card_of

PAGE = "dispute.story"


def kept(cabinet: Cabinet) -> str:
    """Answer half of the mediation form and keep it; the code."""
    walk.to_page(cabinet, "TJ-01", PAGE)
    cabinet.act("end")
    assert cabinet.flow.overlay_view == {"submitted": False, "canKeep": True, "filling": True}
    cabinet.act("keep")
    cabinet.tick(times=3)
    assert cabinet.view["stage"] == "kept"
    return str(cabinet.view["code"])


def next_visit(cabinet: Cabinet, make: MakeCabinet) -> Cabinet:
    """Another process at the same terminal: same memory, same clock, nothing else."""
    after = make()
    after.keeper.__dict__["cache"] = cabinet.keeper.cache
    after.clock.passed = cabinet.clock.passed
    return after


def ask(cabinet: Cabinet, code: str, persona: str = "zhang") -> None:
    """Type the code, agree, show a card."""
    cabinet.act("tile", id="progress")
    cabinet.act("find", code=code)
    cabinet.act("agree", text=walk.NOTICE)
    walk.lay_card(cabinet, persona)
    cabinet.act("confirm")
    cabinet.tick(times=3)


def answers(cabinet: Cabinet) -> dict[str, Any]:
    """What would be handed in now."""
    found: dict[str, Any] = cabinet.flow.journey_now.interview.clean_answers()
    return found


def test_code_and_the_same_person_go_on_where_they_left(cabinet: Cabinet, make: MakeCabinet) -> None:
    code = kept(cabinet)
    after = next_visit(cabinet, make)
    ask(after, code)
    assert (after.screen, after.view["page"]) == ("interview", PAGE)
    assert answers(after) == answers(cabinet)
    walk.through_interview(after, "TJ-01")
    walk.through_scans(after)
    assert after.view["incomplete"] == []


def test_a_wrong_code_or_another_person_opens_nothing_and_learns_nothing(
    cabinet: Cabinet, make: MakeCabinet
) -> None:
    code = kept(cabinet)
    wrong = ("2" if code[0] != "2" else "3") + code[1:]
    for given, persona in ((wrong, "zhang"), (code, "wang")):
        after = next_visit(cabinet, make)
        ask(after, given, persona)
        assert (after.screen, after.view) == ("resume", {"phase": "not_found"})
        assert after.flow.journey is None


def test_after_a_week_it_is_gone(cabinet: Cabinet, make: MakeCabinet) -> None:
    code = kept(cabinet)
    cabinet.clock.passed += timedelta(days=7, seconds=1).total_seconds()
    after = next_visit(cabinet, make)
    ask(after, code)
    assert after.view == {"phase": "not_found"}
    assert cabinet.keeper.cache.records.names("draft/") == []


def test_it_is_dropped_once_handed_in(cabinet: Cabinet, make: MakeCabinet) -> None:
    code = kept(cabinet)
    after = next_visit(cabinet, make)
    ask(after, code)
    walk.through_interview(after, "TJ-01")
    walk.through_scans(after)
    walk.through_preview(after)
    after.act("sign", strokes=walk.SIGNATURE)
    after.act("submit")
    after.tick(1.0, times=3)
    assert cabinet.keeper.cache.records.names("draft/") == []


def test_kept_anew_it_has_one_code_only(cabinet: Cabinet, make: MakeCabinet) -> None:
    first = kept(cabinet)
    after = next_visit(cabinet, make)
    ask(after, first)
    after.act("end")
    after.act("keep")
    after.tick(times=3)
    assert after.view["code"] != first
    assert len(cabinet.keeper.cache.records.names("draft/")) == 1


def test_nothing_of_the_person_lies_in_what_the_terminal_keeps(cabinet: Cabinet) -> None:
    code = kept(cabinet)
    card = card_of("zhang")
    records = cabinet.keeper.cache.records
    memory = b"\n".join(name.encode() + b"=" + (records.get(name) or b"") for name in records.names())
    dump = cabinet.keeper.folder / "memory"
    dump.write_bytes(memory)
    secrets = {
        "name": card.name,
        "number": card.number,
        "phone": "13800005678",
        "other": "李建国",
        "code": code.replace(" ", ""),
    }
    assert list(Canary(secrets).in_files([dump])) == []
    assert len(records.names("draft/")) == 1


def test_the_slip_carries_the_code_and_no_name(cabinet: Cabinet) -> None:
    code = kept(cabinet)
    slip = cabinet.hardware.slips[-1]
    printed = repr(slip.content)
    assert code in printed
    assert not any(word in printed + slip.job_id for word in ("张秀英", "李建国", "11010519491231002X"))
    assert code.replace(" ", "") not in slip.job_id


def test_an_answer_that_never_comes_is_said_and_asked_again_without_a_second_draft(cabinet: Cabinet) -> None:
    cabinet.keeper.drafts_silent = True
    walk.to_page(cabinet, "TJ-01", PAGE)
    cabinet.act("end")
    cabinet.act("keep")
    cabinet.tick(16.0, times=2)
    assert cabinet.view["stage"] == "unknown"
    cabinet.keeper.drafts_silent = False
    cabinet.act("retry")
    cabinet.tick()
    assert cabinet.view["stage"] == "kept"
    assert len(cabinet.keeper.cache.records.names("draft/")) == 1


def test_nothing_can_be_kept_before_somebody_is_known(cabinet: Cabinet) -> None:
    walk.to_interview(cabinet, "SQ-01")
    cabinet.act("answer", path="w.text", value="欠我工钱")
    cabinet.act("end")
    assert cabinet.flow.overlay_view["canKeep"] is False
    cabinet.act("keep")
    assert cabinet.screen == "interview"


def test_a_box_opens_with_its_own_keys_only() -> None:
    content = {"format": 1, "matter": "TJ-01", "page": PAGE, "values": [["w", [{"text": "欠钱"}]]]}
    keys, other = keys_of("K74P29XR6TQM", "11010519491231002X"), keys_of("K74P29XR6TQM", "330105195603120025")
    box = sealed(content, keys)
    assert keys.name != other.name
    assert opened(box, other) is None
    found = opened(box, keys)
    assert found is not None
    assert (found.matter, found.page, found.values) == ("TJ-01", PAGE, (("w", [{"text": "欠钱"}]),))
    with pytest.raises(KeyError):
        opened(sealed({"format": 1}, keys), keys)
