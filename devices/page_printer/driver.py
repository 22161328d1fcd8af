"""The A4 printer as a device: prints a PDF by IPP and follows the job until it is known what came of it."""

from __future__ import annotations

import logging
from pathlib import Path

from devices.clock import Clock, Deadline
from devices.life import DeviceError, Health, Kind, Outcome, PrintResult, State, Unplugged
from devices.page_printer.file_printer import FilePrinter
from devices.page_printer.ipp import GONE, Attributes, IppClient, IppError, Unreached
from devices.page_printer.jobs import JobBook, SentJob
from devices.page_printer.reasons import judge
from devices.serial_port import is_simulated

log = logging.getLogger(__name__)

MEDIA = "iso_a4_210x297mm"
"""Always said: printers left to themselves take letter."""
POLL_S = 0.5
STOPPED = 5
"""printer-state."""
WAITING = (3, 4, 5, 6)
"""job-state: pending, held, processing, stopped."""
HELD = 4
COMPLETED = 9
CANCELLED, ABORTED = 7, 8
WHO = {"model": "printer-make-and-model", "firmware": "printer-firmware-string-version"}
"""RFC 8011, 5.4.9, and PWG 5110.1."""
CANCEL_S = 5.0
"""A cancelled job ends within this, or it may still print."""
NAME_BYTES = 255
"""The longest job-name there is."""


