"""The bill of materials names what is locked, with digests; the audit fails when it audited nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tools import audit_packages, sbom
from tools.audit_packages import Advisory, hits
from tools.sbom import Component

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def record(package: str = "requests", fixed: str = "99", modified: str = "2026-11-30T00:00:00Z") -> str:
    """One OSV record."""
    events = [{"introduced": "0"}, {"fixed": fixed}]
    affected = {
        "package": {"ecosystem": "PyPI", "name": package},
        "ranges": [{"type": "ECOSYSTEM", "events": events}],
    }
    return json.dumps({"id": "TEST-1", "modified": modified, "affected": [affected]})


def test_everything_that_is_installed_is_in_the_list_with_its_digests(tmp_path: Path) -> None:
    assert sbom.main(["--out", str(tmp_path / "sbom.json")]) == 0
    found = json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.5")
    by_name = {one["name"]: one for one in found["components"]}
    for name in ("cryptography", "fastapi", "pikepdf", "vue"):
        hashes = [one["hashes"][0]["content"] for one in by_name[name]["externalReferences"]]
        assert hashes
        assert all(len(one) in (64, 128) for one in hashes)
        assert by_name[name]["licenses"]
    assert by_name["pytest"]["scope"] == "excluded"
    assert by_name["securesystemslib"]["scope"] == "required"
    assert sbom.main(["--out", str(tmp_path / "again.json")]) == 0
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "sbom.json").read_bytes()


def test_a_package_without_a_digest_is_told(tmp_path: Path) -> None:
    lock = tmp_path / "package-lock.json"
    lock.write_text(
        json.dumps({"packages": {"": {}, "node_modules/x": {"version": "1.0.0"}}}), encoding="utf-8"
    )
    assert [one.hashes for one in sbom.web_packages(lock)] == [()]


def test_the_locks_are_free_of_what_is_known_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit_packages.main([], NOW) == 0
    assert "nothing known" in capsys.readouterr().out


def test_something_vulnerable_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.json").write_text(record(), encoding="utf-8")
    assert audit_packages.main(["--advisories", str(tmp_path)], NOW) == 1
    assert "pkg:pypi/requests" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "{}", record(modified="2024-01-01T00:00:00Z"), "not json"])
def test_an_audit_that_audited_nothing_fails(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "one.json").write_text(content, encoding="utf-8")
    assert audit_packages.main(["--advisories", str(tmp_path)], NOW) == 2


def test_no_packages_are_no_audit() -> None:
    advisories = audit_packages.read(audit_packages.ADVISORIES, NOW, timedelta(days=400))
    with pytest.raises(audit_packages.NoAudit):
        audit_packages.audited([], advisories)
    with pytest.raises(audit_packages.NoAudit):
        audit_packages.audited([Component("x", "", "pkg:pypi/x@", ())], advisories)


@pytest.mark.parametrize(
    ("version", "affected"),
    [("1.0", True), ("1.9.9", True), ("2.0", False), ("3.1", True), ("4", True), ("4.1", False)],
)
def test_ranges(version: str, affected: bool) -> None:
    advisory = Advisory("T", "pkg:pypi/x", frozenset(), (("0", "2.0", ""), ("3.0", "", "4")))
    assert hits(Component("x", version, f"pkg:pypi/x@{version}", ()), advisory) is affected
