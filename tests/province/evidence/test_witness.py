"""The witness cosigns what grows and refuses what forks, over real HTTP; the log lives on without it."""

from __future__ import annotations

import asyncio
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from legalnet.evidence.notes import COSIGNATURE, Head, Note, Signer, parse_signature
from legalnet.evidence.tree import leaf_hash, root_of
from province.evidence.command import application
from province.evidence.witness import Witness
from province.evidence.witnesses import Address, Witnesses
from province.gateway.server import Server, bind
from tests.legalnet.evidence.logs import Memory, signer
from tests.province.evidence.keeping import ORIGIN, Place, many, verdict
from tests.province.running import ShiftedClock


@contextmanager
def serving(one: Witness) -> Iterator[str]:
    """A witness that listens; its address."""
    bound, ready = bind("127.0.0.1", 0), threading.Event()
    server = Server(application(one), ready.set)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[bound.socket])), daemon=True)
    thread.start()
    assert ready.wait(30)
    try:
        yield bound.url
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        bound.socket.close()


@pytest.fixture
def log() -> Memory:
    """Sixty deposits."""
    made = Memory()
    made.add(60)
    return made


@pytest.fixture
def witness(log: Memory, tmp_path: Path) -> Iterator[str]:
    """One that watches it."""
    one = Witness(
        tmp_path / "seen.sqlite",
        signer("w.example", COSIGNATURE),
        {log.log.public.name: log.log.public},
        lambda: 7,
    )
    with serving(one) as url:
        yield url


def post(url: str, old: int, path: list[bytes], note: Note | str) -> requests.Response:
    """One request of the protocol."""
    lines = [f"old {old}\n", *(b64encode(one).decode() + "\n" for one in path), "\n", str(note)]
    return requests.post(f"{url}/add-checkpoint", data="".join(lines).encode(), timeout=10)


def test_it_cosigns_what_grows_and_refuses_what_does_not(witness: str, log: Memory) -> None:
    assert post(witness, 0, [], log.checkpoint(5)).status_code == 200
    grown = post(witness, 5, log.consistency(5, 30), log.checkpoint(30))
    assert grown.status_code == 200
    line = parse_signature(grown.text.rstrip("\n"))
    assert Note(log.head(30).text, (line,)).signed_by(signer("w.example", COSIGNATURE).public) == 7

    stale = post(witness, 5, log.consistency(5, 40), log.checkpoint(40))
    assert (stale.status_code, stale.text) == (409, "30\n")
    assert stale.headers["Content-Type"].startswith("text/x.tlog.size")
    assert post(witness, 30, log.consistency(20, 40), log.checkpoint(40)).status_code == 422
    assert post(witness, 30, [], log.checkpoint(29)).status_code == 400
    assert post(witness, 30, [], log.checkpoint(30)).status_code == 200
    other = Head(log.log.public.name, 30, leaf_hash(b"another")).text
    fork = Note(other, (log.log.sign(other),))
    assert post(witness, 30, [], fork).status_code == 409


def test_it_refuses_a_rewritten_history(witness: str, log: Memory) -> None:
    assert post(witness, 0, [], log.checkpoint(30)).status_code == 200
    forged = Memory()
    forged.add(60)
    forged.entries[3] = b"rewritten"
    assert post(witness, 30, forged.consistency(30, 40), forged.checkpoint(40)).status_code == 422


def test_it_knows_whom_it_watches(witness: str, log: Memory) -> None:
    stranger = signer("elsewhere.example")
    text = Head("elsewhere.example", 1, root_of([leaf_hash(b"x")])).text
    assert post(witness, 0, [], Note(text, (stranger.sign(text),))).status_code == 404
    impostor = Signer(log.log.public.name, signer("impostor")._key)
    text = log.head(5).text
    assert post(witness, 0, [], Note(text, (impostor.sign(text),))).status_code == 403
    for body in ("", "old 5", "old x\n\n", "old 1\nAAAA\n\nx\n"):
        assert requests.post(f"{witness}/add-checkpoint", data=body, timeout=10).status_code == 400
    assert requests.post(f"{witness}/add-checkpoint", data=b"x" * 70_000, timeout=10).status_code == 413


def test_of_two_requests_at_a_time_one_is_right(witness: str, log: Memory) -> None:
    assert post(witness, 0, [], log.checkpoint(5)).status_code == 200
    codes: list[int] = []

    def ask(size: int) -> None:
        codes.append(post(witness, 5, log.consistency(5, size), log.checkpoint(size)).status_code)

    threads = [threading.Thread(target=ask, args=(size,)) for size in (20, 30, 40, 50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [200, 409, 409, 409]


@pytest.mark.expect_log("did not cosign")
def test_proofs_carry_cosignatures_and_the_log_lives_without(tmp_path: Path) -> None:
    place = Place(f"sqlite:///{tmp_path / 'test.sqlite'}")
    log_key = place.do(_key)[0]
    keys = signer("w.example", COSIGNATURE)
    one = Witness(tmp_path / "seen.sqlite", keys, {ORIGIN: log_key}, lambda: 7)
    clock = ShiftedClock()
    with serving(one) as url:
        place.witnesses = Witnesses((Address(keys.public, url),), 1, clock)

        async def run() -> None:
            async with place.running() as (log, _):
                for start in (0, 3, 300):
                    for receipt in await many([f"{start}-{n}" for n in range(start + 1)])(log):
                        assert verdict(log, receipt).standing == "proven"
                        assert verdict(log, receipt).seen_by == ("w.example",)

        asyncio.run(run())
        # A gateway that forgot what the witness saw last is told so, and goes on.
        place.witnesses = Witnesses((Address(keys.public, url),), 1, clock)
        asyncio.run(run_again(place))
    [receipts] = place.do(many(["alone"]))
    assert "w.example" not in receipts[0].proof


async def _key(log: object) -> object:
    return log.trust.log  # type: ignore[attr-defined]


async def run_again(place: Place) -> None:
    """One more deposit."""
    async with place.running() as (log, _):
        [receipt] = await many(["later"])(log)
        assert verdict(log, receipt).standing == "proven"
