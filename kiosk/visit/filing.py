"""What a journey hands in: the manifest with answers, identity and consents, and the files beside it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk.visit.handover import Bundle, ClearPart
from legalnet.consents import NoConsent, lacking
from legalnet.submission import AttachedMaterial, Consent, Identity, Manifest, SignedDocument

if TYPE_CHECKING:
    from kiosk.documents.compose import ComposedDocument
    from kiosk.documents.scans import ScanPdf
    from kiosk.visit.journey import Journey
    from kiosk.visit.visit import Visit

Scanned = list[tuple[dict[str, Any], "ScanPdf"]]
"""Each material with its pages."""


def bundle(journey: Journey, visit: Visit, now: datetime) -> Bundle:
    """Everything that is handed in, in clear, ready to be sealed. Raises `NoConsent`: then nothing is put together."""
    purposes = lacking(_identity(visit, now), _consents(visit))
    if purposes:
        raise NoConsent(", ".join(purposes))
    documents = journey.finished_documents()
    scans = [(item, journey.scanned_pdf(item["id"])) for item in journey.materials()]
    manifest = _manifest(journey, visit, now, documents, scans).model_dump_json().encode()
    parts = [ClearPart("manifest.json", "manifest", "application/json", manifest)]
    parts += [ClearPart(f"{d.id}.pdf", "document", "application/pdf", d.pdf) for d in documents]
    parts += [ClearPart(f"{item['id']}.pdf", "material", "application/pdf", scan.pdf) for item, scan in scans]
    return Bundle(journey.submission_id, journey.matter.code, journey.catalogue_version, tuple(parts))


def _manifest(
    journey: Journey, visit: Visit, now: datetime, documents: list[ComposedDocument], scans: Scanned
) -> Manifest:
    return Manifest(
        submission_id=journey.submission_id, matter_code=journey.matter.code,
        catalogue_version=journey.catalogue_version, language="en" if journey.language == "en" else "zh",
        answers=journey.interview.clean_answers(), identity=_identity(visit, now),
        consents=_consents(visit),
        documents=tuple(
            SignedDocument(id=d.id, title=d.title, part=f"{d.id}.pdf", sha256=d.sha256, pages=d.pages,
                           signature=_signature_of(journey, d), signed_at=now if d.signed else None,  # type: ignore[arg-type]
                           attested=d.attested or "none")
            for d in documents
        ),
        materials=tuple(
            AttachedMaterial(id=item["id"], label=item["label"], part=f"{item['id']}.pdf", sha256=scan.sha256,
                             pages=scan.pages)
            for item, scan in scans
        ),
        acknowledged=journey.interview.acknowledged,
        oral=journey.oral,
        follows=journey.carried.follows if journey.carried else "",
    )  # fmt: skip


def _identity(visit: Visit, now: datetime) -> Identity:
    who, facts = visit.identified, visit.facts()
    if who is None:
        return Identity(level="L0", method="none", at=now)
    holder: dict[str, Any] = (
        {"holder_name": str(facts["name"]), "holder_number": str(facts["number"]), "holder_paper": facts["id_type"],
         "holder_birth": visit.birth(), "own_income": visit.own_income}
        if facts else {}
    )  # fmt: skip
    proof = {"level": who.level, "method": who.method, "score": who.score, "thresholds": who.thresholds,
             "liveness": who.liveness, "at": who.at}  # fmt: skip
    return Identity.model_validate(proof | holder)


def _signature_of(journey: Journey, document: ComposedDocument) -> str:
    if document.signed:
        return "handwritten"
    by_pen = journey.signature == "paper" or not document.on_pad
    return "paper" if document.to_sign and by_pen else "none"


def _consents(visit: Visit) -> tuple[Consent, ...]:
    return tuple(
        Consent(purpose=c.purpose, given=c.given, text_sha256=c.text_sha256, at=c.at)  # type: ignore[arg-type]
        for c in visit.consents
    )
