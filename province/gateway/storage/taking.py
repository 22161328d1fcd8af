"""How a batch of submissions gets its numbers and its answers, whichever database keeps it; pure."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence

from province.gateway.storage.rows import NewSubmission, SubmissionRow, Taken, kept


def numbered(
    batch: Sequence[NewSubmission], standing: Mapping[str, SubmissionRow], counts: MutableMapping[str, int]
) -> dict[str, SubmissionRow]:
    """The rows of what does not stand yet, each once, by submission id; raises the counts of their series."""
    rows: dict[str, SubmissionRow] = {}
    for new in batch:
        if new.submission_id not in standing and new.submission_id not in rows:
            counts[new.series] += 1
            rows[new.submission_id] = kept(new, new.number(counts[new.series]))
    return rows


def accompanied(batch: Sequence[NewSubmission], fresh: set[str]) -> list[NewSubmission]:
    """The first of each submission that was really inserted: what gets a work order and a note."""
    once = {new.submission_id: new for new in reversed(batch) if new.submission_id in fresh}
    return list(once.values())


def answers(
    batch: Sequence[NewSubmission],
    rows: Mapping[str, SubmissionRow],
    standing: Mapping[str, SubmissionRow],
    fresh: set[str],
) -> list[Taken]:
    """In the batch's order: the first asker made it, everybody else finds it."""
    left, found = set(fresh), []
    for new in batch:
        key = new.submission_id
        made = key in left
        left.discard(key)
        found.append(Taken(rows[key] if made else standing.get(key) or rows[key], fresh=made))
    return found
