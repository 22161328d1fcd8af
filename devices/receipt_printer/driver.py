"""The receipt printer as a device: it prints a ticket and says truthfully whether that came out."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence

from devices.clock import Clock
from devices.life import DeviceError, Health, Kind, Outcome, PrintResult, State, Unplugged
from devices.receipt_printer.blocks import Block, Line
from devices.receipt_printer.encode import CUT, encode, preamble
from devices.receipt_printer.journal import FileJournal
from devices.receipt_printer.link import ASB_ON, PrinterLink, process_id
from devices.receipt_printer.status import PaperStatus
from devices.serial_port import SerialPort, WriteStalled, is_simulated

log = logging.getLogger(__name__)

PROBE_MARK = b"LB??"
"""Process id asked for at opening, to learn whether this printer answers such questions at all."""
PROBE_S = 0.6
BASE_S = 4.0
PER_PIECE_S = 0.25
"""A line takes 20 to 60 ms to print; a code or a drawn line longer."""
REPRINT = Line("补打", size=2, bold=True, align="centre")
"""Printed first whenever paper from an earlier try may exist."""


class ReceiptPrinter:
    """An ESC/POS printer on a serial port.
    Owned by one thread; see `devices.supervisor` for the usual owner.
    """

    kind = Kind.RECEIPT_PRINTER

    def __init__(
        self, port_uri: str, journal: FileJournal, clock: Clock, columns: int = 48, baud: int = 115200
    ) -> None:
        """`columns`: half-width characters a line, 48 on 80 mm and 32 on 58 mm paper."""
        self.identity = port_uri
        self.acknowledges: bool | None = None
        """Whether the printer answers process ids; learnt before the first ticket, None until then."""
        self._journal = journal
        self._columns = columns
        self._port = SerialPort(port_uri, clock, baud)
        self._link = PrinterLink(self._port, clock)

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

    def print_blocks(self, job_id: str, blocks: Sequence[Block], reprint: bool = False) -> PrintResult:
        """Print one ticket; never raises for what the printer or the port does.

        A job that was printed is not printed again, and one whose fate is unknown is not either
        (`already_sent`), unless `reprint` says that a person asked for it; the ticket then begins with 补打.
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
        cut_first = before is not None and (
            before.result is None or before.result.outcome is not Outcome.DONE
        )
        return self._run(job_id, self._pieces(blocks, before is not None, cut_first))

    def _refusal(self) -> str:
        """Why nothing may be sent now, or empty; on the way learns what the printer can answer."""
        try:
            reason = self._link.ask_status().reason
            if not reason and self.acknowledges is None:
                self.acknowledges = self._learn()
        except DeviceError as error:
            return error.code
        return reason

    def _pieces(self, blocks: Sequence[Block], again: bool, cut_first: bool) -> list[bytes]:
        """The ticket's bytes; a second one says what it is, and what may hang out of the slot is cut off
        first.
        """
        opening = preamble() + ASB_ON + (CUT if cut_first else b"")
        return [opening, *encode([REPRINT, *blocks] if again else blocks, self._columns)]

    def _run(self, job_id: str, pieces: Sequence[bytes]) -> PrintResult:
        try:
            number = self._journal.begin(job_id, hashlib.sha256(b"".join(pieces)).hexdigest())
        except OSError:
            # nothing was sent: without a journal a crash could print it twice
            return PrintResult(Outcome.NOT_DONE, "journal")
        result = self._transmit(pieces, f"{number % 10000:04d}".encode())
        try:
            self._journal.end(job_id, result)
        except OSError:
            log.info("the print journal could not be written; this job counts as unknown after a restart")
        return result

    def _transmit(self, pieces: Sequence[bytes], mark: bytes) -> PrintResult:
        try:
            for piece in pieces:
                self._link.send(piece)
                if self._link.automatic and self._link.automatic.reason:
                    return self._abandon(mark)
            return self._confirm(mark, BASE_S + PER_PIECE_S * len(pieces))
        except WriteStalled:
            return self._abandon(mark)
        except Unplugged as error:
            return PrintResult(Outcome.UNKNOWN, error.code)

    def _confirm(self, mark: bytes, seconds: float) -> PrintResult:
        """Wait for the printer's word that all is on paper."""
        if not self.acknowledges:
            return self._confirm_by_status(seconds)
        self._link.send(process_id(mark))
        if self._link.await_processed(mark, seconds):
            return PrintResult(Outcome.DONE, acked=True)
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
        if not status.reason or not after.answered:
            return PrintResult(Outcome.UNKNOWN, status.reason or "no_answer")
        return PrintResult(Outcome.NOT_DONE, status.reason)

    def _learn(self) -> bool:
        self._link.send(process_id(PROBE_MARK))
        learnt = self._link.await_processed(PROBE_MARK, PROBE_S)
        if not learnt:
            log.info("the receipt printer does not acknowledge; its status has to do")
        return learnt
