"""The write-ahead log, read with suspicion before SQLite is let near it.

SQLite takes the first frame whose checksum does not fit for the end of the log, so one flipped bit would
drop that commit and all after it without a word. Here the log is walked first (format: sqlite.org
fileformat2, section 4; the cipher's pages are checksummed as they lie on disk): a single flipped bit is found
and flipped back, and the log must reach as far as the mark (`offline_cache.mark`) says it was flushed.
Whatever is worse is damage; `rebuild` then chains the whole frames anew so that their rows can be saved.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from offline_cache.pages import Authentic

HEADER_SIZE, FRAME_HEADER, PAGE = 32, 24, 4096
MAGIC = 0x377F0682
"""Checksums over little-endian words; the lowest bit set means big-endian ones."""
VERSION = 3007000
MASK = 0xFFFFFFFF
PAGE_SIZES = frozenset(1 << power for power in range(9, 17))


class Sum(NamedTuple):
    """SQLite's running checksum: two 32-bit words."""

    one: int
    two: int

    def over(self, data: bytes | bytearray, order: str) -> Sum:
        """The checksum carried on over `data`, whose length is a multiple of eight."""
        one, two = self
        words = struct.unpack(f"{order}{len(data) // 4}I", data)
        for first, second in zip(words[::2], words[1::2], strict=True):
            one = (one + first + two) & MASK
            two = (two + second + one) & MASK
        return Sum(one, two)


ZERO = Sum(0, 0)


class Reading(NamedTuple):
    """A whole frame: the checksum after it, and the bit to be flipped back for that (0: none)."""

    total: Sum
    offset: int = 0
    bit: int = 0


class Head(NamedTuple):
    """The log's own header, as far as it is needed."""

    order: str
    page: int
    """Bytes of a database page."""
    salts: bytes
    """Eight bytes that every frame of this generation repeats."""
    total: Sum


@dataclass
class Journal:
    """A log as it was read; `content` is mended in place."""

    content: bytearray
    head: Head | None = None
    """None when the header is beyond mending, or there is no log."""
    sums: list[Sum] = field(default_factory=list)
    """Running checksum after each whole frame from the beginning."""
    mended: list[int] = field(default_factory=list)
    """Offsets of the bytes in which a bit was flipped back."""

    @property
    def frames(self) -> int:
        """Whole frames from the beginning: what SQLite will see."""
        return len(self.sums)

    def mend(self, reading: Reading) -> None:
        """Flip its bit back."""
        if reading.bit:
            self.content[reading.offset] ^= reading.bit
            self.mended.append(reading.offset)


def examine(
    content: bytes, authentic: Authentic, promised: tuple[int, tuple[int, int]] = (0, ZERO)
) -> Journal:
    """Walk a log, mending single flipped bits, up to the first frame that is not whole.

    SQLite's checksum tells that a bit is wrong, and narrows down which; `authentic` decides. Where the frame's
    header is in question, what follows decides: the next frame, or the checksum `promised` for a number of
    frames.
    """
    journal = Journal(bytearray(content))
    journal.head = _head(journal)
    if journal.head is None:
        return journal
    total, size = journal.head.total, FRAME_HEADER + journal.head.page
    for start in range(HEADER_SIZE, len(content) - size + 1, size):
        found = _readings(journal.content, journal.head, start, total)
        first = next(found, None)
        if first is None:
            break
        known = promised[1] if promised[0] == journal.frames + 1 else None
        chosen = first
        if first.bit:
            found = (each for each in (first, *found) if _true(journal, start, each, authentic))
            chosen = _fitting(journal, start + size, list(found) or [first], known)
        journal.mend(chosen)
        total = chosen.total
        journal.sums.append(total)
    return journal


