"""The vault: one commit makes a filing safe; whatever does not fit leaves nothing behind."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import apsw
import pytest

from kiosk.keeper.link import Message
from kiosk.keeper.vault import Vault
from legalnet.submission import Acknowledgement, ReceiptState
from offline_cache.blobs import Read
from offline_cache.cache import Cache
from offline_cache.uplink import Reply
from tests.kiosk.keeper.conftest import Trouble
from tests.kiosk.keeper.parts import NAME, WHEN, commit, piped

Change = Callable[[Message, Path], Any]


@pytest.fixture
def visit(tmp_path: Path) -> Path:
    """The folder of a visit."""
    folder = tmp_path / "visit-1"
    folder.mkdir()
    return folder


def stored(tmp_path: Path) -> list[str]:
    """Names of the blobs in the memory."""
    return sorted(path.name for path in (tmp_path / "cache" / "blobs").iterdir())


def test_a_sealed_bundle_is_kept_and_found(vault: Vault, cache: Cache, visit: Path, tmp_path: Path) -> None:
    message = commit(visit, texts=(NAME, "借条"))
    assert vault.commit(message, visit) == ("done", "")
    (item,) = cache.outbox.pending()
    assert item.key == message["request_id"]
    assert stored(tmp_path) == sorted(blob["digest"] for blob in message["blobs"])
    record = vault.by_code("K74P29")
    assert record is not None
    assert (record.state, record.submission_id, record.number) == (ReceiptState.SAVED, item.key, None)
    assert vault.by_submission(item.key) == record


def test_nothing_kept_can_be_read_here(vault: Vault, cache: Cache, visit: Path, tmp_path: Path) -> None:
    vault.commit(commit(visit), visit)
    cache.close()
    kept = [path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert len(kept) > 2
    assert not any(NAME.encode() in data or b"K74P29" in data for data in kept)


def test_asking_again_changes_nothing(vault: Vault, cache: Cache, visit: Path, tmp_path: Path) -> None:
    message = commit(visit)
    assert [vault.commit(message, visit) for _ in range(3)] == [("done", "")] * 3
    assert len(cache.outbox.pending()) == 1
    assert len(stored(tmp_path)) == 1


@pytest.mark.parametrize("typed", ["K74P29", "k7 4p 29", "K7-4P-29", " k74p29 ", "K7　4P　29"])
def test_a_code_is_found_as_it_is_typed(vault: Vault, visit: Path, typed: str) -> None:
    vault.commit(commit(visit), visit)
    found = vault.by_code(typed)
    assert found is not None
    assert found.code == "K74P29"


@pytest.mark.parametrize("typed", ["", "K74P2", "K74P28", "K74P290", "O0I1L1", "; DROP", "编码编码编码"])
def test_another_code_is_not_found(vault: Vault, visit: Path, typed: str) -> None:
    vault.commit(commit(visit), visit)
    assert vault.by_code(typed) is None


def outside(message: Message, visit: Path) -> None:
    """The file lies beside the visit's folder."""
    elsewhere = visit.parent / "elsewhere"
    Path(message["blobs"][0]["path"]).rename(elsewhere)
    message["blobs"][0]["path"] = str(elsewhere)


def by_dots(message: Message, visit: Path) -> None:
    """The way leads out of the folder again."""
    outside(message, visit)
    message["blobs"][0]["path"] = f"{visit}/sealed/../../elsewhere"


def linked(message: Message, visit: Path) -> None:
    """The file is a link to one outside."""
    path = Path(message["blobs"][0]["path"])
    path.rename(visit.parent / "elsewhere")
    path.symlink_to(visit.parent / "elsewhere")


def linked_folder(message: Message, visit: Path) -> None:
    """The folder of sealed files is itself a link."""
    (visit / "sealed").rename(visit.parent / "elsewhere")
    (visit / "sealed").symlink_to(visit.parent / "elsewhere")


def ring(message: Message, visit: Path) -> None:
    """The folder of sealed files is a link to itself."""
    (visit / "sealed").rename(visit.parent / "elsewhere")
    (visit / "sealed").symlink_to(visit / "sealed")


def put(*way: str | int, value: Any) -> Change:
    """Change one value of the message."""

    def change(message: Message, _visit: Path) -> None:
        spot: Any = message
        for step in way[:-1]:
            spot = spot[step]
        spot[way[-1]] = value

    return change


def drop(*way: str | int) -> Change:
    """Leave one value out."""

    def change(message: Message, _visit: Path) -> None:
        spot: Any = message
        for step in way[:-1]:
            spot = spot[step]
        del spot[way[-1]]

    return change


