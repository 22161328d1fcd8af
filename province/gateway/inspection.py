"""Judging a sealed submission: opens it, and believes nothing that it says about itself without looking.

Everything here is pure reading on a thread beside the event loop; nothing opened is written anywhere.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from legalnet import sealing
from legalnet.catalogue import Catalogue
from legalnet.consents import lacking
from legalnet.interview import Interview
from legalnet.matter import Matter
from legalnet.minors import age_on, stops
from legalnet.papers import birth_of
from legalnet.submission import AttachedMaterial, Envelope, Manifest, Role, SealedPart, SignedDocument
from province.gateway.clock import civil_date
from province.gateway.problems import Problem

log = logging.getLogger(__name__)

MAGIC: dict[str, tuple[tuple[int, bytes], ...]] = {
    "application/pdf": ((0, b"%PDF-"),),
    "image/jpeg": ((0, b"\xff\xd8\xff"),),
    "image/png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "image/webp": ((0, b"RIFF"), (8, b"WEBP")),
}
"""How files of each accepted type begin: (offset, bytes)."""
LEVELS = ("L0", "L1", "L2", "L3", "L4")


@dataclass(frozen=True)
class SealedSubmission:
    """An envelope with the means to open its parts."""

    envelope: Envelope
    contents: Mapping[str, Path | bytes]
    """Digest -> file, or its bytes where they came along."""
    key: sealing.PrivateKey = field(repr=False)

    def open(self, part: SealedPart) -> bytes:
        """The clear bytes of a part. Raises `Problem` `cannot_open`."""
        context = sealing.part_context(self.envelope.submission_id, part.name)
        if part.sm3 is not None or self.envelope.suite is sealing.Suite.COMMERCIAL:
            self._check_sm3(part)
        try:
            found = self.contents[part.digest]
            if isinstance(found, bytes):
                return sealing.open_bytes(found, part.wrapped_key, self.key, context)
            return sealing.open_file(found, part.wrapped_key, self.key, context)
        except (sealing.SealError, OSError, KeyError):
            raise Problem("cannot_open", part=part.name) from None

    def _check_sm3(self, part: SealedPart) -> None:
        """Whether the file is closed as the envelope says, and its SM3 fits. Raises `Problem` `inconsistent`."""
        found = self.contents[part.digest]
        if isinstance(found, bytes):
            head, sm3 = found[: sealing.HEADER_SIZE], sealing.sm3_of_bytes(found)
        else:
            with found.open("rb") as file:
                head = file.read(sealing.HEADER_SIZE)
            sm3 = sealing.sm3_of(found)
        if head != self.envelope.suite.header or sm3 != part.sm3:
            raise Problem("inconsistent", part=part.name, paths=["sm3"])

    def check_sizes(self) -> None:
        """Every file is as large as announced. Raises `Problem` `inconsistent`."""
        for part in self.envelope.parts:
            found = self.contents[part.digest]
            if (len(found) if isinstance(found, bytes) else found.stat().st_size) != part.size:
                raise Problem("inconsistent", part=part.name)

    def part(self, name: str) -> SealedPart:
        """The part of that name. Raises `Problem` `inconsistent`."""
        for part in self.envelope.parts:
            if part.name == name:
                return part
        raise Problem("inconsistent", part=name)

    def manifest(self) -> Manifest:
        """The sealed heart. Raises `Problem` when it does not open, parse, or belong to this envelope."""
        found = [part for part in self.envelope.parts if part.role is Role.MANIFEST]
        if len(found) != 1:
            raise Problem("inconsistent", part="manifest")
        try:
            manifest = Manifest.model_validate_json(self.open(found[0]))
        except ValidationError as error:
            where = [".".join(map(str, e["loc"])) for e in error.errors(include_input=False)]
            raise Problem("inconsistent", part="manifest", paths=where) from None
        for name in ("submission_id", "matter_code", "catalogue_version"):
            if getattr(manifest, name) != getattr(self.envelope, name):
                raise Problem("inconsistent", part="manifest", paths=[name])
        return manifest


def inspect(sealed: SealedSubmission, catalogue: Catalogue) -> Manifest:
    """Open and judge a submission by the catalogue it was made with. Raises `Problem` with the reason."""
    envelope = sealed.envelope
    sealed.check_sizes()
    names = [part.name for part in envelope.parts]
    if len(set(names)) != len(names):
        raise Problem("inconsistent", part="names")
    matter = catalogue.get(envelope.matter_code)
    if matter is None:
        raise Problem("matter_unknown", matter_code=envelope.matter_code)
    manifest = sealed.manifest()
    # The same rules as on the terminal, on the day the resident acted; nothing is filled in for them.
    today = civil_date(envelope.committed.wall)
    interview = Interview(matter, manifest.answers, today=today, prefill=False)
    _check_person(interview, manifest)
    _check_files(sealed, manifest)
    _check_answers(interview)
    _check_signatures(interview, manifest)
    return manifest


def _check_person(interview: Interview, manifest: Manifest) -> None:
    """Identity as high as the matter asks, and consent to the handling of personal data."""
    if LEVELS.index(manifest.identity.level) < LEVELS.index(interview.level):
        raise Problem("identity_too_low")
    _check_age(interview.matter, manifest, interview.today)
    purposes = lacking(manifest.identity, manifest.consents)
    if purposes:
        raise Problem("consent_missing", purposes=list(purposes))


def _check_age(matter: Matter, manifest: Manifest, today: date) -> None:
    """Nobody under age files alone: the terminal stops them kindly, and here it is looked at once more."""
    who = manifest.identity
    birth = birth_of(who.holder_paper, who.holder_number or "") or who.holder_birth
    words = stops(matter, age_on(birth, today), who.own_income) if birth is not None else None
    if words is not None:
        raise Problem("guardian_needed", title=words.zh)


def _check_files(sealed: SealedSubmission, manifest: Manifest) -> None:
    """Every document and material is there, is what it says, and no part comes unannounced."""
    listed: tuple[SignedDocument | AttachedMaterial, ...] = (*manifest.documents, *manifest.materials)
    roles = {item.part: Role.DOCUMENT for item in manifest.documents}
    roles |= {item.part: Role.MATERIAL for item in manifest.materials}
    for part in sealed.envelope.parts:
        if part.role in (Role.DOCUMENT, Role.MATERIAL) and part.name not in roles:
            raise Problem("inconsistent", part=part.name)
    for item in listed:
        part = sealed.part(item.part)
        if part.role is not roles[item.part]:
            raise Problem("inconsistent", part=part.name)
        _check_file(part, sealed.open(part), item.sha256)


def _check_file(part: SealedPart, data: bytes, sha256: str) -> None:
    """The clear bytes have the digest that the manifest says and begin like their type."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Problem("inconsistent", part=part.name)
    magic = MAGIC.get(part.media_type)
    if part.role is Role.DOCUMENT and part.media_type != "application/pdf":
        magic = None
    if magic is None or any(data[at : at + len(start)] != start for at, start in magic):
        raise Problem("not_a_document", part=part.name)


def _check_signatures(interview: Interview, manifest: Manifest) -> None:
    """No paper about personal status carries a signature written on a screen (电子签名法3)."""
    for document in manifest.documents:
        signing = interview.signing(document.id)
        if document.signature == "handwritten" and signing is not None and not signing.on_pad:
            raise Problem("signature_kind", part=document.part)


def _check_answers(interview: Interview) -> None:
    """The same words as on the terminal when a rule is broken."""
    problems = [problem for problem in interview.problems() if problem.level == "error"]
    if problems:
        words = [{"path": p.path, "message": p.message} for p in problems]
        raise Problem("answers_refused", title=words[0]["message"], problems=words)


def missing_materials(matter: Matter, manifest: Manifest, envelope: Envelope) -> list[str]:
    """Labels of the papers that these answers call for and that are not there; for a person to judge."""
    today = civil_date(envelope.committed.wall)
    interview = Interview(matter, manifest.answers, today=today, prefill=False)
    there = {material.id for material in manifest.materials}
    wanted = (material for material, required in interview.materials_to_capture() if required)
    return [material.label.zh for material in wanted if material.id not in there]
