"""One terminal for each test that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """Province, hardware and terminal as processes; all ended afterwards."""
    found = Terminal(tmp_path)
    yield found
    found.put_away()
