"""Reads one untrusted PDF in a process of its own: little memory, little time, no file written, nothing fetched.

Takes a task as JSON on standard input and gives the report of `kiosk.documents.verify` as JSON on standard output.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import logging
import re
import resource
import sys
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.documents.attest import STROKES, certificates
from kiosk.documents.long_term import archived, proven_then
from kiosk.documents.revoked import Revoked, counts_no_more, mark, name_digest
from kiosk.documents.verify import Report, SignatureReport, TimeSource, Verdict

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

MEMORY = 768 * 1024 * 1024
CPU_S = 20
MOST_SIGNATURES = 32
_HEX = re.compile(rf"{STROKES}([0-9a-f]{{64}})")


def confine() -> None:
    """Bounds by the kernel, so that no file can make the reader ill for others."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def inspect(
    pdf: bytes, roots: list[str], stamp_roots: list[str], now: datetime, revoked: Revoked | None = None
) -> Report:
    """The report on the bytes of a file."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(
            logging.CRITICAL + 1
        )  # it quotes the file; the report says what counts
    digest = hashlib.sha256(pdf).hexdigest()
    if not pdf.startswith(b"%PDF-"):
        return Report("unreadable", "not_a_pdf", digest)
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted:
            return Report("unreadable", "encrypted", digest)
        embedded = list(reader.embedded_regular_signatures)[:MOST_SIGNATURES]
        if not embedded:
            return Report("unsigned", _torn(reader, pdf), digest)
        judge = Judge(roots, stamp_roots, now, revoked or Revoked())
        found = tuple(judge.report(one, last=one is embedded[-1]) for one in embedded)
    except MemoryError:
        return Report("unreadable", "too_much_work", digest)
    except Exception:  # noqa: BLE001 - the edge to files of strangers: pyHanko raises what a broken file makes it
        return Report("unreadable", "damaged", digest)
    return Report(verdict_of(found), "", digest, found)


def _torn(reader: PdfFileReader, pdf: bytes) -> str:
    """A file without a signature must at least be a whole one; raises what a torn one makes the reader raise."""
    reader.root["/Pages"]["/Count"]
    if b"%%EOF" not in pdf[-2048:]:
        raise ValueError("no end")
    return ""


def verdict_of(found: tuple[SignatureReport, ...]) -> Verdict:
    """The worst of the signatures is the file's."""
    if not all(one.whole for one in found):
        return "changed"
    return "intact" if all(one.trusted for one in found) else "untrusted"


