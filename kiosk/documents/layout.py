"""Fills the layout of a document with a matter's answers.

A layout is YAML beside this file: rows of the official form with placeholders. Placeholders name answers,
which are put in as words; nothing a resident typed is ever read as a placeholder, a mark or a command.

    {claims.principal}          the answer in words, or the neutral stroke when unanswered
    {.name|不详}                 of the entry at hand, with other words when unanswered
    {.gender:ticks}             every option with its box
    {claims.to_actual:yesno}    是☑ 否☐        {agent.has_agent:has}   有☑ 无☐
    {claims.total:capital}      the amount in 大写
    {facts.evidence:names}      the names in a list, numbered
    {@court}                    from the terminal, not from the answers
    **bold**                    only in the layout's own words
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kiosk.documents.paper import Block, Grid, Line, Paper, Prose, Row, Run, Sheet, Sign
from kiosk.documents.signature import Signature
from kiosk.documents.values import BLANK, FormAnswers, clean, empty
from legalnet import money
from legalnet.matter import Document, Field

LAYOUTS = Path(__file__).parent / "layouts"
PLACEHOLDER = re.compile(r"\{(@?[a-z_]*\.?[a-z_0-9]*)(?::([a-z]+))?(?:\|([^}]*))?\}")
_PIECE = re.compile(rf"(\*\*)|({PLACEHOLDER.pattern})")
_PAIRS = {"yesno": ("是", "否"), "has": ("有", "无")}

Entry = Mapping[str, Any]


class LayoutError(Exception):
    """A layout names something that does not exist; the text names the layout, never an answer."""


@cache
def load(name: str) -> dict[str, Any] | None:
    """The layout of that name, or None when there is none."""
    path = LAYOUTS / f"{name}.yaml"
    if not path.is_file():
        return None
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(loaded, dict):
        raise LayoutError(f"{path.name}: not a mapping")
    return loaded


def layout_for(matter_code: str, document: Document) -> dict[str, Any] | None:
    """The layout of a matter's document: its own, or the common one of its template."""
    return load(f"{matter_code}.{document.id}") or load(document.template) or load(document.id)


def signed_by_hand(layout: Mapping[str, Any]) -> bool:
    """Whether the document has a place for a signature."""
    return any("sign" in block and block["sign"].get("signature", True) for block in layout["blocks"])


