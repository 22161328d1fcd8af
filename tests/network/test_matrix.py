"""The network matrix: each kind of trouble at each kind of request; everything arrives once, whole and in order.

`make network` (LAWBOOTH_NETWORK=full) tries every cell, once and three times in a row; `make test` a sample.
"""

from __future__ import annotations

import os
from itertools import product

import pytest

from kiosk.dock.weather import Head, Trouble, Weather
from kiosk.uplink.sockets import Patience
from offline_cache.states import ItemState
from tests.network.house import SCAN, House

FULL = os.environ.get("LAWBOOTH_NETWORK") == "full"
TIMES = (1, 3) if FULL else (1,)
CREATE, APPEND, HAND_IN, ASK, OFFSET = (
    "POST /pln/v1/files",
    "PATCH",
    "POST /pln/v1/submissions",
    "GET",
    "HEAD",
)
BODIED = (CREATE, APPEND, HAND_IN)
MIDWAY = (Trouble.CUT, Trouble.STALLED, Trouble.HALF_OPEN)
PAGES = (413, 429, 500, 502, 503, 504, 511)
Cell = tuple[str, Weather]


def weathers() -> list[Weather]:
    """Every kind of trouble with its particulars."""
    plain = [
        kind for kind in Trouble if kind not in (*MIDWAY, Trouble.NONE, Trouble.PAGE, Trouble.PAGE_AFTER)
    ]
    return [
        *(Weather(kind, pause_s=0.05) for kind in plain),
        *(Weather(kind, share=share) for kind, share in product(MIDWAY, (0.0, 0.5, 1.0))),
        *(Weather(Trouble.PAGE, status=status, retry_after=7) for status in PAGES),
        *(Weather(Trouble.PAGE_AFTER, status=status) for status in (500, 502, 504)),
    ]


def cells() -> list[Cell]:
    """Every trouble at every request where it means something."""
    return [
        (request, weather)
        for request, weather in product((CREATE, APPEND, HAND_IN, ASK, OFFSET), weathers())
        if request in BODIED or weather.trouble not in MIDWAY
    ]


def sample() -> list[Cell]:
    """The cells of `make test`: each trouble where it hurts most."""
    return [
        (APPEND if weather.trouble in MIDWAY else HAND_IN, weather)
        for weather in weathers()
        if cheap(weather)
    ]


def cheap(weather: Weather) -> bool:
    """One of each kind is enough for a sample."""
    return weather.share == 0.5 and (weather.trouble is not Trouble.PAGE or weather.status in (413, 429, 502))


def apart() -> list[Cell]:
    """Cells of a terminal whose files all go by themselves, small ones too: what follows an attempt in trouble."""
    found = [cell for cell in cells() if cell[0] in (CREATE, HAND_IN)]
    return found if FULL else [(HAND_IN, Weather(Trouble.ANSWER_LOST)), (CREATE, Weather(Trouble.CUT))]


def name(cell: Cell) -> str:
    """For the report."""
    request, weather = cell
    detail = {Trouble.PAGE: weather.status, Trouble.PAGE_AFTER: weather.status}.get(
        weather.trouble, weather.share
    )
    return f"{request.rpartition('/')[2]}-{weather.trouble}-{detail}"


def suffer(house: House, request: str, weather: Weather, times: int) -> None:
    """Two small filings and one with a scan, while the first `times` requests of a kind meet that weather.

    Where one filing makes fewer such requests, because the terminal found another way, others follow it.
    """
    first = [Weather(Trouble.ANSWER_LOST)] if request == ASK else []
    if request == OFFSET:
        first = [Weather(Trouble.CUT)]
    started = False

    def meant(head: Head) -> bool:
        """Whether the weather is for this request: what makes a terminal ask comes first."""
        nonlocal started
        line = " ".join(head.start[:2])
        if first and not started:
            started = line.startswith(HAND_IN if request == ASK else APPEND)
            return started
        return line.startswith(request)

    house.only = meant
    house.due.extend([weather] * times)
    for _ in range(times):
        started = False
        house.due.extendleft(first)
        for size in (0, SCAN, 0):
            house.hand_in(size)
        house.until_done()
        if not house.due:
            break
    assert sum(trouble == weather.trouble for _, trouble in house.met) >= times, f"never came: {house.met}"
    assert not house.due
    house.check_promises()


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("cell", cells() if FULL else sample(), ids=name)
def test_trouble_at_a_request_costs_no_filing(house: House, cell: Cell, times: int) -> None:
    suffer(house, *cell, times)


