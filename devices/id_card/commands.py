"""What one may ask a SAM reader (GA/T 467-2019), how long to wait, and what an answer to it looks like."""

from __future__ import annotations

from dataclasses import dataclass

from devices.id_card.frames import Reply, request

OK = 0x90
FOUND = 0x9F
EMPTY = 0x91
"""The card has no such item."""
NO_CARD = 0x80
ABOUT_A_CARD = (EMPTY, 0x31, 0x32, 0x33, 0x34, 0x40, 0x41, 0x47, 0x50, NO_CARD, 0x81)
COMMAND_AT = 7
CARD_COMMANDS = (0x20, 0x30)
"""Finding and selecting, and the readings."""


@dataclass(frozen=True)
class Command:
    """One request with the host's patience and the shape of its good answer."""

    name: str
    frame: bytes
    timeout_s: float
    success: int = OK
    sizes: range = range(0, 1)
    """How many data bytes a good answer may carry; tells a late answer to another question apart."""

    def answered_by(self, reply: Reply) -> bool:
        """Whether the reply can be this command's answer.

        A failure carries no data that would tell to whom it belongs. But what is said of a card can only be late when
        the module itself was asked: somebody who had the port before us asked it.
        """
        if reply.sw3 == self.success:
            return len(reply.data) in self.sizes
        if reply.sw3 in ABOUT_A_CARD and self.frame[COMMAND_AT] not in CARD_COMMANDS:
            return False
        return reply.sw3 not in (OK, FOUND)


SAM_STATUS = Command("sam_status", request(0x11, 0xFF), 0.5)
SAM_ID = Command("sam_id", request(0x12, 0xFF), 0.5, sizes=range(16, 17))
FIND = Command("find", request(0x20, 0x01), 1.0, FOUND, range(0, 5))
SELECT = Command("select", request(0x20, 0x02), 0.5, sizes=range(8, 9))
READ_BASE = Command("read_base", request(0x30, 0x01), 2.0, sizes=range(260, 2400))
READ_BASE_WITH_PRINTS = Command("read_base_with_prints", request(0x30, 0x10), 3.0, sizes=range(262, 2400))
RESET = Command("reset", request(0x10, 0xFF), 2.0)
READ_ALL_ADDITIONAL = Command("read_all_additional", request(0x30, 0x02), 3.0, sizes=range(2, 2400))
"""Everything added to the card later; what the bytes mean is documented by one vendor only, so they stay raw."""
READ_MANAGEMENT_NUMBER = Command("read_management_number", request(0x30, 0x05), 1.5, sizes=range(8, 33))
"""28 bytes on most modules (issuer 4, serial 8, distinguishing number 16), 8 on some."""
READ_NEW_ADDRESS = Command("read_new_address", request(0x30, 0x03), 1.5, sizes=range(2, 200))

BAUDS = {115200: 0x00, 57600: 0x01, 38400: 0x02, 19200: 0x03, 9600: 0x04}
MAX_RF = range(24, 256)
"""Longest radio frame in bytes; readers in the field use 50h."""


def set_baud(baud: int) -> Command:
    """Speak at another speed from the next request on; the answer still comes at the old one.

    Raises `ValueError` for a speed that the module does not know.
    """
    if baud not in BAUDS:
        raise ValueError("the speed is 9600, 19200, 38400, 57600 or 115200")
    return Command("set_baud", request(0x60, BAUDS[baud]), 0.5)


def set_max_rf(size: int) -> Command:
    """Limit the radio frames between module and card. Raises `ValueError` outside 24 to 255."""
    if size not in MAX_RF:
        raise ValueError("the radio frame is 24 to 255 bytes")
    return Command("set_max_rf", request(0x61, 0xFF, bytes([size])), 0.5)


QUIET_S = 0.2
"""A pause inside a frame after which the rest is not coming (1 byte takes 0.09 ms at 115200)."""


def sam_number(data: bytes) -> str:
    """The module's number as printed on readers, e.g. 05.01-20160101-0000123456-1234567890.

    From 16 bytes: u16, u16, then date, serial and extra as u32, all little-endian.
    """
    if len(data) != 16:
        raise ValueError("a SAM id has 16 bytes")
    first, second = int.from_bytes(data[0:2], "little"), int.from_bytes(data[2:4], "little")
    date, serial, extra = (int.from_bytes(data[at : at + 4], "little") for at in (4, 8, 12))
    return f"{first:02d}.{second:02d}-{date:08d}-{serial:010d}-{extra:010d}"
