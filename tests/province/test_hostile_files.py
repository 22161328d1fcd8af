"""A corpus of hostile files, made here: each is refused, or served without what acts, and its original stays."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import struct
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from legalnet.submission import Role
from province.gateway.guard import unpacking
from province.gateway.guard.pdf import defuse
from province.gateway.guard.screening import screened
from province.gateway.problems import Problem
from province.gateway.staff import INLINE
from tests.province.papers import small_jpeg, small_pdf
from tests.province.raw import problem
from tests.province.running import Filing, Part, Running, Terminal, running
from tests.province.staffing import reader

ACTS = (b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/SubmitForm", b"/EmbeddedFiles", b"/OpenAction", b"/AA", b"/XFA",
        b"/GoToR", b"/RichMedia", b"/FileAttachment", b"evil")  # fmt: skip


def made(change: Callable[[pikepdf.Pdf], object], **options: object) -> bytes:
    """A PDF with something done to it; objects in streams, so that no search of the bytes sees anything."""
    with pikepdf.open(io.BytesIO(small_pdf())) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, **options)  # type: ignore[arg-type]
    return out.getvalue()


def dictionary(**members: object) -> pikepdf.Dictionary:
    """As the library takes it."""
    return pikepdf.Dictionary(**members)


def action(kind: str, **more: object) -> pikepdf.Dictionary:
    """An action of a kind."""
    return dictionary(S=pikepdf.Name("/" + kind), **more)


def on_open(what: pikepdf.Dictionary) -> Callable[[pikepdf.Pdf], object]:
    """Runs when somebody opens it."""
    return lambda pdf: pdf.Root.__setitem__("/OpenAction", pdf.make_indirect(what))


def annotated(subtype: str, **more: object) -> Callable[[pikepdf.Pdf], object]:
    """Something on the page that acts when touched."""

    def change(pdf: pikepdf.Pdf) -> None:
        """On the first page."""
        note = dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + subtype), Rect=[0, 0, 9, 9], **more
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])

    return change


def attached(pdf: pikepdf.Pdf) -> None:
    """A program inside."""
    pdf.attachments["evil.exe"] = b"MZ evil"


def named_script(pdf: pikepdf.Pdf) -> None:
    """In the tree of names."""
    script = pdf.make_indirect(action("JavaScript", JS="app.alert('evil')"))
    pdf.Root.Names = dictionary(JavaScript=dictionary(Names=[pikepdf.String("a"), script]))


def form(pdf: pikepdf.Pdf) -> None:
    """An XFA form."""
    pdf.Root.AcroForm = dictionary(Fields=[], XFA=pikepdf.Stream(pdf, b"<evil/>"))


def hidden_deep(pdf: pikepdf.Pdf) -> None:
    """An action in an array in a dictionary in an action."""
    inner = action("Launch", F=pikepdf.String("evil.exe"))
    pdf.pages[0].PieceInfo = dictionary(Any=dictionary(Private=pikepdf.Array([dictionary(Next=inner)])))


def field_script(pdf: pikepdf.Pdf) -> None:
    """Runs at each stroke of a key."""
    field = dictionary(
        FT=pikepdf.Name.Tx, T=pikepdf.String("a"), AA=dictionary(K=action("JavaScript", JS="evil"))
    )
    pdf.Root.AcroForm = dictionary(Fields=pikepdf.Array([pdf.make_indirect(field)]))


def elsewhere(pdf: pikepdf.Pdf) -> None:
    """A stream whose bytes a viewer shall fetch (7.3.8.2)."""
    stream = pikepdf.Stream(pdf, b"")
    stream.F = dictionary(FS=pikepdf.Name.URL, F=pikepdf.String("http://evil/x"))
    pdf.pages[0].Resources = dictionary(XObject=dictionary(X=pdf.make_indirect(stream)))


def borrowed(pdf: pikepdf.Pdf) -> None:
    """A form that shows a page of a file somewhere else (8.10.4)."""
    stream = pikepdf.Stream(pdf, b"")
    stream.Ref = dictionary(F=pikepdf.String("http://evil/y.pdf"), Page=0)
    pdf.pages[0].Resources = dictionary(XObject=dictionary(X=pdf.make_indirect(stream)))


DEFUSED: dict[str, bytes] = {
    "script on opening": made(on_open(action("JavaScript", JS="app.alert('evil')"))),
    "script by name": made(named_script),
    "program launched": made(on_open(action("Launch", F=pikepdf.String("evil.exe")))),
    "page elsewhere": made(on_open(action("GoToR", F=pikepdf.String("evil.pdf")))),
    "form that sends": made(annotated("Link", A=action("SubmitForm", F=pikepdf.String("http://evil")))),
    "link outward": made(annotated("Link", A=action("URI", URI=pikepdf.String("http://evil")))),
    "actions of a page": made(lambda pdf: pdf.pages[0].__setitem__("/AA", dictionary(O=action("Named")))),
    "program attached": made(attached),
    "file on a page": made(annotated("FileAttachment", Contents="evil")),
    "media": made(annotated("RichMedia", RichMediaContent=dictionary(), Contents="evil")),
    "form of another kind": made(form),
    "deep inside": made(hidden_deep),
    "script of a field": made(field_script),
    "script played by a screen": made(annotated("Screen", A=action("Rendition", JS=pikepdf.String("evil")))),
    "world in three dimensions": made(annotated("3D", Contents="evil")),
    "portfolio": made(lambda pdf: pdf.Root.__setitem__("/Collection", dictionary(D=pikepdf.String("evil")))),
    "file that goes along": made(
        lambda pdf: pdf.Root.__setitem__("/AF", pikepdf.Array([dictionary(EF=dictionary())]))
    ),
    "name in another writing": small_pdf(
        catalog=b"/Names<</J#61vaScript<</Names[(a)<</S/J#61vaScript/#4aS(evil)>>]>>>>"
    ),
    "script behind an empty password": made(
        on_open(action("JavaScript", JS="evil")), encryption=pikepdf.Encryption(owner="a", user="")
    ),
    "contents that lie elsewhere": made(elsewhere),
    "page of another file": made(borrowed),
}


def bomb() -> bytes:
    """600 bytes that unpack to 300 MB of one page's content."""
    return filtered(zlib.compress(bytes(300 << 20), 9), "FlateDecode")


