"""Blocks to ESC/POS: published bytes, lines that fit, rare characters that are drawn, text that cannot
command.
"""

from __future__ import annotations

from io import BytesIO

import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.receipt_printer import encode as module
from devices.receipt_printer.blocks import Block, Cut, Feed, Line, Pair, Picture, Qr, Rule
from devices.receipt_printer.encode import clean, columns_of, encode, preamble, qr, raster, wrap
from devices.receipt_printer.glyphs import NoFont, draw_line
from devices.receipt_printer.pictures import load_picture
from devices.simulators.escpos import operations
from devices.simulators.render_receipt import codes, text, tickets, to_png

chinese = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("，。abc 19《》（）")
)


def one(block: Block, columns: int = 48) -> bytes:
    return encode([block], columns)[0]


def test_published_bytes() -> None:
    assert preamble() == bytes.fromhex("1B40 1C26")
    assert one(Cut()) == bytes.fromhex("1D564200")
    assert one(Feed(3)) == bytes.fromhex("1B6403")
    assert one(Rule(), 4) == b"----\n"
    assert one(Line("桂A")) == bytes.fromhex("1B6100") + "桂A".encode("gb18030") + b"\n" + bytes.fromhex(
        "1B6100"
    )


def test_emphasis_is_switched_on_and_off_again() -> None:
    data = one(Line("回执", size=2, bold=True, align="centre"))
    assert data.startswith(bytes.fromhex("1B6101 1D2111 1C210C 1B4501"))
    assert data.endswith(b"\n" + bytes.fromhex("1B4500 1D2100 1C2100 1B6100"))


def test_qr_bytes_are_as_published() -> None:
    assert qr("LB:AB12CD", 6) == bytes.fromhex(
        "1D286B040031413200 1D286B0300314306 1D286B0300314531"
        "1D286B0C00315030 4C423A414231324344 1D286B0300315130"
    )


def test_qr_and_raster_agree_with_another_implementation() -> None:
    other = Dummy()
    other.qr("LB:AB12CD", ec=1, size=6, native=True)
    stored = [op.data for op in operations(bytes(other.output)) if op.name == "qr_store"]
    assert stored == [op.data for op in operations(qr("LB:AB12CD")) if op.name == "qr_store"]
    assert raster(16, 2, b"\xff\x00\x0f\xf0") == bytes.fromhex("1D763000 0200 0200 FF000FF0")


@pytest.mark.parametrize("data", ["", "x" * 7090])
def test_qr_that_no_printer_takes_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="QR"):
        qr(data)


@given(st.text(max_size=120), st.integers(8, 48))
def test_lines_never_exceed_the_paper_and_lose_nothing(words: str, columns: int) -> None:
    lines = wrap(words, columns)
    assert all(columns_of(line) <= columns for line in lines)
    kept = clean(words).replace("\n", "").replace(" ", "")
    assert "".join(lines).replace(" ", "") == kept


@given(chinese, st.integers(8, 48))
def test_no_line_begins_with_a_closing_mark(words: str, columns: int) -> None:
    calm = words.lstrip("，。》）")
    for line in wrap("甲乙" + calm, columns):
        assert line[:1] not in ("，", "。") or "，，" in calm or "。" in calm


def test_numbers_stay_whole() -> None:
    assert wrap("核实电话请拨打 12348 热线", 20) == ["核实电话请拨打 12348", "热线"]


@given(st.text(max_size=200))
def test_text_cannot_command_the_printer(words: str) -> None:
    allowed = {"text", "line", "align", "raster"}
    data = one(Line(words))
    found = operations(data)
    assert {op.name for op in found} <= allowed
    assert b"".join(op.raw for op in found) == data
    assert all(byte >= 0x20 for op in found if op.name == "text" for byte in op.raw)


def test_pair_stands_at_both_edges_or_on_two_lines() -> None:
    assert text(one(Pair("编号", "A1"), 12)) == "编号      A1"
    assert columns_of(text(one(Pair("编号", "A1"), 12))) == 12
    assert text(one(Pair("很长的标签", "很长的值"), 12)) == "很长的标签\n    很长的值"


def test_characters_printers_lack_are_drawn() -> None:
    names = [op.name for op in operations(one(Line("㐀𠮷氏 ¥5")))]
    assert "raster" in names
    assert "text" not in names
    width, height, bits = draw_line([("㐀", 2), ("A", 1)], 12, bold=False)
    assert (width, height) == (40, 30)
    assert len(bits) == 5 * 30
    assert any(bits)


def test_without_a_font_a_gap_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_font(cells: object, column: int, bold: bool) -> tuple[int, int, bytes]:
        raise NoFont("none")

    monkeypatch.setattr(module, "draw_line", no_font)
    assert text(one(Line("𠮷氏"))) == "〓氏"


@given(st.binary(min_size=8, max_size=64))
def test_pictures_hold_no_real_time_commands(bits: bytes) -> None:
    data = raster(8, len(bits), bits)[8:]
    assert not any(command in data for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))


def test_tape_is_shown_as_text_codes_tickets_and_picture() -> None:
    blocks = [Line("回执", 2, True, "centre"), Rule(), Qr("LB:AB12CD"), Feed(2), Cut()]
    tape = preamble() + b"".join(encode(blocks))
    assert text(tape) == "回执\n" + "-" * 48 + "\n[QR LB:AB12CD]\n\n\n-----8<-----"
    assert codes(tape) == ["LB:AB12CD"]
    assert len(tickets(tape * 2 + b"rest\n")) == 3
    assert to_png(tape).startswith(b"\x89PNG")


def test_a_logo_is_sent_in_bands_that_add_up_to_it() -> None:
    bits = bytes(n % 251 | 1 for n in range(2 * 500))
    found = [op for op in operations(one(Picture(16, 500, bits))) if op.name == "raster"]
    assert [(op.width, op.height) for op in found] == [(16, 240), (16, 240), (16, 20)]
    assert b"".join(op.data for op in found) == bits


@pytest.mark.parametrize(
    ("width", "height", "size"), [(9, 1, 2), (8, 0, 0), (8, 2304, 2304), (8, 2, 1), (0, 1, 0)]
)
def test_a_picture_that_is_no_rectangle_is_refused(width: int, height: int, size: int) -> None:
    with pytest.raises(ValueError, match="picture"):
        Picture(width, height, bytes(size))


def test_a_logo_file_becomes_dots_where_it_is_dark() -> None:
    image = Image.new("RGBA", (40, 20), (255, 255, 255, 0))
    image.paste((0, 0, 0, 255), (0, 0, 20, 20))
    file = BytesIO()
    image.save(file, "PNG")
    picture = load_picture(file.getvalue(), 84)
    assert (picture.width, picture.height) == (80, 40)
    middle = picture.bits[20 * 10 : 21 * 10]
    assert (middle[:4], middle[-4:]) == (b"\xff" * 4, b"\0" * 4)


@pytest.mark.parametrize("data", [b"", b"no picture"])
def test_a_file_that_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="picture"):
        load_picture(data)


@pytest.mark.parametrize(
    "char", ["\u2028", "\u2029", "\u200f", "\u0301", "\ufffd", "\U0001f600", "\U000e0001", "\u0e33"]
)
def test_whatever_character_comes_it_is_drawn_or_left_out(char: str) -> None:
    assert one(Line(f"张{char}三"))
    assert one(Pair(char, f"𠮷{char}"))
