"""A time stamp counts for the digest that was asked for, and for nothing else; the authority is `openssl ts`."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable

import pytest
from asn1crypto import tsp
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.sign.timestamps import TimestampRequestError

from legalnet.timestamps import stamper
from tests.kiosk.documents.seals import TimeAuthority

PAPER = hashlib.sha256(b"paper").digest()
OTHER = hashlib.sha256(b"another paper").digest()


def query(digest: bytes) -> tsp.TimeStampReq:
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest}
    return tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "nonce": 7, "cert_req": True})


def stamped(ask: Callable[[bytes], bytes]) -> tsp.TimeStampResp:
    return asyncio.run(stamper(ask).async_request_tsa_response(query(PAPER)))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> TimeAuthority:
    """One authority for all."""
    return TimeAuthority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="module")
def elsewhere(authority: TimeAuthority) -> bytes:
    """A genuine stamp of another paper."""
    return authority.reply(query(OTHER).dump())


def test_the_authoritys_stamp_of_the_paper_counts(authority: TimeAuthority) -> None:
    answer = stamped(authority.reply)
    assert answer["status"]["status"].native == "granted"
    assert PAPER in answer.dump()


def test_a_stamp_of_another_paper_does_not(elsewhere: bytes) -> None:
    with pytest.raises(TimestampRequestError, match="something else"):
        stamped(lambda _: elsewhere)


def test_a_refusal_is_no_stamp() -> None:
    rejection = bytes.fromhex("3005 3003 020102")  # PKIStatus 2, no token
    with pytest.raises(TimestampRequestError, match="no time stamp"):
        stamped(lambda _: rejection)


def test_what_the_line_raises_passes_through() -> None:
    def cut(_: bytes) -> bytes:
        raise ConnectionError("cut")

    with pytest.raises(ConnectionError):
        stamped(cut)


@given(st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=3), st.integers(0, 1 << 16))
def test_changed_bytes_of_another_stamp_never_count(
    elsewhere: bytes, changes: list[tuple[int, int]], length: int
) -> None:
    hostile = bytearray(elsewhere)
    for at, byte in changes:
        hostile[at % len(hostile)] = byte
    with pytest.raises(TimestampRequestError):
        stamped(lambda _: bytes(hostile[: length % (len(hostile) + 1)]))
