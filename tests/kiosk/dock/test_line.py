"""The network line: what a terminal meets in each of its modes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import requests

from devices.simulators.control import RigClient, RigError
from kiosk.dock.bench import Bench
from kiosk.dock.catalogue import fault
from kiosk.dock.line import DELAY_S, Line
from tests.kiosk.dock.rigs import Province

Wire = tuple[Line, Path]


def ask(line: Line) -> str:
    """What the province says to a terminal that asks once."""
    with requests.Session() as session:
        session.trust_env = False
        return session.get(line.url, timeout=10).text


def test_up_passes_everything_on(bench: Bench, line: Wire) -> None:
    assert ask(line[0]) == "yes"


def test_down_reaches_nobody_and_cuts_what_stands(bench: Bench, line: Wire) -> None:
    with requests.Session() as session:
        session.trust_env = False
        assert session.get(line[0].url, timeout=10).text == "yes"
        seen = Province.seen
        bench.inject(fault("network.down"))
        with pytest.raises(requests.ConnectionError):
            session.get(line[0].url, timeout=10)
    assert Province.seen == seen
    bench.undo(fault("network.down"))
    assert ask(line[0]) == "yes"


def test_slow_delays_both_ways(bench: Bench, line: Wire) -> None:
    bench.inject(fault("network.slow"))
    began = time.monotonic()
    assert ask(line[0]) == "yes"
    assert time.monotonic() - began >= 2 * DELAY_S


def test_lost_lets_the_request_through(bench: Bench, line: Wire) -> None:
    bench.inject(fault("network.lost"))
    seen = Province.seen
    with pytest.raises(requests.ConnectionError):
        ask(line[0])
    assert Province.seen == seen + 1


@pytest.mark.parametrize("asked", [("line.set", {"mode": "sideways"}), ("line.cut", {}), ("line.set", {})])
def test_what_it_does_not_know_changes_nothing(line: Wire, asked: tuple[str, dict[str, str]]) -> None:
    control = RigClient(line[1])
    with pytest.raises(RigError, match="unknown"):
        control.do(asked[0], **asked[1])
    assert control.do("line.state") == {"mode": "up"}


@pytest.mark.parametrize(("mode", "status"), [("portal", 200), ("error", 502)])
def test_somebody_in_between_answers(bench: Bench, line: Wire, mode: str, status: int) -> None:
    bench.inject(fault(f"network.{mode}"))
    seen = Province.seen
    answer = requests.get(line[0].url, timeout=10)
    assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (status, "text/html")
    assert Province.seen == seen


def test_twice_delivers_twice(bench: Bench, line: Wire) -> None:
    bench.inject(fault("network.twice"))
    seen = Province.seen
    assert ask(line[0]) == "yes"
    assert Province.seen == seen + 2
