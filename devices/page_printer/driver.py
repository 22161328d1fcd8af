"""The A4 printer as a device: prints a PDF by IPP and follows the job until it is known what came of it."""

from __future__ import annotations

import logging

from devices.clock import Clock, Deadline
from devices.life import DeviceError, Health, Kind, Outcome, PrintResult, State, Unplugged
from devices.page_printer.file_printer import FilePrinter
from devices.page_printer.ipp import Attributes, IppClient, IppError, NoReply, Unreached
from devices.page_printer.reasons import judge

log = logging.getLogger(__name__)

MEDIA = "iso_a4_210x297mm"
"""Always said: printers left to themselves take letter."""
POLL_S = 0.5
STOPPED = 5
"""printer-state."""
WAITING = (3, 4, 5, 6)
"""job-state: pending, held, processing, stopped."""
COMPLETED = 9
CANCELLED, ABORTED = 7, 8


class IppPrinter:
    """A printer that speaks IPP, or a CUPS queue. Owned by one thread; see `devices.supervisor`."""

    kind = Kind.PAGE_PRINTER

    def __init__(self, uri: str, clock: Clock, patience_s: float = 90.0) -> None:
        """`uri` is `ipp://host:port/path`; `patience_s` is how long one document may take."""
        self.identity = uri
        self._clock = clock
        self._client = IppClient(uri)
        self._patience_s = patience_s
        self._known: dict[str, int] = {}
        """Our job ids to the printer's, so that a second try asks about the first."""

    @property
    def simulated(self) -> bool:
        """IPP has no simulators here; a test printer is a real one as far as the bytes go."""
        return False

    def open(self) -> None:
        """Ask for a sign of life. Raises `Unplugged` when nobody listens, `DeviceError` when the answer is
        no IPP.
        """
        try:
            self._state()
        except Unreached as error:
            raise Unplugged(str(error)) from None

    def probe(self) -> Health:
        """How the printer is; never raises."""
        try:
            reason, warning = self._state()
        except DeviceError as error:
            return Health(State.GONE, error.code)
        return Health(State.FAULTED if reason else State.READY, reason, warning)

    def close(self) -> None:
        """Nothing is held between questions."""

    def print_pdf(self, job_id: str, pdf: bytes, title: str) -> PrintResult:
        """Print a PDF and follow it to its end.

        `title` appears on the printer's panel and must not be personal.
        Repeating a job id asks about the earlier try first: what was printed is not printed again, and what
        may still print is followed instead of sent twice. Never raises for what the printer does.
        """
        deadline = Deadline.after(self._clock, self._patience_s)
        try:
            if job_id in self._known:
                earlier = self._follow(self._known[job_id], deadline)
                if earlier.outcome is not Outcome.NOT_DONE or deadline.over:
                    return earlier
            reason, _ = self._state()
            if reason:
                return PrintResult(Outcome.NOT_DONE, reason)
            return self._send(job_id, pdf, title, deadline)
        except NoReply as error:
            return PrintResult(Outcome.UNKNOWN, error.code)
        except DeviceError as error:
            return PrintResult(Outcome.NOT_DONE, error.code)

    def _send(self, job_id: str, pdf: bytes, title: str, deadline: Deadline) -> PrintResult:
        while True:
            try:
                job = self._client.print_job(pdf, title, MEDIA)
                break
            except IppError as error:
                if error.code == "bad_reply":
                    return PrintResult(Outcome.UNKNOWN, error.code)
                if error.code != "busy" or deadline.left <= POLL_S:
                    raise
            self._clock.sleep(POLL_S)
        self._known[job_id] = job
        return self._follow(job, deadline)

    def _follow(self, job: int, deadline: Deadline) -> PrintResult:
        """Watch a job until it ended or time is over;
        then it is cancelled, so that it never prints for somebody else.
        """
        reason = ""
        while not deadline.over:
            try:
                state = _number(self._client.job_attributes(job), "job-state")
                reason = self._state()[0] if state in WAITING else reason
            except DeviceError as error:
                reason, state = error.code, 0
            if state == COMPLETED:
                return PrintResult(Outcome.DONE, acked=True)
            if state in (CANCELLED, ABORTED):
                return PrintResult(Outcome.NOT_DONE, reason or "aborted")
            self._clock.sleep(min(POLL_S, deadline.left))
        return self._give_up(job, reason or "timeout")

    def _give_up(self, job: int, reason: str) -> PrintResult:
        try:
            self._client.cancel_job(job)
            state = _number(self._client.job_attributes(job), "job-state")
        except DeviceError as error:
            log.info("a print job could not be cancelled: %s", error.code)
            return PrintResult(Outcome.UNKNOWN, reason)
        if state == COMPLETED:
            return PrintResult(Outcome.DONE, acked=True)
        return PrintResult(Outcome.NOT_DONE if state in (CANCELLED, ABORTED) else Outcome.UNKNOWN, reason)

    def _state(self) -> tuple[str, str]:
        """Reason and warning from the printer's attributes."""
        found = self._client.printer_attributes(
            "printer-state", "printer-state-reasons", "printer-is-accepting-jobs"
        )
        keywords = [str(value) for value in found.get("printer-state-reasons", ())]
        stopped = _number(found, "printer-state") == STOPPED
        reason, warning = judge(keywords, stopped)
        if not reason and found.get("printer-is-accepting-jobs") == [False]:
            reason = "paused"
        return reason, warning


def page_printer(uri: str, clock: Clock) -> IppPrinter | FilePrinter:
    """The page printer at an address: `ipp://...` or `file:/folder`. Raises `ValueError` for any other."""
    if uri.startswith("file:"):
        return FilePrinter(uri)
    return IppPrinter(uri, clock)


def _number(attributes: Attributes, name: str) -> int:
    value = next(iter(attributes.get(name, ())), None)
    return value if isinstance(value, int) else 0
