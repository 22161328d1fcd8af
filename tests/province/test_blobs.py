"""The contract of the stores of sealed files, shown on a folder and on a real S3-compatible server alike."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from province.gateway.blobs import bucket
from province.gateway.blobs.interface import BlobsDown, BlobStore, State, Target, open_blobs
from province.gateway.blobs.receive import content_digest_of
from province.gateway.problems import Problem
from tests.province.catalogue import write_catalogue
from tests.province.running import Filing, running
from tests.province.servers.s3 import S3

T1, T2 = "T330199-00000001", "T330199-00000002"
SIZE = 300_000
NUMBERS = count()


@pytest.fixture(params=["folder", "bucket"])
def address(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of an empty store of each kind; pieces are small, so that there are several."""
    if request.param == "folder":
        return ""
    monkeypatch.setattr(bucket, "PIECE", 64 * 1024)
    server: S3 = request.getfixturevalue("s3_server")
    return server.bucket(f"bucket-{os.getpid()}-{next(NUMBERS)}")


@pytest.fixture
def reopened(address: str, tmp_path: Path) -> Iterator[Callable[[], BlobStore]]:
    """Makes stores over the same place, as gateways that start one after another do."""
    yield lambda: open_blobs(address, tmp_path / "files", keep_free=0, idle_s=0.3)


@pytest.fixture
def store(reopened: Callable[[], BlobStore]) -> BlobStore:
    """One of them."""
    return reopened()


@pytest.fixture
def data() -> bytes:
    """A sealed file."""
    return os.urandom(SIZE)


def target(data: bytes, terminal: str = T1) -> Target:
    """As it was announced."""
    return Target(terminal, hashlib.sha256(data).hexdigest(), len(data))


async def chunks(data: bytes, then: str = "end") -> AsyncIterator[bytes]:
    """A body in blocks as the network brings them; `then`: end, or silence."""
    for at in range(0, len(data), 20_000):
        yield data[at : at + 20_000]
    if then == "silence":
        await asyncio.sleep(3600)


async def sent(store: BlobStore, to: Target, body: bytes, offset: int = 0, then: str = "end") -> bool:
    """One PATCH."""
    await store.make_room(to)
    digest = content_digest_of(hashlib.sha256(body).digest())
    return await store.append(to, offset, digest, chunks(body, then))


async def kept(store: BlobStore, to: Target) -> bytes | None:
    """What is at hand of a file."""
    async with store.at_hand(to.terminal_id, [to.digest, "0" * 64]) as paths:
        assert set(paths) <= {to.digest}
        return paths[to.digest].read_bytes() if to.digest in paths else None


def run(work: Awaitable[Any]) -> Any:
    """In an event loop of its own."""

    async def main() -> Any:
        return await work

    return asyncio.run(main())


def refusal(work: Awaitable[Any]) -> str:
    """The code of the problem."""
    with pytest.raises(Problem) as caught:
        run(work)
    return caught.value.code


def test_verified_files_are_kept_whole_whatever_else_goes_on_with_them(store: BlobStore) -> None:
    """Again and by several at a time, and over what an upload of the same file left."""
    files = {hashlib.sha256(each).hexdigest(): each for each in (b"one", b"two", os.urandom(5000))}
    names = list(files)

    async def work() -> dict[str, bytes]:
        begun = Target(T1, names[2], 5000)
        await store.make_room(begun)
        piece = files[names[2]][:100]
        await store.append(begun, 0, content_digest_of(hashlib.sha256(piece).digest()), chunks(piece))
        await asyncio.gather(*(store.keep(T1, files) for _ in range(5)))
        assert all([(await store.state(T1, name)).whole for name in names])
        assert not (await store.state(T2, names[0])).whole
        async with store.at_hand(T1, names) as paths:
            return {name: path.read_bytes() for name, path in paths.items()}

    assert run(work()) == files


def test_what_a_gateway_was_writing_when_it_died_is_swept_in_time(tmp_path: Path) -> None:
    folder = tmp_path / "files" / T1
    folder.mkdir(parents=True)
    old, young = folder / f"{'a' * 64}.xyz.new", folder / f"{'b' * 64}.xyz.new"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    run(open_blobs("", tmp_path / "files", keep_free=0, idle_s=0.3).keep(T1, {}))
    assert not old.exists()
    assert young.exists(), "another gateway may be writing it now"


def test_a_file_in_one_piece_is_kept_and_is_the_terminals(store: BlobStore) -> None:
    small = os.urandom(1000)

    async def work() -> None:
        assert await store.state(T1, target(small).digest) == State(0, whole=False)
        assert await sent(store, target(small), small)
        assert await store.state(T1, target(small).digest) == State(1000, whole=True)
        assert await kept(store, target(small)) == small
        assert await kept(store, target(small, T2)) is None
        await store.ping()

    run(work())


