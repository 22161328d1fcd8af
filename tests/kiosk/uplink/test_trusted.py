"""What the province published is believed only as The Update Framework asks: attacks on it, and a real province."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.uplink.bundles import BadSignature
from kiosk.uplink.trusted import Trusted, TrustedIndex
from legalnet.bundles import Collection
from legalnet.reference import NAMES
from offline_cache.uplink import Offline
from province.gateway.bundles import publish_all
from province.gateway.trusted import Published, Roles
from tests.province.catalogue import write_catalogue
from tests.province.running import running

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
OTHER = Ed25519PrivateKey.from_private_bytes(b"1" * 32)
PUBLIC = base64.b64encode(KEY.public_key().public_bytes_raw()).decode()
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
Files = dict[str, bytes]


class Clock:
    """The terminal's, to be moved."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        """Wall time."""
        return self.at

    def monotonic(self) -> float:
        """Not asked."""
        return 0.0

    def sleep(self, seconds: float) -> None:
        """Not asked."""


def state(serial: int) -> Collection:
    """Notices at a serial."""
    return Collection("notices", serial, {"n": serial})


def files(serial: int = 1, at: datetime = NOW, key: Ed25519PrivateKey = KEY) -> Files:
    """The repository with that serial on that day."""
    return Roles(key).files([Published.of(state(serial))], at)


class Repository:
    """Serves files, and may be told to serve others."""

    def __init__(self, served: Files) -> None:
        self.served = served

    def fetch(self, name: str) -> bytes | None:
        """As the line does."""
        return self.served.get(name)


@pytest.fixture
def repository() -> Repository:
    """With its first serial."""
    return Repository(files())


@pytest.fixture
def index(repository: Repository, tmp_path: Path) -> TrustedIndex:
    """A terminal that believes the first serial."""
    found = TrustedIndex(repository.fetch, PUBLIC, Clock(), tmp_path)
    assert found.refresh() == {"notices": Trusted(1, state(1).digest())}
    return found


def test_what_is_newer_is_believed_also_days_later(repository: Repository, tmp_path: Path) -> None:
    clock = Clock()
    index = TrustedIndex(repository.fetch, PUBLIC, clock, tmp_path)
    for serial, later in ((1, 0), (1, 3), (2, 3), (2, 40), (3, 400)):
        clock.at = NOW + timedelta(days=later)
        repository.served = files(serial, clock.at)
        assert index.refresh()["notices"] == Trusted(serial, state(serial).digest())


def test_every_gateway_gives_the_same_bytes() -> None:
    assert files() == files()


def test_an_older_state_is_refused_also_after_a_restart(
    index: TrustedIndex, repository: Repository, tmp_path: Path
) -> None:
    repository.served = files(2)
    index.refresh()
    repository.served = files(1)
    with pytest.raises(BadSignature):
        index.refresh()
    with pytest.raises(BadSignature):
        TrustedIndex(repository.fetch, PUBLIC, Clock(), tmp_path).refresh()
    repository.served = files(3)
    assert index.refresh()["notices"].serial == 3, "it goes on with what is newer"


def test_who_is_kept_from_news_notices(repository: Repository, tmp_path: Path) -> None:
    """Somebody who serves yesterday's files for ever is found out after a week."""
    clock = Clock(NOW + timedelta(days=6))
    TrustedIndex(repository.fetch, PUBLIC, clock, tmp_path / "a").refresh()
    clock.at = NOW + timedelta(days=7)
    with pytest.raises(BadSignature, match="Expired"):
        TrustedIndex(repository.fetch, PUBLIC, clock, tmp_path / "b").refresh()


@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "targets.json"])
def test_files_of_two_states_do_not_fit_together(
    index: TrustedIndex, repository: Repository, name: str
) -> None:
    """Each signed, each in date, one of another day."""
    repository.served = {**files(3), name: files(2)[name]} if name != "timestamp.json" else {
        **files(2), name: files(3)[name]
    }  # fmt: skip
    with pytest.raises(BadSignature):
        index.refresh()


def flipped(data: bytes) -> bytes:
    """A digit of a digest or a signature is another."""
    text = data.decode()
    at = text.rindex('"sig"') + 10
    return (text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :]).encode()


def bumped(data: bytes) -> bytes:
    """A version is another, the signature the old one."""
    found = json.loads(data)
    found["signed"]["version"] += 1
    return json.dumps(found).encode()


def unsigned(data: bytes) -> bytes:
    """Nobody signed."""
    found = json.loads(data)
    found["signatures"] = []
    return json.dumps(found).encode()


@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "targets.json", "1.root.json"])
@pytest.mark.parametrize(
    "deed",
    [flipped, bumped, unsigned, lambda _: b"", lambda _: b"[]", lambda data: data[:-40], lambda _: b"x" * 9_000_000],
    ids=["signature", "version", "unsigned", "empty", "list", "cut", "endless"],
)  # fmt: skip
def test_a_changed_file_is_refused(name: str, deed: Callable[[bytes], bytes], tmp_path: Path) -> None:
    served = files()
    served[name] = deed(served[name])
    with pytest.raises(BadSignature):
        TrustedIndex(Repository(served).fetch, PUBLIC, Clock(), tmp_path).refresh()


def test_another_provinces_repository_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSignature, match="root"):
        TrustedIndex(Repository(files(key=OTHER)).fetch, PUBLIC, Clock(), tmp_path).refresh()


@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "targets.json", "1.root.json"])
def test_a_missing_file_is_refused(name: str, tmp_path: Path) -> None:
    served = files()
    del served[name]
    with pytest.raises(BadSignature):
        TrustedIndex(Repository(served).fetch, PUBLIC, Clock(), tmp_path).refresh()


def test_a_line_that_breaks_is_told_as_that(
    index: TrustedIndex, repository: Repository, tmp_path: Path
) -> None:
    def broken(name: str) -> bytes | None:
        """After the first file."""
        if name != "timestamp.json":
            raise Offline("stalled")
        return files(2)[name]

    with pytest.raises(Offline):
        TrustedIndex(broken, PUBLIC, Clock(), tmp_path).refresh()


def test_a_real_province_is_believed_and_its_old_self_is_not(tmp_path: Path) -> None:
    """Over the wire: what was published while a message was under way is asked for once more."""
    folder = tmp_path / "published"
    folder.mkdir()
    with running(
        tmp_path / "province", write_catalogue(tmp_path / "catalogue"), reference=folder
    ) as province:
        uplink = province.terminal(tmp_path / "terminal").uplink
        assert sorted(uplink.fetch_index()) == sorted(NAMES)
        (folder / "directory.yaml").write_text("{}")
        province.call(publish_all(province.gateway))
        assert uplink.fetch_bundle("directory").etag.startswith('"directory-2-')
        uplink._trusted._fetch = lambda name: None
        with pytest.raises(BadSignature):
            uplink.fetch_index()
