"""The judging process says what a thread says, is replaced when it dies, and takes only what waits in numbers."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from legalnet.submission import Envelope, Manifest
from province.gateway.chamber import Chamber
from province.gateway.inspection import SealedSubmission
from province.gateway.judging import QUEUE, Case
from province.gateway.problems import Problem
from tests.province.running import Filing, Running, Terminal

COMES_S = 120
"""For the process to stand: two seconds on an idle machine."""


@pytest.fixture
def chamber(province: Running) -> Any:
    """Of the running gateway, gone afterwards."""
    gateway = province.gateway
    published = gateway.published
    made = Chamber(gateway.keys.sealing_keys, published.bundle, published.current.version)
    gateway.judges.chamber = made
    yield made
    made.close()


async def stand(chamber: Chamber) -> None:
    """Wait until it is there."""
    async with asyncio.timeout(COMES_S):
        while not chamber.stands:
            await asyncio.sleep(0.05)


def case(province: Running, terminal: Terminal, filing: Filing) -> Case:
    """A sealed filing, ready to be judged; one of its parts came along, the others lie in files."""
    published, keys = province.gateway.published, province.gateway.keys
    sealed = terminal.seal(filing, published.current.version)
    contents: dict[str, Path | bytes] = {digest: path for digest, _, path in sealed.blobs}
    first = sealed.blobs[0][0]
    contents[first] = sealed.blobs[0][2].read_bytes()
    envelope = Envelope.model_validate_json(sealed.header)
    return Case(SealedSubmission(envelope, contents, keys.sealing_keys[keys.key_id]), published.current)


def said(found: Manifest | Exception) -> Any:
    """Something to compare."""
    if isinstance(found, Problem):
        return found.code, found.title, found.headers, found.extra
    return found


def test_it_says_what_a_thread_says(province: Running, terminal: Terminal, chamber: Chamber) -> None:
    filings = [
        Filing(),
        Filing.request(),
        Filing(consent=False),
        Filing(answers={"w": {"name": "x", "amount": "20000"}}),
        Filing(manifest_changes={"identity": {}}),
    ]
    cases = [case(province, terminal, filing) for filing in filings]
    province.call(stand(chamber))
    found = province.call(chamber.judge([one.paper() for one in cases]))
    assert found is not None
    assert [said(one) for one in found] == [said(one.judged()) for one in cases]
    assert [isinstance(one, Problem) for one in found] == [False, False, True, True, True]


@pytest.mark.expect_log("the judging process died")
def test_one_that_dies_is_replaced_and_nothing_is_lost(
    province: Running, terminal: Terminal, chamber: Chamber
) -> None:
    province.call(stand(chamber))
    assert chamber._pool is not None
    [pid] = chamber._pool._processes
    os.kill(pid, signal.SIGKILL)
    cases = [case(province, terminal, Filing.request()) for _ in range(2)]
    together = province.gateway.judges._together

    async def judge() -> Any:
        return await together(cases)

    found = province.call(judge())
    assert all(isinstance(one, Manifest) for one in found)
    province.call(stand(chamber))
    assert [pid] != list(chamber._pool._processes)


def test_it_comes_with_a_queue_and_takes_what_waits(
    province: Running, terminal: Terminal, chamber: Chamber
) -> None:
    terminal.hand_in(Filing.request())
    assert chamber._pool is None, "a single one is judged at once"

    async def crowd() -> None:
        cases = [case(province, terminal, Filing.request()) for _ in range(QUEUE)]
        await province.gateway.judges._together(cases)

    province.call(crowd())
    province.call(stand(chamber))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: terminal.hand_in(Filing.request()), range(24)))
    assert len({json.loads(answer)["number"] for answer in answers}) == 24
    assert len(province.rows("submissions")) == 25


def test_another_version_of_the_catalogue_stays_here(
    province: Running, terminal: Terminal, chamber: Chamber
) -> None:
    province.call(stand(chamber))
    chamber.version = "another"
    apart = province.call(province.gateway.judges._apart([case(province, terminal, Filing())]))
    assert apart is None
