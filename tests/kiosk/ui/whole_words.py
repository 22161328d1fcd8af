"""Lays a text out once more and looks where its lines end: a Latin word is read whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtQuick import QQuickItem

from tests.kiosk.ui.inspection import in_layer, texts
from tests.kiosk.ui.scene import Scene

RUN = re.compile(r"[!-~’]+")
CODE = re.compile(r"[0-9@/\\_*]|[.:](?=\w)")
"""In a number, a code or an address, which may go on in the next line anywhere."""
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*[,.;:!?)]*")
"""With the stop that clings to it; Qt breaks after a hyphen, so its two sides are two words."""
LONGEST = 24
"""Letters above which a run is no word of a sentence."""


def broken_words(scene: Scene) -> Iterator[str]:
    """Words that go on in the next line because they are wider than the place of their text."""
    for item in texts(scene):
        text = str(item.property("text"))
        places = list(words(text))
        if not places or not in_layer(scene, item):
            continue
        ends = set(line_ends(item, text))
        for start, end in places:
            if ends.intersection(range(start + 1, end)):
                yield f"broken word: {text[start:end]!r} of {text!r}, {item.width():.0f} wide"


def words(text: str) -> Iterator[tuple[int, int]]:
    """Where each Latin word of a text begins and ends."""
    for run in RUN.finditer(text):
        if not CODE.search(run[0]):
            found = WORD.finditer(text, run.start(), run.end())
            yield from (word.span() for word in found if len(word[0]) <= LONGEST)


def line_ends(item: QQuickItem, text: str) -> Iterator[int]:
    """Places in a text at which its lines end, as Qt breaks them."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    layout = QTextLayout(text.replace("\n", "\u2028"), item.property("font"))
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(item.width() + 0.5)
        yield line.textStart() + line.textLength()
    layout.endLayout()