def in_digits() -> bytes:
    """The same, written in hexadecimal digits first."""
    return filtered(zlib.compress(bytes(300 << 20), 9).hex().encode() + b">", "ASCIIHexDecode", "FlateDecode")


def twice() -> bytes:
    """Packed twice: a few hundred bytes."""
    return filtered(zlib.compress(zlib.compress(bytes(300 << 20), 9), 9), "FlateDecode", "FlateDecode")


def runs() -> bytes:
    """128 zeros a pair of bytes."""
    return filtered(b"\x81\0" * (5 << 19), "RunLengthDecode")


def lzw(rounds: int = 60) -> bytes:
    """Each code of 12 bits stands for a longer string of zeros than the one before: 4,000 for two bytes at last."""
    bits, width, known = "", 9, 258
    for _ in range(rounds):
        bits += f"{256:0{width}b}"
        width, known = 9, 258
        for code in (0, *range(258, 4093)):
            bits += f"{code:0{width}b}"
            known += 1 if code else 0
            width = min(12, max(9, (known + 1).bit_length()))
    raw = int(bits + "0" * (-len(bits) % 8), 2).to_bytes((len(bits) + 7) // 8)
    return filtered(raw, "LZWDecode")


def filtered(raw: bytes, *filters: str) -> bytes:
    """One page whose contents come out of these filters."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(small_pdf())) as pdf:
        page = pdf.pages[0]
        page.Contents = pikepdf.Stream(pdf, b"")
        page.Contents.write(raw, filter=pikepdf.Array([pikepdf.Name("/" + one) for one in filters]))
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def nested_pdf() -> bytes:
    """A thousand lists within each other."""
    deep = b"/Deep " + b"[" * 400 + b"]" * 400
    return small_pdf(catalog=deep)


def huge_picture() -> bytes:
    """A PNG of 50,000 x 50,000 grey points in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        """With its length and sum."""
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    data = zlib.compress(bytes(6251) * 100, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def moving() -> bytes:
    """A WebP of many frames."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (64, 64), (50 * n, 255 - 50 * n, 0)) for n in range(5)]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


def many_pages() -> bytes:
    """More than anybody files."""

    def change(pdf: pikepdf.Pdf) -> None:
        """The same page again and again."""
        for _ in range(1000):
            pdf.pages.append(pdf.pages[0])

    return made(change)


def zipped() -> bytes:
    """An archive that unpacks to 100 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(100 << 20))
    return out.getvalue()


def in_a_ring() -> bytes:
    """Pages whose parent is their child."""
    with pikepdf.open(io.BytesIO(small_pdf())) as pdf:
        tree = pdf.Root.Pages
        tree.Kids = pikepdf.Array([tree])
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def vast() -> bytes:
    """A page of 35 kilometres."""
    return made(lambda pdf: pdf.pages[0].__setitem__("/MediaBox", pikepdf.Array([0, 0, 100_000_000, 9])))


def magnified() -> bytes:
    """A page of ordinary figures in units of ten metres."""
    return made(lambda pdf: pdf.pages[0].__setitem__("/UserUnit", 28_000))


def chunked(kind: bytes, data: bytes) -> bytes:
    """A small PNG with a further chunk in it."""
    out = io.BytesIO()
    Image.new("L", (8, 8)).save(out, "PNG")
    png, more = (
        out.getvalue(),
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)),
    )
    return png[:33] + more + png[33:]


