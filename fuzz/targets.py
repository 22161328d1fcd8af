"""All targets by name, each with inputs to begin from: real answers, so that changes of them reach deep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from devices.id_card.frames import response
from devices.ptz.pelco import frame
from devices.ptz.visca import IF_CLEAR
from devices.qr_scanner.frames import reply
from devices.relays.modbus import crc
from fuzz import codecs, conversations
from fuzz.line import script


@dataclass(frozen=True)
class Target:
    """What is fuzzed, and from where."""

    check: Callable[[bytes], None]
    """Raises on any bytes that break a promise."""
    seeds: tuple[bytes, ...]


def _sealed(text: str) -> bytes:
    body = bytes.fromhex(text)
    return body + crc(body)


OK = response(0x90)
SAM_ID = response(0x90, bytes(16))
FOUND = response(0x9F, bytes(4))
SELECTED = response(0x90, bytes(8))
TEXT = ("测试".ljust(15) + "2" + "01" + "19560312" + "某地".ljust(35) + "330105195603120025").encode(
    "utf-16-le"
)
RECORD = TEXT + ("某局".ljust(15) + "20160312" + "20360312" + " " * 18).encode("utf-16-le")
BASE = response(0x90, b"\x01\x00\x04\x00" + RECORD + bytes(1024))
PRINTS = response(0x90, b"\x01\x00\x04\x00\x02\x00" + RECORD + bytes(1536))
Q1_LINE = b"(226.0 195.0 226.0 014 49.0 27.5 30.0 00001000\r"
Q1_FAIL = b"(000.0 195.0 226.0 014 49.0 2.05 30.0 11000000\r"
VISCA_HELLO = (b"\x88\x30\x02\xff", IF_CLEAR, b"\x90\x50\x00\x20\x04\x0e\x01\x00\x02\xff")
VISCA_TALK = script(
    *VISCA_HELLO[:2],
    *(b"", VISCA_HELLO[2]),  # before each question the driver catches up with what came
    *(b"", b"\x90\x41\xff", b"", b"\x90\x42\xff\x90\x51\xff"),
    *(b"", b"\x90\x60\x03\xff", b"", b"", b"\x90\x41\xff"),
    *(b"", b"\x90\x50\x01\x02\x03\x04\xff\x90\x52\xff"),
    *(b"", b"\x90\x38\xff", *VISCA_HELLO[:2], b"\x90\x50\x02\xff"),
)
PELCO_TALK = script(
    *[frame(1, 0x00, answer, value, value) for value in range(1, 9) for answer in (0x59, 0x5B, 0x5D)]
)
COILS, INPUTS = _sealed("01010100"), _sealed("01020102")
WROTE, WROTE_ALL = _sealed("01050001FF00"), _sealed("010F00000008")

TARGETS: dict[str, Target] = {
    "sam": Target(codecs.sam, (OK, SAM_ID + FOUND, BASE, PRINTS, b"\xaa\xaa" + FOUND + BASE[:700] + OK)),
    "card": Target(codecs.card, (RECORD, PRINTS[10:-1], RECORD[:248] + b"J\0" + RECORD[250:])),
    "escpos": Target(
        codecs.escpos,
        (b"\x12\x16\x1e\x72", b"\x10\x00\x00\x00\x18\x00\x0c\x00", b"\x37\x220001\x00\x11\x13\x00"),
    ),
    "visca": Target(
        codecs.visca_packets, (b"".join(VISCA_HELLO), b"\x90\x41\xff\x90\x51\xff\x90\x60\x02\xff\x90\x38\xff")
    ),
    "pelco": Target(
        codecs.pelco_positions, (b"\xff\x01\x00\x59\x12\x34\xa0", b"\xff\x01\x00\x5d\x00\x00\x5e")
    ),
    "gm65": Target(codecs.gm65_line, (reply(b"\x00") + b"LB-0001\r\n" + reply(b"\x39\x01"), b"code\r")),
    "q1": Target(codecs.q1, (Q1_LINE, Q1_FAIL + Q1_LINE[:20] + Q1_LINE)),
    "modbus": Target(codecs.modbus_answers, (COILS, INPUTS, WROTE, WROTE_ALL, _sealed("018102"))),
    "reader": Target(
        conversations.reader,
        (script(OK, SAM_ID, FOUND, SELECTED, BASE, response(0x91), FOUND, SELECTED, PRINTS, response(0x91)),),
    ),
    "camera": Target(conversations.camera, (VISCA_TALK,)),
    "head": Target(conversations.head, (PELCO_TALK,)),
    "scanner": Target(
        conversations.scanner,
        (
            script(
                reply(b"\x39\x01"),
                reply(b"\x00"),
                reply(b"\x00"),
                b"LB-0001\r",
                reply(b"\x00"),
                reply(b"\0\0"),
            ),
        ),
    ),
    "board": Target(conversations.board, (script(WROTE_ALL, INPUTS, WROTE, COILS, INPUTS, WROTE, COILS),)),
    "supply": Target(conversations.supply, (script(*[Q1_LINE] * 3, Q1_FAIL, Q1_FAIL),)),
}
