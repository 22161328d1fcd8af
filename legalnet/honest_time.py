"""When a resident acted, as far as it can be proven once the filing arrives, perhaps days later.

A wall clock may be wrong, and may be set in between. Three things cannot: the seconds since the machine's
start, which tell the age of a commit while the same start lasts; the order in which a terminal's commits
were chained; and the moment of arrival. Pure: instants in, bounds out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from legalnet.submission import Acted, ChainLink, HonestTime, Uptime

DRIFT = 200e-6
"""Seconds a second by which a quartz may run wrong; cheap ones keep within half of it."""
ON_THE_WAY_S = 60.0
"""The longest that a request is under way: older than that its signature is asked for anew."""


def acted(committed: HonestTime, received: datetime, uptime: Uptime | None = None) -> Acted:
    """Bounds of the instant of the commit, and what they rest on.

    With the uptime at sending, in the same start of the machine: age by a clock that nobody sets. Otherwise
    the wall clock's word with its own uncertainty, unless it names an instant after the arrival.
    """
    age = uptime.seconds - committed.monotonic if uptime and uptime.boot_id == committed.boot_id else -1.0
    if age >= 0:
        latest = received - timedelta(seconds=age * (1 - DRIFT))
        earliest = received - timedelta(seconds=age * (1 + DRIFT) + ON_THE_WAY_S)
        return Acted(earliest=earliest, latest=latest, basis="uptime")
    doubt = timedelta(seconds=committed.uncertainty_s)
    if committed.wall - doubt > received:
        return Acted(earliest=None, latest=received, basis="order")
    return Acted(earliest=committed.wall - doubt, latest=min(received, committed.wall + doubt), basis="clock")


@dataclass(frozen=True)
class Commit:
    """One submission of a terminal as the province keeps it."""

    number: str
    link: ChainLink | None
    digest: str
    """SHA-256 of the envelope as it came."""
    committed: HonestTime
    received: datetime
    acted: Acted


class Place(StrEnum):
    """What the chain says of a commit."""

    FIRST = "first"
    """The chain begins with it."""
    LINKED = "linked"
    """It names the one before it, which is there."""
    GAP = "gap"
    """The one before it is not there: under way, laid aside at the terminal, or lost."""
    BROKEN = "broken"
    """The one before it is another than it names: one of the two was rewritten."""
    DOUBLED = "doubled"
    """Another commit claims the same place."""
    UNLINKED = "unlinked"
    """It came from a terminal that keeps no chain."""


@dataclass(frozen=True)
class Finding:
    """A commit with what its chain says of it."""

    commit: Commit
    place: Place
    jump_s: float = 0.0
    """By how much the wall clock was set between the commit before and this one, within one start."""


def examine(commits: Iterable[Commit]) -> list[Finding]:
    """All commits of one terminal in their order, each with its place and bounds that the order allows."""
    linked = sorted(
        (c for c in commits if c.link), key=lambda c: (c.link.chain, c.link.seq) if c.link else ("", 0)
    )
    loose = [Finding(c, Place.UNLINKED) for c in commits if not c.link]
    found: list[Finding] = []
    for index, commit in enumerate(linked):
        before = linked[index - 1] if index and _chain(linked[index - 1]) == _chain(commit) else None
        found.append(Finding(commit, _place(commit, before), _jump(commit, before)))
    return loose + _tightened(found)


def _chain(commit: Commit) -> str:
    return commit.link.chain if commit.link else ""


def _seq(commit: Commit) -> int:
    return commit.link.seq if commit.link else 0


def _place(commit: Commit, before: Commit | None) -> Place:
    if before is not None and _seq(before) == _seq(commit):
        return Place.DOUBLED
    if _seq(commit) == 1:
        return Place.FIRST
    if before is None or _seq(before) != _seq(commit) - 1:
        return Place.GAP
    return Place.LINKED if commit.link and before.digest == commit.link.previous else Place.BROKEN


def _jump(commit: Commit, before: Commit | None) -> float:
    """Wall time that passed less the time that the machine counted; 0 across starts, where nobody counted."""
    if before is None or before.committed.boot_id != commit.committed.boot_id:
        return 0.0
    wall = (commit.committed.wall - before.committed.wall).total_seconds()
    return round(wall - (commit.committed.monotonic - before.committed.monotonic), 3)


def _tightened(found: Sequence[Finding]) -> list[Finding]:
    """No commit was before one that a proof places before it, nor after one that a proof places after it.

    Two clocks that contradict each other are both doubted: which was wrong, nobody can tell.
    """
    tightened: list[Finding] = []
    for finding in found:
        same = [other for other in found if _chain(other.commit) == _chain(finding.commit)]
        seq = _seq(finding.commit)
        before = [other.commit.acted for other in same if _seq(other.commit) < seq]
        after = [other.commit.acted for other in same if _seq(other.commit) > seq]
        bound = _bounded(finding.commit, before, after)
        tightened.append(replace(finding, commit=replace(finding.commit, acted=bound)))
    return tightened


def _bounded(commit: Commit, before: Sequence[Acted], after: Sequence[Acted]) -> Acted:
    bound = commit.acted
    if bound.basis == "uptime":
        return bound
    floor = max((b.earliest for b in before if b.basis == "uptime" and b.earliest), default=None)
    ceiling = min((a.latest for a in after if a.basis == "uptime"), default=commit.received)
    contradicted = bound.earliest is None or any(
        [
            floor is not None and bound.latest < floor,
            bound.earliest > ceiling,
            any(b.earliest > bound.latest for b in before if b.basis == "clock" and b.earliest),
            any(bound.earliest > a.latest for a in after if a.basis == "clock"),
        ]
    )
    if contradicted or bound.earliest is None:
        return Acted(earliest=floor, latest=ceiling, basis="order")
    earliest = bound.earliest if floor is None else max(bound.earliest, floor)
    return Acted(earliest=earliest, latest=min(bound.latest, ceiling), basis=bound.basis)
