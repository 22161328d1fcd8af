"""The receipt printer as a device: it prints a ticket and says truthfully whether that came out."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from devices.clock import Clock, Deadline
from devices.life import DeviceError, Health, Kind, Outcome, PrintResult, State, Unplugged
from devices.receipt_printer.blocks import Block, Line
from devices.receipt_printer.encode import CUT, encode, preamble
from devices.receipt_printer.journal import FileJournal, JobRecord
from devices.receipt_printer.link import AUTOMATIC, Model, PrinterLink, mark_of, process_id
from devices.receipt_printer.presenter import PRODUCE, release
from devices.receipt_printer.status import PaperStatus
from devices.serial_port import SerialPort, WriteStalled, is_simulated, port_options

log = logging.getLogger(__name__)

PROBE_MARK = b"LB??"
"""Process id asked for at opening, to learn whether this printer answers such questions at all."""
PROBE_S = 0.6
BASE_S = 4.0
PER_PIECE_S = 0.25
"""A line takes 20 to 60 ms to print; a code or a drawn line longer."""
LOOK_S = 1.0
"""While waiting, how often the printer is asked whether it still can."""
AGAIN = "补打"
"""Printed first whenever paper from an earlier try may exist."""
RESUME_OVER = 30
"""Tickets of more blocks than this go on from the last acknowledged one; shorter ones come whole again."""
MARKS_A_JOB = 1000


@dataclass(frozen=True)
class _Plan:
    """What one try sends: an opening, then the blocks from `start` on."""

    opening: bytes
    pieces: list[bytes] = field(repr=False)
    start: int
    digests: tuple[str, ...]
    """Of all blocks of the ticket, also those before `start`."""


@dataclass
class _Job:
    """The try that is under way."""

    job_id: str
    marks: dict[bytes, int]
    """Process id to the number of blocks that are on paper once the printer says it."""
    last: bytes


class ReceiptPrinter:
    """An ESC/POS printer on a serial port.
    Owned by one thread; see `devices.supervisor` for the usual owner.
    """

    kind = Kind.RECEIPT_PRINTER

    def __init__(
        self,
        port_uri: str,
        journal: FileJournal,
        clock: Clock,
        columns: int = 48,
        baud: int = 115200,
        *,
        resume_over: int = RESUME_OVER,
    ) -> None:
        """`columns`: half-width characters a line, 48 on 80 mm and 32 on 58 mm paper.

        The address may name the family: `serial:/dev/...?model=kiosk` for one with full status and presenter.
        """
        self.identity = port_uri
        self.acknowledges: bool | None = None
        """Whether the printer answers process ids; learnt before the first ticket, None until then."""
        self.model: Model = "kiosk" if port_options(port_uri).get("model") == "kiosk" else "escpos"
        self._journal = journal
        self._columns = columns
        self._resume_over = resume_over
        self._clock = clock
        self._port = SerialPort(port_uri, clock, baud)
        self._link = PrinterLink(self._port, clock, self.model, self._hear_mark)
        self._job: _Job | None = None

    @property
    def simulated(self) -> bool:
        """Whether a simulator is behind the address."""
        return is_simulated(self.identity)

    def open(self) -> None:
        """Take the port and ask for a sign of life. Raises `Unplugged`, or `DeviceError` `no_answer`."""
        self._port.open()
        self._link.reset()
        self.acknowledges = None
        try:
            if not self._link.ask_status().answered:
                raise DeviceError("no_answer")
        except DeviceError:
            self._port.close()
            raise

    def probe(self) -> Health:
        """How the printer is; never raises."""
        try:
            status = self._link.ask_status()
        except DeviceError as error:
            return Health(State.GONE, error.code)
        if not status.answered:
            return Health(State.GONE, "no_answer")
        return Health(State.FAULTED if status.reason else State.READY, status.reason, status.warning)

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()

    def status(self) -> PaperStatus:
        """Paper, cover and errors, asked now. Raises `Unplugged` or `WriteStalled`."""
        return self._link.ask_status()

    def clear_outlet(self, eject: bool = False) -> Outcome:
        """Take in (or push out) a ticket that was left at the outlet, before the next person comes.

        Done when nothing hangs there; unknown when the printer does not say. Never raises.
        """
        return release(self._link, self._clock, eject)

    def print_blocks(self, job_id: str, blocks: Sequence[Block], reprint: bool = False) -> PrintResult:
        """Print one ticket; never raises for what the printer or the port does.

        A job that was printed is not printed again, and one whose fate is unknown is not either
        (`already_sent`), unless `reprint` says that a person asked for it; the ticket then begins with 补打,
        and a long one that broke off goes on from the last block the printer acknowledged (补打 从第 n 段).
        """
        before = self._journal.get(job_id)
        if before is not None and not reprint:
            if before.result is None or before.result.outcome is Outcome.UNKNOWN:
                return PrintResult(Outcome.UNKNOWN, "already_sent")
            if before.result.outcome is Outcome.DONE:
                return before.result
        refusal = self._refusal()
        if refusal:
            return PrintResult(Outcome.NOT_DONE, refusal)
        return self._run(job_id, self._plan(blocks, before))

    def _refusal(self) -> str:
        """Why nothing may be sent now, or empty; on the way learns what the printer can answer."""
        try:
            status = self._link.ask_status()
            if status.reason:
                return status.reason
            if self._journal.interrupted:
                # half a command may wait for its end and would swallow what comes next
                self._link.quiet_clear()
            if status.outlet and release(self._link, self._clock) is not Outcome.DONE:
                return "outlet_full"
            if self.acknowledges is None:
                self.acknowledges = self._learn()
        except DeviceError as error:
            return error.code
        return ""

    def _plan(self, blocks: Sequence[Block], before: JobRecord | None) -> _Plan:
        """The bytes of this try; a second one says what it is, and what hangs out of the slot is cut off."""
        pieces = encode(blocks, self._columns)
        digests = tuple(hashlib.sha256(piece).hexdigest()[:8] for piece in pieces)
        start = self._resume_at(digests, before)
        if self.model == "kiosk":
            pieces = [piece + PRODUCE if piece == CUT else piece for piece in pieces]
        if before is not None:
            words = f"{AGAIN} 从第{start + 1}段" if start else AGAIN
            header = encode([Line(words, size=2, bold=True, align="centre")], self._columns)[0]
            pieces[start:] = [header + b"".join(pieces[start : start + 1]), *pieces[start + 1 :]]
        torn = CUT if self._journal.interrupted else b""
        return _Plan(preamble() + AUTOMATIC[self.model] + torn, pieces[start:], start, digests)

    def _resume_at(self, digests: tuple[str, ...], before: JobRecord | None) -> int:
        """From which block a broken ticket goes on; 0 prints it whole.

        Only a long ticket with the same blocks goes on, and never past its cut: a torn-off half that nobody
        has any more is worse than some paper.
        """
        if before is None or len(digests) <= self._resume_over or before.blocks != digests:
            return 0
        finished = before.result is not None and before.result.outcome is Outcome.DONE
        return 0 if finished or before.printed >= len(digests) else before.printed

    def _run(self, job_id: str, plan: _Plan) -> PrintResult:
        digest = hashlib.sha256(plan.opening + b"".join(plan.pieces)).hexdigest()
        try:
            number = self._journal.begin(job_id, digest, plan.digests, plan.start)
        except OSError:
            # nothing was sent: without a journal a crash could print it twice
            return PrintResult(Outcome.NOT_DONE, "journal")
        self._job = _marks(job_id, number, plan)
        result = self._transmit(plan, self._job)
        self._job = None
        try:
            self._journal.end(job_id, result)
        except OSError:
            log.info("the print journal could not be written; this job counts as unknown after a restart")
        return result

    def _transmit(self, plan: _Plan, job: _Job) -> PrintResult:
        asked = {done: mark for mark, done in job.marks.items()} if self.acknowledges else {}
        try:
            self._link.send(plan.opening)
            for at, piece in enumerate(plan.pieces, plan.start + 1):
                self._link.send(piece + (process_id(asked[at]) if at in asked else b""))
                if self._link.automatic and self._link.automatic.reason:
                    return self._abandon(job.last)
            return self._confirm(job.last, BASE_S + PER_PIECE_S * len(plan.pieces))
        except WriteStalled:
            return self._abandon(job.last)
        except Unplugged as error:
            return PrintResult(Outcome.UNKNOWN, error.code)

    def _hear_mark(self, mark: bytes) -> None:
        """The printer says that a block is on paper; remembered at once, for whoever comes after a crash."""
        done = self._job.marks.get(mark) if self._job else None
        if self._job is None or done is None:
            return
        try:
            self._journal.progress(self._job.job_id, done)
        except OSError:
            log.debug("an acknowledged block was not noted; the ticket would be resumed earlier")

    def _confirm(self, mark: bytes, seconds: float) -> PrintResult:
        """Wait for the printer's word that all is on paper."""
        if not self.acknowledges:
            return self._confirm_by_status(seconds)
        deadline = Deadline.after(self._clock, seconds)
        while not deadline.over:
            if self._link.await_processed(mark, min(deadline.left, LOOK_S)):
                return PrintResult(Outcome.DONE, acked=True)
            status = self._link.ask_status()
            if status.reason:
                break
        return self._abandon(mark)

    def _confirm_by_status(self, seconds: float) -> PrintResult:
        """For printers without process ids: worked off, and clean in all four real-time answers."""
        worked_off = self._link.await_buffered(seconds)
        status = self._link.ask_status()
        if status.reason and status.answered:
            return self._abandon(b"")
        if not status.answered or not worked_off:
            return PrintResult(Outcome.UNKNOWN, "no_answer")
        return PrintResult(Outcome.DONE)

    def _abandon(self, mark: bytes) -> PrintResult:
        """Stop a ticket that will not come out whole, so that it does not come out later for somebody else.

        The answer may have crossed with the trouble, so it is looked for once more; a printer that says
        nothing wrong yet never acknowledged leaves the outcome unknown.
        """
        status = self._link.ask_status()
        if mark and self.acknowledges and self._link.await_processed(mark, 0.1):
            return PrintResult(Outcome.DONE, acked=True)
        after = self._link.quiet_clear()
        if mark and self.acknowledges and self._link.await_processed(mark, 0.0):
            # the trouble ended by itself before it was told to forget
            return PrintResult(Outcome.DONE, acked=True)
        if not status.reason or not after.answered:
            return PrintResult(Outcome.UNKNOWN, status.reason or "no_answer")
        return PrintResult(Outcome.NOT_DONE, status.reason)

    def _learn(self) -> bool:
        self._link.send(process_id(PROBE_MARK))
        learnt = self._link.await_processed(PROBE_MARK, PROBE_S)
        if not learnt:
            log.info("the receipt printer does not acknowledge; its status has to do")
        return learnt


def _marks(job_id: str, number: int, plan: _Plan) -> _Job:
    """A process id behind each block, or behind every few of a very long ticket."""
    total = plan.start + len(plan.pieces)
    every = -(-max(total, 1) // MARKS_A_JOB)
    ends = [done for done in range(plan.start + 1, total + 1) if done % every == 0 or done == total]
    marks = {mark_of(number * MARKS_A_JOB + at): done for at, done in enumerate(ends)}
    return _Job(job_id, marks, next(reversed(marks), b""))
