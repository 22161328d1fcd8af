"""Sealed questions: how a visit asks the province about a person without the forwarding process seeing a word.

The visit seals method, path, body, the person's token and a fresh answer key to the province's public key (HPKE,
`legalnet.sealing`); whoever forwards the bytes learns their size class and nothing else. The answer comes back under
the answer key, padded. In the spirit of Oblivious HTTP (RFC 9458), with the terminal as the relay, which here is known
to the province by its signature.

Wire form of a question: `LBQ1`, 8 bytes of the key's id, the HPKE ciphertext. Of an answer: 12 bytes of nonce, the
AES-256-GCM ciphertext. Inside both: 4 bytes length, the JSON, (for answers the body,) zeros up to the size class.
"""

from __future__ import annotations

import hashlib
import os
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, ValidationError, model_validator

from legalnet.sealing import PrivateKey, PublicKey, SealError, key_id, open_message, seal_message
from legalnet.submission import Frozen

MAGIC = b"LBQ1"
HEAD = len(MAGIC) + 8
CONTEXT = b"ask\x00question"
ANSWER_AAD = b"lawbooth-answer-1\x00"
SMALLEST = 4096
"""Nothing is shorter than this before it is sealed."""
LARGEST_QUESTION = 2 << 20
LARGEST_ANSWER = 24 << 20
NONCE, TAG = 12, 16
LATE_OUTCOME = "Ask-Outcome"
"""Header of the answer to a late question: `done` or `not_done`. Nobody is there to open the answer itself."""
LATE_KEY = "ask-"
"""Before the key of a late question where it is kept among filings, whose ids begin otherwise."""


def is_late(key: str) -> bool:
    """Whether something that waits to be sent is a late question."""
    return key.startswith(LATE_KEY)


class BadQuestion(ValueError):
    """The bytes are no question that could be opened; the text never holds what was inside."""


class BadAnswer(ValueError):
    """The bytes do not open under this question's answer key."""


class Claim(Frozen):
    """How the person at the terminal was identified; becomes a short session, or speaks for one late question."""

    level: Literal["L0", "L1", "L2", "L3", "L4"]
    method: Literal["none", "phone", "card", "card+face", "card+staff", "staff"]
    holder_name: Annotated[str, Field(min_length=1, max_length=100)] = Field(repr=False)
    holder_number: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{6,32}$")] = Field(repr=False)
    at: AwareDatetime

    @model_validator(mode="after")
    def _within_method(self) -> Claim:
        if self.level > HIGHEST[self.method]:
            raise ValueError("this method does not reach this level")
        return self


HIGHEST: dict[str, str] = {
    "none": "L0",
    "phone": "L1",
    "card": "L2",
    "staff": "L3",
    "card+face": "L4",
    "card+staff": "L4",
}
"""The highest level that each way of identification can reach; the last two may be done again for L4."""


class Question(Frozen):
    """One inner request."""

    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: Annotated[str, Field(max_length=200, pattern=r"^(/[A-Za-z0-9][A-Za-z0-9._~-]*)+$")]
    """Below the interface's prefix, such as `/inbox`."""
    query: Annotated[str, Field(pattern=r"^[A-Za-z0-9._~%&=+:,-]{0,1000}$")] = Field(default="", repr=False)
    body: Annotated[str, Field(max_length=LARGEST_QUESTION)] = Field(default="", repr=False)
    """JSON, or empty."""
    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,64}$")] | None = None
    """Idempotency key, with every POST."""
    if_match: Annotated[str, Field(pattern=r'^"[A-Za-z0-9.-]{1,64}"$')] | None = None
    token: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{20,64}$")] | None = Field(default=None, repr=False)
    """The person's, from `POST /identity/sessions`."""
    claim: Claim | None = Field(default=None, repr=False)
    """Instead of a token, where the question is sent after the visit."""
    late: bool = False
    """Kept at the terminal and sent when the network allows: a POST with key and claim, good for a week."""
    answer_key: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")] = Field(repr=False)
    at: AwareDatetime

    @model_validator(mode="after")
    def _late_is_repeatable(self) -> Question:
        if self.late and (self.method != "POST" or self.key is None or self.claim is None):
            raise ValueError("a late question is a POST with a key and a claim")
        if self.claim is not None and self.token is not None:
            raise ValueError("either a token or a claim")
        return self


