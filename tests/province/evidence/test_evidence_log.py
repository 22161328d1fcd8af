"""One contract for every way of keeping a log: SQLite, a real PostgreSQL, plain files."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from legalnet.evidence.leaves import digests
from legalnet.evidence.notes import parse_note
from legalnet.evidence.tiles import Tile, parse_name
from province.evidence import rows
from province.evidence.audit import audit
from province.evidence.deposits import Asked
from province.evidence.folder import Folder
from province.evidence.growth import Edge, grow
from province.evidence.interface import KeyReused, SignedHead, signed_head
from province.evidence.log import Closed, EvidenceLog
from province.evidence.provider import OwnLog
from tests.province.evidence.keeping import Place, T, asked, content, many, verdict


@pytest.fixture(params=["sqlite", "postgresql", "files"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty one of each kind."""
    if request.param == "postgresql":
        return Place(request.getfixturevalue("postgres_server").fresh())
    folder = tmp_path / "log" if request.param == "files" else None
    return Place(f"sqlite:///{tmp_path / 'test.sqlite'}", folder)


def keys(count: int, start: int = 0) -> list[str]:
    """Names of deposits."""
    return [f"key-{number}" for number in range(start, start + count)]


def test_every_deposit_is_proven_when_it_is_acknowledged(place: Place) -> None:
    async def run() -> None:
        async with place.running() as (log, _):
            receipts = await many(keys(300))(log)
            assert {verdict(log, one).standing for one in receipts} == {"proven"}
            assert sorted(one.deposit.index for one in receipts) == list(range(300))
            assert len({one.deposit.code for one in receipts}) == 300
            found = await log.find(receipts[7].deposit.code)
            assert found is not None
            assert verdict(log, found).standing == "proven"
            assert verdict(log, found).size == 300
            assert await log.find("0" * 20) is None

    asyncio.run(run())


def test_asking_twice_deposits_once(place: Place) -> None:
    [first, again, other] = place.do(
        many(["a", "a", "b"]),
        many(["a"]),
        lambda log: asyncio.gather(
            log.deposit(Asked("a", T, "file", digests(b"another file"))), return_exceptions=True
        ),
    )
    assert [one.fresh for one in first] == [True, False, True]
    assert first[0].deposit == first[1].deposit == again[0].deposit
    assert not again[0].fresh
    assert isinstance(other[0], KeyReused)


def test_a_log_goes_on_where_it_stopped(place: Place) -> None:
    heads: list[SignedHead] = []

    async def run(start: int) -> None:
        async with place.running() as (log, _):
            receipts = await many(keys(130, start))(log)
            assert {verdict(log, one).standing for one in receipts} == {"proven"}
            heads.append(signed_head(await log.checkpoint()))  # type: ignore[arg-type]

    for start in (0, 130, 260, 390):
        asyncio.run(run(start))
    assert [head.size for head in heads] == [130, 260, 390, 520]


