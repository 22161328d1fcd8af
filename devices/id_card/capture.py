"""Explains one captured reply of a reader: the person's record, or the reason why it is not one."""

from __future__ import annotations

from devices.id_card.commands import OK, READ_BASE, READ_BASE_WITH_PRINTS
from devices.id_card.frames import BrokenFrame, Flaw, parse_one
from devices.id_card.photo import SIMULATED_MARK, VENDOR_MARK
from devices.id_card.record import BadRecord, IdCard, parse_record, split_base, split_base_with_prints
from devices.id_card.tables import status

FLAWS = {
    Flaw.LENGTH: "the frame's length is below 4 or above 2400",
    Flaw.CHECKSUM: "the frame's XOR is wrong: a byte was changed or lost on the line",
    Flaw.TRUNCATED: "the frame ends before its length says: the rest was not captured",
    Flaw.NOISE: "no frame begins in these bytes (AA AA AA 96 69 is missing)",
}


class CaptureError(Exception):
    """The capture holds no readable card;
    `code` is one of the flaws, `status`, `not_a_reading` or `bad_record`.
    """

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


def decode_capture(raw: bytes) -> tuple[IdCard, dict[str, object]]:
    """Card and facts about its photo block from the bytes of a reply to 30 01 or 30 10.

    Raises `CaptureError`.
    """
    reply = parse_one(raw)
    if isinstance(reply, BrokenFrame):
        raise CaptureError(reply.flaw.value, FLAWS[reply.flaw])
    if reply.sw3 != OK:
        raise CaptureError("status", f"the reader answered {reply.sw3:02X}: {status(reply.sw3).meaning}")
    if not (READ_BASE.answered_by(reply) or READ_BASE_WITH_PRINTS.answered_by(reply)):
        raise CaptureError("not_a_reading", "a good answer, but not one to reading text and photo")
    try:
        text, photo = _split(reply.data)
        card = parse_record(text)
    except BadRecord as error:
        raise CaptureError("bad_record", f"the card's record cannot be read: {error}") from None
    return card, {"bytes": len(photo), "kind": _kind(photo)}


def _split(data: bytes) -> tuple[bytes, bytes]:
    """Text and photo of either answer; the three lengths tell which one it is."""
    try:
        return split_base(data)
    except BadRecord:
        return split_base_with_prints(data)[:2]


def _kind(photo: bytes) -> str:
    if photo.startswith(SIMULATED_MARK):
        return "simulated"
    return "card" if photo.startswith(VENDOR_MARK) else "unknown"
