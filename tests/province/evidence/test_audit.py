"""A whole block of 65,536 deposits and more: read by several processes, and every change is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.evidence import ORIGIN, build
from legalnet.evidence.notes import Signer
from legalnet.evidence.tiles import Tile
from legalnet.evidence.trust import Trust
from province.evidence.audit import InFolder, audit
from province.evidence.folder import Folder

SIZE = 2 * 65_536 + 300
SIGNER = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(32)))
TRUST = Trust(SIGNER.public)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two blocks and a bit."""
    root = tmp_path_factory.mktemp("log")
    folder = Folder(root, flush=False)
    folder.open()
    build(folder, SIZE, SIGNER)
    return root


def test_several_processes_find_it_sound(log: Path) -> None:
    found = audit(InFolder(log), TRUST, workers=2)
    assert (found.size, found.problem) == (SIZE, "")


class Changed:
    """The log with one file another."""

    def __init__(self, log: Path, name: str, deed: Callable[[bytes], bytes]) -> None:
        self._fetch, self._name, self._deed = InFolder(log), name, deed

    def __call__(self, name: str) -> bytes | None:
        """As a careless or dishonest log would serve it."""
        data = self._fetch(name)
        return self._deed(data) if name == self._name and data is not None else data


def flipped(data: bytes) -> bytes:
    """One bit."""
    return data[:100] + bytes([data[100] ^ 1]) + data[101:]


@pytest.mark.parametrize(
    ("tile", "deed"),
    [
        (Tile(None, 3), flipped),
        (Tile(0, 3), flipped),
        (Tile(1, 0), flipped),
        (Tile(0, 515), flipped),
        (Tile(None, 3), lambda data: data[:-10]),
        (Tile(None, 3), lambda _: b""),
    ],
    ids=["entry", "hash", "level 1", "behind the blocks", "cut off", "gone"],
)
def test_one_changed_file_is_found(log: Path, tile: Tile, deed: Callable[[bytes], bytes]) -> None:
    name = tile.name if tile.number != 515 else "tile/0/512"
    assert audit(Changed(log, name, deed), TRUST).problem


def test_a_code_that_stands_twice_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks import evidence

    honest = evidence.entries
    monkeypatch.setattr(evidence, "entries", lambda start, count: honest(0, count))
    folder = Folder(tmp_path, flush=False)
    folder.open()
    build(folder, 2000, SIGNER)
    assert audit(InFolder(tmp_path), TRUST).problem == "a code stands twice"
