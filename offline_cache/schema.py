"""The store's tables, as the steps that lead to them; a step once released is never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import apsw

Row = tuple["apsw.SQLiteValue", ...]
"""A row as SQLite gives it."""

MIGRATIONS = (
    """
    CREATE TABLE items (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      lane TEXT NOT NULL,
      state TEXT NOT NULL,
      header BLOB NOT NULL,
      blobs TEXT NOT NULL,
      enqueued_at TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      next_at TEXT,
      reason TEXT NOT NULL DEFAULT '',
      message TEXT NOT NULL DEFAULT '',
      reply BLOB,
      settled_at TEXT
    ) STRICT;
    CREATE INDEX items_by_lane ON items (lane, state, attempts, id);
    CREATE TABLE records (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      value BLOB NOT NULL,
      updated_at TEXT NOT NULL
    ) STRICT;
    """,
    """
    CREATE TABLE chain (id INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT;
    ALTER TABLE items ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
    """,
)
"""`PRAGMA user_version` counts the steps taken. An item is one row: a damaged page costs whole items only.

A step only adds: tables, indexes, columns with a default. So a program of one step before still reads and writes what it
knows of a store, and an update that did not stand can be given up after it took the step.
"""

AHEAD = 1
"""Steps beyond its own that a program bears: those of the version after it, which was tried and given up."""
