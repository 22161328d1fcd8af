"""A gateway and a terminal for the tests of the province."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.province.catalogue import write_catalogue
from tests.province.running import Running, Terminal, running


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Running]:
    """A gateway that listens on a free port."""
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as started:
        yield started


@pytest.fixture
def terminal(province: Running, tmp_path: Path) -> Terminal:
    """A terminal that enrolled with it."""
    return province.terminal(tmp_path / "terminal")
