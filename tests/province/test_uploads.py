"""Resumable uploads: what arrived stays, offsets are honest, only the right bytes count."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from kiosk.uplink.wire import digest_header
from offline_cache.uplink import Offline, Refused
from tests.province.catalogue import write_catalogue
from tests.province.raw import prepared, problem, send
from tests.province.running import Running, Terminal, running

FILES = "/pln/v1/files"
PARTIAL = "application/partial-upload"
SIZE = 300_000
"""More than a terminal sends in one request with the creation."""


@pytest.fixture
def blob(tmp_path: Path) -> tuple[str, Path]:
    """A file of random bytes and its digest."""
    path = tmp_path / "blob"
    path.write_bytes(os.urandom(SIZE))
    return hashlib.sha256(path.read_bytes()).hexdigest(), path


def create(terminal: Terminal, digest: str, size: int = SIZE, **more: str) -> requests.Response:
    """POST digest and size, in the draft's headers."""
    given = {
        "Repr_Digest": digest_header(bytes.fromhex(digest)),
        "Upload_Complete": "?0",
        "Upload_Length": str(size),
        **more,
    }
    return send(prepared(terminal, "POST", FILES, b"", **given))


def patch(
    terminal: Terminal, digest: str, offset: int, body: bytes, **headers: str
) -> requests.PreparedRequest:
    """A PATCH of `body` at `offset`."""
    given = {"Content_Type": PARTIAL, "Upload_Offset": str(offset), "Upload_Complete": "?1", **headers}
    return prepared(terminal, "PATCH", f"{FILES}/{digest}", body, **given)


def offset(terminal: Terminal, digest: str) -> tuple[int, str]:
    """What HEAD says."""
    response = send(prepared(terminal, "HEAD", f"{FILES}/{digest}"))
    assert response.status_code == 204
    return int(response.headers["Upload-Offset"]), response.headers["Upload-Complete"]


def begun(request: requests.PreparedRequest, keep: int) -> socket.socket:
    """Send the head and the first `keep` bytes of the body; the line stays open."""
    assert request.url is not None
    assert isinstance(request.body, bytes)
    parts = urlsplit(request.url)
    lines = [f"{request.method} {parts.path} HTTP/1.1", f"Host: {parts.netloc}"]
    lines += [f"{name}: {value}" for name, value in request.headers.items()]
    line = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=30)
    line.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + request.body[:keep])
    return line


def break_off(request: requests.PreparedRequest, keep: int) -> None:
    """The same, then the line is cut."""
    begun(request, keep).close()


def test_a_file_arrives_and_is_the_same(
    province: Running, terminal: Terminal, blob: tuple[str, Path]
) -> None:
    digest, path = blob
    terminal.uplink.upload_blob(digest, SIZE, path)
    kept = province.gateway.settings.data / "files" / terminal.enrolment.terminal_id / digest
    assert kept.read_bytes() == path.read_bytes()
    assert province.rows("files")[0]["completed_at"] is not None


def test_creating_again_is_harmless(terminal: Terminal, blob: tuple[str, Path]) -> None:
    digest, path = blob
    first = create(terminal, digest)
    assert first.status_code == 201
    assert (first.headers["Upload-Offset"], first.headers["Upload-Complete"]) == ("0", "?0")
    assert "max-size=" in first.headers["Upload-Limit"]
    again = create(terminal, digest)
    assert (again.status_code, again.headers["Location"]) == (200, f"{FILES}/{digest}")
    terminal.uplink.upload_blob(digest, SIZE, path)
    assert create(terminal, digest).headers["Upload-Complete"] == "?1"
    assert problem(create(terminal, digest, SIZE + 1))["code"] == "size_mismatch"


@pytest.mark.parametrize(
    "spoiled",
    [{"Upload_Length": "0"}, {"Upload_Length": "x"}, {"Repr_Digest": "md5=:x:"}, {"Upload_Complete": "?2"}],
)
def test_an_upload_is_created_by_the_drafts_headers_only(
    terminal: Terminal, blob: tuple[str, Path], spoiled: dict[str, str]
) -> None:
    assert problem(create(terminal, blob[0], **spoiled))["code"] == "invalid"


def test_what_a_signature_must_cover(terminal: Terminal, blob: tuple[str, Path]) -> None:
    headers = {
        "Repr_Digest": digest_header(bytes.fromhex(blob[0])), "Upload_Complete": "?0", "Upload_Length": str(SIZE),
    }  # fmt: skip
    request = prepared(terminal, "POST", FILES, b"", **headers)
    request.headers["Upload-Length"] = str(SIZE + 1)
    assert problem(send(request))["code"] == "signature_invalid"