MALFORMED: dict[str, Change] = {
    "file outside": outside,
    "file outside by dots": by_dots,
    "file is a link": linked,
    "folder is a link": linked_folder,
    "folder is a ring of links": ring,
    "name longer than a disk takes": lambda m, v: put("blobs", 0, "path", value=f"{v}/sealed/{'x' * 300}")(
        m, v
    ),
    "name with a zero": lambda m, v: put("blobs", 0, "path", value=f"{v}/sealed/a\0b")(m, v),
    "no envelope": drop("envelope"),
    "no record": drop("record"),
    "no files": drop("blobs"),
    "files are a word": put("blobs", value="all"),
    "a file is a number": put("blobs", 0, value=7),
    "fewer files than parts": put("blobs", value=[]),
    "another digest": put("blobs", 0, "digest", value="0" * 64),
    "a digest that leads elsewhere": put("blobs", 0, "digest", value="../../etc/passwd"),
    "another size": put("blobs", 0, "size", value=1),
    "a size without end": put("blobs", 0, "size", value=float("inf")),
    "a size of nothing": put("blobs", 0, "size", value=None),
    "an envelope with more": put("envelope", "name", value=NAME),
    "half a letter": put("envelope", "terminal_id", value="\ud800"),
    "a record with more": put("record", "name", value=NAME),
    "a record that is delivered": put("record", "state", value="delivered"),
    "a record of another filing": put("record", "submission_id", value="other"),
    "a record with another code": put("record", "code", value="A2A2A2"),
    "no date": put("record", "saved_at", value="yesterday"),
}


