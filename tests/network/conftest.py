"""One gateway process and one enrolled terminal for all tests of a worker; each test has its own memory and proxy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.network.house import House, World
from tests.province.catalogue import write_catalogue
from tests.province.process import process


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A province that runs by its own command line, and a terminal that enrolled with it."""
    root = tmp_path_factory.mktemp("world")
    with process(root / "province", write_catalogue(root / "catalogue")) as running:
        yield World(root / "province", running.terminal(root / "terminal"))


@pytest.fixture
def house(world: World, tmp_path: Path) -> Iterator[House]:
    """A terminal's memory, engine and uplink, whose only way to the province is a proxy."""
    house = House(world, tmp_path)
    yield house
    house.close()
    shutil.rmtree(tmp_path, ignore_errors=True)