def test_an_upload_may_come_in_pieces(terminal: Terminal, blob: tuple[str, Path]) -> None:
    digest, path = blob
    data = path.read_bytes()
    create(terminal, digest)
    first = send(patch(terminal, digest, 0, data[:1000], Upload_Complete="?0"))
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "1000")
    assert first.headers["Upload-Complete"] == "?0"
    early = problem(send(patch(terminal, digest, 1000, data[1000:2000])))
    assert early["type"] == "https://iana.org/assignments/http-problem-types#inconsistent-upload-length"
    assert send(patch(terminal, digest, 1000, data[1000:])).headers["Upload-Complete"] == "?1"
    late = send(patch(terminal, digest, SIZE, b"x"))
    assert late.headers["Upload-Complete"] == "?1"
    assert problem(late)["type"] == "https://iana.org/assignments/http-problem-types#completed-upload"


def test_an_interrupted_upload_is_resumed_where_it_stopped(
    province: Running, blob: tuple[str, Path], tmp_path: Path
) -> None:
    digest, path = blob
    sent: list[int] = []
    terminal = province.terminal(
        tmp_path / "terminal", progress=lambda _digest, there, _size: sent.append(there)
    )
    create(terminal, digest)
    break_off(patch(terminal, digest, 0, path.read_bytes()), keep=120_000)
    there, complete = offset(terminal, digest)
    assert there == 120_000
    assert complete == "?0"
    terminal.uplink.upload_blob(digest, SIZE, path)
    assert sent[0] == there, "the uplink started again from the beginning"
    assert sent[-1] == SIZE
    assert offset(terminal, digest) == (SIZE, "?1")


def test_a_line_that_hangs_gives_way_to_the_next_request(terminal: Terminal, blob: tuple[str, Path]) -> None:
    digest, path = blob
    create(terminal, digest)
    with begun(patch(terminal, digest, 0, path.read_bytes()), keep=50_000):
        terminal.uplink.upload_blob(digest, SIZE, path)
        assert offset(terminal, digest) == (SIZE, "?1")


def test_an_upload_that_brings_nothing_is_ended_and_kept(tmp_path: Path, blob: tuple[str, Path]) -> None:
    digest, path = blob
    catalogue = write_catalogue(tmp_path / "catalogue")
    with running(tmp_path / "province", catalogue, idle_upload_s=0.2) as province:
        terminal = province.terminal(tmp_path / "terminal")
        create(terminal, digest)
        with begun(patch(terminal, digest, 0, path.read_bytes()), keep=50_000) as silent:
            assert b" 400 " in silent.recv(1000)
        assert offset(terminal, digest) == (50_000, "?0")


def test_a_wrong_offset_is_refused_with_the_right_one(terminal: Terminal, blob: tuple[str, Path]) -> None:
    digest, path = blob
    create(terminal, digest)
    response = send(patch(terminal, digest, 10, path.read_bytes()[10:]))
    assert response.status_code == 409
    found = problem(response)
    assert (found["expected-offset"], found["provided-offset"]) == (0, 10)
    assert found["type"] == "https://iana.org/assignments/http-problem-types#mismatching-upload-offset"
    assert response.headers["Upload-Offset"] == "0"


def test_bytes_that_are_not_the_announced_file_are_thrown_away(
    terminal: Terminal, blob: tuple[str, Path]
) -> None:
    digest, _path = blob
    create(terminal, digest)
    response = send(patch(terminal, digest, 0, os.urandom(SIZE)))
    assert problem(response)["code"] == "digest_mismatch"
    assert response.headers["Upload-Complete"] == "?1"
    assert send(prepared(terminal, "HEAD", f"{FILES}/{digest}")).status_code == 404, (
        "an offset never goes back"
    )
    assert create(terminal, digest).status_code == 201
    assert offset(terminal, digest) == (0, "?0")


def test_a_body_that_changed_on_the_way_is_taken_back(terminal: Terminal, blob: tuple[str, Path]) -> None:
    digest, path = blob
    create(terminal, digest)
    other = digest_header(hashlib.sha256(b"something else").digest())
    response = send(
        patch(terminal, digest, 0, path.read_bytes()[:1000], Content_Digest=other, Upload_Complete="?0")
    )
    assert problem(response)["code"] == "content_digest"
    assert offset(terminal, digest) == (0, "?0")


