"""Simulated devices on pseudo-terminals, in this process, for tests that drive them by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devices.clock import SystemClock
from devices.simulators.rig import Rig


@contextmanager
def cabinet(folder: Path) -> Iterator[Rig]:
    """A started rig without cameras; its addresses are in `folder`."""
    rig = Rig(folder, SystemClock(), cameras=False)
    rig.start()
    try:
        yield rig
    finally:
        rig.stop()
