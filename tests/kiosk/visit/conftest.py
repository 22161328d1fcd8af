"""Cabinets, taken down after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kiosk.visit.cabinet import Cabinet

MakeCabinet = Callable[..., Cabinet]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[MakeCabinet]:
    """Makes cabinets, each in a folder of its own."""
    made: list[Cabinet] = []

    def build(**changes: Any) -> Cabinet:
        folder = tmp_path / f"cabinet-{len(made)}"
        folder.mkdir()
        made.append(Cabinet(folder, **changes))
        return made[-1]

    yield build
    for one in made:
        one.close()


@pytest.fixture
def cabinet(make: MakeCabinet) -> Cabinet:
    """A terminal with everything a site can have."""
    return make()