def test_more_than_was_announced_is_refused(terminal: Terminal, blob: tuple[str, Path]) -> None:
    digest, path = blob
    create(terminal, digest)
    assert problem(send(patch(terminal, digest, 0, path.read_bytes() + b"x")))["code"] == "size_mismatch"
    assert offset(terminal, digest) == (0, "?0")


def test_a_damaged_file_of_ours_is_refused_not_repeated(terminal: Terminal, blob: tuple[str, Path]) -> None:
    digest, path = blob
    path.write_bytes(os.urandom(SIZE))
    with pytest.raises(Refused, match="blob_damaged"):
        terminal.uplink.upload_blob(digest, SIZE, path)
    path.unlink()
    with pytest.raises(Refused, match="blob_missing"):
        terminal.uplink.upload_blob(digest, SIZE, path)


def test_sizes_have_a_limit(tmp_path: Path, blob: tuple[str, Path]) -> None:
    digest, path = blob
    catalogue = write_catalogue(tmp_path / "catalogue")
    with running(tmp_path / "province", catalogue, max_file_bytes=SIZE - 1) as province:
        terminal = province.terminal(tmp_path / "terminal")
        with pytest.raises(Refused) as caught:
            terminal.uplink.upload_blob(digest, SIZE, path)
        assert caught.value.code == "too_large"
        request = patch(terminal, digest, 0, path.read_bytes())
        assert problem(send(request))["code"] == "too_large"


def test_a_file_belongs_to_its_terminal(
    province: Running, terminal: Terminal, blob: tuple[str, Path], tmp_path: Path
) -> None:
    digest, path = blob
    terminal.uplink.upload_blob(digest, SIZE, path)
    other = province.terminal(tmp_path / "other")
    assert send(prepared(other, "HEAD", f"{FILES}/{digest}")).status_code == 404


def test_only_partial_uploads_are_patched(terminal: Terminal, blob: tuple[str, Path]) -> None:
    digest, path = blob
    create(terminal, digest)
    request = patch(terminal, digest, 0, path.read_bytes(), Content_Type="text/plain")
    assert problem(send(request))["code"] == "media_type"


def test_a_full_disk_puts_uploads_off(tmp_path: Path, blob: tuple[str, Path]) -> None:
    digest, path = blob
    catalogue = write_catalogue(tmp_path / "catalogue")
    with running(tmp_path / "province", catalogue, keep_free_bytes=1 << 60) as province:
        terminal = province.terminal(tmp_path / "terminal")
        with pytest.raises(Offline, match="no_space"):
            terminal.uplink.upload_blob(digest, SIZE, path)


def test_a_small_file_comes_with_its_creation(province: Running, terminal: Terminal, tmp_path: Path) -> None:
    data = os.urandom(5000)
    digest = hashlib.sha256(data).hexdigest()
    headers = {"Repr_Digest": digest_header(bytes.fromhex(digest)), "Upload_Complete": "?1"}
    short = send(prepared(terminal, "POST", FILES, data, Upload_Length="6000", **headers))
    assert problem(short)["code"] == "size_mismatch"
    response = send(prepared(terminal, "POST", FILES, data, Upload_Length="5000", **headers))
    assert (response.status_code, response.headers["Upload-Complete"]) == (201, "?1")
    kept = tmp_path / "province" / "files" / terminal.enrolment.terminal_id / digest
    assert kept.read_bytes() == data
    again = send(prepared(terminal, "POST", FILES, data, Upload_Length="5000", **headers))
    assert (again.status_code, again.headers["Upload-Complete"]) == (200, "?1")


def test_a_small_upload_takes_one_request(province: Running, tmp_path: Path) -> None:
    told: list[int] = []
    terminal = province.terminal(tmp_path / "terminal", progress=lambda _d, there, _s: told.append(there))
    path = tmp_path / "small"
    path.write_bytes(os.urandom(5000))
    asked: list[str] = []
    line = terminal.uplink._line
    ask = line.ask
    line.ask = lambda method, path, **more: asked.append(method) or ask(method, path, **more)  # type: ignore[method-assign]
    terminal.uplink.upload_blob(hashlib.sha256(path.read_bytes()).hexdigest(), 5000, path)
    assert asked == ["POST"]
    assert told[-1] == 5000
