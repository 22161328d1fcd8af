"""Who may send what to the media server, and when media go there: every role, every message."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from legalnet.roommedia import (
    MEDIA,
    TRACKS,
    Publish,
    Receive,
    Still,
    Track,
    may,
    needs_server,
    permits,
    recorded,
)
from legalnet.rooms import Caucus, RoomKind, RoomRole, RoomState, SeatState, apply


def seat(number: int, role: RoomRole = RoomRole.PARTY, admitted: bool = True) -> SeatState:
    """A seat."""
    name = f"s0000000{number}"
    return SeatState(id=name, role=role, person=f"guest:{number}", resume_hash="", admitted=admitted)


def room(*seats: SeatState, **more: bool) -> RoomState:
    """A hearing with these seats."""
    return RoomState(kind=RoomKind.HEARING, seats={one.id: one for one in seats}, **more)  # type: ignore[arg-type]


def test_the_table_has_a_row_for_each_role() -> None:
    assert set(TRACKS) == set(RoomRole)


@pytest.mark.parametrize("role", RoomRole)
def test_a_role_publishes_what_its_row_says_and_nothing_before_it_is_let_in(role: RoomRole) -> None:
    for track in Track:
        message = Publish(kind="publish", sdp="v=0", tracks={"0": track.value})
        assert may(role, True, message) is (track in TRACKS[role])
        assert not may(role, False, message)
    assert not may(role, False, Receive(kind="receive", offer=1, sdp="v=0"))


@pytest.mark.parametrize(
    "text",
    [
        '{"kind": "subscribe", "feed": 1}',
        '{"kind": "receive", "offer": 0, "sdp": ""}',
        '{"kind": "publish", "sdp": "", "tracks": {"0": "screen"}}',
        '{"kind": "publish", "sdp": "", "tracks": {"../x": "mic"}}',
        '{"kind": "trickle", "to": "sideways", "candidate": null}',
        '{"kind": "still", "id": "p000000000000", "part": 0, "parts": 999, "data": ""}',
        '{"kind": "still", "id": "p000000000000", "part": 0, "parts": 1, "data": "<>"}',
    ],
)
def test_nobody_can_ask_for_somebody_or_say_something_else(text: str) -> None:
    with pytest.raises(ValidationError):
        MEDIA.validate_json(text)


def test_a_third_person_or_a_record_needs_the_server() -> None:
    assert not needs_server(room(seat(1), seat(2)))
    assert not needs_server(room(seat(1), seat(2), seat(3, admitted=False)))
    assert needs_server(room(seat(1), seat(2), seat(3)))
    assert needs_server(room(seat(1), seat(2), on_record=True))


def test_a_caucus_is_never_recorded_and_who_waits_outside_is_not() -> None:
    state = room(seat(1, RoomRole.JUDGE), seat(2), seat(3, RoomRole.WITNESS, admitted=False), on_record=True)
    assert recorded(state, "s00000001")
    assert recorded(state, "s00000002")
    assert not recorded(state, "s00000003")
    apply(
        state,
        "s00000001",
        Caucus.model_validate({"kind": "caucus", "seats": ("s00000001", "s00000002")}, strict=False),
    )
    assert not recorded(state, "s00000001")


def test_in_a_call_for_help_no_paper_is_seen() -> None:
    kinds = {kind: RoomState(kind=kind) for kind in (RoomKind.HELP, RoomKind.CONSULT)}
    face = Publish(kind="publish", sdp="v=0", tracks={"0": "mic", "1": "camera"})
    paper = Publish(kind="publish", sdp="v=0", tracks={"0": "document"})
    still = Still(kind="still", id="p" + "0" * 12, part=0, parts=1, data="AAAA")
    for kind, state in kinds.items():
        assert permits(state, RoomRole.RESIDENT, True, face)
        assert permits(state, RoomRole.RESIDENT, True, paper) is (kind is RoomKind.CONSULT)
        assert permits(state, RoomRole.RESIDENT, True, still) is (kind is RoomKind.CONSULT)
