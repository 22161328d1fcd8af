"""Signs a composed document with the terminal's key, so that anyone can tell later who made it and that it is whole.

PAdES (ETSI EN 319 142): CMS in the PDF, ECDSA P-256, the terminal's certificate by the province. The key is not
here: a visit process saw a resident and is not trusted with it, so the keeper signs a digest (`Attestor`).
The signature has no look of its own; the resident's handwriting is drawn in the page, where a tagged PDF can
describe it, and the digest of its strokes stands in the signed dictionary.
"""

from __future__ import annotations

import hashlib
import io
import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

from legalnet.timestamps import stamper

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

    from kiosk.clock import Clock
    from kiosk.documents.archive import Evidence
    from kiosk.documents.compose import ComposedDocument

log = logging.getLogger(__name__)

FIELD = "LawboothTerminal"
"""Name of the signature's form field; each further signer gets one of its own."""

RESERVED = 32_768
"""Hex digits kept free for the signature: 16 KB hold it with its chain and a time stamp; validation data for the
archive (B-LTA) go into later revisions of the file."""

STROKES = "手写签名笔迹SHA-256:"
"""What stands before the digest of the strokes in the signature's reason."""

Level = Literal["none", "terminal", "stamped"]
"""No signature of the terminal; one whose time is the terminal's clock; one with an RFC 3161 time stamp."""


class NotAttested(Exception):
    """No signature could be had; `code` is `unreachable` or `refused`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Attestor(Protocol):
    """Who holds the terminal's key, and knows a time-stamping authority."""

    @property
    def chain(self) -> str:
        """The terminal's certificate and those above it, as PEM; empty when there is none."""

    @property
    def stamps(self) -> bool:
        """Whether there is an authority to ask for time stamps."""

    @property
    def evidence(self) -> Evidence | None:
        """What shows that no certificate was revoked; None where a fresh list is missing."""

    def sign(self, digest: bytes) -> bytes:
        """An ECDSA signature (DER) over a SHA-256 digest. Raises `NotAttested`."""

    def stamp(self, query: bytes) -> bytes:
        """The authority's answer to an RFC 3161 query, both DER. Raises `NotAttested`."""


@dataclass(frozen=True)
class Attested:
    """A document with the terminal's signature, or without one and why not."""

    pdf: bytes = field(repr=False)
    level: Level
    lasting: bool = False
    """Sealed for the archive (B-LTA) too."""
    trouble: str = ""
    """`unreachable` or `refused` where less than wished was reached."""


def attest(
    pdf: bytes,
    attestor: Attestor,
    moment: datetime,
    place: str,
    strokes_sha256: str = "",
    *,
    stamps: bool = True,
) -> Attested:
    """The document signed: sealed for the archive where fresh revocation lists are at hand, with a time stamp where one
    can be had, else with the terminal's time, else as it is.

    A filing never waits on a signature of the terminal: trouble is told, not raised. `moment` is the time written
    into the signature; `strokes_sha256` binds the handwriting. Takes 30 to 70 ms beside the import (1 s, once).
    """
    if not attestor.chain:
        return Attested(pdf, "none")
    trouble = ""
    if stamps and attestor.stamps:
        try:
            return _stamped(pdf, attestor, moment, place, strokes_sha256)
        except NotAttested as error:
            trouble = error.code
    try:
        plain = _signed(pdf, attestor, moment, place, strokes_sha256, stamped=False)
    except NotAttested as error:
        return Attested(pdf, "none", trouble=error.code)
    return Attested(plain, "terminal", trouble=trouble)


def attest_all(
    documents: list[ComposedDocument], attestor: Attestor, clock: Clock, place: str, strokes_sha256: str
) -> list[ComposedDocument]:
    """Each document signed by the terminal, once; the handwriting's digest goes into those it was written for.

    After the first time stamp that was not to be had none is asked for any more.
    """
    found, stamps = [], True
    for document in documents:
        if document.attested is not None:
            found.append(document)
            continue
        strokes = strokes_sha256 if document.signed else ""
        made = attest(document.pdf, attestor, clock.now(), place, strokes, stamps=stamps)
        stamps = stamps and not made.trouble
        digest = hashlib.sha256(made.pdf).hexdigest()
        found.append(replace(document, pdf=made.pdf, sha256=digest, attested=made.level))
    return found


def warm_up() -> None:
    """Import what signing needs (about a second), beside the screen, before the resident waits for it."""
    import pyhanko.sign.signers  # noqa: F401 - for its side effect of being there later


def _stamped(pdf: bytes, attestor: Attestor, moment: datetime, place: str, strokes_sha256: str) -> Attested:
    """With a time stamp, and for the archive where that can be; a list that says no costs only the seal.

    Raises `NotAttested`.
    """
    from kiosk.documents.archive import Signing, seal

    evidence = attestor.evidence
    if evidence is not None:
        try:
            sealed = seal(pdf, attestor, Signing(moment, place, _reason(strokes_sha256)), evidence)
            return Attested(sealed, "stamped", lasting=True)
        except NotAttested as error:
            if error.code == "unreachable":
                raise
            log.info("a document is not sealed for the archive: %s", error.code)
    return Attested(_signed(pdf, attestor, moment, place, strokes_sha256, stamped=True), "stamped")


def _reason(strokes_sha256: str) -> str:
    """What the signature says, with the handwriting's digest where there is one."""
    return f"{STROKES}{strokes_sha256}" if strokes_sha256 else "由终端生成"


def _signed(
    pdf: bytes, attestor: Attestor, moment: datetime, place: str, strokes_sha256: str, *, stamped: bool
) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession
    from pyhanko.sign.timestamps import TimestampRequestError

    class TimedSigner(PdfSigner):
        """pyHanko reads the machine's clock; ours is passed in."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
            """Called by pyHanko."""
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = moment
            return session

    metadata = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, location=place,
        reason=_reason(strokes_sha256),
    )  # fmt: skip
    signer = TimedSigner(
        metadata, remote_signer(attestor), timestamper=stamper(attestor.stamp) if stamped else None
    )
    out = io.BytesIO()
    try:
        signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), bytes_reserved=RESERVED, output=out)
    except TimestampRequestError:
        raise NotAttested("refused") from None
    except SigningError as error:
        log.error("document not signed: %s", type(error).__name__)
        raise NotAttested("refused") from None
    return out.getvalue()


def remote_signer(attestor: Attestor) -> Signer:
    """pyHanko's signer, whose only secret step is done elsewhere."""
    from asn1crypto.algos import SignedDigestAlgorithm
    from pyhanko.sign.signers import ExternalSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class Remote(ExternalSigner):
        """Hands the digest of the signed attributes to whoever has the key."""

        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            """Called by pyHanko with the signed attributes, which hold the document's digest."""
            if digest_algorithm != "sha256":
                raise NotAttested("refused")
            return b"\0" * 72 if dry_run else attestor.sign(hashlib.sha256(data).digest())

    own, *above = certificates(attestor.chain)
    store = SimpleCertificateStore.from_certs(above)  # type: ignore[no-untyped-call]
    mechanism = SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
    return Remote(own, store, signature_mechanism=mechanism)


def certificates(pem: str) -> list[Any]:
    """The certificates (asn1crypto) in PEM text, in their order. Raises `ValueError`."""
    from asn1crypto import pem as armour
    from asn1crypto.x509 import Certificate

    found = [Certificate.load(der) for _, _, der in armour.unarmor(pem.encode(), multiple=True)]
    if not found:
        raise ValueError("no certificate")
    return found
