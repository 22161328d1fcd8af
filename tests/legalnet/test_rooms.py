"""Who may do what in a room: a total table, and a room's own rules on top of it."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from legalnet.rooms import (
    LEADS,
    MAY,
    MESSAGES,
    RULES,
    WAITING,
    Action,
    AnyMessage,
    Caucus,
    Consent,
    Isolate,
    Leave,
    Mute,
    Record,
    Refused,
    Remove,
    RoomKind,
    RoomRole,
    RoomState,
    SeatState,
    Stage,
    apply,
    may,
)

HOSTING = {Action.ADMIT, Action.REMOVE, Action.MUTE, Action.CLOSE, Action.RECORD, Action.CAUCUS, Action.STAGE}


def seat(number: int, role: RoomRole, admitted: bool = True) -> SeatState:
    """A seat."""
    return SeatState(id=f"s{number:08x}", role=role, person="p", resume_hash="", admitted=admitted)


def room(kind: RoomKind, *roles: RoomRole) -> RoomState:
    """A room with these people in it, s00000000 first."""
    seats = [seat(number, role) for number, role in enumerate(roles)]
    return RoomState(kind=kind, seats={one.id: one for one in seats})


S0, S1, S2 = "s00000000", "s00000001", "s00000002"


def test_every_role_has_its_row_and_every_action_its_message() -> None:
    assert set(MAY) == set(RoomRole)
    assert set(RULES) == set(RoomKind)
    union = get_args(get_args(AnyMessage)[0])
    kinds = {get_args(message.model_fields["kind"].annotation)[0] for message in union}
    assert kinds == set(Action)


@pytest.mark.parametrize("role", list(RoomRole))
@pytest.mark.parametrize("action", list(Action))
def test_the_whole_table(role: RoomRole, action: Action) -> None:
    hosts = {role for rules in RULES.values() for role in rules.hosts}
    if action in HOSTING and role not in hosts:
        assert not may(role, True, action)
    assert may(role, True, action) == (action in MAY[role])
    assert may(role, False, action) == (action in MAY[role] and action in WAITING)


@pytest.mark.parametrize("role", list(RoomRole))
@pytest.mark.parametrize("kind", list(RoomKind))
def test_a_room_closes_for_its_hosts_and_lets_nobody_do_what_it_withholds(
    kind: RoomKind, role: RoomRole
) -> None:
    state = room(kind, role)
    rules = state.rules
    assert state.permits(state.seats[S0], Action.CLOSE) == (role in rules.hosts)
    for action in Action:
        allowed = state.permits(state.seats[S0], action)
        assert not allowed or (action in MAY[role] and action not in rules.withheld)


def test_in_a_call_for_help_nobody_says_who_they_are_and_no_paper_is_shown() -> None:
    state = room(RoomKind.HELP, RoomRole.HELPER, RoomRole.RESIDENT)
    for action in (
        Action.INTRODUCE,
        Action.SHARE,
        Action.PROPOSE,
        Action.OPINION,
        Action.RECORD,
        Action.PUSH,
    ):
        assert not any(state.permits(one, action) for one in state.seats.values())
    for action in (Action.SIGNAL, Action.MEDIA, Action.CHAT, Action.CAPTION, Action.LEAVE):
        assert all(state.permits(one, action) for one in state.seats.values())


def test_only_those_who_answer_for_it_put_things_on_the_record() -> None:
    assert {role for role in RoomRole if may(role, True, Action.RECORD)} == {
        RoomRole.JUDGE, RoomRole.CLERK, RoomRole.MEDIATOR, RoomRole.NOTARY,
    }  # fmt: skip


def test_a_consultation_is_never_recorded() -> None:
    with pytest.raises(Refused, match="no_record"):
        apply(room(RoomKind.CONSULT, RoomRole.LAWYER), S0, Record(kind=Action.RECORD, on=True))


def test_a_mediation_is_recorded_only_while_all_agree() -> None:
    state = room(RoomKind.MEDIATION, RoomRole.MEDIATOR, RoomRole.PARTY, RoomRole.PARTY)
    on = Record(kind=Action.RECORD, on=True)
    agree = Consent(kind=Action.CONSENT, purpose="recording", given=True)
    apply(state, S1, agree)
    with pytest.raises(Refused, match="consent_missing"):
        apply(state, S0, on)
    apply(state, S2, agree)
    apply(state, S0, on)
    assert state.on_record
    apply(state, S2, Consent(kind=Action.CONSENT, purpose="recording", given=False))
    assert not state.on_record


def test_a_caucus_parts_those_who_hear() -> None:
    state = room(RoomKind.MEDIATION, RoomRole.MEDIATOR, RoomRole.PARTY, RoomRole.PARTY)
    apply(state, S0, Caucus(kind=Action.CAUCUS, seats=(S0, S1)))
    assert state.hears(S1, S0)
    assert state.hears(S0, S1)
    assert not state.hears(S0, S2)
    assert not state.hears(S2, S1)
    with pytest.raises(Refused, match="seat_unknown"):
        apply(state, S0, Caucus(kind=Action.CAUCUS, seats=(S1, S2)))
    apply(state, S0, Caucus(kind=Action.CAUCUS))
    assert state.hears(S2, S1)


def test_a_host_is_not_sent_out_and_an_unknown_seat_is_named_as_such() -> None:
    state = room(RoomKind.HEARING, RoomRole.JUDGE, RoomRole.CLERK, RoomRole.WITNESS)
    with pytest.raises(Refused, match="host"):
        apply(state, S1, Remove(kind=Action.REMOVE, seat=S0))
    with pytest.raises(Refused, match="seat_unknown"):
        apply(state, S1, Mute(kind=Action.MUTE, seat="s0000000f", muted=True))
    apply(state, S1, Remove(kind=Action.REMOVE, seat=S2))
    assert set(state.seats) == {S0, S1}


def test_stages_are_those_of_the_kind() -> None:
    state = room(RoomKind.HEARING, RoomRole.JUDGE)
    for stage in ("discipline", "identity", "device_check", "discipline"):
        apply(state, S0, Stage(kind=Action.STAGE, stage=stage))
        assert state.stage == stage
    with pytest.raises(Refused, match="stage_order"):
        apply(state, S0, Stage(kind=Action.STAGE, stage="debate"))
    apply(state, S0, Stage(kind=Action.STAGE, stage="closed"))
    with pytest.raises(Refused, match="stage_unknown"):
        apply(state, S0, Stage(kind=Action.STAGE, stage="signing"))


@pytest.mark.parametrize("kind", list(RoomKind))
def test_from_each_step_to_each_there_is_an_entry(kind: RoomKind) -> None:
    stages = RULES[kind].stages
    assert set(LEADS[kind]) == set(stages)
    for here, row in LEADS[kind].items():
        assert set(row) == set(stages)
        assert [there for there in stages if not row[there]] == list(stages[stages.index(here) + 2 : -1])


def test_a_witness_apart_hears_nobody_and_nobody_else_is_put_apart() -> None:
    state = room(RoomKind.HEARING, RoomRole.JUDGE, RoomRole.WITNESS, RoomRole.PARTY)
    apply(state, S0, Isolate(kind=Action.ISOLATE, seat=S1, on=True))
    assert not state.hears(S0, S1)
    assert not state.hears(S1, S2)
    assert state.hears(S0, S2)
    with pytest.raises(Refused, match="not_a_witness"):
        apply(state, S0, Isolate(kind=Action.ISOLATE, seat=S2, on=True))
    apply(state, S0, Isolate(kind=Action.ISOLATE, seat=S1, on=False))
    assert state.hears(S1, S2)


def test_leaving_frees_the_seat() -> None:
    state = room(RoomKind.CONSULT, RoomRole.LAWYER, RoomRole.RESIDENT)
    apply(state, S1, Leave(kind=Action.LEAVE))
    assert set(state.seats) == {S0}


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "[]",
        "{}",
        '{"kind": "admin"}',
        '{"kind": "chat"}',
        '{"kind": "chat", "text": ""}',
        '{"kind": "chat", "text": "x", "from": "s00000000"}',
        '{"kind": "admit", "seat": "../x"}',
        '{"kind": "record", "on": "yes"}',
        json.dumps({"kind": "chat", "text": "字" * 1001}),
    ],
)
def test_what_is_no_message_is_refused(frame: str) -> None:
    with pytest.raises(ValidationError):
        MESSAGES.validate_json(frame)


@given(st.binary(max_size=200))
def test_hostile_frames_raise_nothing_else(frame: bytes) -> None:
    try:
        MESSAGES.validate_json(frame)
    except ValidationError:
        return


def test_words_do_not_show_in_a_repr() -> None:
    message = MESSAGES.validate_json('{"kind": "chat", "text": "秘密"}')
    assert "秘密" not in repr(message)
