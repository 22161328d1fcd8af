"""Targets that are pure functions: bytes in, values out, and what must hold for them."""

from __future__ import annotations

from devices.id_card.frames import LONGEST, Flaw, FrameParser, Reply, response
from devices.id_card.record import TEXT_SIZE, BadRecord, parse_record, split_base_with_prints
from devices.ptz import pelco, visca
from devices.qr_scanner import frames as gm65
from devices.receipt_printer.status import Automatic, Demultiplexer, from_automatic
from devices.relays import modbus
from devices.relays.modbus import Function
from devices.ups import megatec
from fuzz.promise import hold


def sam(data: bytes) -> None:
    """SAM frames: only frames with a right XOR, the buffer bounded, the same however the line is cut."""
    whole, cut = FrameParser(), FrameParser()
    found = whole.feed(data)
    pieces = [item for at in range(0, len(data), 7) for item in cut.feed(data[at : at + 7])]
    hold(found == pieces, "the cut of the line changed the frames")
    hold(whole.pending <= LONGEST + 7, "the buffer grew")
    for item in found + whole.end():
        if isinstance(item, Reply):
            hold(response(item.sw3, item.data, item.sw1, item.sw2) in data, "a frame that was not sent")
        else:
            hold(isinstance(item.flaw, Flaw), "a flaw without a name")
    hold(whole.pending == 0, "bytes stayed behind")
    hold(whole.feed(response(0x90)) == [Reply(0, 0, 0x90, b"")], "the next frame was lost")


def card(data: bytes) -> None:
    """The text record of a card: a whole card, or the name of the field that is wrong."""
    try:
        split_base_with_prints(data)
    except BadRecord as error:
        hold(str(error) == "bad_record: lengths", "an error without its field")
    try:
        holder = parse_record(data[:TEXT_SIZE].ljust(TEXT_SIZE, b"\0"))
    except BadRecord as error:
        hold(str(error).isascii(), "an error repeated what the card says")
        return
    hold(bool(holder.name), "a card without a name")
    hold(bool(holder.number), "a card without a number")
    hold(repr(holder) == f"IdCard(layout={holder.layout!r})", "the repr shows a person")
    holder.masked()


def escpos(data: bytes) -> None:
    """Answers of a receipt printer: sorted without a crash, every status group explained."""
    hear = Demultiplexer()
    for at in range(0, len(data), 5):
        for answer in hear.feed(data[at : at + 5]):
            if isinstance(answer, Automatic):
                hold(from_automatic(answer.group).answered, "a group that says nothing")
    hold(hear.noise <= len(data), "more noise than bytes")


def visca_packets(data: bytes) -> None:
    """VISCA packets: 3 to 16 bytes with their end, bounded, and whatever they say is understood or ignored."""
    parser = visca.PacketParser()
    for packet in parser.feed(data):
        hold(visca.SHORTEST <= len(packet) <= visca.LONGEST, "a packet of impossible size")
        hold(packet in data, "a packet that was not sent")
        for address in (1, 7):
            visca.decode(packet, address)
    hold(parser.pending < visca.LONGEST, "the buffer grew")
    home = visca.packet(1, b"\x01\x06\x04")
    hold(parser.feed(b"\xff" + home)[-1] == home, "the next packet was lost")


def pelco_positions(data: bytes) -> None:
    """Answers of a Pelco camera: believed only with address and sum right."""
    position = pelco.parse_position(data, 1)
    if position is not None:
        second = pelco.QUERIES[position.what] + 8
        hold(
            data[3:6] == bytes([second, position.value >> 8, position.value & 0xFF]),
            "a position that was not sent",
        )


def gm65_line(data: bytes) -> None:
    """A GM65's replies and codes: replies only with a right CRC, codes only with their end."""
    hear = gm65.Demultiplexer()
    for at in range(0, len(data), 9):
        for item in hear.feed(data[at : at + 9]):
            if isinstance(item, gm65.RegisterReply):
                hold(gm65.reply(item.data) in data, "a reply that was not sent")
            else:
                hold(item.data + b"\r" in data or item.data + b"\n" in data, "half a code")
    hold(hear.pending <= gm65.LONGEST_LINE + 9, "the buffer grew")
    hear.end()
    hold(hear.feed(b"next\r") == [gm65.Line(b"next")], "the next code was lost")


def q1(data: bytes) -> None:
    """A supply's lines: only of exactly the published shape, the next one always found."""
    parser = megatec.LineParser()
    for status in parser.feed(data):
        hold(0 <= status.load_percent <= 999, "an impossible load")
        hold(megatec.parse(megatec.line_of(status)[:-1]) == status, "a status that the line can not carry")
    hold(parser.pending <= megatec.LONGEST + 1, "the buffer grew")
    good = b"(226.0 195.0 226.0 014 49.0 27.5 30.0 00001000\r"
    hold(len(parser.feed(good)) == 1, "the next line was lost")


QUESTIONS = (
    modbus.read_bits(1, Function.READ_COILS, 0, 8),
    modbus.read_bits(1, Function.READ_INPUTS, 0, 16),
    modbus.write_coil(1, 1, True),
    modbus.write_coils(1, 0, (False,) * 8),
)


def modbus_answers(data: bytes) -> None:
    """Answers of a relay board: only whole, with the right CRC, and to the question asked."""
    for question in QUESTIONS:
        said = modbus.find_answer(data, question)
        if isinstance(said, modbus.Answer):
            begin = bytes([question.unit, question.function])
            at = [at for at in range(len(data)) if data.startswith(begin, at)]
            size = question.answer_size
            hold(
                any(modbus.crc(data[a : a + size - 2]) == data[a + size - 2 : a + size] for a in at),
                "an answer with a wrong CRC",
            )
            hold(len(said.bits) in (0, question.count), "bits nobody asked for")
