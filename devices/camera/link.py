"""Framed messages between a process and its picture-working child: a JSON head and raw bytes, no pickles.

On the pipe a message is: 4 bytes big endian length of the head, the head as UTF-8 JSON with the key `size`,
then `size` bytes of payload (a JPEG, a card photo). Nothing here touches a disk.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

MAX_HEAD = 64 * 1024
MAX_PAYLOAD = 32 * 1024 * 1024


class LinkError(Exception):
    """The other end sent something that is no message; the link cannot be trusted any more."""


@dataclass(frozen=True)
class Message:
    """One message of a link; the payload may be a face and is therefore kept out of any repr."""

    kind: str
    head: dict[str, Any] = field(default_factory=dict, repr=False)
    payload: bytes = field(default=b"", repr=False)


def pack(kind: str, payload: bytes = b"", **head: Any) -> bytes:
    """The bytes of one message. `head` must be JSON values."""
    raw = json.dumps({**head, "kind": kind, "size": len(payload)}).encode()
    return len(raw).to_bytes(4, "big") + raw + payload


class Unpacker:
    """Turns the byte stream of a pipe back into messages, however it was cut up."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Message]:
        """The messages completed by these bytes. Raises `LinkError` for a head that is none."""
        self._buffer += data
        messages: list[Message] = []
        while (message := self._next()) is not None:
            messages.append(message)
        return messages

    def _next(self) -> Message | None:
        if len(self._buffer) < 4:
            return None
        length = int.from_bytes(self._buffer[:4], "big")
        if length > MAX_HEAD:
            raise LinkError("head too long")
        if len(self._buffer) < 4 + length:
            return None
        head, size = _parse(bytes(self._buffer[4 : 4 + length]))
        end = 4 + length + size
        if len(self._buffer) < end:
            return None
        payload = bytes(self._buffer[4 + length : end])
        del self._buffer[:end]
        return Message(str(head.pop("kind")), head, payload)


def _parse(raw: bytes) -> tuple[dict[str, Any], int]:
    try:
        head = json.loads(raw)
        size = head.pop("size")
        if not isinstance(size, int) or not 0 <= size <= MAX_PAYLOAD or "kind" not in head:
            raise LinkError("head without kind or size")
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise LinkError("head is not JSON") from error
    return head, size
