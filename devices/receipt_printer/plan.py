"""One try to print a ticket: what it sends, and how much of that the printer says is on paper."""

from __future__ import annotations

from dataclasses import dataclass, field

from devices.receipt_printer.link import mark_of

MARKS_A_JOB = 1000
"""Process ids kept for one job; a longer ticket has one behind every few blocks."""


@dataclass(frozen=True)
class Plan:
    """What one try sends: an opening, then the blocks from `start` on."""

    opening: bytes
    pieces: list[bytes] = field(repr=False)
    start: int
    digests: tuple[str, ...]
    """Of all blocks of the ticket, also those before `start`."""


@dataclass
class Job:
    """The try that is under way."""

    job_id: str
    marks: dict[bytes, int]
    """Process id to the number of blocks that are on paper once the printer says it."""
    printed: int = 0
    """How many blocks are on paper by the printer's own word."""
    all_sent: bool = False

    @property
    def last(self) -> bytes:
        """The process id behind the whole ticket."""
        return next(reversed(self.marks), b"")

    @property
    def may_be_whole(self) -> bool:
        """Whether the last block can be on paper: it was sent, and the mark before it is not outstanding.

        Trouble that comes between the cut and its acknowledgement must not pass for a ticket not printed.
        """
        before_last = max(
            [done for done in self.marks.values() if done < max(self.marks.values())], default=0
        )
        return self.all_sent and self.printed >= before_last


def marks_for(job_id: str, number: int, plan: Plan) -> Job:
    """A process id behind each block, or behind every few of a very long ticket."""
    total = plan.start + len(plan.pieces)
    every = -(-max(total, 1) // MARKS_A_JOB)
    ends = [done for done in range(plan.start + 1, total + 1) if done % every == 0 or done == total]
    marks = {mark_of(number * MARKS_A_JOB + at): done for at, done in enumerate(ends)}
    return Job(job_id, marks, plan.start)
