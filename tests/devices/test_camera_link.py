"""Messages on the pipe to a picture-working child, and the child's life."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.camera.child import Child
from devices.camera.link import MAX_HEAD, LinkError, Message, Unpacker, pack
from devices.clock import SystemClock

CLOCK = SystemClock()


@settings(deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=6), st.data())
def test_messages_survive_any_cutting(payloads: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(pack("view", payload, number=n) for n, payload in enumerate(payloads))
    unpacker, found = Unpacker(), []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        found += unpacker.feed(stream[:size])
        stream = stream[size:]
    assert [(m.kind, m.head["number"], m.payload) for m in found] == [
        ("view", n, payload) for n, payload in enumerate(payloads)
    ]


@pytest.mark.parametrize(
    "data",
    [
        (MAX_HEAD + 1).to_bytes(4, "big"),
        (3).to_bytes(4, "big") + b"{]}",
        (2).to_bytes(4, "big") + b"{}",
        (2).to_bytes(4, "big") + b"[]",
        (12).to_bytes(4, "big") + b'{"size": -1}',
        (11).to_bytes(4, "big") + b'{"size": 1}',
    ],
)
def test_what_is_no_message_breaks_the_link(data: bytes) -> None:
    with pytest.raises(LinkError):
        Unpacker().feed(data)


def test_pictures_are_in_no_repr() -> None:
    assert "face" not in repr(Message("view", {"who": "face"}, b"face"))


def test_a_child_that_cannot_run_is_dead_and_harmless() -> None:
    child = Child("devices.camera.no_such_module_at_all")
    assert not child.alive
    assert not child.send("begin")
    child.start()
    until = CLOCK.monotonic() + 30
    while child.alive and CLOCK.monotonic() < until:
        assert child.poll() == []
    assert not child.alive
    assert not child.send("begin")
    child.kill()
    child.kill()


def test_a_child_that_takes_nothing_does_not_hold_the_parent() -> None:
    child = Child("devices.document_camera.worker")
    child.start()
    assert child.pid is not None
    os.kill(child.pid, signal.SIGSTOP)
    began = CLOCK.monotonic()
    sent = [child.send("capture", bytes(400_000)) for _ in range(5)]
    assert CLOCK.monotonic() - began < 10
    assert sent[-1] is False
    assert not child.alive
    child.kill()
