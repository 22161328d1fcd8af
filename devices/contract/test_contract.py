"""The contract as tests: `pytest --pyargs devices.contract --driver NAME [--address ADDRESS]`."""

from __future__ import annotations

import pytest

from devices.clock import SystemClock
from devices.contract.checks import Check
from devices.quality import run_check
from devices.registry import Driver


def test_promise(driver: Driver, check: Check, request: pytest.FixtureRequest) -> None:
    """One promise of one driver; what the bench cannot make is skipped, and keeps the driver from that level."""
    address, turns = (request.config.getoption(name) for name in ("--address", "--turns"))
    finding = run_check(driver, check, SystemClock(), str(address), int(turns))
    if finding is None:
        return
    if not finding.shown:
        pytest.skip(finding.fault)
    if finding.fault:
        pytest.fail(f"{(check.run.__doc__ or '').strip()}\n{finding.fault}", pytrace=False)
