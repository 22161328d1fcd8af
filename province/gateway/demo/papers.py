"""The demonstration's documents: one plain page each, set with typst; marked as made up."""

from __future__ import annotations

from dataclasses import dataclass

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


def pdf(page: Page) -> bytes:
    """The document as PDF, with the machine's own Chinese fonts. Raises `typst.TypstError` never for these texts."""
    import typst  # heavy: for demonstrations only

    made = typst.compile(SOURCE.encode(), sys_inputs=vars(page))
    assert isinstance(made, bytes)  # noqa: S101 - one format, no output path
    return made
