"""Events carry codes and marks only: nothing that says who somebody is or what was written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from legalnet.events import InboxNotice, MediationMessage, RoomInvitation, TerminalEvent, holder_mark

HOLDER = "11010519491231002X"
LOG = "0" * 32


@pytest.mark.parametrize(
    "text", ["陈小明", "Chen Xiaoming", "a word of comfort", "", "x" * 65, "é", "a/b", "a\n"]
)
def test_no_field_can_hold_a_name_or_a_sentence(text: str) -> None:
    with pytest.raises(ValidationError):
        InboxNotice(notice=text, holder="0" * 5, about="delivery")
    with pytest.raises(ValidationError):
        MediationMessage(case=text, message="m-1", holder="0" * 5)


@pytest.mark.parametrize("mark", [HOLDER, "0" * 6, "g" * 5, ""])
def test_a_mark_is_twenty_bits(mark: str) -> None:
    with pytest.raises(ValidationError):
        InboxNotice(notice="n-1", holder=mark, about="delivery")


def test_unknown_fields_are_refused() -> None:
    body: dict[str, Any] = {"kind": "inbox.notice", "notice": "n", "holder": "0" * 5, "about": "delivery"}
    event = {"seq": 1, "key": "k", "at": datetime.now(UTC)}
    assert isinstance(TerminalEvent.model_validate({**event, "body": body}).body, InboxNotice)
    with pytest.raises(ValidationError):
        TerminalEvent.model_validate({**event, "body": {**body, "text": "hello"}})


def test_a_mark_depends_on_person_and_log_and_not_on_spelling() -> None:
    mark = holder_mark(LOG, HOLDER)
    assert mark == holder_mark(LOG, f" {HOLDER.lower()} ")
    others = {holder_mark("1" * 32, HOLDER), holder_mark(LOG, "110105194912310011")}
    assert mark not in others


def test_times_need_a_zone() -> None:
    with pytest.raises(ValidationError):
        RoomInvitation(
            room="r-1",
            holder="0" * 5,
            purpose="consult",
            opens=datetime(2026, 1, 5, 9),  # noqa: DTZ001 - without a zone is what is wrong
            closes=datetime(2026, 1, 5, 10, tzinfo=UTC),
        )