class IppPrinter:
    """A printer that speaks IPP, or a CUPS queue. Owned by one thread; see `devices.supervisor`."""

    kind = Kind.PAGE_PRINTER

    def __init__(self, uri: str, clock: Clock, patience_s: float = 90.0, jobs: Path | None = None) -> None:
        """`uri` is `ipp://host:port/path`, behind `sim:` that of a simulator; `patience_s` is how long one
        document may take.

        `jobs` is the file that outlives the process and names what was sent; without it only this process knows.
        """
        self.identity = uri
        self._clock = clock
        self._client = IppClient(uri.removeprefix("sim:"))
        self._patience_s = patience_s
        self._book = JobBook(jobs)
        self._facts: dict[str, str] = {}
        self._fresh = True
        """Not opened yet: what the book holds was left by an earlier process."""

    @property
    def simulated(self) -> bool:
        """Whether the address says that nothing comes out on paper there."""
        return is_simulated(self.identity)

    def open(self) -> None:
        """Ask for a sign of life, and cancel what an earlier process left there.

        Raises `Unplugged` when nobody listens, `DeviceError` when the answer is no IPP.
        """
        try:
            self._state()
            self._facts = self._ask_who()
        except Unreached as error:
            raise Unplugged(str(error)) from None
        if self._fresh and self.cancel_leftovers() is Outcome.DONE:
            self._fresh = False

    def probe(self) -> Health:
        """How the printer is; never raises."""
        try:
            reason, warning = self._state()
        except DeviceError as error:
            return Health(State.GONE, error.code)
        return Health(State.FAULTED if reason else State.READY, reason, warning)

    def close(self) -> None:
        """Nothing is held between questions."""

    def describe(self) -> dict[str, str]:
        """Model and firmware as the printer told them when it was opened; few tell their firmware."""
        return dict(self._facts)

    def _ask_who(self) -> dict[str, str]:
        found = self._client.printer_attributes(*WHO.values())
        told = {fact: str(next(iter(found.get(name, ())), "")) for fact, name in WHO.items()}
        return {fact: text for fact, text in told.items() if text}

    def print_pdf(self, job_id: str, pdf: bytes, title: str) -> PrintResult:
        """Print a PDF and follow it to its end.

        `title` appears on the printer's panel and must not be personal.
        Repeating a job id asks about the earlier try first: what was printed is not printed again, and what
        may still print is followed instead of sent twice. Never raises for what the printer does.
        """
        deadline = Deadline.after(self._clock, self._patience_s)
        try:
            earlier = self._earlier(job_id, deadline)
            if earlier is not None:
                return earlier
            reason, _ = self._state()
            if reason:
                return PrintResult(Outcome.NOT_DONE, reason)
            return self._send(job_id, pdf, title, deadline)
        except DeviceError as error:
            return self._broken_off(job_id, error.code)
        except OSError:
            return self._broken_off(job_id, "journal")

    def _broken_off(self, job_id: str, reason: str) -> PrintResult:
        """What is known of a job when the printer or the book failed on the way: unknown once it went out."""
        known = self._book.get(job_id)
        outcome = Outcome.NOT_DONE if known is None else known.outcome or Outcome.UNKNOWN
        return PrintResult(outcome, "" if outcome is Outcome.DONE else reason)

    def cancel_leftovers(self) -> Outcome:
        """Cancel every job that may still print; before the next person sees the screen. Never raises.

        Done when none is left; unknown when the printer could not be asked, so ask again later.
        """
        outcomes = [self._cancel_left(job) for job in self._book.left()]
        worst = (Outcome.UNKNOWN, Outcome.NOT_DONE)
        return next((outcome for outcome in worst if outcome in outcomes), Outcome.DONE)

    def _cancel_left(self, job: SentJob) -> Outcome:
        try:
            number = job.number or self._number_of(job.job_id)
            outcome = self._give_up(number, "left").outcome if number else Outcome.NOT_DONE
            if outcome is not Outcome.UNKNOWN:
                self._book.ended(job.job_id, outcome)
                return Outcome.DONE
        except (DeviceError, OSError) as error:
            log.info("a job left at the printer could not be cancelled: %s", type(error).__name__)
        return Outcome.UNKNOWN

    def _number_of(self, job_id: str) -> int:
        """The printer's number of a job that was being sent when nobody heard the answer; 0 when it has none.
        Raises `DeviceError`.
        """
        for which in ("not-completed", "completed"):
            for attributes in self._client.my_jobs(which):
                if str(next(iter(attributes.get("job-name", ())), "")).endswith(f"[{job_id}]"):
                    return _number(attributes, "job-id")
        return 0

    def _earlier(self, job_id: str, deadline: Deadline) -> PrintResult | None:
        """What came of an earlier try of the same job; nothing when it may (or must) be sent now."""
        known = self._book.get(job_id)
        if known is None or known.outcome is Outcome.NOT_DONE:
            return None
        if known.outcome is Outcome.DONE:
            return PrintResult(Outcome.DONE, acked=True)
        number = known.number or self._number_of(job_id)
        earlier = self._follow(number, deadline) if number else PrintResult(Outcome.NOT_DONE, "not_sent")
        self._book.ended(job_id, earlier.outcome)
        return earlier if earlier.outcome is not Outcome.NOT_DONE or deadline.over else None

    def _send(self, job_id: str, pdf: bytes, title: str, deadline: Deadline) -> PrintResult:
        try:
            self._book.sending(job_id)
        except OSError:
            # without a note of it, a job that waits could come out for somebody else
            return PrintResult(Outcome.NOT_DONE, "journal")
        try:
            job = self._offer(pdf, _job_name(title, job_id), deadline)
        except IppError as error:
            outcome = Outcome.UNKNOWN if error.code == "bad_reply" else Outcome.NOT_DONE
            self._book.ended(job_id, outcome)
            return PrintResult(outcome, error.code)
        except Unreached:
            self._book.ended(job_id, Outcome.NOT_DONE)
            raise
        self._book.sent(job_id, job)
        result = self._follow(job, deadline)
        self._book.ended(job_id, result.outcome)
        return result

    def _offer(self, pdf: bytes, name: str, deadline: Deadline) -> int:
        """Hand the document over, waiting while the printer is busy; its number."""
        while True:
            try:
                return self._client.print_job(pdf, name, MEDIA)
            except IppError as error:
                if error.code != "busy" or deadline.left <= POLL_S:
                    raise
            self._clock.sleep(POLL_S)

    def _follow(self, job: int, deadline: Deadline) -> PrintResult:
        """Watch a job until it ended or time is over;
        then it is cancelled, so that it never prints for somebody else.
        """
        reason = ""
        while not deadline.over:
            try:
                state = self._job_state(job)
                if state in WAITING:
                    reason = self._state()[0] or ("held" if state == HELD else "")
            except DeviceError as error:
                reason, state = error.code, 0
            if state == COMPLETED:
                return PrintResult(Outcome.DONE, acked=True)
            if state in (CANCELLED, ABORTED):
                return PrintResult(Outcome.NOT_DONE, reason or "aborted")
            self._clock.sleep(min(POLL_S, deadline.left))
        return self._give_up(job, reason or "timeout")

    def _give_up(self, job: int, reason: str) -> PrintResult:
        """Cancel a job and see that it ended."""
        try:
            self._client.cancel_job(job)
        except DeviceError as error:
            # also said when it ended meanwhile; the question below tells
            log.debug("cancelling was refused: %s", error.code)
        deadline = Deadline.after(self._clock, CANCEL_S)
        try:
            while (state := self._job_state(job)) in WAITING and not deadline.over:
                self._clock.sleep(POLL_S)
        except DeviceError as error:
            log.info("a print job could not be cancelled: %s", error.code)
            return PrintResult(Outcome.UNKNOWN, reason)
        if state == COMPLETED:
            return PrintResult(Outcome.DONE, acked=True)
        return PrintResult(Outcome.NOT_DONE if state in (CANCELLED, ABORTED) else Outcome.UNKNOWN, reason)

    def _job_state(self, job: int) -> int:
        """The job's state; one that the printer forgot counts as cancelled. Raises `DeviceError`."""
        try:
            return _number(self._client.job_attributes(job), "job-state")
        except IppError as error:
            if error.status in GONE:
                return CANCELLED
            raise

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


def page_printer(uri: str, clock: Clock, jobs: Path | None = None) -> IppPrinter | FilePrinter:
    """The page printer at an address: `ipp://...`, `sim:ipp://...` or `file:/folder`. Raises `ValueError` for any other.

    `jobs` names the file in which jobs under way are kept from one process to the next.
    """
    if uri.startswith("file:"):
        return FilePrinter(uri)
    return IppPrinter(uri, clock, jobs=jobs)


def _job_name(title: str, job_id: str) -> str:
    """The title with the job's id behind it, by which a job whose number was never heard is found again."""
    mark = f" [{job_id}]"
    return title.encode()[: NAME_BYTES - len(mark.encode())].decode("utf-8", "ignore") + mark


def _number(attributes: Attributes, name: str) -> int:
    value = next(iter(attributes.get(name, ())), None)
    return value if isinstance(value, int) else 0
