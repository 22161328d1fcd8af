"""Judges a proof offline, link by link: file, leaf, tree, log, witnesses; and says what no log can prove.

The verdict is `proven` only when every link holds. A link that was not looked at (no file at hand) is
`None` and makes the verdict `partial`: the code and the time are proven then, not what was deposited.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from legalnet.evidence.leaves import BadLeaf, Digests, Leaf, parse_leaf
from legalnet.evidence.proofs import Proof
from legalnet.evidence.tree import leaf_hash
from legalnet.evidence.trust import Trust

Name = Literal["leaf", "file", "tree", "log", "witnesses"]
Standing = Literal["proven", "partial", "refused"]


@dataclass(frozen=True)
class Link:
    """One step of the chain from a file to people who saw it."""

    name: Name
    holds: bool | None
    """None: not looked at."""
    detail: str = ""


@dataclass(frozen=True)
class Verdict:
    """What can be said."""

    standing: Standing
    links: tuple[Link, ...]
    leaf: Leaf | None = None
    size: int = 0
    witnessed_at: datetime | None = None
    """The latest moment by which enough witnesses had seen it; their clocks, not the log's."""
    seen_by: tuple[str, ...] = field(default=())

    def link(self, name: Name) -> Link:
        """One of them."""
        return next(one for one in self.links if one.name == name)


def judge(entry: bytes, salt: bytes, proof: Proof, trust: Trust, found: Digests | None = None) -> Verdict:
    """The verdict on an entry, its proof and, where it is at hand, the file that was deposited."""
    leaf = _leaf(entry)
    seen = tuple(trust.seen_by(proof.checkpoint))
    head = proof.head
    file_holds = None if found is None else leaf is not None and leaf.holds(found, salt)
    links = (
        Link("leaf", leaf is not None),
        Link("file", file_holds),
        Link("tree", proof.leads_from(leaf_hash(entry)), str(head.size)),
        Link("log", head.origin == trust.log.name and proof.checkpoint.signed_by(trust.log) is not None),
        Link("witnesses", len(seen) >= trust.quorum, f"{len(seen)}/{trust.quorum}"),
    )
    return Verdict(
        _standing(links), links, leaf, head.size, _by(seen, trust.quorum), tuple(key.name for key, _ in seen)
    )


def _leaf(entry: bytes) -> Leaf | None:
    try:
        return parse_leaf(entry)
    except BadLeaf:
        return None


def _by(seen: tuple[tuple[object, int], ...], quorum: int) -> datetime | None:
    """When the last witness that was needed had signed."""
    times = sorted(at for _, at in seen)
    if not times:
        return None
    at = times[min(max(quorum, 1), len(times)) - 1]
    return datetime.fromtimestamp(at, UTC) if 0 <= at < 1 << 37 else None


def _standing(links: tuple[Link, ...]) -> Standing:
    if any(one.holds is False for one in links):
        return "refused"
    return "proven" if all(one.holds for one in links) else "partial"
