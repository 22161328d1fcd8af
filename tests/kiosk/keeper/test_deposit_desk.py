"""The keeper carries digests to a real province and believes only what verifies."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.evidence.trust import TRUST_FILE, kept_trust
from kiosk.keeper.deposits import DepositDesk
from kiosk.visit.deposits import proven
from legalnet.evidence.leaves import digests
from offline_cache.uplink import Offline, Unsure
from tests.legalnet.evidence.logs import Memory
from tests.province.catalogue import write_catalogue
from tests.province.running import Terminal, running

FILE = digests(b"a contract")


class Ear:
    """Hears what the desk says."""

    def __init__(self, desk: DepositDesk) -> None:
        self.desk = desk
        self.said: list[dict[str, Any]] = []

    def __call__(self, kind: str, **fields: Any) -> None:
        """Called by the desk."""
        self.said.append({"kind": kind, **fields})

    def asked(self, **fields: Any) -> dict[str, Any]:
        """Ask, and wait for the answer."""
        self.desk.hear({"request_id": "1", **fields}, self)
        until = time.monotonic() + 60
        while not self.said and time.monotonic() < until:
            self.desk.tick()
            time.sleep(0.01)
        return self.said.pop()


def deposit(key: str = "submission-files") -> dict[str, Any]:
    """What a visit says."""
    return {
        "kind": "deposit", "key": key, "sha256": FILE.sha256.hex(), "sm3": FILE.sm3.hex(), "of": "file",
    }  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Any:
    """A province, and a terminal enrolled with it."""
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as province:
        yield province.terminal(tmp_path / "terminal")


def test_a_deposit_and_its_fetch(house: Terminal) -> None:
    ear = Ear(DepositDesk(house.folder, house.uplink))
    answer = ear.asked(**deposit())
    assert answer["outcome"] == "done"
    one = proven(answer["proof"], answer["trust"])
    assert one is not None
    assert one.leaf.holds(FILE, one.salt)
    assert kept_trust(house.folder) == one.trust
    again = ear.asked(**deposit())
    assert proven(again["proof"], again["trust"]).leaf == one.leaf  # type: ignore[union-attr]
    found = ear.asked(kind="deposit_fetch", code=one.leaf.code)
    fetched = proven(found["proof"], found["trust"])
    assert fetched is not None
    assert (fetched.leaf, fetched.salt) == (one.leaf, b"")
    assert ear.asked(kind="deposit_fetch", code="1" * 20)["outcome"] == "not_done"


def test_a_file_is_held_against_its_deposit(house: Terminal) -> None:
    ear = Ear(DepositDesk(house.folder, house.uplink))
    made = ear.asked(**deposit())
    one = proven(made["proof"], made["trust"])
    assert one is not None
    same = {
        "kind": "deposit_compare",
        "code": one.leaf.code,
        "sha256": FILE.sha256.hex(),
        "sm3": FILE.sm3.hex(),
    }
    found = ear.asked(**same)
    again = proven(found["proof"], found["trust"])
    assert found["verdict"] == "match"
    assert again is not None
    assert again.leaf.holds(FILE, again.salt)
    other = ear.asked(**{**same, "sha256": digests(b"another").sha256.hex()})
    assert (other["outcome"], other["verdict"]) == ("done", "mismatch")
    assert proven(other["proof"], other["trust"]).salt == b"", "who has another file learns nothing"  # type: ignore[union-attr]
    assert ear.asked(**{**same, "code": "1" * 20})["outcome"] == "not_done"
    assert ear.asked(**{**same, "sm3": "x"})["reason"] == "refused"


@pytest.mark.parametrize(
    "spoilt", [{"key": "x"}, {"sha256": "0"}, {"sm3": ""}, {"of": "name"}, {"key": "a/../b" * 3}]
)
def test_what_does_not_fit_goes_nowhere(tmp_path: Path, spoilt: dict[str, str]) -> None:
    ear = Ear(DepositDesk(tmp_path, Scripted(lambda: {})))
    assert ear.asked(**{**deposit(), **spoilt})["outcome"] == "not_done"
    assert Ear(DepositDesk(tmp_path, None)).asked(**deposit())["reason"] == "not_enrolled"


class Scripted:
    """A province that says what the test says."""

    def __init__(self, answer: Callable[[], dict[str, Any]]) -> None:
        self.answer = answer

    def deposit(self, *_: str) -> dict[str, Any]:
        """The answer."""
        return self.answer()

    def fetch_deposit(self, _code: str) -> dict[str, Any]:
        """The answer."""
        return self.answer()

    def compare_deposit(self, *_: str) -> dict[str, Any]:
        """The answer."""
        return self.answer()

    def fetch_trust(self) -> str:
        """Of a log in memory."""
        return Memory().trust.to_json()


def _raise(error: Exception) -> dict[str, Any]:
    raise error


def test_silence_is_unknown_and_a_closed_way_is_not_done(tmp_path: Path) -> None:
    away = Ear(DepositDesk(tmp_path, Scripted(lambda: _raise(Offline("unreachable")))))
    assert away.asked(**deposit())["outcome"] == "not_done"
    silent = Ear(DepositDesk(tmp_path, Scripted(lambda: _raise(Unsure("no answer")))))
    assert silent.asked(**deposit())["outcome"] == "unknown"


@pytest.mark.expect_log("does not verify")
def test_a_proof_that_does_not_verify_is_not_believed(tmp_path: Path) -> None:
    log = Memory()
    log.add(5)
    good = str(log.proof(2, 5, extra=True))
    honest = Ear(DepositDesk(tmp_path, Scripted(lambda: {"proof": good})))
    assert honest.asked(**deposit())["outcome"] == "done"
    forged = good.replace("index 2", "index 3")
    liar = Ear(DepositDesk(tmp_path, Scripted(lambda: {"proof": forged})))
    assert liar.asked(**deposit())["reason"] == "not_proven"
    assert (tmp_path / TRUST_FILE).exists()
