"""The receipt printer as a device: it prints a ticket and says truthfully whether that came out."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence

from devices.clock import Clock, Deadline
from devices.life import DeviceError, Health, Kind, Outcome, PrintResult, State, Unplugged
from devices.receipt_printer.blocks import Block, Line
from devices.receipt_printer.encode import CUT, encode, preamble
from devices.receipt_printer.journal import FileJournal, JobRecord
from devices.receipt_printer.link import AUTOMATIC, Model, PrinterLink, process_id
from devices.receipt_printer.plan import Job, Plan, marks_for
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
        self._job: Job | None = None

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
            if not self._link.greet().answered:
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

    def describe(self) -> dict[str, str]:
        """The family it is driven as, and whether it confirms tickets where that was learnt already."""
        known = {} if self.acknowledges is None else {"confirms": "yes" if self.acknowledges else "no"}
        return {"model": self.model} | known

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

    def _plan(self, blocks: Sequence[Block], before: JobRecord | None) -> Plan:
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
        return Plan(preamble() + AUTOMATIC[self.model] + torn, pieces[start:], start, digests)

    def _resume_at(self, digests: tuple[str, ...], before: JobRecord | None) -> int:
        """From which block a broken ticket goes on; 0 prints it whole.

        Only a long ticket with the same blocks goes on, and never past its cut: a torn-off half that nobody
        has any more is worse than some paper.
        """
        if before is None or len(digests) <= self._resume_over or before.blocks != digests:
            return 0
        finished = before.result is not None and before.result.outcome is Outcome.DONE
        return 0 if finished or before.printed >= len(digests) - 1 else before.printed

    def _run(self, job_id: str, plan: Plan) -> PrintResult:
        digest = hashlib.sha256(plan.opening + b"".join(plan.pieces)).hexdigest()
        try:
            number = self._journal.begin(job_id, digest, plan.digests, plan.start)
        except OSError:
            # nothing was sent: without a journal a crash could print it twice
            return PrintResult(Outcome.NOT_DONE, "journal")
        self._job = marks_for(job_id, number, plan)
        result = self._transmit(plan, self._job)
        self._job = None
        try:
            self._journal.end(job_id, result)
        except OSError:
            log.info("the print journal could not be written; this job counts as unknown after a restart")
        return result

    def _transmit(self, plan: Plan, job: Job) -> PrintResult:
        try:
            self._link.send(plan.opening)
            if self.acknowledges:
                return self._with_marks(plan, job)
            return self._without_marks(plan, job)
        except WriteStalled as error:
            return self._abandon(job, error.code)
        except Unplugged as error:
            return PrintResult(Outcome.UNKNOWN, error.code)

    def _with_marks(self, plan: Plan, job: Job) -> PrintResult:
        """Send all and wait for the printer's word that all is on paper."""
        asked = {done: process_id(mark) for mark, done in job.marks.items()}
        pieces = [piece + asked.get(at, b"") for at, piece in enumerate(plan.pieces, plan.start + 1)]
        if not self._send_all(pieces, job):
            return self._abandon(job)
        job.all_sent = True
        deadline = Deadline.after(self._clock, BASE_S + PER_PIECE_S * len(pieces))
        while not deadline.over:
            if self._link.await_processed(job.last, min(deadline.left, LOOK_S)):
                return PrintResult(Outcome.DONE, acked=True)
            if self._link.ask_status().reason:
                break
        return self._without_word(self._abandon(job))

    def _without_word(self, result: PrintResult) -> PrintResult:
        """What came of a ticket that the printer had no word for.

        A printer that confirmed before and is silent now may have lost its power, and with it what it held, so even a
        clean status proves nothing and the ticket is unknown. Whether it still confirms is learnt anew before the next
        one, as another printer may stand there now.
        """
        if result.outcome is Outcome.UNKNOWN:
            self.acknowledges = None
        return result

    def _without_marks(self, plan: Plan, job: Job) -> PrintResult:
        """For printers without process ids: the last block is held back until all before is worked off.

        So trouble before that is a ticket surely not whole; after it, only a clean status means done.
        """
        job.marks.clear()
        if not self._send_all(plan.pieces[:-1], job):
            return self._abandon(job)
        self._link.await_buffered(BASE_S + PER_PIECE_S * len(plan.pieces))
        if self._link.ask_status().reason:
            return self._abandon(job)
        job.all_sent = True
        self._link.send(b"".join(plan.pieces[-1:]))
        worked_off = self._link.await_buffered(BASE_S)
        status = self._link.ask_status()
        if status.reason or not worked_off:
            return self._abandon(job)
        return PrintResult(Outcome.DONE)

    def _send_all(self, pieces: Sequence[bytes], job: Job) -> bool:
        """Whether all could be sent before trouble was heard of."""
        for piece in pieces:
            job.all_sent = piece is pieces[-1] and bool(job.marks)
            self._link.send(piece)
            if self._link.automatic and self._link.automatic.reason:
                return False
        return True

    def _hear_mark(self, mark: bytes) -> None:
        """The printer says that a block is on paper; remembered at once, for whoever comes after a crash."""
        done = self._job.marks.get(mark) if self._job else None
        if self._job is None or done is None:
            return
        self._job.printed = done
        try:
            self._journal.progress(self._job.job_id, done)
        except OSError:
            log.debug("an acknowledged block was not noted; the ticket would be resumed earlier")

    def _abandon(self, job: Job, trouble: str = "") -> PrintResult:
        """Stop a ticket that will not come out whole, so that it does not come out later for somebody else.

        `trouble`: what the line itself showed, where the printer's status need not tell it. The answer may have crossed
        with the trouble, or the trouble may have ended by itself before the printer was told to forget, so it is looked
        for twice. Not printed is said only when it is sure.
        """
        status = self._link.ask_status()
        if self._heard_last(job):
            return PrintResult(Outcome.DONE, acked=True)
        after = self._link.quiet_clear()
        if self._heard_last(job):
            return PrintResult(Outcome.DONE, acked=True)
        reason = status.reason or trouble
        if not reason or not after.answered or job.may_be_whole:
            return PrintResult(Outcome.UNKNOWN, reason or "no_answer")
        return PrintResult(Outcome.NOT_DONE, reason)

    def _heard_last(self, job: Job) -> bool:
        return bool(job.last) and self._link.await_processed(job.last, 0.1)

    def _learn(self) -> bool:
        self._link.send(process_id(PROBE_MARK))
        learnt = self._link.await_processed(PROBE_MARK, PROBE_S)
        if not learnt:
            log.info("the receipt printer does not acknowledge; its status has to do")
        return learnt
