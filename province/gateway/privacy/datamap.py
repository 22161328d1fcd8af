"""The map of everything the database holds: whose it is, how long, why, and what each column can say.

`datamap.yaml` is the map; a test holds it against the live schema on SQLite and PostgreSQL, so a column that nobody
thought about fails. The kinds of `keep` are those of `legalnet.keeping`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
CLASSES = {
    "code": "a number, name of a kind, state or JSON of such; nothing that names a person",
    "time": "an instant or a day",
    "count": "a number that counts or orders",
    "hash": "a digest of something with enough randomness, or of ciphertext; a salted password hash",
    "mark": "a keyed hash of a person's number or name: says nothing without the province's key",
    "hidden": "under AES-256-GCM, bound to its row: names, numbers, sentences",
    "secret": "the salt of a deposit: joins a leaf to a file its owner has",
    "account": "the account name of somebody who works here, or a ticket",
    "name": "the working name of somebody who works here",
    "public": "what is public about somebody who works here",
}
WHOSE = frozenset({"resident", "staff", "terminal", "nobody"})


@dataclass(frozen=True)
class Mapped:
    """One table."""

    whose: str
    keep: str
    why: str
    columns: Mapping[str, str]
    """Name to class."""


def load(path: Path = HERE / "datamap.yaml") -> dict[str, Mapped]:
    """The map by table. Raises `ValueError` for a class or owner that is none, or a column named twice."""
    found = {}
    for name, table in yaml.safe_load(path.read_text(encoding="utf-8"))["tables"].items():
        columns: dict[str, str] = {}
        for kind, names in table["columns"].items():
            if kind not in CLASSES or table["whose"] not in WHOSE or columns.keys() & set(names):
                raise ValueError(f"{name}: {kind}")
            columns |= dict.fromkeys(names, kind)
        found[name] = Mapped(table["whose"], table["keep"], table["why"], columns)
    return found
