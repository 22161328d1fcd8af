"""Whether one encrypted page is true, judged apart from SQLite.

The layout is that of SQLite3 Multiple Ciphers' ChaCha20 scheme (its `cipher_chacha20.c`): the last 32 bytes of
a page are a nonce of 16 and a Poly1305 tag of 16; the nonce's last word, with the page's number mixed in, is
the cipher's counter; the first key stream block gives the one-time key of the tag.
"""

from __future__ import annotations

import hmac
import struct
from collections.abc import Callable

NONCE = TAG = 16
Authentic = Callable[[int, bytes], bool]
"""(page number, encrypted page) -> whether it is what was written."""


def authenticator(key: bytes) -> Authentic:
    """The judge for a store closed with `key`, 32 bytes."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
    from cryptography.hazmat.primitives.poly1305 import Poly1305

    def authentic(number: int, page: bytes) -> bool:
        body, nonce, tag = page[: -NONCE - TAG], page[-NONCE - TAG : -TAG], page[-TAG:]
        counter = struct.unpack("<I", nonce[12:])[0] ^ number
        start = struct.pack("<I", counter) + nonce[:12]
        one_time = Cipher(algorithms.ChaCha20(key, start), None).encryptor().update(bytes(32))
        return hmac.compare_digest(Poly1305.generate_tag(one_time, body + nonce), tag)

    return authentic