@dataclass
class Filler:
    """One filling of one layout."""

    answers: FormAnswers
    given: Mapping[str, str] = field(repr=False)
    """Words from the terminal for `{@..}`."""
    materials: tuple[tuple[str, int, str], ...] = ()
    """Scans as (label, pages, digest), for the evidence index."""
    signature: Signature | None = None
    section: str = ""
    entry: Entry | None = field(default=None, repr=False)

    def paper(self, layout: Mapping[str, Any], mark: str = "") -> Paper:
        """The whole document. Raises `LayoutError` for a block that is not known."""
        blocks = tuple(block for part in layout["blocks"] for block in self._block(part))
        return Paper(self._flat(layout["title"]), self._flat(layout.get("subtitle", "")), blocks, mark)

    def _block(self, part: Mapping[str, Any]) -> Iterator[Block]:
        if not self._holds(part.get("when")):
            return
        if "sheet" in part:
            yield Sheet(tuple(row for one in part["sheet"] for row in self._rows(one)))
        elif "grid" in part:
            yield self._grid(part["grid"])
        elif "prose" in part:
            lines = tuple(line for text in part["prose"] for line in self.lines(text))
            yield Prose(lines, part.get("heading", ""), part.get("indent", True))
        elif "sign" in part:
            yield self._sign(part["sign"])
        else:
            raise LayoutError(f"no such block: {', '.join(part)}")

    def _rows(self, part: Mapping[str, Any]) -> Iterator[Row]:
        if "each" in part:
            for entry in self.answers.entries(part["each"]):
                inner = self._inside(part["each"], entry)
                yield from (row for one in part["rows"] for row in inner._rows(one))
        elif not self._holds(part.get("when")):
            return
        elif "auto_without" in part:
            yield from self._auto(part["auto_without"])
        elif "rest" in part:
            self.answers.used.update(part.get("silent", ()))
            yield from self._rest(part["rest"])
        else:
            yield self._row(part)

    def _row(self, part: Mapping[str, Any]) -> Row:
        if "band" in part:
            return Row("band", tuple(self.lines(part["band"])))
        lines = tuple(line for text in part["lines"] for line in self._line_if(text))
        if "row" in part:
            return Row("row", lines, part["row"])
        return Row("wide", lines)

    def _line_if(self, text: str | Mapping[str, str]) -> Iterator[Line]:
        if isinstance(text, str):
            yield from self.lines(text)
        elif self._holds(text["when"]):
            yield from self.lines(text["text"])

    def _inside(self, section: str, entry: Entry) -> Filler:
        return Filler(self.answers, self.given, self.materials, self.signature, section, entry)

    def _auto(self, left_out: list[str]) -> Iterator[Row]:
        """One row a question, for matters that have no layout of their own; without the sections named."""
        for section in self.answers.matter.sections:
            if section.id in left_out:
                continue
            rows = [
                row
                for entry in self.answers.entries(section.id)
                for row in self._plain_rows(section.id, entry, numbered=True)
            ]
            if rows:
                yield Row("band", (Line.of(section.title.zh),))
                yield from rows

    def _rest(self, sections: list[str]) -> Iterator[Row]:
        """What was answered and stands in no row above, so that no answer is lost on the way to paper."""
        rows = [
            row
            for section in sections
            for entry in self.answers.entries(section)
            for row in self._plain_rows(section, entry, numbered=False)
        ]
        if rows:
            yield Row("band", (Line.of("其他填写内容"),))
            yield from rows

    def _plain_rows(self, section: str, entry: Entry, numbered: bool) -> Iterator[Row]:
        number = 0
        for one in self.answers.fields(section, entry):
            if f"{section}.{one.key}" in self.answers.used and not numbered:
                continue
            if empty(entry.get(one.key)):
                continue
            number += 1
            lead = f"{number}." if numbered else ""
            lines = self._inside(section, entry).lines("{." + one.key + "}" + _unit(one))
            yield Row("row", tuple(lines), f"{lead}{one.label.zh}")
        if not numbered:
            self.answers.used.update(f"{section}.{one.key}" for one in self.answers.fields(section, entry))

    def _grid(self, part: Mapping[str, Any]) -> Grid:
        columns = part["columns"]
        rows = [self._grid_row(columns, entry, at) for at, entry in enumerate(self._listed(part), 1)]
        blank = tuple(Line.of(part["none"] if at == 1 else "") for at in range(len(columns)))
        return Grid(
            tuple(column["head"] for column in columns),
            tuple(column["width"] for column in columns),
            tuple(rows) or (blank,),
            tuple(at for at, column in enumerate(columns) if column.get("left")),
            tuple(at for at, column in enumerate(columns) if column.get("small")),
        )

    def _listed(self, part: Mapping[str, Any]) -> list[Entry]:
        """The answered list and, where asked for, the scans that came with it."""
        section, _, key = part["of"].partition(".")
        listed = self.answers.value(section, key)
        entries = [one for one in listed or () if isinstance(one, Mapping)]
        if part.get("materials"):
            entries += [
                {"name": label, "pages": pages, "hash": digest, "scan": True}
                for label, pages, digest in self.materials
            ]
        return entries

    def _grid_row(self, columns: list[Mapping[str, Any]], entry: Entry, at: int) -> tuple[Line, ...]:
        return tuple(Line.of(self._grid_cell(column, entry, at)) for column in columns)

    def _grid_cell(self, column: Mapping[str, Any], entry: Entry, at: int) -> str:
        if column.get("index"):
            return str(at)
        value = entry.get(column["key"])
        if "flags" in column and isinstance(value, bool):
            return str(column["flags"][0 if value else 1])
        if empty(value):
            return str(column["scan"]) if entry.get("scan") and "scan" in column else BLANK
        words = self.answers.cell(None, value)
        return _fours(words[: column["first"]]) if "first" in column else words

    def _sign(self, part: Mapping[str, Any]) -> Sign:
        by_hand = part.get("signature", True)
        signature = self.signature if by_hand else None
        return Sign(
            who=self._one(part["who"]),
            date=self._one(part["date"]),
            to=self._flat(part.get("to", "")),
            signature_svg=signature.svg if signature else None,
            signature_mm=signature.width_mm if signature else 0.0,
            frame=by_hand,
        )

    def _one(self, text: str) -> Line:
        return Line.of(self._flat(text))

    def _flat(self, text: str) -> str:
        return "".join(run.text for line in self.lines(text) for run in line.runs)

    def lines(self, text: str) -> Iterator[Line]:
        """A layout's line with its answers; an answer of several lines makes several."""
        runs: list[Run] = []
        for run in self._runs(text):
            first, *more = run.text.split("\n") if run.tick is None else [run.text]
            runs.append(Run(first, run.tick, run.bold))
            for part in more:
                yield Line(tuple(runs))
                runs = [Run(part, None, run.bold)]
        yield Line(tuple(runs))

    def _runs(self, text: str) -> Iterator[Run]:
        bold, at = False, 0
        for piece in _PIECE.finditer(text):
            if piece.start() > at:
                yield Run(text[at : piece.start()], bold=bold)
            at = piece.end()
            if piece.group(1):
                bold = not bold
            else:
                yield from self._fill(piece.group(3), piece.group(4) or "", piece.group(5), bold)
        if at < len(text):
            yield Run(text[at:], bold=bold)

    def _fill(self, path: str, form: str, otherwise: str | None, bold: bool) -> Iterator[Run]:
        if path.startswith("@"):
            yield Run(clean(self.given[path[1:]]), bold=bold)
            return
        section, key, entry = self._where(path)
        if form in _PAIRS:
            yield from _pair(_PAIRS[form], self.answers.value(section, key, entry))
        elif form == "ticks":
            yield from self._ticks(section, key, entry)
        elif form == "names":
            yield Run(self._names(section, key, entry) or otherwise or BLANK, bold=bold)
        elif form == "capital":
            yield Run(_capital(self.answers.value(section, key, entry)), bold=bold)
        else:
            words = self.answers.words(section, key, entry)
            yield Run(words or (BLANK if otherwise is None else otherwise), bold=bold)

    def _where(self, path: str) -> tuple[str, str, Entry | None]:
        section, _, key = path.partition(".")
        return (section, key, None) if section else (self.section, key, self.entry)

    def _ticks(self, section: str, key: str, entry: Entry | None) -> Iterator[Run]:
        value = self.answers.value(section, key, entry)
        chosen = value if isinstance(value, list | tuple) else [value]
        definition = self.answers.field_of(section, key, entry)
        options = [one.value for one in definition.options] if definition is not None else []
        shown = {one.value: one.label.zh for one in definition.options} if definition is not None else {}
        unknown = [str(one) for one in chosen if one not in options and not empty(one)]
        for at, option in enumerate([*options, *unknown]):
            if at:
                yield Run("　")
            yield Run(clean(shown.get(option, option)), tick=option in chosen)

    def _names(self, section: str, key: str, entry: Entry | None) -> str:
        """The names in a list of maps, numbered."""
        listed = self.answers.value(section, key, entry) or ()
        names = [self.answers.cell(None, one.get("name")) for one in listed if isinstance(one, Mapping)]
        return "；".join(f"{at}.{name}" for at, name in enumerate(names, 1))

    def _holds(self, condition: str | None) -> bool:
        """`path` is answered and not no, `!path` the opposite, `path=value` is exactly that."""
        if condition is None:
            return True
        path, equals, wanted = condition.lstrip("!").partition("=")
        section, key, entry = self._where(path)
        where = entry if entry is not None else next(iter(self.answers.entries(section)), {})
        value = where.get(key)
        held = str(value) == wanted if equals else not empty(value) and value is not False
        return held != condition.startswith("!")


def _pair(words: tuple[str, str], value: Any) -> Iterator[Run]:
    yield Run(words[0], tick=value is True)
    yield Run("　")
    yield Run(words[1], tick=value is False)


def _capital(value: Any) -> str:
    try:
        return money.capital(Decimal(str(value)))
    except (InvalidOperation, ValueError):
        return BLANK


def _fours(digest: str) -> str:
    """Groups of four, so that two digests can be compared by eye and the column can wrap."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def _unit(one: Field) -> str:
    return "元" if one.type in {"money", "calc"} else ""
