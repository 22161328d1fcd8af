"""Sealing: what goes in comes out for the right key only, and any change to the bytes is noticed."""

from __future__ import annotations

import hashlib
import os
import stat
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest

from legalnet import sealing
from legalnet.sealing import CHUNK, TAG, PrivateKey, PublicKey, SealError, Suite

HEADER = Suite.INTERNATIONAL.header
CONTEXT = sealing.part_context("a-submission", "complaint.pdf")


@pytest.fixture(scope="module")
def pair() -> tuple[PrivateKey, PublicKey]:
    return sealing.generate_keypair()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 77])
def test_round_trip_at_every_chunk_edge(
    tmp_path: Path, pair: tuple[PrivateKey, PublicKey], size: int
) -> None:
    data = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    (tmp_path / "clear").write_bytes(data)
    by_file = sealing.seal_file(tmp_path / "clear", tmp_path / "a", pair[1], CONTEXT)
    by_bytes = sealing.seal_bytes(data, tmp_path / "b", pair[1], CONTEXT)
    for name, sealed in (("a", by_file), ("b", by_bytes)):
        ciphertext = (tmp_path / name).read_bytes()
        assert sealed.digest == hashlib.sha256(ciphertext).hexdigest()
        assert sealed.size == len(ciphertext) == len(HEADER) + size + TAG * max(1, -(-size // CHUNK))
        assert sealing.open_file(tmp_path / name, sealed.wrapped_key, pair[0], CONTEXT) == data
    assert by_file.digest != by_bytes.digest, "every blob has a fresh key"


def test_nothing_of_the_plaintext_shows(tmp_path: Path, pair: tuple[PrivateKey, PublicKey]) -> None:
    sealed = sealing.seal_bytes("张三 secret".encode() * 50, tmp_path / "x", pair[1], CONTEXT)
    ciphertext = (tmp_path / "x").read_bytes()
    assert b"secret" not in ciphertext
    assert "张三".encode() not in ciphertext
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600
    assert sealed.wrapped_key not in repr(sealed)
    assert str(pair[0].x25519) not in repr(pair[0])


def test_only_the_right_key_and_context_open(tmp_path: Path, pair: tuple[PrivateKey, PublicKey]) -> None:
    sealed = sealing.seal_bytes(b"answers", tmp_path / "x", pair[1], CONTEXT)
    other, _ = sealing.generate_keypair()
    with pytest.raises(SealError, match="does not unwrap"):
        sealing.open_file(tmp_path / "x", sealed.wrapped_key, other, CONTEXT)
    with pytest.raises(SealError, match="does not unwrap"):
        sealing.open_file(
            tmp_path / "x", sealed.wrapped_key, pair[0], sealing.part_context("b", "complaint.pdf")
        )
    for wrapped in ("", "not base64!", "AAAA", sealed.wrapped_key[:-8] + "AAAAAAAA"):
        with pytest.raises(SealError):
            sealing.open_file(tmp_path / "x", wrapped, pair[0], CONTEXT)


def _three_chunks(tmp_path: Path, public: PublicKey) -> tuple[bytes, str]:
    """Ciphertext of two full chunks and a short one, and its wrapped key."""
    sealed = sealing.seal_bytes(bytes(2 * CHUNK + 100), tmp_path / "whole", public, CONTEXT)
    return (tmp_path / "whole").read_bytes(), sealed.wrapped_key


FULL = CHUNK + TAG
BODY = len(HEADER)


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("cut to whole chunks", lambda c: c[: BODY + 2 * FULL]),
        ("cut to one chunk", lambda c: c[: BODY + FULL]),
        ("cut inside", lambda c: c[: BODY + FULL + 5]),
        ("cut to header", lambda c: c[:BODY]),
        ("empty", lambda c: b""),
        ("two chunks swapped", lambda c: c[:BODY] + c[BODY + FULL : BODY + 2 * FULL] + c[BODY : BODY + FULL]),
        ("chunk left out", lambda c: c[:BODY] + c[BODY + FULL :]),
        ("chunk doubled", lambda c: c[: BODY + FULL] + c[BODY:]),
        ("bytes added", lambda c: c + b"x"),
        ("last chunk repeated", lambda c: c + c[BODY + 2 * FULL :]),
        ("other magic", lambda c: b"LBX2" + c[4:]),
        ("other suite", lambda c: c[:4] + b"\x02" + c[5:]),
    ],
)
def test_every_rearrangement_is_noticed(
    tmp_path: Path, pair: tuple[PrivateKey, PublicKey], name: str, damage: object
) -> None:
    ciphertext, wrapped = _three_chunks(tmp_path, pair[1])
    assert callable(damage)
    (tmp_path / "damaged").write_bytes(damage(ciphertext))
    with pytest.raises(SealError):
        sealing.open_file(tmp_path / "damaged", wrapped, pair[0], CONTEXT)


