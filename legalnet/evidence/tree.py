"""The Merkle tree of RFC 6962 (section 2): hashes, inclusion and consistency, over SHA-256.

Proofs are judged from the outside only: every function here answers for hostile input without raising.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

HASH = 32
EMPTY = hashlib.sha256(b"").digest()
"""Root of a tree without leaves."""
DEEPEST = 63
"""Hashes in the longest proof of a log that can exist."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash that an entry has in the tree."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash above two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(count: int) -> int:
    """The largest power of two below `count` (2 or more): how many leaves lie on the left."""
    return 1 << ((count - 1).bit_length() - 1)


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over hashes of leaves, or of whole subtrees of one size with a smaller one at the end."""
    if not hashes:
        return EMPTY
    if len(hashes) == 1:
        return hashes[0]
    left = split(len(hashes))
    return node_hash(root_of(hashes[:left]), root_of(hashes[left:]))


def perfect_root(hashes: bytes) -> bytes:
    """The root over a power of two of hashes that stand one behind the other; the fast way for whole tiles."""
    digest = hashlib.sha256
    while len(hashes) > HASH:
        pairs = range(0, len(hashes), 2 * HASH)
        hashes = b"".join([digest(b"\x01" + hashes[at : at + 2 * HASH]).digest() for at in pairs])
    return hashes


def root_from(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """The root that a path leads to from leaf hash number `index` of `size`; None when the path cannot be one."""
    if not 0 <= index < size or size.bit_length() > DEEPEST:
        return None
    node, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0 or len(sibling) != HASH:
            return None
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    return found if last == 0 else None


def included(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that this leaf hash is number `index` of the tree of `size` with that root."""
    return root_from(index, size, leaf, path) == root


def consistent(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the tree of `new` leaves only added to that of `old` (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new or any(len(one) != HASH for one in path):
        return False
    if old in (0, new):
        return not path and (old == 0 or old_root == new_root)
    steps = list(path) if old & (old - 1) else [old_root, *path]
    if not steps:
        return False
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


RangeHash = Callable[[int, int], bytes]
"""The root over the leaves from the first number to below the second."""


def inclusion_path(index: int, size: int, of: RangeHash) -> list[bytes]:
    """The path of leaf `index`, the lowest sibling first, by the hashes of whole ranges."""
    start, end, found = 0, size, []
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            found.append(of(middle, end))
            end = middle
        else:
            found.append(of(start, middle))
            start = middle
    return found[::-1]


def inclusion_paths(indices: Iterable[int], size: int, of: RangeHash) -> dict[int, tuple[bytes, ...]]:
    """The paths of many leaves; what lies above several of them is gone through once."""
    found: dict[int, tuple[bytes, ...]] = {}
    left: list[tuple[int, int, list[int], tuple[bytes, ...]]] = [(0, size, sorted(set(indices)), ())]
    while left:
        start, end, wanted, above = left.pop()
        if not wanted:
            continue
        if end - start <= 1:
            found[start] = above
            continue
        middle = start + split(end - start)
        cut = bisect_left(wanted, middle)
        if cut:
            left.append((start, middle, wanted[:cut], (of(middle, end), *above)))
        if cut < len(wanted):
            left.append((middle, end, wanted[cut:], (of(start, middle), *above)))
    return found


def consistency_path(old: int, new: int, of: RangeHash) -> list[bytes]:
    """The path from the tree of `old` leaves to that of `new`; empty where either is empty or both are one."""
    if not 0 < old < new:
        return []
    start, end, found, whole = 0, new, [], True
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            found.append(of(middle, end))
            end = middle
        else:
            found.append(of(start, middle))
            start, whole = middle, False
    if not whole:
        found.append(of(start, end))
    return found[::-1]