def test_a_large_file_is_kept(store: BlobStore, data: bytes) -> None:
    async def work() -> None:
        assert await sent(store, target(data), data)
        assert await kept(store, target(data)) == data
        assert await sent(store, target(data), b""), "what is whole stays whole"

    run(work())


def test_what_arrived_before_the_line_broke_is_there_for_the_next_gateway(
    reopened: Callable[[], BlobStore], data: bytes
) -> None:
    to = target(data)
    assert refusal(sent(reopened(), to, data[:150_000], then="silence")) == "bad_request"

    async def go_on() -> None:
        next_one = reopened()
        assert await next_one.state(T1, to.digest) == State(150_000, whole=False)
        assert not await sent(next_one, to, data[150_000:250_000], 150_000)
        assert await kept(next_one, to) is None
        last_one = reopened()
        assert await sent(last_one, to, data[250_000:], 250_000)
        assert await kept(last_one, to) == data

    run(go_on())


def test_a_wrong_offset_is_refused_with_the_right_one(store: BlobStore, data: bytes) -> None:
    run(sent(store, target(data), data[:100_000]))
    with pytest.raises(Problem) as caught:
        run(sent(store, target(data), data[50_000:], 50_000))
    assert caught.value.headers["Upload-Offset"] == "100000"
    assert run(store.state(T1, target(data).digest)) == State(100_000, whole=False)


@pytest.mark.parametrize("first", [0, 100_000])
def test_bytes_that_are_not_the_announced_file_are_thrown_away(
    store: BlobStore, data: bytes, first: int
) -> None:
    to = target(data)
    if first:
        run(sent(store, to, data[:first]))
    assert refusal(sent(store, to, os.urandom(SIZE - first), first)) == "digest_mismatch"
    assert run(store.state(T1, to.digest)) == State(0, whole=False)
    assert run(sent(store, to, data))
    assert run(kept(store, to)) == data


def test_more_than_announced_and_a_body_that_changed_leave_what_was_there(
    store: BlobStore, data: bytes
) -> None:
    to = target(data)
    run(sent(store, to, data[:100_000]))
    assert refusal(sent(store, to, data, 100_000)) == "too_large"
    wrong = content_digest_of(b"0" * 32)
    assert refusal(store.append(to, 100_000, wrong, chunks(data[100_000:]))) == "content_digest"
    assert run(store.state(T1, to.digest)) == State(100_000, whole=False)


def test_a_newer_request_takes_over(store: BlobStore, data: bytes) -> None:
    async def work() -> None:
        to = target(data)
        hanging = asyncio.create_task(sent(store, to, data[:100_000], then="silence"))
        while (await store.state(T1, to.digest)).offset < 60_000 and not hanging.done():
            await asyncio.sleep(0.01)
        await store.settle(T1, to.digest)
        there = (await store.state(T1, to.digest)).offset
        assert await sent(store, to, data[there:], there)
        with pytest.raises(Problem):
            await hanging
        assert await kept(store, to) == data

    run(work())


def test_a_growing_file_in_a_folder_is_locked_against_other_gateways(tmp_path: Path, data: bytes) -> None:
    first, second = (open_blobs("", tmp_path / "files", keep_free=0, idle_s=30.0) for _ in range(2))

    async def work() -> None:
        to = target(data)
        hanging = asyncio.create_task(sent(first, to, data[:100_000], then="silence"))
        while (await second.state(T1, to.digest)).offset < 60_000:
            await asyncio.sleep(0.01)
        there = (await second.state(T1, to.digest)).offset
        with pytest.raises(Problem) as caught:
            await sent(second, to, data[there:], there)
        assert caught.value.code == "upload_elsewhere"
        await first.settle(T1, to.digest)
        with pytest.raises(Problem):
            await hanging
        there = (await second.state(T1, to.digest)).offset
        assert await sent(second, to, data[there:], there)

    run(work())


def test_a_store_that_is_away_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    away = bucket.BucketStore("b", "", {"endpoint": "http://127.0.0.1:1"}, tmp_path, idle_s=1.0, retries=0)
    for work in (away.ping, lambda: away.state(T1, "0" * 64), lambda: sent(away, target(data), data)):
        with pytest.raises(BlobsDown):
            run(work())


@pytest.mark.parametrize("address", ["ftp://bucket", "s3://", "s3://bucket?endpoint=x&colour=red", "bucket"])
def test_a_wrong_address_is_said_so(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="blobs"):
        open_blobs(address, tmp_path, 0, 1.0)


def test_a_filing_arrives_through_a_bucket_and_is_shown(s3_server: S3, tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    address = s3_server.bucket(f"whole-{os.getpid()}-{next(NUMBERS)}") + "&region=cn-east-1"
    with running(tmp_path / "province", catalogue, blobs=address) as province:
        terminal = province.terminal(tmp_path / "terminal")
        terminal.hand_in(Filing())
        assert len(province.rows("submissions")) == 1
        assert all(row["completed_at"] for row in province.rows("files"))
    assert not list((tmp_path / "province" / "files").iterdir()), "a copy of a sealed file was left behind"
