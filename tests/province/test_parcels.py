"""A submission in one piece: one request, everything kept or nothing, and still exactly once."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import update

from kiosk.uplink.client import ASK_AGAIN_S
from legalnet.parcel import MEDIA_TYPE, pack
from legalnet.submission import Role
from offline_cache.uplink import Companion, Offline, Refused
from province.gateway import lane, submissions
from province.gateway.storage.tables import terminals
from tests.province.catalogue import write_catalogue
from tests.province.raw import prepared, problem, send
from tests.province.running import JPEG, PDF, Filing, Part, Running, SealedFiling, Terminal, running

PLACE = "/pln/v1/submissions/parcel"


def companions(sealed: SealedFiling) -> list[Companion]:
    """All files of a filing."""
    return [Companion(digest, size, path) for digest, size, path in sealed.blobs]


def requests_of(province: Running, *, wanted: str = "") -> dict[str, int]:
    """How many requests came, by method and route; `wanted` is awaited, as one is counted a moment after its answer."""
    end = time.monotonic() + 10
    found = _requests_of(province)
    while wanted and wanted not in found and time.monotonic() < end:
        time.sleep(0.01)
        found = _requests_of(province)
    return found


def _requests_of(province: Running) -> dict[str, int]:
    found: dict[str, int] = {}
    for family in province.gateway.metrics.requests.collect():
        for sample in family.samples:
            if sample.name.endswith("_total"):
                name = f"{sample.labels['method']} {sample.labels['route']}"
                found[name] = found.get(name, 0) + int(sample.value)
    return found


def stored(province: Running, terminal: Terminal) -> dict[str, bytes]:
    """The files that lie at the province."""
    folder = province.gateway.settings.data / "files" / terminal.enrolment.terminal_id
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_a_filing_arrives_whole_by_one_request(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing())
    before = requests_of(province)
    answer = terminal.uplink.submit(sealed.key, sealed.header, companions(sealed))
    after = requests_of(province, wanted="POST /submissions/parcel")
    assert {name: after[name] - before.get(name, 0) for name in after.keys() - before.keys()} == {
        "POST /submissions/parcel": 1
    }
    assert json.loads(answer.body)["number"].endswith("000001")
    assert stored(province, terminal) == {digest: path.read_bytes() for digest, _, path in sealed.blobs}
    assert all(row["completed_at"] and row["size"] for row in province.rows("files"))
    assert len(province.rows("files")) == len(sealed.blobs)
    [row] = province.rows("submissions")
    assert row["envelope"].encode() == sealed.header
    assert terminal.uplink.query(sealed.key) == answer


def test_the_same_parcel_many_times_at_once_is_one_submission(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing())
    with ThreadPoolExecutor(8) as pool:
        jobs = [
            pool.submit(terminal.uplink.submit, sealed.key, sealed.header, companions(sealed))
            for _ in range(12)
        ]
        assert len({job.result().body for job in jobs}) == 1
    assert len(province.rows("submissions")) == 1
    assert set(stored(province, terminal)) == {digest for digest, _, _ in sealed.blobs}
    # And as a plain hand-in, whose files are there now.
    assert terminal.uplink.submit(sealed.key, sealed.header) == jobs[0].result()


def test_what_was_uploaded_before_need_not_come_along(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing())
    first, *others = companions(sealed)
    terminal.uplink.upload_blob(first.digest, first.size, first.path)
    terminal.uplink.submit(sealed.key, sealed.header, others)
    assert set(stored(province, terminal)) == {digest for digest, _, _ in sealed.blobs}


def test_of_a_parcel_that_lacks_a_file_nothing_is_kept(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing())
    with pytest.raises(Offline, match="parts_missing"):
        terminal.uplink.submit(sealed.key, sealed.header, companions(sealed)[1:])
    assert stored(province, terminal) == {}
    assert province.rows("submissions") == []


@pytest.mark.parametrize(
    ("filing", "code"),
    [(Filing(consent=False), "consent_missing"), (Filing(level="L0"), "identity_too_low")],
)
def test_of_a_refused_parcel_nothing_is_kept(
    province: Running, terminal: Terminal, filing: Filing, code: str
) -> None:
    sealed = terminal.seal(filing)
    with pytest.raises(Refused) as caught:
        terminal.uplink.submit(sealed.key, sealed.header, companions(sealed))
    assert caught.value.code == code
    assert stored(province, terminal) == {}
    assert province.rows("submissions") == province.rows("files") == []
    assert [row["action"] for row in province.rows("audit")][-1] == "submission.refused"


def parcel_of(sealed: SealedFiling, *parts: bytes) -> bytes:
    """A body with these parts instead of the filing's own."""
    return pack(sealed.header, parts or [path.read_bytes() for _, _, path in sealed.blobs])