@pytest.mark.expect_log("commit refused")
@pytest.mark.parametrize("change", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_does_not_fit_is_not_done_and_leaves_nothing(
    vault: Vault, cache: Cache, visit: Path, change: Change, caplog: pytest.LogCaptureFixture
) -> None:
    message = commit(visit)
    change(message, visit)
    assert vault.commit(message, visit) == ("not_done", "malformed")
    assert cache.outbox.pending() == []
    assert vault.by_code("K74P29") is None
    assert stored(visit.parent) == []
    assert NAME not in caplog.text


def changed_bytes(message: Message) -> None:
    """A byte of the file flips after sealing."""
    path = Path(message["blobs"][0]["path"])
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def missing(message: Message) -> None:
    """The file is gone."""
    Path(message["blobs"][0]["path"]).unlink()


def a_pipe(message: Message) -> None:
    """The file is a pipe, which would never end."""
    path = Path(message["blobs"][0]["path"])
    path.unlink()
    os.mkfifo(path)


@pytest.mark.expect_log("files not taken in")
@pytest.mark.parametrize(
    ("change", "reason"),
    [(changed_bytes, "BlobDamaged"), (missing, "BlobMissing"), (a_pipe, "BlobDamaged")],
)
def test_files_that_are_not_what_they_should_be(
    vault: Vault, cache: Cache, visit: Path, change: Callable[[Message], None], reason: str
) -> None:
    message = commit(visit)
    change(message)
    assert vault.commit(message, visit) == ("not_done", reason)
    assert cache.outbox.pending() == []
    assert vault.by_code("K74P29") is None
    assert stored(visit.parent) == []


@pytest.mark.expect_log("is taken")
def test_a_code_that_stands_for_another_filing_is_not_written_over(
    vault: Vault, cache: Cache, visit: Path
) -> None:
    first, second = commit(visit), commit(visit)
    vault.commit(first, visit)
    assert vault.commit(second, visit) == ("not_done", "code_taken")
    kept = vault.by_code("K74P29")
    assert kept is not None
    assert kept.submission_id == first["request_id"]
    assert vault.commit(commit(visit, "A2A2A2", first["request_id"]), visit) == ("not_done", "code_taken")
    assert len(cache.outbox.pending()) == 1


@pytest.mark.expect_log("files not taken in")
def test_a_full_disk_says_not_done_and_later_it_works(
    vault: Vault, cache: Cache, visit: Path, trouble: Trouble
) -> None:
    message = commit(visit)
    trouble.at, trouble.error = "write", OSError(errno.ENOSPC, "full")
    assert vault.commit(message, visit) == ("not_done", "DiskFull")
    assert cache.outbox.pending() == []
    trouble.at = ""
    assert vault.commit(message, visit) == ("done", "")


@pytest.mark.expect_log("commit: DiskFault")
def test_a_fault_in_the_commit_itself_is_unknown_and_asking_again_settles_it(
    vault: Vault, cache: Cache, visit: Path, trouble: Trouble
) -> None:
    message = commit(visit)
    trouble.at, trouble.error = "wal write", apsw.IOError("io")
    assert vault.commit(message, visit) == ("unknown", "DiskFault")
    trouble.at = ""
    assert vault.commit(message, visit) == ("done", "")
    assert len(cache.outbox.pending()) == 1


def test_an_acknowledgement_changes_the_record(vault: Vault, cache: Cache, visit: Path) -> None:
    message = commit(visit)
    vault.commit(message, visit)
    (item,) = cache.outbox.pending()
    given = Acknowledgement(submission_id=item.key, number="N-1", received_at=WHEN, status="received")
    reply = given.model_dump_json().encode()
    cache.outbox.acknowledge(item.key, reply, vault.delivered(item, Reply(reply)))
    record = vault.by_code("K74P29")
    assert record is not None
    assert (record.state, record.number, record.delivered_at) == (ReceiptState.DELIVERED, "N-1", WHEN)


def test_an_acknowledgement_of_something_else_is_not_taken(vault: Vault, cache: Cache, visit: Path) -> None:
    vault.commit(commit(visit), visit)
    (item,) = cache.outbox.pending()
    given = Acknowledgement(submission_id="other", number="N-1", received_at=WHEN, status="received")
    with pytest.raises(ValueError, match="something else"):
        vault.delivered(item, Reply(given.model_dump_json().encode()))


def test_a_refusal_keeps_the_plain_words_and_not_too_many(vault: Vault, cache: Cache, visit: Path) -> None:
    vault.commit(commit(visit), visit)
    (item,) = cache.outbox.pending()
    cache.outbox.refuse(
        item.key, "answers_refused", "x" * 900, vault.refused(item, "answers_refused", "改" * 900)
    )
    record = vault.by_code("K74P29")
    assert record is not None
    assert (record.state, record.refusal) == (ReceiptState.REFUSED, "改" * 500)


def through(data: bytes) -> Read:
    """A pipe out of which these bytes come."""
    return BytesIO(data).readinto


def streamed(vault: Vault, visit: Path, message: Message) -> Message:
    """The files of a commit through a pipe, and the commit without them."""
    files = [Path(blob["path"]) for blob in message["blobs"]]
    data = b"".join(file.read_bytes() for file in files)
    taken = vault.take_in({"sizes": [file.stat().st_size for file in files]}, visit, through(data))
    assert taken == ("done", "", [blob["digest"] for blob in message["blobs"]])
    for file in files:
        file.unlink()
    return piped(message)


def test_what_came_through_a_pipe_is_committed_once(
    vault: Vault, cache: Cache, visit: Path, tmp_path: Path
) -> None:
    message = streamed(vault, visit, commit(visit, texts=(NAME, "借条" * 100_000)))
    assert [vault.commit(message, visit) for _ in range(3)] == [("done", "")] * 3
    (item,) = cache.outbox.pending()
    assert [blob.digest for blob in item.blobs] == [blob["digest"] for blob in message["blobs"]]
    (visit / "sealed").rmdir()
    visit.rmdir()
    vault.tidy()
    assert stored(tmp_path) == sorted(blob.digest for blob in item.blobs), "a filing keeps its files"


def test_what_was_never_committed_goes_with_its_visit(vault: Vault, visit: Path, tmp_path: Path) -> None:
    streamed(vault, visit, commit(visit))
    vault.tidy()
    assert len(stored(tmp_path)) == 1, "its visit still lives"
    (visit / "sealed").rmdir()
    visit.rmdir()
    vault.tidy()
    assert stored(tmp_path) == []


def test_files_of_a_filing_that_are_sent_again_stay_its_files(
    vault: Vault, cache: Cache, visit: Path, tmp_path: Path
) -> None:
    message = commit(visit)
    data = Path(message["blobs"][0]["path"]).read_bytes()
    vault.commit(streamed(vault, visit, message), visit)
    vault.take_in({"sizes": [len(data)]}, visit, through(data))
    (visit / "sealed").rmdir()
    visit.rmdir()
    vault.tidy()
    (item,) = cache.outbox.pending()
    assert stored(tmp_path) == [item.blobs[0].digest]
    assert cache.blobs.verify(item.blobs[0]).read_bytes() == data


@pytest.mark.expect_log("files not taken in")
def test_a_stream_that_breaks_off_is_not_done(
    vault: Vault, cache: Cache, visit: Path, tmp_path: Path
) -> None:
    assert vault.take_in({"sizes": [10, 5]}, visit, through(b"only twelve.")) == (
        "not_done",
        "BlobDamaged",
        [],
    )
    assert vault.commit(piped(commit(visit)), visit) == ("not_done", "not_taken_in")
    vault.tidy()
    assert (stored(tmp_path), cache.outbox.pending()) == ([], [])


def test_another_visits_files_cannot_be_named(
    vault: Vault, cache: Cache, visit: Path, tmp_path: Path
) -> None:
    other = tmp_path / "visit-2"
    other.mkdir()
    message = streamed(vault, other, commit(other))
    assert vault.commit(message, visit) == ("not_done", "not_taken_in")
    assert cache.outbox.pending() == []
    assert vault.commit(message, other) == ("done", "")


@pytest.mark.expect_log("a stream was refused")
@pytest.mark.parametrize("sizes", [None, [], [0], [-1], ["all"], [1 << 31], [1] * 501, {"a": 1}])
def test_sizes_that_make_no_sense_are_not_waited_for(vault: Vault, visit: Path, sizes: object) -> None:
    def never(_buffer: memoryview) -> int:
        raise AssertionError("nothing is read")

    assert vault.take_in({"sizes": sizes}, visit, never) == ("not_done", "malformed", [])
