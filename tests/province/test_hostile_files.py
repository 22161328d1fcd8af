"""A corpus of hostile files, made here: each is refused, or served without what acts, and its original stays."""

from __future__ import annotations

import asyncio
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
from PIL import Image

from legalnet.submission import Role
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
}


def bomb() -> bytes:
    """600 bytes that unpack to 300 MB of one page's content."""
    raw = zlib.compress(bytes(300 << 20), 9)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(small_pdf())) as pdf:
        page = pdf.pages[0]
        page.Contents = pikepdf.Stream(pdf, b"")
        page.Contents.write(raw, filter=pikepdf.Name.FlateDecode)
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
