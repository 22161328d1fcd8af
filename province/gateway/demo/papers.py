"""The demonstration's documents: one plain page each, set with typst; marked as made up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

SOURCE = """
#set page(paper: "a4", margin: 3cm)
#set text(font: ("Noto Serif CJK SC", "Noto Serif CJK JP"), lang: "zh", size: 16pt)
#set document(title: sys.inputs.title)
#align(center)[#text(14pt)[#sys.inputs.sender]\\ #text(22pt, weight: "bold")[#sys.inputs.title]]
#align(right)[#sys.inputs.case_no]
#set par(first-line-indent: (amount: 2em, all: true), leading: 1.1em)
#for line in sys.inputs.text.split("\\n") [#par[#line]]
#v(2em)
#align(right)[#sys.inputs.sender\\ #sys.inputs.day]
#v(1fr)
#align(center)[#text(11pt, fill: luma(90))[演示用文书，内容纯属虚构，没有法律效力]]
"""


@dataclass(frozen=True)
class Page:
    """What stands on one."""

    title: str
    sender: str
    case_no: str
    text: str
    day: str


@cache
def _fonts() -> Any:
    """The machine's own fonts, looked for once: that costs more than ten documents."""
    import typst  # heavy: for demonstrations only

    return typst.Fonts(include_system_fonts=True)


def pdf(page: Page) -> bytes:
    """The document as PDF."""
    import typst

    made = typst.compile(SOURCE.encode(), sys_inputs=vars(page), font_paths=_fonts())
    assert isinstance(made, bytes)  # noqa: S101 - one format, no output path
    return made
