"""How a batch of submissions gets its numbers and its answers, whichever database keeps it."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, MutableMapping, Sequence

from province.gateway.storage.rows import NewSubmission, Nonce, Replayed, Stranger, SubmissionRow, Taken, kept

Refusal = Replayed | Stranger


def admitted(batch: Sequence[Nonce], enrolled: set[str], new: set[tuple[str, str]]) -> list[Refusal | None]:
    """What keeps each from being served: its terminal is gone, or its nonce was there, in this batch too."""
    found: list[Refusal | None] = []
    for one in batch:
        key = (one.terminal_id, one.nonce)
        found.append(Stranger() if one.terminal_id not in enrolled else None if key in new else Replayed())
        new.discard(key)
    return found


async def entered(asked: Awaitable[None]) -> bool:
    """Whether a nonce was new. Raises `Stranger`; the other refusal is an answer."""
    try:
        await asked
    except Replayed:
        return False
    return True


def nonces_of(batch: Sequence[NewSubmission]) -> list[Nonce]:
    """The nonces that are still to be used up."""
    return [new.nonce for new in batch if new.nonce is not None]


def sorted_out(
    batch: Sequence[NewSubmission], words: Sequence[Refusal | None]
) -> tuple[list[NewSubmission], list[Refusal | None]]:
    """Whom to take in, and in the batch's order the refusal of each; `words` are of those with a nonce."""
    left = iter(words)
    refusals = [None if new.nonce is None else next(left) for new in batch]
    return [new for new, refusal in zip(batch, refusals, strict=True) if refusal is None], refusals


def told(refusals: Sequence[Refusal | None], taken: Sequence[Taken]) -> list[Taken | Exception]:
    """Answers in the batch's order."""
    left = iter(taken)
    return [refusal or next(left) for refusal in refusals]


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
