"""What a visit prints: the slip, the A4 copies, and an acknowledgement found by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.visit.printing import Print

if TYPE_CHECKING:
    from datetime import datetime

    from devices.receipt_printer.blocks import Block
    from kiosk.documents.receipts import Deposit, Language
    from kiosk.visit.flow import Flow
    from legalnet.submission import ReceiptRecord

REQUESTS = "SQ-"
"""Codes of matters whose slip is that of a request."""


class Paper:
    """The visit's print jobs, each with its honest outcome."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self.slip = Print()
        self.copies = Print()
        self.draft: Print | None = None
        self.found: dict[str, Any] = {}
        self._printed_state = ""

    @property
    def jobs(self) -> dict[str, Print]:
        """By the name of what lies in the tray."""
        return {"slip": self.draft or self.slip, "copies": self.copies}

    # ------------------------------------------------------------------ the slip

    def print_slip_once(self) -> None:
        """Print the slip of the present state, unless that was done; a delivered one follows a saved one."""
        state = self._flow.handover.record_state
        if state and state != self._printed_state:
            if self._printed_state:
                self.slip = Print()
            self.print_slip()

    def print_slip(self) -> None:
        """Print the slip; marked 补打 when one may be out already."""
        record = self._flow.handover.record
        if record is not None and not self.slip.busy:
            self._printed_state = self._flow.handover.record_state
            self._print(self.slip, record)

    def _print(self, job: Print, record: ReceiptRecord, asked: bool = False) -> None:
        job_id = f"{record.code}-{record.state}"
        title = self._title(record.matter_code)

        def work(again: bool) -> Any:
            return self._flow.hardware.print_slip(job_id, self._blocks(record, title, again), again)

        job.start(self._flow.jobs, work, asked)

    def _blocks(self, record: ReceiptRecord, title: str, again: bool) -> list[Block]:
        from kiosk.documents.receipts import reprint, request_slip

        place, now = self._flow.profile.place, self._flow.clock.now()
        language: Language = "en" if self._flow.language == "en" else "zh"
        if record.matter_code.startswith(REQUESTS):
            return request_slip(record, title, place, now, language, again=again)
        return reprint(record, title, place, now, language, again=again, deposit=self._deposit())

    def _deposit(self) -> Deposit:
        """What the slip must say of deposits that do not stand yet."""
        deposits = self._flow.handover.deposits
        state = deposits.state if deposits else "none"
        return "kept" if state == "kept" else "open" if state in ("asking", "waiting") else "none"

    def _title(self, code: str) -> str:
        matter = self._flow.shelf.get(code)
        return matter.title.pick(self._flow.language) if matter else code

    # ------------------------------------------------------------------ copies

    def print_copies_once(self) -> None:
        """The A4 copies, unless that was done."""
        if self.copies.outcome == "none":
            self.print_copies()

    def print_copies(self) -> None:
        """The resident's copies of the signed documents, one job."""
        journey = self._flow.journey_now

        def work(again: bool) -> Any:
            pdf = joined([document.pdf for document in journey.finished_documents()])
            name = f"{journey.submission_id[:8]}-{self.copies.tries}" if again else journey.submission_id[:8]
            return self._flow.hardware.print_pages(name, pdf, journey.matter.code)

        self.copies.start(self._flow.jobs, work)

    def reprint(self) -> None:
        """Whatever did not come out, once more."""
        if self.slip.troubled:
            self.print_slip()
        if self.copies.troubled:
            self.print_copies()

    def print_draft(self, job: Print, code: str, until: datetime) -> None:
        """The slip of a draft: its code and until when, no name; the job's id says nothing of the code."""
        from kiosk.documents.receipts import draft_slip

        self.draft = job
        language: Language = "en" if self._flow.language == "en" else "zh"
        journey, place = self._flow.journey_now, self._flow.profile.place
        job_id = f"draft-{journey.submission_id[:8]}-{job.tries}"
        title, now = journey.matter.title.pick(self._flow.language), self._flow.clock.now()

        def work(again: bool) -> Any:
            blocks = draft_slip(code, until, title, place=place, now=now, language=language)
            return self._flow.hardware.print_slip(job_id, blocks, again)

        job.start(self._flow.jobs, work)

    # ------------------------------------------------------------------ found by its code

    def found_record(self) -> ReceiptRecord:
        """The record the keeper gave for the code."""
        from legalnet.submission import ReceiptRecord

        return ReceiptRecord.model_validate(self.found)

    def found_view(self) -> dict[str, Any]:
        """The record in words."""
        from legalnet.receipts import format_code

        record = self.found_record()
        return {
            "code": format_code(record.code), "matter": self._title(record.matter_code), "state": str(record.state),
            "number": record.number or "", "savedAt": self._flow.moment_words(record.saved_at),
            "deliveredAt": self._flow.moment_words(record.delivered_at) if record.delivered_at else "",
            "words": record.refusal or "",
        }  # fmt: skip

    def print_found(self, job: Print) -> None:
        """Print what the record's state allows, marked 补打: the visit that made it printed it, or may have."""
        self._print(job, self.found_record(), asked=True)


def joined(pdfs: list[bytes]) -> bytes:
    """Several PDFs as one, so that the copies leave the printer together."""
    import io

    import pikepdf

    with pikepdf.new() as whole:
        for pdf in pdfs:
            with pikepdf.open(io.BytesIO(pdf)) as part:
                for page in part.pages:
                    # Signatures hold for the file they were made in; in another one readers would call them broken.
                    if "/Annots" in page:
                        page.Annots = [one for one in page.Annots if one.get("/Subtype") != "/Widget"]
                whole.pages.extend(part.pages)
        out = io.BytesIO()
        whole.save(out)
    return out.getvalue()
