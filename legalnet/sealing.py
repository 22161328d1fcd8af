"""Sealing: files closed at the terminal that only the province can open.

After a visit the terminal must not be able to read what it stores and forwards, so every file travels under a
fresh key that is itself sealed to the province's public key. Pure: bytes and files in, bytes and files out.

Blob format `LBX1`: a header of 8 bytes (magic, suite, three zero bytes), then chunks. Each chunk is up to 1
MiB of plaintext under AES-256-GCM or SM4-GCM with its 16-byte tag; all but the last are full. The nonce is the chunk's
number (11 bytes) and a byte that is 1 only for the last chunk; the additional data is the header and that
byte. This is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): a flipped bit, a missing
tail, a chunk moved or doubled all fail to open. The wrapped key is HPKE (RFC 9180) with the hybrid ML-
KEM-768 + X25519 KEM, HKDF-SHA256 and AES-256-GCM; its `info` names this purpose and the caller's context,
so that a part cannot stand in for another.

The commercial suite encrypts with SM4-GCM (GB/T 32907, RFC 8998) and adds an SM3 digest (GB/T 32905) of the
ciphertext; files are still named by SHA-256, which the upload's protocol asks for, and the blob key is wrapped
by the same hybrid KEM, for no library at hand has an HPKE over SM2.
"""

from __future__ import annotations

import hashlib
import os
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from cryptography.hazmat.primitives import hpke

KEY_SIGNED_AS = b"lawbooth-sealing-key-1\n"
"""What stands before the province's word about its own key when it is signed."""
MAGIC = b"LBX1"
HEADER_SIZE = 8
"""Magic, number of the suite, reserved."""
CHUNK = 1 << 20
"""Bytes of plaintext in a full chunk."""
TAG = 16
MLKEM_PUBLIC, MLKEM_SEED, X25519_SIZE = 1184, 64, 32
PUBLIC_SIZE = MLKEM_PUBLIC + X25519_SIZE
PRIVATE_SIZE = MLKEM_SEED + X25519_SIZE


class Suite(StrEnum):
    """Which ciphers close a file."""

    INTERNATIONAL = "aes256gcm-sha256"
    COMMERCIAL = "sm4gcm-sm3"
    """国密: what a site that must use China's commercial ciphers switches to."""

    @property
    def header(self) -> bytes:
        """How a file of this suite begins."""
        return MAGIC + bytes([_NUMBERS[self], 0, 0, 0])


_NUMBERS = {Suite.INTERNATIONAL: 1, Suite.COMMERCIAL: 2}
_KEY_SIZES = {Suite.INTERNATIONAL: 32, Suite.COMMERCIAL: 16}


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
    sm3: str | None = None
    """SM3 of the ciphertext file, lower-case hex; with the commercial suite only."""


@dataclass(frozen=True)
class Streamed:
    """What whoever sealed into a pipe knows; name and size are told by who took it in."""

    wrapped_key: str = field(repr=False)
    sm3: str | None = None


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


def seal_file(
    src: Path, dst: Path, public_key: PublicKey, context: bytes, suite: Suite = Suite.INTERNATIONAL
) -> Sealed:
    """Seal the file `src` into the new file `dst`, holding two chunks in memory at most.

    `dst` must not exist. Raises `OSError` when a file cannot be read or written; a half-written `dst` is
    removed. It is not flushed to disk: the blob store does that when it takes the file in.
    """
    with src.open("rb") as source:
        return _seal(source, dst, public_key, context, suite)


def seal_bytes(
    data: bytes, dst: Path, public_key: PublicKey, context: bytes, suite: Suite = Suite.INTERNATIONAL
) -> Sealed:
    """Seal `data` into the new file `dst`; otherwise like `seal_file`."""
    return _seal(BytesIO(data), dst, public_key, context, suite)


def seal_stream(
    source: BinaryIO,
    sink: BinaryIO,
    public_key: PublicKey,
    context: bytes,
    suite: Suite = Suite.INTERNATIONAL,
) -> Streamed:
    """Seal what `source` holds into a pipe to whoever keeps it, who takes the SHA-256 of what arrives.

    One pass over the bytes for each. `sealed_size` tells beforehand how long it gets. Raises `OSError` when nobody
    reads any more.
    """
    cipher, wrapped = _fresh_key(public_key, context, suite)
    digests = _national(suite)
    _write_chunks(source, sink, suite, cipher, digests)
    return Streamed(wrapped, digests[0].hexdigest() if digests else None)


