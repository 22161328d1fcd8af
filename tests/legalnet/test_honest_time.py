"""When a resident acted: proven by counted seconds, believed from a clock, or bounded by the order."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from legalnet.honest_time import Commit, Place, acted, examine
from legalnet.submission import ChainLink, HonestTime, Uptime

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CHAIN = "00112233aabbccdd"


def said(wall: datetime, monotonic: float, boot: str = "one", doubt: float = 5.0) -> HonestTime:
    return HonestTime(wall=wall, monotonic=monotonic, boot_id=boot, uncertainty_s=doubt)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize("wrong", [hours(0), hours(-24 * 400), hours(31), timedelta(seconds=-90)])
def test_in_one_start_the_counted_seconds_tell_whatever_the_clock_says(wrong: timedelta) -> None:
    truth, arrival = NOON, NOON + hours(50)
    claim = said(truth + wrong, monotonic=1000.0)
    found = acted(claim, arrival, Uptime(boot_id="one", seconds=1000.0 + 50 * 3600 - 2))
    assert found.basis == "uptime"
    assert found.earliest is not None
    assert found.earliest <= truth <= found.latest
    assert found.latest - found.earliest < timedelta(minutes=3)


def test_after_a_reboot_the_clock_is_believed_with_its_doubt() -> None:
    found = acted(said(NOON, 1000.0, doubt=30.0), NOON + hours(9), Uptime(boot_id="two", seconds=50.0))
    assert (found.basis, found.earliest, found.latest) == (
        "clock",
        NOON - timedelta(seconds=30),
        NOON + timedelta(seconds=30),
    )
    same_boot_backwards = acted(said(NOON, 1000.0), NOON + hours(9), Uptime(boot_id="one", seconds=50.0))
    assert same_boot_backwards.basis == "clock", "seconds that ran backwards prove nothing"


def test_a_clock_that_is_ahead_of_the_arrival_proves_only_the_arrival() -> None:
    found = acted(said(NOON + hours(48), 10.0), NOON)
    assert (found.basis, found.earliest, found.latest) == ("order", None, NOON)


class Terminal:
    """Commits one after another, as a terminal chains them."""

    def __init__(self) -> None:
        self.last = ""
        self.seq = 0

    def commit(
        self, claim: HonestTime, received: datetime, uptime: Uptime | None = None, words: str = ""
    ) -> Commit:
        self.seq += 1
        link = ChainLink(chain=CHAIN, seq=self.seq, previous=self.last)
        self.last = hashlib.sha256(f"{link}{claim}{words}".encode()).hexdigest()
        return Commit(f"N{self.seq}", link, self.last, claim, received, acted(claim, received, uptime))


def test_order_holds_whatever_the_order_of_arrival_and_gaps_are_shown() -> None:
    terminal = Terminal()
    one, two, three, four = (
        terminal.commit(said(NOON + hours(n), 3600.0 * n), NOON + hours(9)) for n in range(4)
    )
    found = examine([four, two, one])
    assert [(f.commit.number, f.place) for f in found] == [
        ("N1", Place.FIRST),
        ("N2", Place.LINKED),
        ("N4", Place.GAP),
    ]
    assert [f.place for f in examine([one, two, three, four])] == [Place.FIRST, *[Place.LINKED] * 3]


def test_a_rewritten_and_a_doubled_commit_are_seen() -> None:
    terminal = Terminal()
    one = terminal.commit(said(NOON, 1.0), NOON + hours(1))
    forged = Terminal().commit(said(NOON, 1.0), NOON + hours(1), words="other words")
    two = terminal.commit(said(NOON, 2.0), NOON + hours(1))
    assert [f.place for f in examine([forged, two])] == [Place.FIRST, Place.BROKEN]
    assert Place.DOUBLED in [f.place for f in examine([one, forged, two])]


@pytest.mark.parametrize("jump", [7200.0, -86400.0])
def test_a_clock_set_between_two_commits_is_seen_both_ways(jump: float) -> None:
    terminal = Terminal()
    one = terminal.commit(said(NOON, 100.0), NOON + hours(1))
    two = terminal.commit(said(NOON + timedelta(seconds=60 + jump), 160.0), NOON + hours(40))
    assert [f.jump_s for f in examine([one, two])] == [0.0, jump]
    rebooted = terminal.commit(said(NOON + hours(30), 5.0, boot="two"), NOON + hours(40))
    assert examine([one, two, rebooted])[2].jump_s == 0.0, "nobody counted across the start"


def test_neighbours_bound_a_commit_whose_clock_was_wrong() -> None:
    """The battery of the clock died: after the reboot the terminal believed in 2020, then was set right."""
    terminal = Terminal()
    end = NOON + hours(20)
    before = terminal.commit(
        said(NOON, 1000.0), NOON + timedelta(seconds=20), Uptime(boot_id="one", seconds=1019.0)
    )
    wrong = terminal.commit(said(datetime(2020, 1, 1, tzinfo=UTC), 30.0, boot="two"), end)
    later = terminal.commit(
        said(NOON + hours(5), 60.0, boot="three"), end, Uptime(boot_id="three", seconds=60.0)
    )
    found = {f.commit.number: f.commit.acted for f in examine([later, wrong, before])}
    assert found["N2"].basis == "order"
    assert found["N2"].earliest == found["N1"].earliest
    assert found["N2"].latest == found["N3"].latest
    assert found["N3"].basis == "uptime"


def test_of_two_clocks_that_contradict_each_other_neither_is_believed() -> None:
    terminal = Terminal()
    end = NOON + hours(20)
    ahead = terminal.commit(said(NOON + hours(10), 5.0), end)
    after = terminal.commit(said(NOON, 30.0, boot="two"), end)
    fine = terminal.commit(said(NOON + hours(11), 90.0, boot="two"), end)
    found = examine([ahead, after, fine])
    assert [f.commit.acted.basis for f in found] == ["order", "order", "clock"]
    assert {f.commit.acted.latest for f in found[:2]} == {end}


def test_without_a_link_a_commit_stands_alone() -> None:
    claim = said(NOON, 1.0)
    found = examine([Commit("N1", None, "0" * 64, claim, NOON, acted(claim, NOON))])
    assert [f.place for f in found] == [Place.UNLINKED]
