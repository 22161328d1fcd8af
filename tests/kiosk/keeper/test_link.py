"""The line between keeper and visit: whole messages only, and an end that is noticed."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.keeper.link import LONGEST, Link, LinkClosed


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
