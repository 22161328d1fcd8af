"""What a composed document is made of before it becomes pages: plain words in boxes, no markup and no layout.

The typst template draws it; the text twin, which is read aloud and searched, comes from the same lines, so
that paper and voice cannot differ.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Run:
    """A piece of a line; with `tick` it is an option and its box."""

    text: str
    tick: bool | None = None
    bold: bool = False

    def data(self) -> dict[str, Any]:
        """The run as the template reads it."""
        found: dict[str, Any] = {"t": self.text}
        if self.tick is not None:
            found["x"] = self.tick
        if self.bold:
            found["b"] = True
        return found


@dataclass(frozen=True)
class Line:
    """One line of a box; long ones wrap."""

    runs: tuple[Run, ...]
    spoken: str = ""
    """What the twin says instead of the runs, when the eye sees more than the ear needs."""

    @classmethod
    def of(cls, text: str, bold: bool = False) -> Line:
        """A line of plain words."""
        return cls((Run(text, bold=bold),))

    @property
    def twin(self) -> str:
        """The line in words: an option that is not chosen is not read out."""
        if self.spoken:
            return self.spoken
        said = "".join(run.text for run in self.runs if run.tick is not False).strip()
        ticks = [run.tick for run in self.runs if run.tick is not None]
        return f"{said}未选" if ticks and not any(ticks) else said


@dataclass(frozen=True)
class Row:
    """A row of the form: a grey band, a full-width box, or a label with its box."""

    kind: Literal["band", "wide", "row"]
    lines: tuple[Line, ...]
    label: str = ""


@dataclass(frozen=True)
class Sheet:
    """The ruled form of the official complaint: rows under each other."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Grid:
    """A list with a heading row, such as the evidence index."""

    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Line, ...], ...]
    left: tuple[int, ...] = ()
    """Columns set to the left; the others stand in the middle."""
    small: tuple[int, ...] = ()
    """Columns in small print, such as digests."""


@dataclass(frozen=True)
class Prose:
    """Paragraphs, with or without a heading."""

    lines: tuple[Line, ...]
    heading: str = ""
    indent: bool = True


@dataclass(frozen=True)
class Sign:
    """The end of a document: to whom, who signs, when."""

    who: Line
    date: Line
    to: str = ""
    proxy: Line | None = None
    """In whose place it is signed, where somebody acts for the party."""
    signature_svg: str | None = None
    signature_mm: float = 40.0
    """How wide the signature is drawn."""
    signature_alt: str = "手写签名"
    frame: bool = True
    """Whether an empty place for the signature shows a line to sign on."""

    @property
    def to_line(self) -> Line:
        """The customary word before the addressee."""
        return Line((Run("此致"),), spoken=f"此致{self.to}")


Block = Sheet | Grid | Prose | Sign


@dataclass(frozen=True)
class Paper:
    """A whole document."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    mark: str = ""
    """A small line under the page number, for example the code of the receipt."""


@dataclass(frozen=True)
class Drawing:
    """A paper ready for the template, with the spoken words its page marks refer to."""

    data: str
    """JSON for the template."""
    spoken: tuple[str, ...]


class _Numberer:
    """Hands out the numbers by which the template marks lines."""

    def __init__(self) -> None:
        self.spoken: list[str] = []

    def line(self, line: Line, lead: str = "") -> dict[str, Any]:
        """One line with its number; `lead` is said before it (a row's label)."""
        before = lead.rstrip("：")
        self.spoken.append(f"{before}：{line.twin}" if before and line.twin else before or line.twin)
        return {"i": len(self.spoken) - 1, "runs": [run.data() for run in line.runs] or [{"t": ""}]}

    def lines(self, lines: tuple[Line, ...], lead: str = "") -> list[dict[str, Any]]:
        """Lines of one box; the label is said before the first."""
        shown = lines or (Line.of(""),)
        return [self.line(line, lead if at == 0 else "") for at, line in enumerate(shown)]


def draw(paper: Paper) -> Drawing:
    """The paper as the template reads it, and the words that its lines stand for."""
    numberer = _Numberer()
    blocks = [_block(block, numberer) for block in paper.blocks]
    data = {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "mark": paper.mark,
        "blocks": blocks,
    }
    return Drawing(json.dumps(data, ensure_ascii=False, sort_keys=True), tuple(numberer.spoken))


def _block(block: Block, numberer: _Numberer) -> dict[str, Any]:
    match block:
        case Sheet(rows):
            return {"k": "sheet", "rows": [_row(row, numberer) for row in rows]}
        case Grid(head, widths, rows, left, small):
            drawn = [[numberer.line(cell, head[at]) for at, cell in enumerate(row)] for row in rows]
            return {"k": "grid", "head": head, "widths": widths, "rows": drawn, "left": left, "small": small}
        case Prose(lines, heading, indent):
            drawn_lines = numberer.lines(lines, heading)
            return {"k": "prose", "heading": heading, "indent": indent, "lines": drawn_lines}
        case Sign():
            return _sign(block, numberer)


def _row(row: Row, numberer: _Numberer) -> dict[str, Any]:
    return {
        "k": row.kind,
        "label": row.label,
        "lines": numberer.lines(row.lines, row.label.replace("\n", "")),
    }


def _sign(sign: Sign, numberer: _Numberer) -> dict[str, Any]:
    return {
        "k": "sign",
        "to": sign.to,
        "to_line": numberer.line(sign.to_line if sign.to else Line.of("")),
        "who": numberer.line(sign.who),
        "proxy": numberer.line(sign.proxy) if sign.proxy is not None else None,
        "date": numberer.line(sign.date),
        "signature": sign.signature_svg,
        "signature_mm": sign.signature_mm,
        "signature_alt": sign.signature_alt,
        "frame": sign.frame,
    }