def test_every_flipped_bit_is_noticed(tmp_path: Path, pair: tuple[PrivateKey, PublicKey]) -> None:
    sealed = sealing.seal_bytes(b"short", tmp_path / "x", pair[1], CONTEXT)
    ciphertext = (tmp_path / "x").read_bytes()
    for bit in range(len(ciphertext) * 8):
        flipped = bytearray(ciphertext)
        flipped[bit // 8] ^= 1 << bit % 8
        (tmp_path / "y").write_bytes(flipped)
        with pytest.raises(SealError):
            sealing.open_file(tmp_path / "y", sealed.wrapped_key, pair[0], CONTEXT)


def test_keys_survive_their_bytes(tmp_path: Path, pair: tuple[PrivateKey, PublicKey]) -> None:
    private = sealing.load_private(sealing.private_bytes(pair[0]))
    public = sealing.load_public(sealing.public_bytes(pair[1]))
    assert (private, public) == pair
    assert sealing.public_of(private) == public
    assert sealing.key_id(public) == sealing.key_id(pair[1])
    assert len(sealing.key_id(public)) == 16
    assert sealing.key_id(public) != sealing.key_id(sealing.generate_keypair()[1])


def test_bytes_that_are_no_key_are_refused(pair: tuple[PrivateKey, PublicKey]) -> None:
    with pytest.raises(SealError, match="1216"):
        sealing.load_public(b"short")
    with pytest.raises(SealError, match="96"):
        sealing.load_private(b"short")
    with pytest.raises(SealError, match="not a public key"):
        sealing.load_public(b"\xff" * 1216)


def test_an_existing_file_is_never_overwritten(tmp_path: Path, pair: tuple[PrivateKey, PublicKey]) -> None:
    (tmp_path / "x").write_bytes(b"here first")
    with pytest.raises(FileExistsError):
        sealing.seal_bytes(b"data", tmp_path / "x", pair[1], CONTEXT)
    assert (tmp_path / "x").read_bytes() == b"here first"


def test_a_failed_seal_leaves_nothing(tmp_path: Path, pair: tuple[PrivateKey, PublicKey]) -> None:
    with pytest.raises(IsADirectoryError):
        sealing.seal_file(tmp_path, tmp_path / "x", pair[1], CONTEXT)
    assert list(tmp_path.iterdir()) == []


def test_memory_does_not_grow_with_the_file(tmp_path: Path, pair: tuple[PrivateKey, PublicKey]) -> None:
    with (tmp_path / "big").open("wb") as big:
        big.truncate(24 * CHUNK)
    sealing.seal_bytes(b"warm", tmp_path / "warm", pair[1], CONTEXT)
    tracemalloc.start()
    try:
        sealing.seal_file(tmp_path / "big", tmp_path / "out", pair[1], CONTEXT)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 4 * CHUNK


def test_sm3_and_sm4_are_the_standards(tmp_path: Path) -> None:
    """GB/T 32905 annex A for SM3; RFC 8998 annex A.1 for SM4-GCM."""
    (tmp_path / "abc").write_bytes(b"abc")
    assert (
        sealing.sm3_of(tmp_path / "abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )
    cipher = sealing._cipher(sealing.Suite.COMMERCIAL, bytes.fromhex("0123456789abcdeffedcba9876543210"))
    nonce = bytes.fromhex("00001234567800000000abcd")
    aad = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    plain = bytes.fromhex("".join(c * 16 for c in "abcdefea"))
    expected = bytes.fromhex(
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    buffer = memoryview(bytearray(len(plain) + sealing.TAG))
    assert cipher.encrypt_into(nonce, plain, aad, buffer) == len(expected)
    assert bytes(buffer) == expected
    assert cipher.decrypt(nonce, expected, aad) == plain


@pytest.mark.parametrize("size", [0, 1, sealing.CHUNK, sealing.CHUNK + 1, 2 * sealing.CHUNK + 77])
def test_the_commercial_suite_opens_what_it_sealed_and_nothing_else(tmp_path: Path, size: int) -> None:
    private, public = sealing.generate_keypair()
    data = bytes(range(251)) * (size // 251 + 1)
    data = data[:size]
    path = tmp_path / "sealed"
    sealed = sealing.seal_bytes(data, path, public, b"context", sealing.Suite.COMMERCIAL)
    raw = path.read_bytes()
    assert raw[:8] == b"LBX1\x02\x00\x00\x00"
    assert sealed.sm3 == sealing.sm3_of(path)
    assert (sealed.digest, sealed.size) == (hashlib.sha256(raw).hexdigest(), len(raw))
    assert sealing.open_file(path, sealed.wrapped_key, private, b"context") == data
    for place in (4, 8 + size // 2, len(raw) - 1):
        flipped = bytearray(raw)
        flipped[place] ^= 3
        path.write_bytes(flipped)
        with pytest.raises(sealing.SealError):
            sealing.open_file(path, sealed.wrapped_key, private, b"context")
    path.write_bytes(raw[:-1])
    with pytest.raises(sealing.SealError):
        sealing.open_file(path, sealed.wrapped_key, private, b"context")


@pytest.mark.parametrize("suite", list(Suite))
@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_what_goes_through_a_pipe_opens_like_a_file(
    tmp_path: Path, pair: tuple[PrivateKey, PublicKey], suite: Suite, size: int
) -> None:
    private, public = pair
    data, sink = os.urandom(size), BytesIO()
    sealed = sealing.seal_stream(BytesIO(data), sink, public, CONTEXT, suite)
    assert len(sink.getvalue()) == sealing.sealed_size(size)
    (tmp_path / "kept").write_bytes(sink.getvalue())
    assert sealing.open_file(tmp_path / "kept", sealed.wrapped_key, private, CONTEXT) == data
    assert sealed.sm3 == (sealing.sm3_of(tmp_path / "kept") if suite is Suite.COMMERCIAL else None)
    again = sealing.seal_bytes(data, tmp_path / "file", public, CONTEXT, suite)
    assert (again.size, again.sm3 is None) == (sealing.sealed_size(size), sealed.sm3 is None)
