"""Sealed questions and their answers as bytes."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from legalnet import asking, sealing

PRIVATE, PUBLIC = sealing.generate_keypair()
AT = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
CLAIM = {
    "level": "L2",
    "method": "card",
    "holder_name": "张三",
    "holder_number": "110105199001010016",
    "at": AT,
}


def question(**more: Any) -> asking.Question:
    """One that is fine."""
    values = {"method": "GET", "path": "/inbox", "answer_key": asking.new_answer_key(), "at": AT}
    return asking.Question.model_validate({**values, **more})


@settings(deadline=None, max_examples=20)
@given(st.text(max_size=9000), st.sampled_from(["GET", "PUT", "DELETE"]))
def test_a_question_opens_as_it_was(body: str, method: str) -> None:
    asked = question(body=body.replace("\ud800", ""), method=method)
    raw = asking.seal_question(asked, PUBLIC)
    assert asking.question_key_id(raw) == sealing.key_id(PUBLIC)
    assert asking.open_question(raw, PRIVATE) == asked


@settings(deadline=None, max_examples=30)
@given(st.binary(max_size=20000), st.integers(100, 599))
def test_an_answer_opens_under_its_own_key_only(body: bytes, status: int) -> None:
    key = asking.new_answer_key()
    raw = asking.seal_answer(asking.AnswerHead(status=status, etag='"3"'), body, key)
    opened = asking.open_answer(raw, key)
    assert (opened.status, opened.etag, opened.body) == (status, '"3"', body)
    with pytest.raises(asking.BadAnswer):
        asking.open_answer(raw, asking.new_answer_key())


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200))
def test_hostile_bytes_are_neither(data: bytes) -> None:
    with pytest.raises(asking.BadQuestion):
        asking.open_question(data, PRIVATE)
    with pytest.raises(asking.BadQuestion):
        asking.open_question(asking.MAGIC + bytes(8) + data, PRIVATE)
    with pytest.raises(asking.BadAnswer):
        asking.open_answer(data, asking.new_answer_key())


@pytest.mark.parametrize(
    "inside", [b"", b"\0" * 8, b"\xff" * 8, b"\0\0\0\4\0\0\0\0null", b"\0\0\0\2\0\0\0\0{}"]
)
def test_a_sealed_thing_that_is_no_question(inside: bytes) -> None:
    raw = sealing.seal_message(inside, PUBLIC, asking.CONTEXT)
    with pytest.raises(asking.BadQuestion):
        asking.open_question(asking.MAGIC + bytes.fromhex(sealing.key_id(PUBLIC)) + raw, PRIVATE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"path": "inbox"}, {"path": "/../keys"}, {"path": "//x"}, {"path": "/a b"}, {"path": "/" + "a" * 300},
        {"query": "a b"}, {"query": "x\r\nHost: y"}, {"method": "PATCH"}, {"key": "k\r\nX: y"}, {"answer_key": "short"},
        {"late": True}, {"late": True, "method": "POST", "key": "12345678"}, {"token": "t" * 30, "claim": CLAIM},
        {"at": "2026-11-30T09:00:00"}, {"if_match": "3"}, {"more": 1},
    ],
)  # fmt: skip
def test_a_question_is_bounded(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        question(**wrong)


def test_no_path_leaves_the_prefix() -> None:
    for path in ("/a/../b", "/a/./b"):
        with pytest.raises(ValidationError):
            question(path=path)


@pytest.mark.parametrize(
    ("method", "level"), [("none", "L1"), ("phone", "L2"), ("card", "L3"), ("staff", "L4")]
)
def test_a_method_has_its_highest_level(method: str, level: str) -> None:
    with pytest.raises(ValidationError):
        asking.Claim.model_validate({**CLAIM, "method": method, "level": level})
    assert asking.Claim.model_validate({**CLAIM, "method": method, "level": asking.HIGHEST[method]})


@given(st.integers(0, asking.LARGEST_ANSWER))
def test_a_size_class_costs_an_eighth_at_most(length: int) -> None:
    size = asking.size_class(length)
    assert size >= max(length, asking.SMALLEST)
    assert size <= max(asking.SMALLEST, length * 1.125)
    assert asking.size_class(size) == size


def test_nothing_secret_shows_in_a_repr() -> None:
    token = secrets.token_urlsafe(32)
    shown = repr(question(body="身份证", token=token, query="number=5")) + repr(
        question(claim=CLAIM, method="POST")
    )
    assert not any(word in shown for word in (token, "身份证", "number", "张三", "1101"))
