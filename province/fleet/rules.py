"""When something is an alert: one table of thresholds over a heartbeat, its lateness and its clock.

An alert says what a person should do something about; what mends itself within a beat is no alert.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from legalnet.codes import Level, level_of
from legalnet.telemetry import NEEDED, Heartbeat, ScreenState, Verdict

SILENT_S = 300
"""Five beats that did not come."""
SKEW_MS, SKEW_FAR_MS = 4_000, 30_000
"""A terminal whose clock is off this much; from the second on it signs nothing (`docs/screens.md`, `clock`)."""
OUTBOX_OLD_S = 30 * 60
OUTBOX_DEEP = 10
DISK_LOW_MB = 2048
CERTIFICATES = ((1, "certificate_1"), (7, "certificate_7"), (30, "certificate_30"))
"""Days left, the fewest first."""
FORGET_HOURS = 14 * 24
"""How long the hours of a terminal are kept."""
CLOSED_DAYS = 90
"""How long alerts that are over are kept."""


@dataclass(frozen=True, order=True)
class Finding:
    """Something that is wrong now."""

    what: str
    code: str
    value: int = 0

    @property
    def level(self) -> Level:
        """As the registry of codes has it."""
        return level_of(self.code)

    @property
    def rank(self) -> int:
        """How much it keeps residents from what they came for: 0 most."""
        stops = self.what in STOPPING or self.code in STOPPING
        return {"fail": 0 if stops else 1, "look": 2, "note": 3}[self.level]


STOPPING = frozenset({*map(str, NEEDED), "silent", "visit_dies", "disk_read_only", "wrong_key", "disk_full"})


def findings(beat: Heartbeat, skew_ms: int) -> Iterator[Finding]:
    """Everything wrong at a beat; `skew_ms` is the terminal's clock minus ours."""
    for device in beat.devices:
        if device.verdict in (Verdict.DOWN, Verdict.LOOK) and device.code and level_of(device.code) != "note":
            yield Finding(str(device.kind), device.code)
    yield from _memory(beat)
    yield from _outbox(beat)
    if abs(skew_ms) >= SKEW_MS:
        yield Finding("clock", "skew_far" if abs(skew_ms) >= SKEW_FAR_MS else "skew", skew_ms)
    for life in beat.certificates:
        for days, code in CERTIFICATES:
            if life.days <= days:
                yield Finding(f"certificate_{life.name}", code, life.days)
                break
    if beat.screen is ScreenState.DARK:
        yield Finding("screen", "visit_dies")
    if beat.software.reason:
        yield Finding("software", beat.software.reason)


def _memory(beat: Heartbeat) -> Iterator[Finding]:
    """Store and disk."""
    if beat.disk.memory:
        yield Finding("store", beat.disk.memory)
    if beat.disk.free_mb < DISK_LOW_MB:
        yield Finding("disk", "disk_low", beat.disk.free_mb)


def _outbox(beat: Heartbeat) -> Iterator[Finding]:
    """What does not get away."""
    if beat.outbox.dead:
        yield Finding("outbox", "dead_letter", beat.outbox.dead)
    if beat.outbox.oldest_s >= OUTBOX_OLD_S:
        yield Finding("outbox", "outbox_old", beat.outbox.oldest_s)
    if beat.outbox.waiting > OUTBOX_DEEP:
        yield Finding("outbox", "outbox_deep", beat.outbox.waiting)


RANKS = {"down": 0, "silent": 1, "look": 2, "in_use": 3, "ok": 4, "closed": 5}
"""The order of the list: whoever needs a person first, what was closed on purpose last."""


def rank_of(verdict: Verdict, code: str, screen: ScreenState) -> int:
    """Where a terminal stands in the list while its heartbeats come."""
    if code == "closed_by_desk":
        return RANKS["closed"]
    if verdict in (Verdict.DOWN, Verdict.LOOK):
        return RANKS[str(verdict)]
    return RANKS["in_use" if screen in (ScreenState.IN_USE, ScreenState.CALL) else "ok"]
