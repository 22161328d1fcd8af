"""No field travels without the consents it needs: over every definition, at both ends, for random consents."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalnet import sealing
from legalnet.catalogue import Catalogue, load_catalogue
from legalnet.consents import lacking
from legalnet.matter import Matter
from legalnet.submission import Consent, Envelope, Identity, Manifest
from province.gateway.inspection import SealedSubmission, inspect
from province.gateway.problems import Problem

PRIVATE, PUBLIC = sealing.generate_keypair()
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
PURPOSES = st.sampled_from(["data", "face", "online", "delivery"])
CONSENTS = st.lists(st.tuples(PURPOSES, st.booleans()), max_size=6)
METHODS = st.sampled_from(["card", "card+face", "card+staff", "staff"])


@cache
def catalogue() -> Catalogue:
    """The definitions that come with the language."""
    return load_catalogue()


def sealed(folder: Path, matter: Matter, method: str, consents: list[tuple[str, bool]]) -> SealedSubmission:
    """A filing of that matter with the highest level, no answers, and those consents."""
    manifest = Manifest.model_validate({
        "submission_id": "x" * 36, "matter_code": matter.code, "catalogue_version": "1", "language": "zh",
        "answers": {}, "identity": {"level": "L4", "method": method, "at": NOW},
        "consents": [{"purpose": p, "given": g, "text_sha256": "0" * 64, "at": NOW} for p, g in consents],
        "documents": [], "materials": [],
    })  # fmt: skip
    data, path = manifest.model_dump_json().encode(), folder / "manifest"
    path.unlink(missing_ok=True)
    part = sealing.seal_bytes(data, path, PUBLIC, sealing.part_context("x" * 36, "manifest.json"))
    envelope = Envelope.model_validate({
        "submission_id": "x" * 36, "terminal_id": "T-1", "matter_code": matter.code, "catalogue_version": "1",
        "committed": {"wall": NOW, "monotonic": 1.0, "boot_id": "b", "uncertainty_s": 1.0},
        "receipt_code": "K74P29", "key_id": sealing.key_id(PUBLIC),
        "parts": [{"name": "manifest.json", "role": "manifest", "media_type": "application/json", **vars(part)}],
    })  # fmt: skip
    assert hashlib.sha256(path.read_bytes()).hexdigest() == part.digest
    return SealedSubmission(envelope, {part.digest: path}, PRIVATE)


def last_words(consents: list[tuple[str, bool]]) -> dict[str, bool]:
    """The last answer on each purpose."""
    return dict(consents)


@pytest.mark.parametrize("code", [matter.code for matter in load_catalogue().matters])
@given(method=METHODS, consents=CONSENTS)
@settings(max_examples=8, deadline=None)
def test_the_province_opens_no_matter_without_them(
    tmp_path_factory: pytest.TempPathFactory, code: str, method: str, consents: list[tuple[str, bool]]
) -> None:
    matter = catalogue().get(code)
    assert matter is not None
    said = last_words(consents)
    allowed = said.get("data", False) and (method != "card+face" or said.get("face", False))
    folder = tmp_path_factory.mktemp("sealed")
    try:
        inspect(sealed(folder, matter, method, consents), catalogue())
        refused = ""
    except Problem as problem:
        refused = problem.code
    assert (refused == "consent_missing") is not allowed


@given(method=METHODS, consents=CONSENTS)
def test_a_consent_taken_back_is_none(method: str, consents: list[tuple[str, bool]]) -> None:
    identity = Identity(level="L3", method=method, at=NOW)  # type: ignore[arg-type]
    made = [Consent(purpose=p, given=g, text_sha256="0" * 64, at=NOW) for p, g in consents]  # type: ignore[arg-type]
    back = [*made, Consent(purpose="data", given=False, text_sha256="0" * 64, at=NOW)]
    assert "data" in lacking(identity, back)