def wordy() -> bytes:
    """A PNG whose comment unpacks to 100 MB."""
    return chunked(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100 << 20), 9))


def animated() -> bytes:
    """A PNG of several frames."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (16, 16), (80 * n, 0, 0)) for n in range(3)]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def wide_jpeg() -> bytes:
    """A JPEG whose head says 65,500 x 65,500."""
    data = bytearray(small_jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(data)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>evil()</script></svg>'
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "unpacks to 300 MB": ("application/pdf", bomb, "bomb"),
    "nested": ("application/pdf", nested_pdf, "nesting"),
    "locked": ("application/pdf", lambda: made(lambda _: None, encryption=pikepdf.Encryption(owner="a", user="b")),
               "encrypted"),
    "pages without end": ("application/pdf", many_pages, "pages"),
    "picture that is also a PDF": ("application/pdf", lambda: b"GIF89a " + small_pdf(), "not_a_pdf"),
    "no PDF at all": ("application/pdf", lambda: b"%PDF-1.7\n<script>evil()</script>", "unreadable"),
    "page of 2,500 megapixels": ("image/png", huge_picture, "pixels"),
    "moving picture": ("image/webp", moving, "frames"),
    "drawing with a script": ("image/svg+xml", lambda: SVG, "type"),
    "drawing called PNG": ("image/png", lambda: SVG, "unreadable"),
    "archive called JPEG": ("image/jpeg", zipped, "unreadable"),
    "unpacks behind digits": ("application/pdf", in_digits, "bomb"),
    "unpacks twice": ("application/pdf", twice, "bomb"),
    "unpacks by runs": ("application/pdf", runs, "bomb"),
    "unpacks by LZW": ("application/pdf", lzw, "bomb"),
    "pages in a ring": ("application/pdf", in_a_ring, "unreadable"),
    "page of 35 kilometres": ("application/pdf", vast, "page_size"),
    "page in large units": ("application/pdf", magnified, "page_size"),
    "picture with 100 MB of words": ("image/png", wordy, "unreadable"),
    "moving PNG": ("image/png", animated, "frames"),
    "JPEG of 4,000 megapixels": ("image/jpeg", wide_jpeg, "pixels"),
    "cut off": ("image/jpeg", lambda: small_jpeg()[:200], "unreadable"),
}  # fmt: skip


def looked(data: bytes, media_type: str) -> tuple[bytes, tuple[str, ...]]:
    """Through the process that looks."""
    found = asyncio.run(screened(data, media_type))
    return found.data, found.taken_out


@pytest.mark.parametrize("name", DEFUSED)
def test_what_acts_is_not_in_the_copy(name: str) -> None:
    clean, taken = defuse(DEFUSED[name])
    assert taken
    with pikepdf.open(io.BytesIO(clean)) as pdf:
        assert len(pdf.pages) == 1
        out = io.BytesIO()
        pdf.save(out, qdf=True)
    left = [word for word in ACTS if word in out.getvalue()]
    assert not left


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_made_harmless_is_refused(name: str) -> None:
    media_type, make, reason = REFUSED[name]
    with pytest.raises(Problem) as found:
        looked(make(), media_type)
    assert (found.value.code, found.value.extra["reason"]) == ("unsafe_file", reason)


def test_nothing_rides_behind_a_picture() -> None:
    rider = small_jpeg() + b"<script>evil()</script>" + zipped()[:2000]
    clean, _ = looked(rider, "image/jpeg")
    assert b"evil" not in clean
    with Image.open(io.BytesIO(clean)) as image:
        assert image.size == (8, 8)


def test_an_ordinary_paper_stays_as_readable_as_it_was() -> None:
    """To the byte: a signature in it holds in what the desk is shown."""
    clean, taken = looked(small_pdf(), "application/pdf")
    assert (clean, taken) == (small_pdf(), ())
    behind, taken = looked(small_pdf() + b"PK\x05\x06" + bytes(18), "application/pdf")
    assert taken == ()
    assert b"PK\x05\x06" not in behind
    with pikepdf.open(io.BytesIO(clean)) as pdf:
        assert [float(x) for x in pdf.pages[0].MediaBox] == [0, 0, 595, 842]


def test_an_archive_whose_comment_ends_like_a_paper_does_not_ride_along() -> None:
    """A ZIP for whoever opens it as one, a PDF for a viewer, `%%EOF` its last word."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("evil.exe", b"MZ evil")
        archive.comment = b"%%EOF"
    both = small_pdf() + out.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(both))
    clean, _ = looked(both, "application/pdf")
    assert not zipfile.is_zipfile(io.BytesIO(clean))
    assert b"evil" not in clean


