"""Sealing: files closed at the terminal that only the province can open.

After a visit the terminal must not be able to read what it stores and forwards, so every file travels under a
fresh key that is itself sealed to the province's public key. Pure: bytes and files in, bytes and files out.

Blob format `LBX1`: a header of 8 bytes (magic, suite, three zero bytes), then chunks. Each chunk is up to 1
MiB of plaintext under AES-256-GCM with its 16-byte tag; all but the last are full. The nonce is the chunk's
number (11 bytes) and a byte that is 1 only for the last chunk; the additional data is the header and that
byte. This is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): a flipped bit, a missing
tail, a chunk moved or doubled all fail to open. The wrapped key is HPKE (RFC 9180) with the hybrid ML-
KEM-768 + X25519 KEM, HKDF-SHA256 and AES-256-GCM; its `info` names this purpose and the caller's context,
so that a part cannot stand in for another.
"""

from __future__ import annotations

import hashlib
import os
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from cryptography.hazmat.primitives import hpke
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"LBX1"
HEADER = MAGIC + b"\x01\x00\x00\x00"
"""Magic, suite 1 (AES-256-GCM in chunks of 1 MiB), reserved."""
CHUNK = 1 << 20
"""Bytes of plaintext in a full chunk."""
TAG = 16
MLKEM_PUBLIC, MLKEM_SEED, X25519_SIZE = 1184, 64, 32
PUBLIC_SIZE = MLKEM_PUBLIC + X25519_SIZE
PRIVATE_SIZE = MLKEM_SEED + X25519_SIZE


class SealError(Exception):
    """Something sealed cannot be opened: wrong key or context, damaged, cut short, or never sealed."""


@dataclass(frozen=True)
class PublicKey:
    """The province's public key: whoever holds it can seal, not open."""

    mlkem: bytes = field(repr=False)
    x25519: bytes = field(repr=False)


@dataclass(frozen=True)
class PrivateKey:
    """The province's private key, as the seeds it grows from."""

    mlkem_seed: bytes = field(repr=False)
    x25519: bytes = field(repr=False)


@dataclass(frozen=True)
class Sealed:
    """What is known of a sealed file: enough to name it, check it, and (for the province) open it."""

    digest: str
    """SHA-256 of the ciphertext file, lower-case hex."""
    size: int
    """Bytes of ciphertext."""
    wrapped_key: str = field(repr=False)
    """Base64 of the blob key sealed to the public key."""


def part_context(submission_id: str, name: str) -> bytes:
    """The context that both ends use for the part `name` of a submission."""
    return b"part\x00" + submission_id.encode() + b"\x00" + name.encode()


def generate_keypair() -> tuple[PrivateKey, PublicKey]:
    """A fresh pair of keys from the operating system's randomness."""
    from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    mlkem, x25519 = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    private = PrivateKey(mlkem.private_bytes_raw(), x25519.private_bytes_raw())
    return private, PublicKey(mlkem.public_key().public_bytes_raw(), x25519.public_key().public_bytes_raw())


def public_bytes(key: PublicKey) -> bytes:
    """The public key as 1,216 bytes: ML-KEM-768 encapsulation key, then X25519."""
    return key.mlkem + key.x25519


def load_public(data: bytes) -> PublicKey:
    """The public key in `data`. Raises `SealError` when it is none."""
    if len(data) != PUBLIC_SIZE:
        raise SealError(f"a public key has {PUBLIC_SIZE} bytes, not {len(data)}")
    key = PublicKey(data[:MLKEM_PUBLIC], data[MLKEM_PUBLIC:])
    _hpke_public(key)
    return key


def private_bytes(key: PrivateKey) -> bytes:
    """The private key as 96 bytes: ML-KEM seed, then X25519. Keep them secret."""
    return key.mlkem_seed + key.x25519


def load_private(data: bytes) -> PrivateKey:
    """The private key in `data`. Raises `SealError` when it is none."""
    if len(data) != PRIVATE_SIZE:
        raise SealError(f"a private key has {PRIVATE_SIZE} bytes, not {len(data)}")
    return PrivateKey(data[:MLKEM_SEED], data[MLKEM_SEED:])


def public_of(key: PrivateKey) -> PublicKey:
    """The public half of a private key."""
    from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    mlkem = MLKEM768PrivateKey.from_seed_bytes(key.mlkem_seed).public_key()
    x25519 = X25519PrivateKey.from_private_bytes(key.x25519).public_key()
    return PublicKey(mlkem.public_bytes_raw(), x25519.public_bytes_raw())


