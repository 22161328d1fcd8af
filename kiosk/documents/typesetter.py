"""Sets papers with typst: PDF with embedded Chinese fonts, page pictures, and which words fell on which page.

typst lets other threads run while it works (measured: 811 of 960 one-millisecond ticks), so a thread is
enough; reading the fonts takes up to 0.3 s, therefore one typesetter is kept and used again.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.documents.paper import Drawing, Paper, draw

if TYPE_CHECKING:
    import typst

FONT_FOLDER = Path("/usr/share/fonts/opentype/noto")
"""Where Debian's fonts-noto-cjk puts its fonts."""

FAMILIES = ("Noto Serif CJK SC", "Noto Sans CJK SC")

TEMPLATES = Path(__file__).parent / "templates"

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""PDF/A-2a for the court's archive, PDF/UA-1 for readers; both refuse a character that no font shows."""

ROUNDS = 8
"""How often a document is set again while typst keeps naming more characters without a glyph."""

A4_WIDTH_POINTS = 595.276

_NOT_SHOWN = re.compile(r'the (?:text|PDF contains the codepoint) `"(.+?)"`')
"""How typst 0.15 names a character that no font has, and one of the private area, which PDF/A forbids."""


class TypesettingError(Exception):
    """A document could not be set; the text names what is wrong here, never what was in the document."""


@dataclass(frozen=True)
class TypesetPaper:
    """A paper on pages."""

    pdf: bytes
    pages: int
    text: tuple[str, ...]
    """The words of each page, in reading order."""


class Typesetter:
    """One typst compiler with its fonts; threads that share it take turns."""

    def __init__(self, fonts: Path = FONT_FOLDER) -> None:
        """Read the fonts. Raises `TypesettingError` when the Chinese fonts are not there."""
        import typst  # heavy: only when the first document is composed

        self._error = typst.TypstError
        found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(fonts)])
        missing = [family for family in FAMILIES if family not in found.families()]
        if missing:
            raise TypesettingError(f"fonts missing in {fonts}: {', '.join(missing)}; install fonts-noto-cjk")
        self._compiler: typst.Compiler = typst.Compiler(
            input=str(TEMPLATES / "paper.typ"), root=str(TEMPLATES), font_paths=found
        )
        self._unshown: set[str] = set()
        self._settled = ""
        self._turn = threading.Lock()

    def pdf(self, paper: Paper, moment: datetime) -> TypesetPaper:
        """The paper as PDF; the same paper and moment give the same bytes. Raises `TypesettingError`."""
        with self._turn:
            pdf, drawing = self._settle(draw(paper), moment)
            pages = int(json.loads(self._compiler.query("<pages>", field="value"))[0])
            return TypesetPaper(pdf, pages, self._twin(drawing, pages))

    def pictures(self, paper: Paper, moment: datetime, width: int) -> list[bytes]:
        """Each page as a PNG that is `width` pixels wide. Raises `TypesettingError`."""
        ppi = width / (A4_WIDTH_POINTS / 72)
        with self._turn:
            drawing = self._spell_out(draw(paper))
            if drawing.data != self._settled:
                _, drawing = self._settle(draw(paper), moment)
            made = self._compiler.compile(format="png", ppi=ppi, sys_inputs={"paper": drawing.data})
        return made if isinstance(made, list) else [made or b""]

    def _settle(self, drawing: Drawing, moment: datetime) -> tuple[bytes, Drawing]:
        """Set the paper; a character that no font has is written as its code point, never dropped."""
        for _ in range(ROUNDS):
            shown = self._spell_out(drawing)
            try:
                pdf = self._compile(shown, moment)
            except self._error as error:
                unshown = _unshown(error)
                if not unshown - self._unshown:
                    raise TypesettingError("typst refused the document") from None
                self._unshown |= unshown
            else:
                self._settled = shown.data
                return pdf, shown
        raise TypesettingError("characters without a font remained")

    def _compile(self, drawing: Drawing, moment: datetime) -> bytes:
        made = self._compiler.compile(
            format="pdf",
            sys_inputs={"paper": drawing.data},
            pdf_standards=STANDARDS,
            timestamp=int(moment.timestamp()),
        )
        if not isinstance(made, bytes):
            raise TypesettingError("typst made no PDF")
        return made

    def _spell_out(self, drawing: Drawing) -> Drawing:
        data = drawing.data
        spoken = drawing.spoken
        for char in sorted(self._unshown):
            data = data.replace(char, spelt(char))
            spoken = tuple(said.replace(char, spelt(char)) for said in spoken)
        return Drawing(data, spoken)

    def _twin(self, drawing: Drawing, pages: int) -> tuple[str, ...]:
        found: list[list[str]] = [[] for _ in range(pages)]
        for mark in json.loads(self._compiler.query("<twin>", field="value")):
            said = drawing.spoken[mark["i"]]
            if said:
                found[mark["p"] - 1].append(said)
        return tuple("\n".join(page) for page in found)


def spelt(char: str) -> str:
    """How a character without a glyph is written, so that the paper shows that something stood there."""
    return "".join(f"〔U+{ord(one):04X}〕" for one in char)


def _unshown(error: Exception) -> set[str]:
    """The characters that typst names as having no glyph, from its message (it has no other way to ask)."""
    diagnostic = str(getattr(error, "diagnostic", ""))
    return {_unescape(found) for found in _NOT_SHOWN.findall(diagnostic)}


def _unescape(shown: str) -> str:
    """typst prints unprintable characters as Rust does: `\\u{e000}`."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match.group(1), 16)), shown)
