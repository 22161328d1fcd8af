"""What the province's own database holds, counted before and after a journey: so "exactly once" is seen, not believed.

Only counts of codes are read, none of the hidden columns; the file is opened read-only beside the running gateway.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

COUNTS = """
    SELECT 'opened', count(*) FROM deliveries WHERE opened_at IS NOT NULL
    UNION ALL SELECT 'receipted', count(*) FROM deliveries WHERE receipted_at IS NOT NULL
    UNION ALL SELECT 'urges', coalesce(sum(urges), 0) FROM work_orders
    UNION ALL SELECT event, count(*) FROM journal WHERE "by" = 'resident' GROUP BY event
    UNION ALL SELECT 'slot ' || state, count(*) FROM appointments GROUP BY state
    UNION ALL SELECT kind, count(*) FROM case_entries GROUP BY kind
    UNION ALL SELECT 'submissions', count(*) FROM submissions
"""
"""A name and how many, for everything that residents do and the province keeps."""


class ProvinceBook:
    """The database of a stage's gateway."""

    def __init__(self, data: Path) -> None:
        self._address = f"file:{data / 'province.sqlite'}?mode=ro"

    def counts(self) -> Counter[str]:
        """How many of each there are now."""
        with closing(sqlite3.connect(self._address, uri=True, timeout=30.0)) as database:
            return Counter({str(name): int(number) for name, number in database.execute(COUNTS)})


def more(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """What came to be between the two (or went, below nought)."""
    changes = {
        name: after.get(name, 0) - before.get(name, 0) for name in sorted(before.keys() | after.keys())
    }
    return {name: change for name, change in changes.items() if change}
