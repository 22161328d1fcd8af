"""What holds for every test: no display, no surprise in the log, nothing left running."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

# The same examples every time: a red run is about the change in hand. `--hypothesis-profile default` looks further.
settings.register_profile(
    "repeatable", derandomize=True, database=None, deadline=None, max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],  # it measures the machine, and that has other work
)  # fmt: skip
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """A line of WARNING or above that the test did not announce (`expect_log`) fails it."""
    yield
    expected = [mark.args[0] for mark in request.node.iter_markers("expect_log")]
    surprises = [
        record.getMessage()
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING and not any(text in record.getMessage() for text in expected)
    ]
    assert not surprises, f"unexpected log lines: {surprises}"
