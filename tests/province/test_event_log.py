"""A terminal's event log at the province: ordered, without gap, entered once, waited for across gateways."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kiosk.uplink.client import ProvinceUplink
from kiosk.uplink.identity import KEY_FILE, load_or_create_key
from kiosk.uplink.sockets import Patience
from legalnet.events import EventPage, InboxNotice, holder_mark
from offline_cache.uplink import Offline, Refused
from province.gateway.bells import Bells, Messenger
from province.gateway.events import mark_for, mind_missed, tell
from province.gateway.storage import eventlog
from province.gateway.storage.eventlog import NewEvent
from province.gateway.storage.interface import Storage, open_storage
from tests.province.catalogue import write_catalogue
from tests.province.raw import prepared, problem, send
from tests.province.running import Running, ShiftedClock, Terminal, running
from tests.province.servers.nats import Nats
from tests.province.servers.postgres import Postgres
from tests.province.test_storage import NOW, T1, T2, on, url  # noqa: F401 - the fixture for both kinds

LONG_AGO = "2000-01-01T00:00:00.000+00:00"
NEVER_S = 3600.0


def notice(name: str) -> tuple[str, InboxNotice]:
    """A key and what it says."""
    return f"key-{name}", InboxNotice(notice=name, holder="0" * 5, about="delivery")


def entered(terminal: str, *keys: str, at: str = NOW, keep_from: str = LONG_AGO) -> Callable[[Storage], Any]:
    """A step that appends."""
    new = [NewEvent(key, at, "{}") for key in keys]
    return lambda s: s.write(lambda c: eventlog.append(c, terminal, new, keep_from))


def seen(terminal: str, after: int = 0) -> Callable[[Storage], Any]:
    """A step that reads."""
    return lambda s: s.read(lambda c: eventlog.page(c, terminal, after))


def begun(storage: Storage) -> Any:
    """A step that makes the logs."""
    return storage.write(lambda c: [eventlog.begin(c, name) for name in (T1, T2)])


def test_events_are_numbered_in_order_and_entered_once(url: str) -> None:  # noqa: F811
    _, first, again, other, page, rest = on(
        url, begun, entered(T1, "a", "b"), entered(T1, "b", "c"), entered(T2, "a"), seen(T1), seen(T1, 2)
    )
    assert (first, again, other) == ([1, 2], [2, 3], [1])
    assert [(row.seq, row.key) for row in page.rows] == [(1, "a"), (2, "b"), (3, "c")]
    assert [row.seq for row in rest.rows] == [3]
    assert (rest.after_key, rest.first, rest.last) == ("b", 1, 3)


def test_two_gateways_append_without_gap_or_double(url: str) -> None:  # noqa: F811
    async def run() -> eventlog.Page:
        first, second = open_storage(url), open_storage(url)
        await first.open()
        await second.open()
        try:
            work = [entered(T1, f"k{n}", f"k{n + 1}")(s) for n in range(30) for s in (first, second)]
            await asyncio.gather(*work)
            page: eventlog.Page = await seen(T1)(first)
        finally:
            await first.close()
            await second.close()
        return page

    on(url, begun)
    page = asyncio.run(run())
    assert [row.seq for row in page.rows] == list(range(1, 32))
    assert len({row.key for row in page.rows}) == 31


def test_old_events_are_dropped_and_the_page_says_from_where(url: str) -> None:  # noqa: F811
    old = "2020-01-01T00:00:00.000+00:00"
    *_, page = on(
        url, begun, entered(T1, "a", "b", at=old), entered(T1, "c", keep_from="2026-01-01"), seen(T1)
    )
    assert (page.first, page.last, [row.key for row in page.rows]) == (3, 3, ["c"])


def test_a_terminal_without_a_log_is_said_so(url: str) -> None:  # noqa: F811
    with pytest.raises(eventlog.NoLog):
        on(url, seen("T-nobody"))
    with pytest.raises(eventlog.NoLog):
        on(url, entered("T-nobody", "a"))


# ---- over HTTP


def fetched(terminal: Terminal, after: int = 0, wait_s: float = 0.0) -> EventPage:
    """A page as the terminal gets it."""
    return EventPage.model_validate_json(terminal.uplink.fetch_events(after, wait_s))


def enter(province: Running, terminal: Terminal, *names: str) -> list[int]:
    """Tell the terminal of notices."""
    return province.call(tell(province.gateway, terminal.enrolment.terminal_id, [notice(n) for n in names]))


def test_a_terminal_reads_on_from_its_cursor(province: Running, terminal: Terminal) -> None:
    empty = fetched(terminal)
    assert (empty.first, empty.last, empty.events) == (1, 0, ())
    assert enter(province, terminal, "n-1", "n-2") == [1, 2]
    assert [event.seq for event in fetched(terminal).events] == [1, 2]
    [second] = fetched(terminal, after=1).events
    assert isinstance(second.body, InboxNotice)
    assert (second.body.notice, fetched(terminal, after=1).after_key) == ("n-2", "key-n-1")


def test_more_than_a_page_comes_in_pages(province: Running, terminal: Terminal) -> None:
    enter(province, terminal, *(f"n-{number}" for number in range(eventlog.PAGE + 5)))
    page = fetched(terminal)
    assert (len(page.events), page.last) == (eventlog.PAGE, eventlog.PAGE + 5)
    assert len(fetched(terminal, after=eventlog.PAGE).events) == 5


def test_nobody_reads_another_terminals_log(province: Running, terminal: Terminal, tmp_path: Path) -> None:
    other = province.terminal(tmp_path / "other")
    path = f"/pln/v1/terminals/{terminal.enrolment.terminal_id}/events"
    assert problem(send(prepared(other, "GET", path)))["code"] == "terminal_other"


def test_a_person_is_spoken_of_by_the_mark_of_this_log(province: Running, terminal: Terminal) -> None:
    name = terminal.enrolment.terminal_id
    mark = province.call(mark_for(province.gateway, name, "110105194912310021"))
    assert mark == holder_mark(fetched(terminal).log, "110105194912310021")


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[Running]:
    """A gateway that never looks again by itself: only a ring wakes a waiting request."""
    catalogue = write_catalogue(tmp_path / "catalogue")
    with running(tmp_path / "patient", catalogue, recheck_events_s=NEVER_S) as started:
        yield started


def waiting(province: Running) -> None:
    """Until a request waits."""
    for _ in range(600):
        if province.gateway.bells.waiting:
            return
        threading.Event().wait(0.05)
    raise AssertionError("no request waits")


def test_a_waiting_request_is_woken(patient: Running, tmp_path: Path) -> None:
    terminal = patient.terminal(tmp_path / "terminal")
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(fetched, terminal, 0, 18.0)
        waiting(patient)
        enter(patient, terminal, "n-1")
        assert [event.seq for event in asked.result(30).events] == [1]
    assert patient.gateway.bells.waiting == 0


def test_a_gateway_that_leaves_lets_those_go_who_wait(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    with ThreadPoolExecutor() as pool:
        with running(tmp_path / "data", catalogue, recheck_events_s=NEVER_S) as province:
            terminal = province.terminal(tmp_path / "terminal")
            asked = pool.submit(fetched, terminal, 0, 18.0)
            waiting(province)
        assert asked.result(30).events == ()


def test_without_a_ring_a_waiting_request_looks_by_itself(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    with (
        running(tmp_path / "data", catalogue, recheck_events_s=0.1) as province,
        ThreadPoolExecutor() as pool,
    ):
        terminal = province.terminal(tmp_path / "terminal")
        asked = pool.submit(fetched, terminal, 0, 18.0)
        waiting(province)
        new = [NewEvent("k", NOW, notice("n-1")[1].model_dump_json())]
        name = terminal.enrolment.terminal_id
        province.call(province.gateway.database.write(lambda c: eventlog.append(c, name, new, LONG_AGO)))
        assert [event.seq for event in asked.result(30).events] == [1]


def test_events_survive_the_gateway(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    with running(tmp_path / "data", catalogue) as province:
        terminal = province.terminal(tmp_path / "terminal")
        enter(province, terminal, "n-1")
        log, port = fetched(terminal).log, int(province.url.rpartition(":")[2])
    with running(tmp_path / "data", catalogue, port=port) as province:
        enter(province, terminal, "n-1", "n-2")
        page = fetched(terminal)
    assert (page.log, [event.seq for event in page.events]) == (log, [1, 2])


def test_a_gateway_wakes_the_request_that_waits_at_another(
    postgres_server: Postgres, messenger: Nats, tmp_path: Path
) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    more = {"database": postgres_server.fresh(), "nats": messenger.url, "recheck_events_s": NEVER_S}
    data = tmp_path / "data"
    with running(data, catalogue, **more) as here, running(data, catalogue, **more) as there:
        terminal = here.terminal(tmp_path / "terminal")
        connected(here, there)
        with ThreadPoolExecutor() as pool:
            asked = pool.submit(fetched, terminal, 0, 18.0)
            waiting(here)
            enter(there, terminal, "n-1")
            assert [event.seq for event in asked.result(30).events] == [1]


def connected(*provinces: Running) -> None:
    """Until the gateways hear each other."""
    for _ in range(600):
        if all(one.gateway.messenger.connected for one in provinces):
            return
        threading.Event().wait(0.05)
    raise AssertionError("the gateways do not hear each other")


@pytest.mark.expect_log("the messenger between gateways is away")
def test_a_messenger_that_comes_late_or_goes_stops_nothing(messenger: Nats) -> None:
    async def run() -> list[bool]:
        messenger.stop()
        bells = [Bells(), Bells()]
        pair = [Messenger(bell, messenger.url) for bell in bells]
        for one in pair:
            one.start()
        heard = []
        with bells[0].listen(T1) as here, bells[1].listen(T1) as there:
            await pair[0].tell(T1)
            heard += [here.is_set(), there.is_set()]
            for _ in range(2):  # it comes, goes, and comes back
                await asyncio.to_thread(messenger.start)
                await _until(lambda: all(one.connected for one in pair))
                there.clear()
                await _rung(pair[0], there)
                heard.append(there.is_set())
                await asyncio.to_thread(messenger.stop)
                await _until(lambda: not any(one.connected for one in pair))
        for bell, one in zip(bells, pair, strict=True):
            bell.close()
            await one.stop()
        return heard

    assert asyncio.run(run()) == [True, False, True, True]


async def _until(condition: Callable[[], bool]) -> None:
    """Wait for something that happens soon."""
    for _ in range(600):
        if condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("did not happen in time")


async def _rung(messenger: Messenger, bell: asyncio.Event) -> None:
    """Ring until it is heard: subscriptions are made anew a moment after the line is back."""
    for _ in range(600):
        await messenger.tell(T1)
        try:
            await asyncio.wait_for(bell.wait(), 0.1)
        except TimeoutError:
            continue
        return


def test_a_revoked_or_strange_question_is_refused(terminal: Terminal) -> None:
    path = f"/pln/v1/terminals/{terminal.enrolment.terminal_id}/events"
    for query in ("?after=-1", "?after=x", "?wait=61", "?wait=nan"):
        assert problem(send(prepared(terminal, "GET", path + query)))["code"] == "invalid"
    with pytest.raises((Refused, Offline)):
        terminal.uplink.fetch_events(-1)


def test_one_look_rings_for_every_log_that_grew_and_for_no_other(patient: Running, tmp_path: Path) -> None:
    """However many wait: those who wait do not look by themselves."""
    grown, still = (patient.terminal(tmp_path / name) for name in ("grown", "still"))
    names = [one.enrolment.terminal_id for one in (grown, still)]
    with ThreadPoolExecutor() as pool:
        asked = [pool.submit(fetched, one, 0, wait) for one, wait in ((grown, 18.0), (still, 3.0))]
        for _ in range(600):
            if set(patient.gateway.bells.seen()) == set(names):
                break
            threading.Event().wait(0.05)
        new = [NewEvent("k", NOW, notice("n-1")[1].model_dump_json())]
        patient.call(patient.gateway.database.write(lambda c: eventlog.append(c, names[0], new, LONG_AGO)))
        patient.call(mind_missed(patient.gateway))
        assert [event.seq for event in asked[0].result(15).events] == [1]
        assert asked[1].result(15).events == ()
    assert patient.gateway.bells.seen() == {}


def test_an_answer_may_take_as_long_as_it_was_asked_to_wait(patient: Running, tmp_path: Path) -> None:
    """A line that has patience for two seconds waits six when it asked for four."""
    hasty = patient.terminal(tmp_path / "hasty")
    key = load_or_create_key(hasty.folder / KEY_FILE)
    uplink = ProvinceUplink(hasty.enrolment, key, ShiftedClock(), patience=Patience(answer_s=2.0))
    assert EventPage.model_validate_json(uplink.fetch_events(0, 4.0)).events == ()