def sealed_size(size: int) -> int:
    """Bytes of the sealed file of so many bytes."""
    return HEADER_SIZE + size + TAG * max(1, -(-size // CHUNK))


def open_file(src: Path, wrapped_key: str, private_key: PrivateKey, context: bytes) -> bytes:
    """The plaintext of the sealed file `src`, whole and checked, in memory.

    Raises `SealError` when it does not open, `OSError` when it cannot be read.
    """
    with src.open("rb") as source:
        return b"".join(_opened_chunks(source, wrapped_key, private_key, context))


def seal_message(data: bytes, public_key: PublicKey, context: bytes) -> bytes:
    """Something short sealed in one piece, in memory: the same hybrid KEM without a blob key."""
    return _suite().encrypt(data, _hpke_public(public_key), b"lawbooth/message/1\x00" + context)


def open_message(data: bytes, private_key: PrivateKey, context: bytes) -> bytes:
    """What `seal_message` sealed. Raises `SealError` when it does not open."""
    from cryptography.exceptions import InvalidTag

    try:
        return _suite().decrypt(data, _hpke_private(private_key), b"lawbooth/message/1\x00" + context)
    except (InvalidTag, ValueError):
        raise SealError("does not open") from None


def open_bytes(data: bytes, wrapped_key: str, private_key: PrivateKey, context: bytes) -> bytes:
    """The plaintext of a sealed file that is in memory already; otherwise like `open_file`."""
    return b"".join(_opened_chunks(BytesIO(data), wrapped_key, private_key, context))


def sm3_of(path: Path) -> str:
    """SM3 of a file, lower-case hex. Raises `OSError`."""
    with path.open("rb") as source:
        return _sm3(source)


def sm3_of_bytes(data: bytes) -> str:
    """SM3 of bytes, lower-case hex."""
    return _sm3(BytesIO(data))


def _sm3(source: BinaryIO) -> str:
    digest = _Sm3()
    while piece := source.read(CHUNK):
        digest.update(piece)
    return digest.hexdigest()


class _Digest(Protocol):
    """What `hashlib` gives, as far as it is used here."""

    def update(self, data: bytes | memoryview, /) -> None: ...

    def hexdigest(self) -> str: ...


class _Sm3:
    """SM3 with the face of `hashlib`, whose OpenSSL need not have it."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.hashes import SM3, Hash

        self._hash = Hash(SM3())

    def update(self, data: bytes | memoryview) -> None:
        self._hash.update(data)

    def hexdigest(self) -> str:
        return self._hash.finalize().hex()


class _Aes:
    """AES-256-GCM, chunk by chunk."""

    def __init__(self, key: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher = AESGCM(key)

    def encrypt_into(self, nonce: bytes, data: memoryview, aad: bytes, buffer: memoryview) -> int:
        return self._cipher.encrypt_into(nonce, data, aad, buffer)

    def decrypt(self, nonce: bytes, data: memoryview, aad: bytes) -> bytes:
        return self._cipher.decrypt(nonce, data, aad)


class _Sm4:
    """SM4-GCM, chunk by chunk."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def encrypt_into(self, nonce: bytes, data: memoryview, aad: bytes, buffer: memoryview) -> int:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        encryptor = Cipher(algorithms.SM4(self._key), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(aad)
        size = encryptor.update_into(data, buffer)
        encryptor.finalize()
        buffer[size : size + TAG] = encryptor.tag
        return size + TAG

    def decrypt(self, nonce: bytes, data: memoryview, aad: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        if len(data) < TAG:
            raise InvalidTag
        decryptor = Cipher(algorithms.SM4(self._key), modes.GCM(nonce, bytes(data[-TAG:]))).decryptor()
        decryptor.authenticate_additional_data(aad)
        return decryptor.update(data[:-TAG]) + decryptor.finalize()


def _cipher(suite: Suite, key: bytes) -> _Aes | _Sm4:
    """The suite's cipher. Raises `SealError` for a key of another size."""
    if len(key) != _KEY_SIZES[suite]:
        raise SealError("the key is not one of this suite")
    return _Aes(key) if suite is Suite.INTERNATIONAL else _Sm4(key)


def _fresh_key(public_key: PublicKey, context: bytes, suite: Suite) -> tuple[_Aes | _Sm4, str]:
    """A cipher under a fresh key, and that key sealed to the public key, in Base64."""
    key = os.urandom(_KEY_SIZES[suite])
    wrapped = _suite().encrypt(key, _hpke_public(public_key), _info(suite, context))
    return _cipher(suite, key), b64encode(wrapped).decode("ascii")


def _seal(source: BinaryIO, dst: Path, public_key: PublicKey, context: bytes, suite: Suite) -> Sealed:
    cipher, wrapped = _fresh_key(public_key, context, suite)
    digests: list[_Digest] = [hashlib.sha256(), *_national(suite)]
    out = os.open(dst, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(out, "wb", buffering=0) as sink:
            size = _write_chunks(source, sink, suite, cipher, digests)
    except BaseException:
        dst.unlink(missing_ok=True)
        raise
    sha256, *sm3 = (digest.hexdigest() for digest in digests)
    return Sealed(sha256, size, wrapped, sm3[0] if sm3 else None)


def _national(suite: Suite) -> list[_Digest]:
    """The digest that the commercial suite adds."""
    return [_Sm3()] if suite is Suite.COMMERCIAL else []


def _write_chunks(
    source: BinaryIO, sink: BinaryIO, suite: Suite, cipher: _Aes | _Sm4, digests: Sequence[_Digest]
) -> int:
    """Encrypt and hash in one pass; how much was written. Buffers are reused, so memory does not grow with the file.

    Hashing takes longer than encrypting and does not hold the interpreter, so another thread does it while this one
    writes and reads on.
    """

    def hash_all(data: bytes | memoryview) -> None:
        for digest in digests:
            digest.update(data)

    hash_all(suite.header)
    _write_all(sink, memoryview(suite.header))
    size, number = HEADER_SIZE, 0
    buffer = memoryview(bytearray(CHUNK + TAG))
    hashed: Future[None] | None = None
    with ThreadPoolExecutor(1) as beside:
        for chunk, final in _with_final(source, CHUNK):
            if hashed is not None:
                hashed.result()
            room = buffer[: len(chunk) + TAG]
            length = cipher.encrypt_into(_nonce(number, final), chunk, _aad(suite, final), room)
            alone = final or not digests  # a small file starts no thread
            hashed = None if alone else beside.submit(hash_all, buffer[:length])
            _write_all(sink, buffer[:length])
            if alone:
                hash_all(buffer[:length])
            size, number = size + length, number + 1
    return size


def _write_all(sink: BinaryIO, data: memoryview) -> None:
    """An unbuffered write may take only a part of what it is given."""
    while data:
        data = data[sink.write(data) :]


def _opened_chunks(
    source: BinaryIO, wrapped_key: str, private_key: PrivateKey, context: bytes
) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag

    header = source.read(HEADER_SIZE)
    suite = next((each for each in Suite if each.header == header), None)
    if suite is None:
        raise SealError("not a sealed file of a known suite")
    cipher = _cipher(suite, _unwrap(wrapped_key, private_key, _info(suite, context)))
    for number, (chunk, final) in enumerate(_with_final(source, CHUNK + TAG)):
        try:
            yield cipher.decrypt(_nonce(number, final), chunk, _aad(suite, final))
        except InvalidTag:
            raise SealError(f"chunk {number} is damaged, missing or out of place") from None


def _unwrap(wrapped_key: str, private_key: PrivateKey, info: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag

    try:
        return _suite().decrypt(b64decode(wrapped_key, validate=True), _hpke_private(private_key), info)
    except (InvalidTag, ValueError, Base64Error):
        raise SealError("the key does not unwrap: other recipient, other context, or damaged") from None


def _with_final(source: BinaryIO, size: int) -> Iterator[tuple[memoryview, bool]]:
    """Blocks of `size` bytes, each with whether it is the last; an empty source gives one empty block.

    One byte is read ahead, into the one buffer that all blocks share: each is good until the next is asked for.
    """
    buffer = memoryview(bytearray(size + 1))
    filled = _fill(source, buffer)
    while filled > size:
        yield buffer[:size], False
        buffer[0] = buffer[size]
        filled = 1 + _fill(source, buffer[1:])
    yield buffer[:filled], True


def _fill(source: BinaryIO, buffer: memoryview) -> int:
    """As much of the buffer as the source has: a raw read may stop short in the middle of a file."""
    filled = 0
    while filled < len(buffer) and (more := source.readinto(buffer[filled:])):  # type: ignore[attr-defined]
        filled += more
    return filled


def _nonce(number: int, final: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([final])


def _aad(suite: Suite, final: bool) -> bytes:
    return suite.header + bytes([final])


def _info(suite: Suite, context: bytes) -> bytes:
    return b"lawbooth/blob/%d\x00" % _NUMBERS[suite] + context


@cache
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


@lru_cache(maxsize=16)
def _hpke_private(key: PrivateKey) -> hpke.MLKEM768X25519PrivateKey:
    """The key grown from its seeds; kept, because growing costs as much as opening."""
    from cryptography.hazmat.primitives import hpke
    from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    mlkem = MLKEM768PrivateKey.from_seed_bytes(key.mlkem_seed)
    return hpke.MLKEM768X25519PrivateKey(mlkem, X25519PrivateKey.from_private_bytes(key.x25519))