def key_id(key: PublicKey) -> str:
    """Short name of a public key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public_bytes(key)).hexdigest()[:16]


def seal_file(src: Path, dst: Path, public_key: PublicKey, context: bytes) -> Sealed:
    """Seal the file `src` into the new file `dst`, holding two chunks in memory at most.

    `dst` must not exist. Raises `OSError` when a file cannot be read or written; a half-written `dst` is
    removed. It is not flushed to disk: the blob store does that when it takes the file in.
    """
    with src.open("rb") as source:
        return _seal(source, dst, public_key, context)


def seal_bytes(data: bytes, dst: Path, public_key: PublicKey, context: bytes) -> Sealed:
    """Seal `data` into the new file `dst`; otherwise like `seal_file`."""
    return _seal(BytesIO(data), dst, public_key, context)


def open_file(src: Path, wrapped_key: str, private_key: PrivateKey, context: bytes) -> bytes:
    """The plaintext of the sealed file `src`, whole and checked, in memory.

    Raises `SealError` when it does not open, `OSError` when it cannot be read.
    """
    with src.open("rb") as source:
        return b"".join(_opened_chunks(source, wrapped_key, private_key, context))


def _seal(source: BinaryIO, dst: Path, public_key: PublicKey, context: bytes) -> Sealed:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = AESGCM.generate_key(256)
    wrapped = _suite().encrypt(key, _hpke_public(public_key), _info(context))
    out = os.open(dst, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(out, "wb", buffering=0) as sink:
            digest, size = _write_chunks(source, sink, AESGCM(key))
    except BaseException:
        dst.unlink(missing_ok=True)
        raise
    return Sealed(digest, size, b64encode(wrapped).decode("ascii"))


def _write_chunks(source: BinaryIO, sink: BinaryIO, cipher: AESGCM) -> tuple[str, int]:
    """Encrypt and hash in one pass; the buffer is reused, so memory does not grow with the file."""
    sink.write(HEADER)
    digest, size, number = hashlib.sha256(HEADER), len(HEADER), 0
    buffer = memoryview(bytearray(CHUNK + TAG))
    for chunk, final in _with_final(source, CHUNK):
        length = cipher.encrypt_into(_nonce(number, final), chunk, _aad(final), buffer[: len(chunk) + TAG])
        _write_all(sink, buffer[:length])
        digest.update(buffer[:length])
        size, number = size + length, number + 1
        del chunk  # otherwise it lives until the next one is read
    return digest.hexdigest(), size


def _write_all(sink: BinaryIO, data: memoryview) -> None:
    """An unbuffered write may take only a part of what it is given."""
    while data:
        data = data[sink.write(data) :]


def _opened_chunks(
    source: BinaryIO, wrapped_key: str, private_key: PrivateKey, context: bytes
) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if source.read(len(HEADER)) != HEADER:
        raise SealError("not a sealed file of a known suite")
    cipher = AESGCM(_unwrap(wrapped_key, private_key, context))
    for number, (chunk, final) in enumerate(_with_final(source, CHUNK + TAG)):
        try:
            yield cipher.decrypt(_nonce(number, final), chunk, _aad(final))
        except InvalidTag:
            raise SealError(f"chunk {number} is damaged, missing or out of place") from None


def _unwrap(wrapped_key: str, private_key: PrivateKey, context: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag

    try:
        return _suite().decrypt(
            b64decode(wrapped_key, validate=True), _hpke_private(private_key), _info(context)
        )
    except (InvalidTag, ValueError, Base64Error):
        raise SealError("the key does not unwrap: other recipient, other context, or damaged") from None


def _with_final(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Blocks of `size` bytes, each with whether it is the last; an empty source gives one empty block."""
    block = _read_block(source, size)
    while True:
        following = _read_block(source, size) if len(block) == size else b""
        yield block, not following
        if not following:
            return
        block = following


def _read_block(source: BinaryIO, size: int) -> bytes:
    """Exactly `size` bytes unless the source ends: a raw read may stop short in the middle of a file."""
    block = source.read(size)
    while 0 < len(block) < size:
        more = source.read(size - len(block))
        if not more:
            break
        block += more
    return block


def _nonce(number: int, final: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([final])


def _aad(final: bool) -> bytes:
    return HEADER + bytes([final])


def _info(context: bytes) -> bytes:
    return b"lawbooth/blob/1\x00" + context


def _suite() -> hpke.Suite:
    from cryptography.hazmat.primitives import hpke

    return hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def _hpke_public(key: PublicKey) -> hpke.MLKEM768X25519PublicKey:
    from cryptography.hazmat.primitives import hpke
    from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(key.mlkem)
        return hpke.MLKEM768X25519PublicKey(mlkem, X25519PublicKey.from_public_bytes(key.x25519))
    except ValueError:
        raise SealError("not a public key") from None


def _hpke_private(key: PrivateKey) -> hpke.MLKEM768X25519PrivateKey:
    from cryptography.hazmat.primitives import hpke
    from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    mlkem = MLKEM768PrivateKey.from_seed_bytes(key.mlkem_seed)
    return hpke.MLKEM768X25519PrivateKey(mlkem, X25519PrivateKey.from_private_bytes(key.x25519))