class Judge:
    """Judges signatures against roots, at a moment."""

    def __init__(self, roots: list[str], stamp_roots: list[str], now: datetime, revoked: Revoked) -> None:
        self._roots = [one for pem in roots for one in certificates(pem)]
        self._stamp_roots = [one for pem in stamp_roots for one in certificates(pem)]
        self._now = now
        self._revoked = revoked

    def report(self, embedded: EmbeddedPdfSignature, *, last: bool) -> SignatureReport:
        """One signature; `last` when no other signer came after it."""
        from pyhanko.sign.validation.errors import SignatureValidationError

        try:
            status = self._status(embedded, self._now)
            stamp = status.timestamp_validity
            if stamp is not None and stamp.valid and stamp.intact and stamp.trusted:
                status = self._status(embedded, stamp.timestamp)
        except SignatureValidationError:
            return _broken(embedded)
        found = self._described(embedded, status, last)
        if archived(embedded) and found.whole:
            found = self._lasting(embedded, found)
        return self._listed(embedded, found)

    def _listed(self, embedded: EmbeddedPdfSignature, found: SignatureReport) -> SignatureReport:
        """Judge by the lists that were handed over: a signature not proven to be older than the revocation fails."""
        own = embedded.signer_cert
        named, issuer = mark(own.issuer.dump(), own.serial_number), name_digest(own.issuer.dump())
        found = replace(
            found,
            revoked_at=self._revoked.since.get(named, ""),
            listed_at=self._revoked.issuers.get(issuer, ""),
        )
        proven = found.at if found.time_source == "stamp" else ""
        if found.trouble or not counts_no_more(self._revoked, named, proven):
            return found
        return replace(found, trusted=False, trouble="revoked", lasting=False)

    def _lasting(self, embedded: EmbeddedPdfSignature, found: SignatureReport) -> SignatureReport:
        """Judge by what was kept for the archive too: it still counts when certificates ran out.

        The long-term verdict speaks of certificates only; that nothing was laid over the page was judged before.
        """
        proven = proven_then(embedded, self._roots, self._stamp_roots, self._now)
        if proven is None or found.trouble not in ("", "expired", "not_trusted"):
            return found
        return replace(
            found, trusted=True, trouble="", time_source="stamp", at=proven.isoformat(), lasting=True
        )

    def _status(self, embedded: EmbeddedPdfSignature, moment: datetime) -> PdfSignatureStatus:
        """pyHanko's judgement; never fetching, for addresses in a stranger's certificate are a stranger's orders."""
        from pyhanko.sign.validation import async_validate_pdf_signature
        from pyhanko_certvalidator import ValidationContext

        signer = ValidationContext(trust_roots=self._roots, allow_fetching=False, moment=moment)
        stamp = ValidationContext(trust_roots=self._stamp_roots, allow_fetching=False, moment=self._now)
        return asyncio.run(async_validate_pdf_signature(embedded, signer, stamp))

    def _described(
        self, embedded: EmbeddedPdfSignature, status: PdfSignatureStatus, last: bool
    ) -> SignatureReport:
        stamp = status.timestamp_validity
        source: TimeSource = "none"
        at = status.signer_reported_dt
        if stamp is not None:
            source = "stamp" if stamp.trusted and stamp.valid and stamp.intact else "stamp_untrusted"
            at = stamp.timestamp if source == "stamp" else at
        elif at is not None:
            source = "terminal"
        trouble = self._trouble(status, last)
        return SignatureReport(
            **_owner(embedded),
            whole=trouble not in {"bytes_changed", "changed_afterwards"},
            trusted=bool(status.trusted) and not trouble,
            trouble=trouble,
            at=at.isoformat() if at is not None else "",
            time_source=source,
            stamped_by=_common_name(stamp.signing_cert.subject) if stamp is not None else "",
            strokes_sha256=_strokes(embedded),
        )

    def _trouble(self, status: PdfSignatureStatus, last: bool) -> str:
        from pyhanko.sign.ades.report import AdESIndeterminate

        stamp = status.timestamp_validity
        if not (status.intact and status.valid) or (stamp is not None and not (stamp.intact and stamp.valid)):
            return "bytes_changed"
        if not _nothing_added(status, last):
            return "changed_afterwards"
        if status.trusted:
            return ""
        expired = status.trust_problem_indic in {
            AdESIndeterminate.OUT_OF_BOUNDS_NO_POE, AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
        }  # fmt: skip
        return "expired" if expired else "not_trusted"


def _nothing_added(status: PdfSignatureStatus, last: bool) -> bool:
    """After the signature only further signers and what keeps signatures verifiable may have come.

    Anything else is a change, even bytes that no reader shows: the file is not the one that was signed.
    """
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel

    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    allowed = {ModificationLevel.LTA_UPDATES} | (set() if last else {ModificationLevel.FORM_FILLING})
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and bool(status.docmdp_ok)
    return whole and status.modification_level in allowed


def _owner(embedded: EmbeddedPdfSignature) -> dict[str, Any]:
    own = embedded.signer_cert
    names = own.subject.native
    return {
        "signer": str(names.get("common_name", "")), "organisation": str(names.get("organization_name", "")),
        "issuer": _common_name(own.issuer),
        "valid_from": own.not_valid_before.isoformat(), "valid_to": own.not_valid_after.isoformat(),
    }  # fmt: skip


def _common_name(name: Any) -> str:
    return str(name.native.get("common_name", ""))


def _strokes(embedded: EmbeddedPdfSignature) -> str:
    found = _HEX.fullmatch(str(embedded.sig_object.get("/Reason", "")))
    return found.group(1) if found else ""


def _broken(embedded: EmbeddedPdfSignature) -> SignatureReport:
    """A signature that cannot even be taken apart."""
    try:
        owner = _owner(embedded)
    except Exception:  # noqa: BLE001 - as above: whatever a broken certificate makes the reader raise
        owner = dict.fromkeys(("signer", "organisation", "issuer", "valid_from", "valid_to"), "")
    return SignatureReport(
        **owner, whole=False, trusted=False, trouble="damaged", at="", time_source="none", stamped_by="",
        strokes_sha256="",
    )  # fmt: skip


def main() -> int:
    """One task."""
    task = json.loads(sys.stdin.buffer.read())
    confine()
    try:
        pdf = Path(task["path"]).read_bytes()
    except OSError:
        report = Report("unreadable", "missing")
    except MemoryError:
        report = Report("unreadable", "too_much_work")
    else:
        now = datetime.fromisoformat(task["now"])
        report = inspect(pdf, task["roots"], task["stamp_roots"], now, Revoked(**task["revoked"]))
    sys.stdout.write(json.dumps(asdict(report)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