def _head(journal: Journal) -> Head | None:
    """The header, with one bit flipped back if that makes it fit; the first frame's salts decide between two."""
    raw = bytes(journal.content[:HEADER_SIZE])
    if len(raw) < HEADER_SIZE:
        return None
    if head := parse_head(raw):
        return head
    found: list[tuple[int, Head]] = []
    for bit in range(HEADER_SIZE * 8):
        tried = bytearray(raw)
        tried[bit // 8] ^= 1 << bit % 8
        if head := parse_head(bytes(tried)):
            found.append((bit, head))
    if not found:
        return None
    salts = bytes(journal.content[HEADER_SIZE + 8 : HEADER_SIZE + 16])
    bit, head = next((each for each in found if each[1].salts == salts), found[0])
    journal.mend(Reading(head.total, bit // 8, 1 << bit % 8))
    return head


def parse_head(raw: bytes) -> Head | None:
    """The header in 32 bytes, None when it does not hold together."""
    magic, version, page, _, _, _, one, two = struct.unpack(">8I", raw)
    if magic & ~1 != MAGIC or version != VERSION or page not in PAGE_SIZES:
        return None
    order = ">" if magic & 1 else "<"
    total = ZERO.over(raw[:24], order)
    return Head(order, page, raw[16:24], total) if total == Sum(one, two) else None


def _readings(content: bytearray, head: Head, start: int, before: Sum) -> Iterator[Reading]:
    """How the frame at `start` may be read: as it is, or with one bit flipped back; none if it is not whole."""
    end = start + FRAME_HEADER + head.page
    computed = before.over(content[start : start + 8], head.order)
    computed = computed.over(content[start + FRAME_HEADER : end], head.order)
    salts = _difference(content[start + 8 : start + 16], head.salts)
    total = _difference(content[start + 16 : start + 24], struct.pack(">2I", *computed))
    if not total and (not salts or salts[1]):
        yield Reading(computed, start + 8 + salts[0], salts[1]) if salts else Reading(computed)
    elif total and not salts:
        if total[1]:
            yield Reading(computed, start + 16 + total[0], total[1])
        stored = Sum(*struct.unpack_from(">2I", content, start + 16))
        yield from _content_readings(content, head, start, (computed, stored))


def _difference(found: bytes | bytearray, expected: bytes) -> tuple[int, int] | None:
    """None when equal, else the byte and the bit in which they differ; a bit of 0 when in more than one."""
    bits = int.from_bytes(found, "little") ^ int.from_bytes(expected, "little")
    if bits == 0:
        return None
    if bits & (bits - 1):
        return 0, 0
    number = bits.bit_length() - 1
    return number // 8, 1 << number % 8


def _content_readings(content: bytearray, head: Head, start: int, sums: tuple[Sum, Sum]) -> Iterator[Reading]:
    """The bits of a frame whose flip makes its checksum the stored one.

    The checksum is linear in the words: a word changed by `d` changes it by `d` times two factors that depend
    only on how many words follow. Modulo 2^32 the high bits of many words weigh the same, so several may fit.
    """
    computed, stored = sums
    wanted = ((stored.one - computed.one) & MASK, (stored.two - computed.two) & MASK)
    offsets = [start, start + 4, *range(start + FRAME_HEADER, start + FRAME_HEADER + head.page, 4)]
    for offset, (first, second) in zip(reversed(offsets), _factors(len(offsets)), strict=True):
        word = struct.unpack_from(f"{head.order}I", content, offset)[0]
        for bit in range(32):
            change = -(1 << bit) if word >> bit & 1 else 1 << bit
            if (change * first) & MASK == wanted[0] and (change * second) & MASK == wanted[1]:
                place = bit // 8 if head.order == "<" else 3 - bit // 8
                yield Reading(stored, offset + place, 1 << bit % 8)


def _true(journal: Journal, start: int, reading: Reading, authentic: Authentic) -> bool:
    """Whether the frame's page is authentic when it is read that way."""
    assert journal.head is not None  # noqa: S101 - a log without a header has no frames
    frame = journal.content[start : start + FRAME_HEADER + journal.head.page]
    if start <= reading.offset < start + len(frame):
        frame[reading.offset - start] ^= reading.bit
    return authentic(struct.unpack_from(">I", frame)[0], bytes(frame[FRAME_HEADER:]))


def _fitting(
    journal: Journal, following: int, found: list[Reading], known: tuple[int, int] | None
) -> Reading:
    """The reading that the mark or the next frame bears out, else the first."""
    head = journal.head
    if len(found) == 1 or head is None:
        return found[0]
    follows = len(journal.content) >= following + FRAME_HEADER + head.page
    for reading in found:
        if reading.total == known:
            return reading
        if follows and next(_readings(journal.content, head, following, reading.total), None):
            return reading
    return found[0]


def _factors(words: int) -> list[tuple[int, int]]:
    """How much a change of a word weighs in both checksums, last word first."""
    found: list[tuple[int, int]] = []
    # A change `d` of a second word gives (0, d); of a first word (d, d). Each pair that follows turns
    # (a, b) into (a + b, a + 2b).
    late, early = (0, 1), (1, 1)
    for _ in range(words // 2):
        found += [late, early]
        late, early = (
            (late[0] + late[1], late[0] + 2 * late[1]),
            (early[0] + early[1], early[0] + 2 * early[1]),
        )
        late, early = (late[0] & MASK, late[1] & MASK), (early[0] & MASK, early[1] & MASK)
    return found


def rebuild(content: bytes, authentic: Authentic, salts: bytes) -> bytes:
    """The log with every whole frame of its generation chained anew and the others left out; empty if none.

    Each frame is judged by its own page, so damage to one costs no other. Where the header is beyond mending,
    `salts` tells the generation.
    """
    journal = examine(content, authentic)
    head = journal.head or Head("<", PAGE, salts, ZERO)
    raw, size = bytes(journal.content), FRAME_HEADER + head.page
    frames = [raw[start : start + size] for start in range(HEADER_SIZE, len(raw) - size + 1, size)]
    whole = [
        frame
        for frame in frames
        if frame[8:16] == head.salts and authentic(struct.unpack(">I", frame[:4])[0], frame[FRAME_HEADER:])
    ]
    return _chained(whole, head) if whole else b""


def _chained(frames: list[bytes], head: Head) -> bytes:
    """A sound log of these frames; the last one is made to end a commit."""
    magic = MAGIC | (head.order == ">")
    header = struct.pack(">4I", magic, VERSION, head.page, 0) + head.salts
    total = ZERO.over(header, head.order)
    parts = [header + struct.pack(">2I", *total)]
    largest = 0
    for number, frame in enumerate(frames):
        page, pages = struct.unpack(">2I", frame[:8])
        largest = max(largest, page, pages)
        if number == len(frames) - 1 and pages == 0:
            pages = largest
        first = struct.pack(">2I", page, pages)
        total = total.over(first, head.order).over(frame[FRAME_HEADER:], head.order)
        parts.append(first + head.salts + struct.pack(">2I", *total) + frame[FRAME_HEADER:])
    return b"".join(parts)
