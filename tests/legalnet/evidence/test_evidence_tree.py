"""The tree against RFC 6962's known answers, against pymerkle, and against every small size."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from legalnet.evidence.tiles import BadTile, Reader, Roots, Tile, parse_name, width_at
from legalnet.evidence.tree import (
    EMPTY,
    consistency_path,
    consistent,
    included,
    inclusion_path,
    inclusion_paths,
    leaf_hash,
    perfect_root,
    root_from,
    root_of,
)

KNOWN = [b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"\x40\x41\x42\x43", bytes(range(0x50, 0x58)),
bytes(range(0x60, 0x70))]  # fmt: skip
"""The inputs of certificate-transparency's own test vectors."""
ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def _leaves(count: int) -> list[bytes]:
    return [leaf_hash(b"entry %d" % number) for number in range(count)]


def test_the_known_roots() -> None:
    assert hashlib.sha256(b"").digest() == EMPTY
    assert root_of([leaf_hash(one) for one in KNOWN]).hex() == ROOT
    assert root_of([]) == EMPTY


def test_pymerkle_gives_the_same_roots_and_accepts_our_proofs() -> None:
    """An independent implementation of RFC 9162: roots of all sizes, and our paths in its verifier."""
    theirs = InmemoryTree(algorithm="sha256")
    hashes: list[bytes] = []
    for number in range(130):
        theirs.append_entry(b"entry %d" % number)
        hashes.append(leaf_hash(b"entry %d" % number))
        assert theirs.get_root() == root_of(hashes)
    of = _range(hashes)
    for index in (0, 1, 63, 64, 100, 129):
        proof = theirs.prove_inclusion(index + 1)
        assert [one.hex() for one in inclusion_path(index, 130, of)] == proof.serialize()["path"][1:]
        verify_inclusion(theirs.get_leaf(index + 1), theirs.get_root(), proof)
    for old in (1, 2, 64, 65, 129):
        verify_consistency(theirs.get_root(old), theirs.get_root(), theirs.prove_consistency(old, 130))
        path = consistency_path(old, 130, of)
        assert consistent(old, 130, theirs.get_root(old), theirs.get_root(), path)


def _range(hashes: list[bytes]):  # type: ignore[no-untyped-def]
    return lambda start, end: root_of(hashes[start:end])


def test_every_place_of_every_small_tree() -> None:
    for size in range(1, 34):
        hashes = _leaves(size)
        of, root = _range(hashes), root_of(hashes)
        for index in range(size):
            path = inclusion_path(index, size, of)
            assert included(index, size, hashes[index], path, root)
            assert not included(index, size, hashes[index], [*path, root], root)
            assert not included(index, size, leaf_hash(b"another"), path, root)
            if index + 1 < size:
                assert not included(index + 1, size, hashes[index], path, root)
        for old in range(size + 1):
            path = consistency_path(old, size, of)
            assert consistent(old, size, root_of(hashes[:old]), root, path)
            if 0 < old < size:
                assert not consistent(old, size, leaf_hash(b"another"), root, path)
                assert not consistent(old, size, root_of(hashes[:old]), root, [*path, root])
                assert not consistent(old, size, root_of(hashes[:old]), root, path[:-1])


@pytest.mark.parametrize(("index", "size"), [(-1, 1), (1, 1), (0, 0), (0, 1 << 64)])
def test_places_that_no_tree_has(index: int, size: int) -> None:
    assert root_from(index, size, EMPTY, []) is None


@given(st.integers(1, 700), st.data())
def test_tiles_give_the_same_ranges(size: int, data: st.DataObject) -> None:
    hashes = _leaves(size)
    levels = [hashes]
    while len(levels[-1]) >= 256:
        levels.append(
            [root_of(levels[-1][at : at + 256]) for at in range(0, len(levels[-1]) // 256 * 256, 256)]
        )
    reader = Reader(size, lambda level, number: b"".join(levels[level][number * 256 : number * 256 + 256]))
    assert reader.root() == root_of(hashes)
    index = data.draw(st.integers(0, size - 1))
    assert reader.leaf(index) == hashes[index]
    assert included(index, size, hashes[index], inclusion_path(index, size, reader.range), root_of(hashes))


def test_a_tile_that_is_too_short_is_told() -> None:
    with pytest.raises(BadTile):
        Reader(3, lambda _level, _number: EMPTY).root()


@pytest.mark.parametrize(
    ("tile", "name"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 5, 7), "tile/0/005.p/7"),
        (Tile(1, 1234067), "tile/1/x001/x234/067"),
        (Tile(None, 1000, 255), "tile/entries/x001/000.p/255"),
    ],
)
def test_names_of_tiles(tile: Tile, name: str) -> None:
    assert tile.name == name
    assert parse_name(name) == tile


@pytest.mark.parametrize(
    "name",
    ["tile/0/0", "tile/0/x000/001", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/00/000", "tile/64/000",
     "tile/0/../001", "tile/0/001/", "/tile/0/001", "tile/0/1000", "checkpoint", "tile/0/００１"],
)  # fmt: skip
def test_names_that_no_tile_has(name: str) -> None:
    with pytest.raises(BadTile):
        parse_name(name)


def test_width_of_tiles_in_a_growing_log() -> None:
    assert [width_at(700, 0, number) for number in range(4)] == [256, 256, 188, 0]
    assert [width_at(700, 1, 0), width_at(700, 2, 0)] == [2, 0]


@given(size=st.integers(1, 70_000), data=st.data())
def test_many_paths_at_a_time_are_the_same_as_one_by_one(size: int, data: st.DataObject) -> None:
    wanted = data.draw(st.lists(st.integers(0, size - 1), max_size=20))

    def name(start: int, end: int) -> bytes:
        return f"{start}-{end}".encode()

    found = inclusion_paths(wanted, size, name)
    assert found == {index: tuple(inclusion_path(index, size, name)) for index in wanted}


def test_what_readers_share_is_true_of_every_later_head() -> None:
    """A log of one size after the other, whose readers tell each other the roots of whole subtrees."""
    hashes = b"".join(leaf_hash(number.to_bytes(4, "big")) for number in range(66_000))
    upper = b"".join(perfect_root(hashes[at : at + 8192]) for at in range(0, len(hashes) - 8191, 8192))
    levels = {0: hashes, 1: upper, 2: perfect_root(upper[:8192])}
    roots, reads = Roots(), list[tuple[int, int]]()

    def read(level: int, number: int) -> bytes:
        reads.append((level, number))
        return levels[level][number * 8192 : (number + 1) * 8192]

    for size in (255, 256, 257, 600, 65_535, 65_536, 65_537, 66_000):
        for index in (0, size // 2, size - 1):
            shared = inclusion_path(index, size, Reader(size, read, roots).range)
            assert shared == inclusion_path(index, size, Reader(size, read).range)
    reads.clear()
    inclusion_path(3, 66_000, Reader(66_000, read, roots).range)
    assert sorted(reads) == [(0, 0), (0, 257)], "only its own tile and the edge: the rest is known"


def test_shared_roots_do_not_grow_without_end() -> None:
    roots = Roots(2)
    for number in range(5):
        roots.keep(256 * number, 256 * (number + 1), bytes([number]) * 32)
    assert sum(roots.get(256 * number, 256 * (number + 1)) is not None for number in range(5)) == 1
    for start, end in ((0, 128), (0, 600), (128, 384)):
        roots.keep(start, end, bytes(32))
        assert roots.get(start, end) is None, "another head would have another root, or it is quickly made"
