"""The numbered elements of an official complaint (法〔2025〕82号): which answers stand together in which row.

A layout lists the rows of a table with the keys of the questions that fill them; every row is printed, an unanswered
one with the neutral stroke, as the printed form has it. The block about mediation (对纠纷解决方式的意愿) is the same in
all forms: five benefits, each 了解 or 不了解.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kiosk.documents.forms import LayoutError
from kiosk.documents.paper import Line, Row, Run
from kiosk.documents.roles import FULL, sections
from kiosk.documents.values import BLANK, FormAnswers, empty
from kiosk.documents.wording import answer_lines, pair, ticks
from legalnet.matter import Field

KNOWN = ("了解", "不了解")
NONE_KNOWN = "都不了解"
"""The option that says none of the five is known; no benefit itself."""
NAMES = frozenset({"evidence"})
"""Lists that an index beside the complaint tells in full."""


def rows(answers: FormAnswers, part: Mapping[str, Any]) -> Iterator[Row]:
    """A band, the free statement where there is one, and the numbered rows. Raises LayoutError for an unknown key."""
    yield Row("band", (Line.of(part["band"]),))
    for key in sorted(FULL):
        stated = answers.words(part["section"], key)
        if stated:
            yield Row("wide", tuple(Line.of(line) for line in stated.split("\n")))
    for at, row in enumerate(part["rows"], 1):
        paths = [path if "." in path else f"{part['section']}.{path}" for path in row["keys"]]
        lines = tuple(_lines(answers, row["label"], paths))
        yield Row("row", lines or (Line.of(BLANK),), f"{at}.{row['label']}")


def _lines(answers: FormAnswers, label: str, paths: Sequence[str]) -> Iterator[Line]:
    for path in paths:
        section, _, key = path.partition(".")
        asked = answers.field_of(section, key)
        if asked is None:
            raise LayoutError(f"{answers.matter.code}: no question {path}")
        said = _answer(answers, section, asked)
        alone = len(paths) == 1 or asked.label.zh == label
        for at, line in enumerate(said):
            yield line if at or alone else Line((Run(f"{asked.label.zh}："), *line.runs))


def _answer(answers: FormAnswers, section: str, asked: Field) -> tuple[Line, ...]:
    """What was answered; empty where it was not."""
    entry: Mapping[str, Any] = next(iter(answers.entries(section)), {})
    value = answers.value(section, asked.key, entry)
    if asked.key not in NAMES or empty(value):
        return answer_lines(answers, section, asked, entry)
    names = [answers.cell(None, item.get("name")) for item in value if isinstance(item, Mapping)]
    said = "；".join(f"{at}.{name}" for at, name in enumerate(names, 1))
    return (Line.of(f"{said}（详见证据目录）"),)


def wish_rows(answers: FormAnswers) -> Iterator[Row]:
    """对纠纷解决方式的意愿: whether mediation is known, each of its benefits, and whether it is wished."""
    for section in sections(answers.matter, "wish"):
        entry: Mapping[str, Any] = next(iter(answers.entries(section.id)), {})
        yield Row("band", (Line.of(section.title.zh),))
        for asked in answers.fields(section.id, entry):
            value = answers.value(section.id, asked.key, entry)
            if asked.type == "multi":
                yield Row("row", tuple(_benefits(asked, value)), "是否了解先行调解的好处")
            else:
                yield Row("row", (Line(tuple(ticks(asked, value))),), asked.label.zh)


def _benefits(asked: Field, value: Any) -> Iterator[Line]:
    answered = not empty(value)
    benefits = [option for option in asked.options if option.value != NONE_KNOWN]
    for at, option in enumerate(benefits, 1):
        known = option.value in value if answered else None
        yield Line((Run(f"{at}.{option.label.zh}：　"), *pair(KNOWN, known)))