class AnswerHead(Frozen):
    """What an answer says before its body."""

    status: Annotated[int, Field(ge=100, le=599)]
    content_type: Annotated[str, Field(max_length=100)] = ""
    etag: Annotated[str, Field(max_length=100)] = ""


@dataclass(frozen=True)
class Answer:
    """An opened answer."""

    status: int
    content_type: str
    etag: str
    body: bytes = field(repr=False)


def new_answer_key(random: Callable[[int], bytes] = os.urandom) -> str:
    """A fresh answer key in Base64; one question only."""
    return b64encode(random(32)).decode()


def seal_question(question: Question, key: PublicKey) -> bytes:
    """The opaque bytes that may be forwarded. Raises `BadQuestion` when it is too large."""
    inside = _framed(question.model_dump_json(exclude_none=True).encode())
    if len(inside) > LARGEST_QUESTION:
        raise BadQuestion("too large")
    return MAGIC + bytes.fromhex(key_id(key)) + seal_message(inside, key, CONTEXT)


def question_key_id(data: bytes) -> str:
    """The id of the key that a question is sealed to. Raises `BadQuestion` for anything that is none."""
    if len(data) <= HEAD or data[: len(MAGIC)] != MAGIC:
        raise BadQuestion("not a question")
    return data[len(MAGIC) : HEAD].hex()


def open_question(data: bytes, key: PrivateKey) -> Question:
    """The question inside. Raises `BadQuestion` for anything else: hostile bytes are the usual case."""
    question_key_id(data)
    try:
        inside = open_message(data[HEAD:], key, CONTEXT)
        return Question.model_validate_json(_unframed(inside)[0])
    except (SealError, ValidationError, ValueError):
        raise BadQuestion("cannot be opened") from None


def question_mark(answer_key: str) -> str:
    """What is remembered of a question so that it is answered once: a digest of its answer key, 64 signs."""
    return "ask." + hashlib.sha256(b"ask\x00" + b64decode(answer_key)).hexdigest()[:60]


def seal_answer(
    head: AnswerHead, body: bytes, answer_key: str, random: Callable[[int], bytes] = os.urandom
) -> bytes:
    """The answer under the question's own key, padded. Raises `BadAnswer` when it is too large."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    inside = _framed(head.model_dump_json().encode(), body)
    if len(inside) > LARGEST_ANSWER:
        raise BadAnswer("too large")
    nonce = random(NONCE)
    return nonce + AESGCM(b64decode(answer_key)).encrypt(nonce, inside, ANSWER_AAD)


def open_answer(data: bytes, answer_key: str) -> Answer:
    """The answer inside. Raises `BadAnswer` when it is not the province's answer to this question."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not NONCE + TAG < len(data) <= LARGEST_ANSWER + NONCE + TAG:
        raise BadAnswer("not an answer")
    try:
        inside = AESGCM(b64decode(answer_key)).decrypt(data[:NONCE], data[NONCE:], ANSWER_AAD)
        raw, body = _unframed(inside)
        head = AnswerHead.model_validate_json(raw)
    except (InvalidTag, ValidationError, ValueError):
        raise BadAnswer("cannot be opened") from None
    return Answer(head.status, head.content_type, head.etag, body)


def size_class(length: int) -> int:
    """The size that something of that length is padded to: Padmé (PETS 2019), at most 12 % more; 4 KiB at least.

    It leaks the length's magnitude only: a few hundred classes lie between 4 KiB and 24 MiB.
    """
    if length <= SMALLEST:
        return SMALLEST
    exponent = length.bit_length() - 1
    last_bits = exponent - (exponent.bit_length())
    mask = (1 << last_bits) - 1
    return (length + mask) & ~mask


def _framed(head: bytes, body: bytes = b"") -> bytes:
    """Lengths, head, body, zeros."""
    lengths = len(head).to_bytes(4, "big") + len(body).to_bytes(4, "big")
    raw = lengths + head + body
    return raw + bytes(size_class(len(raw)) - len(raw))


def _unframed(inside: bytes) -> tuple[bytes, bytes]:
    """Head and body. Raises `ValueError` where the lengths do not fit."""
    head, body = int.from_bytes(inside[:4], "big"), int.from_bytes(inside[4:8], "big")
    if len(inside) < 8 or 8 + head + body > len(inside):
        raise ValueError("lengths do not fit")
    return inside[8 : 8 + head], inside[8 + head : 8 + head + body]