@pytest.mark.parametrize("times", TIMES)
@pytest.mark.parametrize("cell", apart(), ids=name)
def test_trouble_costs_no_filing_whose_files_go_by_themselves(house: House, cell: Cell, times: int) -> None:
    house.carried = 0
    house.restart()
    suffer(house, *cell, times)


def test_a_small_filing_is_one_request(house: House) -> None:
    for size in (0, 1000, 0):
        house.hand_in(size)
    house.until_done()
    assert house.seen == 3
    house.check_promises()


@pytest.mark.parametrize("trouble", [Trouble.CUT, Trouble.ANSWER_LOST, Trouble.TWICE, Trouble.TWICE_LATER])
def test_a_submission_in_one_piece_arrives_once(house: House, trouble: Trouble) -> None:
    """Three requests in a row in trouble: asked about, then sent again file by file."""
    house.only = lambda head: "/parcel" in head.start[1]
    house.due.extend([Weather(trouble, pause_s=0.05)] * 3)
    for size in (0, 1000, 200_000, 0):
        house.hand_in(size)
    house.until_done()
    assert len(house.met) == 3
    house.check_promises()


def test_a_machine_that_takes_no_large_requests_gets_small_ones(house: House) -> None:
    """413 to every request above 64 KiB: the scan goes over in pieces."""
    too_large = [0]

    def large(head: Head) -> bool:
        """Counts those it stops."""
        found = head.length > 64 * 1024
        too_large[0] += found
        return found

    house.only = large
    house.due.extend([Weather(Trouble.PAGE, status=413)] * 50)
    house.hand_in(2 * SCAN)
    house.until_done()
    assert 1 <= too_large[0] <= 4, "it learns the limit and keeps to it"
    house.check_promises()


def test_a_resumed_upload_sends_hardly_a_byte_twice(house: House) -> None:
    """Stalled three times: at most 5 % more than the filing itself travels."""
    house.patience = Patience(stall_s=2.0)  # time for the province to read what did arrive
    house.restart()
    promise = house.hand_in(5 * SCAN)
    house.only = lambda head: head.start[0] == APPEND
    house.due.extend([Weather(Trouble.STALLED, share=0.3)] * 3)
    house.until_done()
    assert len(house.met) == 3
    payload = sum(map(len, promise.contents.values())) + len(promise.sealed.header)
    assert house.proxy.taken <= 1.05 * payload
    house.check_promises()


@pytest.mark.parametrize("hours", [-1, 1, 24 * 365])
def test_with_a_wrong_clock_everything_waits_and_nothing_is_lost(house: House, hours: int) -> None:
    house.wall.shift = house.wall.shift.resolution * 3_600_000_000 * hours
    for size in (0, SCAN, 0):
        house.hand_in(size)
    for _ in range(5):
        assert house.pass_time() == 3
    assert house.world.arrived([promise.key for promise in house.promises]) == []
    assert {item.state for item in house.cache.outbox.pending()} == {ItemState.WAITING}
    assert house.uplink(Patience()).probe() == "clock_skew"
    house.clear_up()
    house.until_done()
    house.check_promises()


def test_days_behind_a_captive_portal_change_nothing(house: House) -> None:
    house.due.extend([Weather(Trouble.PORTAL), Weather(Trouble.PORTAL_REDIRECT)] * 40)
    for size in (0, SCAN, 0):
        house.hand_in(size)
    while len(house.due) > 40:
        assert house.pass_time() == 3
    assert {item.attempts for item in house.cache.outbox.pending()} == {0}
    assert house.uplink(Patience()).probe() == "captive_portal"
    house.clear_up()
    house.until_done()
    house.check_promises()
