"""One rig and one network line for the tests of a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulators.control import RigClient
from kiosk.dock.bench import Bench
from kiosk.dock.line import Line
from tests.kiosk.dock.rigs import running_line, running_rig


@pytest.fixture(scope="session")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Addresses of a rig."""
    with running_rig(tmp_path_factory.mktemp("rig")) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Line, Path]]:
    """A network line and its control socket."""
    control = tmp_path_factory.mktemp("line") / "line.sock"
    with running_line(control) as line:
        yield line, control


@pytest.fixture
def bench(rig: dict[str, str], line: tuple[Line, Path]) -> Iterator[Bench]:
    """The hand on both, with nothing wrong after each test."""
    bench = Bench(RigClient(rig["control"]), RigClient(line[1]))
    yield bench
    bench.clear()
