"""Troubles acted out by the gateway, and the terminal's uplink living through them."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from offline_cache.uplink import Unsure
from province.gateway.faults import ENDLESS, parse
from tests.province.catalogue import write_catalogue
from tests.province.running import Filing, Running, running

Start = Callable[..., AbstractContextManager[Running]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Start the same province, each time with other troubles."""
    catalogue = write_catalogue(tmp_path / "catalogue")
    return lambda *faults, **more: running(tmp_path / "province", catalogue, faults=faults, **more)


@pytest.mark.expect_log("ASGI callable returned without completing response")
def test_an_answer_that_is_lost_is_asked_for_and_nothing_doubles(start: Start, tmp_path: Path) -> None:
    with start("drop-after-commit:1") as province:
        terminal = province.terminal(tmp_path / "terminal")
        sealed = terminal.seal(Filing())
        terminal.upload(sealed)
        with pytest.raises(Unsure):
            terminal.uplink.submit(sealed.key, sealed.header)
        found = terminal.uplink.query(sealed.key)
        assert found is not None
        assert terminal.uplink.submit(sealed.key, sealed.header) == found
        assert len(province.rows("submissions")) == 1


def test_a_hand_in_processed_twice_makes_one(start: Start, tmp_path: Path) -> None:
    with start("twice-ack") as province:
        terminal = province.terminal(tmp_path / "terminal")
        assert json.loads(terminal.hand_in(Filing()))["number"].endswith("000001")
        assert len(province.rows("submissions")) == 1


def test_a_failing_province_is_offline_until_it_recovers(start: Start, tmp_path: Path) -> None:
    with start() as province:
        terminal = province.terminal(tmp_path / "terminal")
        port = int(province.url.rsplit(":", 1)[1])
    sealed = terminal.seal(Filing.request())
    with start("500:2", port=port) as province:
        for _ in range(2):
            with pytest.raises(Unsure):
                terminal.uplink.submit(sealed.key, sealed.header)
        assert terminal.uplink.probe() == "up"
        terminal.upload(sealed)
        terminal.uplink.submit(sealed.key, sealed.header)
        assert len(province.rows("submissions")) == 1


def test_a_slow_province_still_answers(start: Start, tmp_path: Path) -> None:
    with start("slow:1") as province:
        terminal = province.terminal(tmp_path / "terminal")
        terminal.hand_in(Filing.request())


def test_faults_are_named_with_a_count() -> None:
    assert parse(["slow", "500:3"]) == {"slow": ENDLESS, "500": 3}
    for wrong in ("quake", "500:x"):
        with pytest.raises(ValueError, match=wrong):
            parse([wrong])
