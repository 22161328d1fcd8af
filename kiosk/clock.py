"""Time at the terminal: the devices' clock, and the zone in which its civil dates are told."""

from __future__ import annotations

from datetime import timedelta, timezone

from devices.clock import Clock, SystemClock

__all__ = ["SHANGHAI", "Clock", "SystemClock"]

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Civil dates on screen and paper are dates here; instants are UTC. China has had no summer time since 1991, and only
present moments are told in it, so the time-zone database need not be read before the first frame."""
