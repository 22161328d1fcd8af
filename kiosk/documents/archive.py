"""Signatures that last, and several in one file: each signer adds a revision, the last one seals it for the archive.

PAdES B-LTA (ETSI EN 319 142-1): beside the signature stand the certificates and revocation lists by which it can be
judged, and a document time stamp over all of it. What was valid when it was stamped stays provable after every
certificate ran out; a plain signature, or one with a time stamp only, does not. Nothing is fetched: the keeper gives
the lists.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk.documents.attest import RESERVED, Attestor, NotAttested, certificates, remote_signer
from legalnet.timestamps import stamper

if TYPE_CHECKING:
    from pyhanko_certvalidator import ValidationContext

MOST_SIGNERS = 31
PREFIX = "Lawbooth"


@dataclass(frozen=True)
class Evidence:
    """What shows that no certificate was revoked: roots and fresh revocation lists of province and time authority."""

    roots: str
    """PEM of every root that counts here."""
    lists: tuple[bytes, ...] = field(repr=False)
    """Revocation lists (DER)."""


@dataclass(frozen=True)
class Signing:
    """One signature that is to be added."""

    moment: datetime
    """Written into it; also when certificates must be valid."""
    place: str
    reason: str
    """What it says: a role, never a name, such as 申请人签署 or 调解组织签章."""


def countersign(pdf: bytes, attestor: Attestor, signing: Signing) -> bytes:
    """The file with one more signature; earlier ones stay valid. Raises `NotAttested`."""
    return _added(pdf, attestor, signing, None)


def seal(pdf: bytes, attestor: Attestor, signing: Signing, evidence: Evidence) -> bytes:
    """The file with a last signature and everything the archive needs (B-LTA). Raises `NotAttested`.

    The document time stamp covers the revocation lists, and with them the signatures that others made before.
    """
    if not attestor.stamps:
        raise NotAttested("unreachable")
    return _added(pdf, attestor, signing, evidence)


def _added(pdf: bytes, attestor: Attestor, signing: Signing, evidence: Evidence | None) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfReadError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSigner
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession
    from pyhanko.sign.timestamps import TimestampRequestError
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

    class TimedSigner(PdfSigner):
        """pyHanko reads the machine's clock; ours is passed in."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
            """Called by pyHanko."""
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = signing.moment
            return session

    if not attestor.chain:
        raise NotAttested("refused")
    # Without fetching is how it is meant; pyHanko warns of it each time.
    logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)
    out = io.BytesIO()
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        metadata = _metadata(_free_name(pdf), signing, evidence)
        relay = stamper(attestor.stamp) if attestor.stamps else None
        signer = TimedSigner(metadata, remote_signer(attestor), timestamper=relay)
        signer.sign_pdf(writer, bytes_reserved=RESERVED, output=out)
    except (SigningError, TimestampRequestError, PathBuildingError, PathValidationError, PdfReadError):
        raise NotAttested("refused") from None
    return out.getvalue()


def _metadata(name: str, signing: Signing, evidence: Evidence | None) -> Any:
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata

    more: dict[str, Any] = {}
    if evidence is not None:
        more = {
            "embed_validation_info": True, "use_pades_lta": True,
            "validation_context": _context(evidence, signing.moment),
        }  # fmt: skip
    return PdfSignatureMetadata(
        field_name=name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, location=signing.place,
        reason=signing.reason, **more,
    )  # fmt: skip


def _context(evidence: Evidence, moment: datetime) -> ValidationContext:
    """Strict: without a list for a certificate there is no seal."""
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=certificates(evidence.roots), crls=evidence.lists, allow_fetching=False,
        revocation_mode="require", moment=moment,
    )  # fmt: skip


def _free_name(pdf: bytes) -> str:
    """The name of the next signature's field. Raises `NotAttested` for a file that has too many."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    taken = {one.field_name for one in PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures}
    for number in range(1, MOST_SIGNERS + 1):
        if f"{PREFIX}{number}" not in taken:
            return f"{PREFIX}{number}"
    raise NotAttested("refused")