def posted(terminal: Terminal, sealed: SealedFiling, body: bytes, kind: str = MEDIA_TYPE) -> Any:
    """The signed request."""
    return prepared(terminal, "POST", PLACE, body, Content_Type=kind, Idempotency_Key=sealed.key)


def test_a_part_that_the_envelope_does_not_list_is_refused(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing())
    spoilt = [path.read_bytes() for _, _, path in sealed.blobs]
    spoilt[0] = spoilt[0][:-1] + bytes([spoilt[0][-1] ^ 1])
    assert problem(send(posted(terminal, sealed, parcel_of(sealed, *spoilt))))["code"] == "inconsistent"
    assert stored(province, terminal) == {}


def test_hostile_bodies_are_refused_and_their_nonces_used_up(terminal: Terminal) -> None:
    sealed = terminal.seal(Filing.request())
    for body in (b"", b"LBP1", parcel_of(sealed)[:-3], pack(b"{}", []), b"\x00" * 100):
        request = posted(terminal, sealed, body)
        assert problem(send(request))["code"] == "bad_request"
        assert problem(send(request))["code"] == "replayed"
    assert (
        problem(send(posted(terminal, sealed, parcel_of(sealed), "application/zip")))["code"] == "media_type"
    )


def test_a_replayed_parcel_is_refused_and_changes_nothing(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing.request())
    request = posted(terminal, sealed, parcel_of(sealed))
    assert send(request).status_code == 201
    assert problem(send(request))["code"] == "replayed"
    assert len(province.rows("submissions")) == 1


def test_a_terminal_that_is_enrolled_no_longer_hands_in_nothing(
    province: Running, terminal: Terminal
) -> None:
    """Its key is remembered from the request before; that it was revoked, the database says in the same commit."""
    terminal.hand_in(Filing.request())
    revoke = update(terminals).values(revoked_at="2026-01-01")
    province.call(province.gateway.database.write(lambda c: c.execute(revoke).rowcount))
    for along in (True, False):
        sealed = terminal.seal(Filing.request())
        with pytest.raises(Offline, match="terminal_unknown"):
            terminal.uplink.submit(sealed.key, sealed.header, companions(sealed) if along else [])
    assert len(province.rows("submissions")) == 1


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A province of before there were parcels."""
    kept = [
        route for route in submissions.router.routes if getattr(route, "path", "") != "/submissions/parcel"
    ]
    assert len(kept) == len(submissions.router.routes) - 1
    monkeypatch.setattr(submissions.router, "routes", kept)
    monkeypatch.delitem(lane.ROUTES, "/submissions/parcel")
    with running(tmp_path / "older", write_catalogue(tmp_path / "catalogue")) as started:
        yield started


def test_a_province_of_before_gets_files_one_by_one(older: Running, tmp_path: Path) -> None:
    terminal = older.terminal(tmp_path / "terminal")
    sealed = terminal.seal(Filing())
    assert terminal.uplink.carries > 0
    answer = terminal.uplink.submit(sealed.key, sealed.header, companions(sealed))
    assert terminal.uplink.query(sealed.key) == answer
    assert terminal.uplink.carries == 0, "it does not try again with every filing"
    assert ASK_AGAIN_S < 24 * 3600, "but it does some day"


def test_a_way_that_takes_no_large_requests_gets_files_one_by_one(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    picture = JPEG + Random(1).randbytes(100_000)
    parts = [
        Part("complaint.pdf", Role.DOCUMENT, "application/pdf", PDF),
        Part("iou-1.jpg", Role.MATERIAL, "image/jpeg", picture),
    ]
    with running(tmp_path / "province", catalogue, max_body_bytes=30_000) as province:
        terminal = province.terminal(tmp_path / "terminal")
        sealed = terminal.seal(Filing(parts=parts))
        most = terminal.uplink.carries
        terminal.uplink.submit(sealed.key, sealed.header, companions(sealed))
        assert 0 < terminal.uplink.carries < most
        assert len(province.rows("submissions")) == 1
        small = terminal.seal(Filing())
        terminal.uplink.submit(small.key, small.header, companions(small))
        counted = requests_of(province, wanted="POST /submissions/parcel")
        assert counted["POST /submissions/parcel"] == 1, "what is small enough goes in one piece"


def test_a_file_that_is_damaged_at_the_terminal_is_never_taken_in(terminal: Terminal) -> None:
    sealed = terminal.seal(Filing.request())
    digest, size, path = sealed.blobs[0]
    path.write_bytes(b"x" * size)
    with pytest.raises(Refused) as caught:
        terminal.uplink.submit(sealed.key, sealed.header, [Companion(digest, size, path)])
    assert caught.value.code == "inconsistent"
    path.unlink()
    with pytest.raises(Refused) as gone:
        terminal.uplink.submit(sealed.key, sealed.header, [Companion(digest, size, path)])
    assert gone.value.code == "blob_missing"
    assert hashlib.sha256(b"x" * size).hexdigest() != digest