def test_a_paper_that_viewers_may_read_differently_is_written_anew() -> None:
    """Its table of objects is broken: whoever repairs it may find another paper in it."""
    broken = small_pdf().replace(b"startxref\n", b"startxref\n9")
    clean, _ = looked(broken, "application/pdf")
    assert clean != broken
    with pikepdf.open(io.BytesIO(clean), attempt_recovery=False) as pdf:
        assert len(pdf.pages) == 1


@given(
    st.binary(max_size=2000),
    st.lists(st.sampled_from(sorted(unpacking.NAMES.values())), min_size=1, max_size=3),
)
@settings(max_examples=200, deadline=None)
def test_counting_never_fails_and_never_exceeds_its_limit(raw: bytes, filters: list[str]) -> None:
    try:
        assert 0 <= unpacking.unpacked_size(raw, filters, 10_000) <= 10_000
    except unpacking.TooMuch:
        assert filters


@given(st.binary(min_size=1, max_size=3000))
@settings(max_examples=60, deadline=None)
def test_counted_is_what_comes_out(data: bytes) -> None:
    for raw, filters in (
        (zlib.compress(data), ["/FlateDecode"]),
        (zlib.compress(data).hex().encode() + b">", ["/AHx", "/Fl"]),
        (base64.a85encode(zlib.compress(data)) + b"~>", ["/ASCII85Decode", "/FlateDecode"]),
        (zlib.compress(zlib.compress(data)), ["/Fl", "/Fl"]),
    ):
        assert unpacking.unpacked_size(raw, filters, 1 << 20) == len(data)


def test_counted_of_lzw_is_what_a_reader_of_pdf_makes_of_it() -> None:
    with pikepdf.open(io.BytesIO(lzw(1))) as pdf:
        stream = pdf.pages[0].Contents
        raw = stream.read_raw_bytes()
        assert unpacking.unpacked_size(raw, ["/LZWDecode"], 1 << 40) == len(stream.read_bytes())


# ------------------------------------------------------------------ over the wire