def test_a_stranger_audits_it_through_its_files_alone(place: Place) -> None:
    async def run() -> None:
        async with place.running() as (log, _):
            await many(keys(700))(log)
            files = {"checkpoint": (await log.checkpoint()).encode()}
            for level, count in ((None, 700), (0, 700), (1, 2)):
                for number in range(-(-count // 256)):
                    tile = Tile(level, number, min(256, count - number * 256))
                    data = await log.tile(tile)
                    assert data is not None
                    files[tile.name] = data
            found = audit(files.get, log.trust)
            assert (found.size, found.problem) == (700, "")
            for name, data in files.items():
                broken = {**files, name: bytes([data[0] ^ 1]) + data[1:]}
                assert audit(broken.get, log.trust).problem, name
            assert await log.tile(Tile(0, 9)) is None
            assert await log.tile(parse_name("tile/entries/002.p/188")) is not None
            assert await log.tile(parse_name("tile/entries/002.p/189")) is None

    asyncio.run(run())


@pytest.mark.expect_log("the evidence log stays closed")
def test_a_log_that_does_not_hold_together_stays_closed(place: Place) -> None:
    place.do(many(keys(5)))

    async def spoil() -> None:
        if place.folder:
            (place.folder / "tile/0/000.p/5").write_bytes(bytes(160))
            return
        async with place.running() as (_, storage):
            await storage.write(lambda c: rows.keep_tiles(c, {(0, 0): bytes(160)}))

    asyncio.run(spoil())
    [refused] = place.do(many(["more"]))
    assert isinstance(refused[0], Closed)


@pytest.mark.expect_log("the evidence log stays closed")
def test_another_key_is_another_log(place: Place) -> None:
    place.do(many(keys(5)))
    [refused] = Place(place.url, place.folder, b"\1" * 32).do(many(["more"]))
    assert isinstance(refused[0], Closed)


def test_a_head_that_was_committed_is_published_at_the_next_start(place: Place) -> None:
    """The power went between the commit and the publication."""

    async def unpublish() -> None:
        async with place.running() as (log, storage):
            await many(keys(3))(log)
            if place.folder:
                (place.folder / "checkpoint").unlink()
            else:
                await storage.write(
                    lambda c: c.exec_driver_sql("UPDATE evidence_heads SET published = false")
                )
            assert await log.checkpoint() == ""

    asyncio.run(unpublish())
    [checkpoint] = place.do(lambda log: log.checkpoint())
    assert signed_head(checkpoint).size == 3


def test_there_is_one_head_for_a_size(place: Place, tmp_path: Path) -> None:
    async def run() -> None:
        async with place.running() as (log, storage):
            await many(keys(3))(log)
            second = SignedHead(3, bytes(32), "another")
            if not place.folder:
                with pytest.raises(IntegrityError):
                    await storage.write(lambda c: rows.commit_head(c, second))

    asyncio.run(run())
    if place.folder:
        one, two = Folder(tmp_path / "two"), Folder(tmp_path / "two")
        one.open(), two.open()
        note = parse_note((place.folder / "heads" / f"{3:018d}").read_text())
        one.append([b"a"], lambda _size, _root: str(note))
        with pytest.raises(FileExistsError):
            two.append([b"b"], lambda _size, _root: str(note))


def test_two_gateways_share_one_log(postgres_server: Any) -> None:
    place = Place(postgres_server.fresh())

    async def run() -> None:
        async with place.running() as (one, _), place.running() as (two, _):
            for round_ in range(4):
                receipts = await asyncio.gather(
                    many(keys(40, 100 * round_))(one), many(keys(40, 100 * round_ + 20))(two)
                )
                for log, found in zip((one, two), receipts, strict=True):
                    assert {verdict(log, receipt).standing for receipt in found} == {"proven"}
            assert signed_head(await one.checkpoint()).size == 4 * 60

    asyncio.run(run())


@pytest.mark.expect_log("the evidence log stays closed")
def test_two_processes_do_not_share_a_folder(tmp_path: Path) -> None:
    place = Place(f"sqlite:///{tmp_path / 'test.sqlite'}", tmp_path / "log")

    async def run() -> None:
        async with place.running() as (one, _), place.running() as (two, _):
            assert one.running
            assert not two.running

    asyncio.run(run())


def test_our_log_is_one_provider_among_others(place: Place) -> None:
    async def run(log: EvidenceLog) -> None:
        own = OwnLog(log)
        kept = await own.deposit(asked("a"))
        again = await own.fetch(kept.code)
        assert again is not None
        assert (again.code, again.at, again.place) == (kept.code, kept.at, "0")
        assert await own.verify(kept.code, content("a")) == "match"
        assert await own.verify(kept.code, content("b")) == "mismatch"
        assert await own.verify("0" * 20, content("a")) == "unknown_code"

    place.do(run)


def test_a_destroyed_salt_leaves_a_leaf_that_says_nothing(tmp_path: Path) -> None:
    place = Place(f"sqlite:///{tmp_path / 'test.sqlite'}")

    async def run() -> None:
        async with place.running() as (log, storage):
            [receipt] = await many(["a"])(log)
            code = receipt.deposit.code
            assert await storage.write(lambda c: rows.forget_salt(c, code))
            assert not await storage.write(lambda c: rows.forget_salt(c, code))
            assert await OwnLog(log).verify(code, content("a")) == "cannot_tell"
            with closing(_Bytes(tmp_path)) as found:
                assert receipt.deposit.salt not in found.everything

    asyncio.run(run())


class _Bytes:
    """What lies in the database's files after the writer went on."""

    def __init__(self, folder: Path) -> None:
        import sqlite3

        with closing(sqlite3.connect(folder / "test.sqlite")) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.everything = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())

    def close(self) -> None:
        """Nothing stays open."""


@pytest.mark.parametrize("steps", [[1] * 5, [255, 1, 1], [256, 256], [700, 3, 66000]])
def test_growing_in_steps_is_growing_at_once(steps: list[int]) -> None:
    edge, entries = Edge(), [b"%d" % number for number in range(sum(steps))]
    at = 0
    for step in steps:
        edge = grow(edge, entries[at : at + step]).edge
        at += step
    assert edge.root == grow(Edge(), entries).edge.root
