"""The line between keeper and visit: whole messages only, and an end that is noticed."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.keeper.link import LONGEST, MOST_PIPES, Link, LinkClosed


@pytest.fixture
def ends() -> Iterator[tuple[Link, Link]]:
    ours, raw = Link.pair()
    theirs = Link(raw)
    yield ours, theirs
    ours.close()
    theirs.close()


@pytest.fixture
def half() -> Iterator[tuple[socket.socket, Link]]:
    raw, theirs = socket.socketpair()
    link = Link(theirs)
    yield raw, link
    raw.close()
    link.close()


def test_messages_arrive_whole_and_in_order(ends: tuple[Link, Link]) -> None:
    ours, theirs = ends
    ours.send("network", up=True, reason="")
    ours.send("show")
    assert theirs.receive() == [{"kind": "network", "up": True, "reason": ""}, {"kind": "show"}]
    assert theirs.receive() == []


def test_a_torn_message_waits_for_its_rest(half: tuple[socket.socket, Link]) -> None:
    raw, link = half
    raw.sendall(b'{"kind":"sh')
    assert link.receive() == []
    raw.sendall(b'ow"}\n{"kind"')
    assert link.receive() == [{"kind": "show"}]
    raw.close()
    with pytest.raises(LinkClosed):
        link.receive()


@pytest.mark.parametrize("line", [b"nonsense\n", b"[1]\n", b'{"kind":3}\n', b"\xff\xfe\n"])
def test_nonsense_ends_the_line(half: tuple[socket.socket, Link], line: bytes) -> None:
    raw, link = half
    raw.sendall(line)
    with pytest.raises(LinkClosed):
        link.receive()


def test_the_last_words_of_a_closed_line_are_heard(ends: tuple[Link, Link]) -> None:
    ours, theirs = ends
    ours.send("ended", reason="finished")
    ours.close()
    assert theirs.receive() == [{"kind": "ended", "reason": "finished"}]
    with pytest.raises(LinkClosed):
        theirs.receive()


def test_speaking_to_nobody_is_noticed(ends: tuple[Link, Link]) -> None:
    ours, theirs = ends
    theirs.close()
    with pytest.raises(LinkClosed):
        ours.send("show")


def test_an_endless_message_is_cut_off(half: tuple[socket.socket, Link]) -> None:
    raw, link = half
    raw.setblocking(False)
    with pytest.raises(LinkClosed):
        for _ in range(LONGEST // 4096 + 64):
            raw.send(b"x" * 4096)
            link.receive()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=8).filter(lambda key: key != "kind"), st.text(max_size=30))))
def test_any_text_survives(bodies: list[dict[str, str]]) -> None:
    ours, raw = Link.pair()
    theirs = Link(raw)
    for body in bodies:
        ours.send("found", **{"record": body})
    got = theirs.receive()
    assert [message["record"] for message in got] == bodies
    ours.close()
    theirs.close()


def test_a_descriptor_goes_along_and_is_the_receivers(ends: tuple[Link, Link]) -> None:
    ours, theirs = ends
    reading, writing = os.pipe()
    theirs.send("take_in", pipe=reading, sizes=[5])
    os.close(reading)
    assert ours.receive() == [{"kind": "take_in", "sizes": [5]}]
    taken = ours.pipe()
    os.write(writing, b"bytes")
    os.close(writing)
    assert os.read(taken, 10) == b"bytes"
    assert not os.get_inheritable(taken)
    os.close(taken)
    assert ours.pipe() == -1


def test_descriptors_that_nobody_asked_for_end_the_line_and_are_closed(ends: tuple[Link, Link]) -> None:
    ours, theirs = ends
    before = len(list(Path("/proc/self/fd").iterdir()))
    reading, writing = os.pipe()
    for _ in range(MOST_PIPES + 1):
        theirs.send("alive", pipe=reading)
    os.close(reading)
    with pytest.raises(LinkClosed):
        while ours.receive():
            pass
    ours.close()
    with pytest.raises(BrokenPipeError):
        os.write(writing, b"x")
    os.close(writing)
    assert len(list(Path("/proc/self/fd").iterdir())) == before - 1, "the line itself"