def test_the_desk_is_shown_the_copy_and_can_keep_the_original(province: Running, terminal: Terminal) -> None:
    """The original's bytes, its signatures with them, go to a file only."""
    script = DEFUSED["script on opening"]
    filing = Filing()
    filing.parts[0] = Part("complaint.pdf", Role.DOCUMENT, "application/pdf", script)
    number = json.loads(terminal.hand_in(filing))["number"]
    browser = reader(province)
    url = f"{province.url}/staff/submissions/{number}/parts/complaint.pdf"
    shown = browser.get(url, timeout=60)
    assert shown.headers["Content-Type"] == "application/pdf"
    assert b"/OpenAction" not in shown.content
    kept = browser.get(url, params={"original": "1"}, timeout=60)
    assert kept.content == script
    assert kept.headers["Content-Type"] == "application/octet-stream"
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in kept.headers["Content-Security-Policy"]
    noted = [row["action"] for row in province.rows("audit")]
    assert {"staff.part", "staff.original"} <= set(noted)


def test_a_bomb_is_told_and_not_shown(province: Running, terminal: Terminal) -> None:
    filing = Filing()
    filing.parts[0] = Part("complaint.pdf", Role.DOCUMENT, "application/pdf", nested_pdf())
    number = json.loads(terminal.hand_in(filing))["number"]
    answer = reader(province).get(
        f"{province.url}/staff/submissions/{number}/parts/complaint.pdf", timeout=60
    )
    assert problem(answer)["reason"] == "nesting"


def test_what_looks_like_nothing_known_does_not_come_in(terminal: Terminal) -> None:
    """Types that no browser may show are no types of a filing."""
    assert "image/svg+xml" not in INLINE
    filing = Filing()
    filing.parts[1] = Part("iou-1.jpg", Role.MATERIAL, "image/svg+xml", SVG)
    with pytest.raises(Exception, match=r"."):
        terminal.hand_in(filing)


# ------------------------------------------------------------------ a scanner of the province's own


class Scanner:
    """The daemon's protocol: whatever holds EICAR's beginning is found."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.loop = asyncio.new_event_loop()
        self.server: asyncio.Server | None = None
        self.seen = 0

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One file."""
        assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
        data = b""
        while (size := struct.unpack(">I", await reader.readexactly(4))[0]) > 0:
            data += await reader.readexactly(size)
        self.seen += len(data)
        word = b"stream: Eicar-Signature FOUND\0" if b"EICAR" in data else b"stream: OK\0"
        writer.write(word)
        await writer.drain()
        writer.close()

    def run(self, ready: threading.Event) -> None:
        """Until it is stopped."""
        asyncio.set_event_loop(self.loop)
        self.server = self.loop.run_until_complete(asyncio.start_unix_server(self._answer, str(self.path)))
        ready.set()
        self.loop.run_forever()
        self.server.close()
        self.loop.run_until_complete(self.server.wait_closed())
        self.loop.close()


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[Scanner]:
    """Listening on a socket of its own."""
    found, ready = Scanner(tmp_path / "clamd"), threading.Event()
    thread = threading.Thread(target=found.run, args=(ready,))
    thread.start()
    assert ready.wait(60)
    yield found
    found.loop.call_soon_threadsafe(found.loop.stop)
    thread.join(60)


def test_the_scanner_has_the_first_word(scanner: Scanner, tmp_path: Path) -> None:
    socket = str(scanner.path)
    good = small_pdf()
    assert asyncio.run(screened(good, "application/pdf", socket)).taken_out == ()
    assert scanner.seen == len(good)
    for path, data, reason in (
        (socket, small_pdf(b"EICAR"), "malware"),
        (str(tmp_path / "none"), good, "scanner_away"),
    ):
        with pytest.raises(Problem) as found:
            asyncio.run(screened(data, "application/pdf", path))
        assert found.value.extra["reason"] == reason


def test_staff_upload_nothing_that_acts(tmp_path: Path) -> None:
    """Their papers go to residents as they are, signatures and all: what acts is refused, not taken out."""
    from province.gateway.accounts.store import StaffRole
    from tests.province.catalogue import write_catalogue
    from tests.province.staffing import at_the_desk, hire

    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as province:
        session: requests.Session = at_the_desk(province, hire(province, "clerk", StaffRole.CLERK))
        headers = {"Content-Type": "application/pdf"}
        url = f"{province.url}/pln/v1/staff/files"
        bad = session.post(url, data=DEFUSED["script by name"], headers=headers, timeout=60)
        assert problem(bad)["reason"] == "action,script"
        assert session.post(url, data=small_pdf(), headers=headers, timeout=60).status_code == 201
