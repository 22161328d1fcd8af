"""A gateway and a terminal for the tests of the province."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.province.catalogue import write_catalogue
from tests.province.running import Running, Terminal, running
from tests.province.servers.nats import Nats, nats
from tests.province.servers.postgres import Postgres, postgres
from tests.province.servers.s3 import S3, s3


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Running]:
    """A gateway that listens on a free port."""
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as started:
        yield started


@pytest.fixture
def terminal(province: Running, tmp_path: Path) -> Terminal:
    """A terminal that enrolled with it."""
    return province.terminal(tmp_path / "terminal")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """PostgreSQL 15, one for each worker."""
    with postgres() as server:
        yield server


@pytest.fixture
def messenger() -> Iterator[Nats]:
    """A NATS server."""
    with nats() as server:
        yield server


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3]:
    """An S3-compatible server, one for each worker."""
    with s3() as server, pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ACCESS_KEY_ID", "test")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
        yield server
