"""The only place of these scripts that looks at a clock or waits; copied into the chroot beside those that use it."""

from __future__ import annotations

import time
from datetime import UTC, datetime

monotonic = time.monotonic
sleep = time.sleep


def now() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)
