"""Fills the layout of a document with a matter's answers.

A layout is YAML beside this file: rows of the official form with placeholders. Placeholders name answers,
which are put in as words; nothing a resident typed is ever read as a placeholder, a mark or a command.

    {claims.principal}          the answer in words, or the neutral stroke when unanswered
    {.name|不详}                 of the entry at hand, with other words when unanswered
    {.gender:ticks}             every option with its box
    {claims.to_actual:yesno}    是☑ 否☐        {agent.has_agent:has}   有☑ 无☐
    {claims.total:capital}      the amount in 大写
    {facts.evidence:names}      the names in a list, numbered
    {doc.content:list}          the items of a list, one a line, numbered
    {@court}                    from the terminal, not from the answers
    **bold**                    only in the layout's own words
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kiosk.documents import official, parties, questions
from kiosk.documents.forms import LayoutError
from kiosk.documents.paper import Block, Grid, Line, Paper, Prose, Row, Run, Sheet, Sign
from kiosk.documents.roles import first_of, sections
from kiosk.documents.values import BLANK, FormAnswers, clean, empty
from kiosk.documents.wording import HAS, YES_NO, answer_lines, capital, pair, ticks
from legalnet.handwriting import Signature

PLACEHOLDER = re.compile(r"\{(@?[a-z_]*\.?[a-z_0-9]*)(?::([a-z]+))?(?:\|([^}]*))?\}")
_PIECE = re.compile(rf"(\*\*)|({PLACEHOLDER.pattern})")
_PAIRS = {"yesno": YES_NO, "has": HAS}

Entry = Mapping[str, Any]


@dataclass
class Filler:
    """One filling of one layout."""

    answers: FormAnswers
    given: Mapping[str, str] = field(repr=False)
    """Words from the terminal for `{@..}`."""
    materials: tuple[tuple[str, int, str], ...] = ()
    """Scans as (label, pages, digest), for the evidence index."""
    signature: Signature | None = None
    asked: bool = True
    """Whether the matter wants this document signed."""
    outline: tuple[str, ...] = ()
    """The parts the matter's definition names for this document."""
    section: str = ""
    entry: Entry | None = field(default=None, repr=False)
    proxy: str = field(default="", repr=False)
    """Whose place it is and who signs there, where somebody acts for the party."""

    def paper(self, layout: Mapping[str, Any], mark: str = "") -> Paper:
        """The whole document. Raises `LayoutError` for a block that is not known."""
        blocks = tuple(block for part in layout["blocks"] for block in self._block(part))
        title, subtitle = _parted(self._flat(layout.get("title", "{@title}")))
        return Paper(title, self._flat(layout.get("subtitle", "")) or subtitle, blocks, mark)

    def _block(self, part: Mapping[str, Any]) -> Iterator[Block]:
        if not self._holds(part.get("when")):
            return
        if "sheet" in part:
            yield Sheet(tuple(_without_bare_bands([row for one in part["sheet"] for row in self._rows(one)])))
        elif "grid" in part:
            yield self._grid(part["grid"])
        elif "prose" in part:
            lines = tuple(line for text in part["prose"] for line in self.lines(text))
            yield Prose(lines, part.get("heading", ""), part.get("indent", True))
        elif "sides" in part:
            yield Prose(tuple(parties.paragraphs(self.answers, own=part["sides"] == "own")))
        elif "questions" in part:
            yield from questions.paragraphs(self.answers, questions.Wish.of(part["questions"]))
        elif "attached" in part:
            yield from self._attached(part["attached"])
        elif "outline" in part:
            yield Prose(tuple(Line.of(f"{at}.{words}") for at, words in enumerate(self.outline, 1)))
        elif "sign" in part:
            yield from self._signs(part["sign"])
        else:
            raise LayoutError(f"no such block: {', '.join(part)}")

    def _rows(self, part: Mapping[str, Any]) -> Iterator[Row]:
        if "each" in part:
            for entry in self.answers.entries(part["each"]):
                inner = self._inside(part["each"], entry)
                yield from (row for one in part["rows"] for row in inner._rows(one))
        elif not self._holds(part.get("when")):
            return
        elif "parties" in part:
            yield from parties.rows(self.answers)
        elif "official" in part:
            yield from official.rows(self.answers, part["official"])
        elif "wish" in part:
            yield from official.wish_rows(self.answers)
        elif "questions" in part:
            yield from questions.rows(self.answers, questions.Wish.of(part["questions"]))
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
        return replace(self, section=section, entry=entry)

    def _rest(self, sections: list[str]) -> Iterator[Row]:
        """What was answered and stands in no row above, so that no answer is lost on the way to paper."""
        rows = [
            row
            for section in sections
            for entry in self.answers.entries(section)
            for row in self._left(section, entry)
        ]
        if rows:
            yield Row("band", (Line.of("其他填写内容"),))
            yield from rows

    def _left(self, section: str, entry: Entry) -> Iterator[Row]:
        for one in self.answers.fields(section, entry):
            if f"{section}.{one.key}" not in self.answers.used and not empty(entry.get(one.key)):
                yield Row("row", answer_lines(self.answers, section, one, entry), one.label.zh)
        self.answers.used.update(f"{section}.{one.key}" for one in self.answers.fields(section, entry))

    def _attached(self, part: Mapping[str, Any]) -> Iterator[Prose]:
        """附：the copies for the other sides and the papers that were scanned here."""
        said = [f"{label}（{pages}页）" for label, pages, _ in self.materials]
        others = len({(side.section.id, side.name) for side in parties.sides(self.answers)}) - 1
        if part.get("copies"):
            said.insert(0, f"{part['copies']}副本{max(others, 1)}份")
        if said:
            yield Prose(
                tuple(Line.of(f"{at}.{words}") for at, words in enumerate(said, 1)), "附：", indent=False
            )

    def _grid(self, part: Mapping[str, Any]) -> Grid:
        columns = part["columns"]
        rows = [self._grid_row(columns, entry, at) for at, entry in enumerate(self._listed(part), 1)]
        wide = max(range(len(columns)), key=lambda at: columns[at]["width"])
        blank = tuple(Line.of(part["none"] if at == wide else "") for at in range(len(columns)))
        return Grid(
            tuple(column["head"] for column in columns),
            tuple(column["width"] for column in columns),
            tuple(rows) or (blank,),
            tuple(at for at, column in enumerate(columns) if column.get("left")),
            tuple(at for at, column in enumerate(columns) if column.get("small")),
        )

    def _listed(self, part: Mapping[str, Any]) -> list[Entry]:
        """The answered list and, where asked for, the scans that came with it."""
        entries = [one for one in self._list(part["of"]) if isinstance(one, Mapping)]
        if part.get("materials"):
            entries += [
                {"name": label, "pages": pages, "hash": digest, "scan": True}
                for label, pages, digest in self.materials
            ]
        return entries

    def _list(self, of: str) -> list[Any]:
        """The list at a path, or every evidence list of the matter for `evidence`."""
        if of != "evidence":
            section, _, key = of.partition(".")
            return list(self.answers.value(section, key) or ())
        return [
            item
            for section in self.answers.matter.sections
            for entry in self.answers.entries(section.id)
            for one in self.answers.fields(section.id, entry)
            if one.type == "evidence_list"
            for item in self.answers.value(section.id, one.key, entry) or ()
        ]

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

    def _signs(self, part: Mapping[str, Any]) -> Iterator[Sign]:
        """The end of the paper; with `every_side` each side has its own place, the resident's the first."""
        if not part.get("every_side"):
            yield self._sign(part, self._one(part["who"]), self.signature, self.proxy)
            return
        for at, side in enumerate(parties.sides(self.answers)):
            who = Line.of(f"{side.called}（签字、盖章）：")
            if at == 0:
                yield self._sign(part, who, self.signature, self.proxy)
            else:  # whoever signs later writes the date, too
                yield self._sign({**part, "to": "", "date": "日期：　　　　年　　月　　日"}, who, None)

    def _sign(self, part: Mapping[str, Any], who: Line, signature: Signature | None, proxy: str = "") -> Sign:
        by_hand = self._by_hand(part)
        drawn = signature if by_hand else None
        return Sign(
            who=who,
            date=self._one(part["date"]),
            proxy=Line.of(proxy) if proxy else None,
            to=self._addressee(part.get("to", "")),
            signature_svg=drawn.svg if drawn else None,
            signature_mm=drawn.width_mm if drawn else 0.0,
            frame=by_hand,
        )

    def _by_hand(self, part: Mapping[str, Any]) -> bool:
        wanted = part.get("signature", True)
        return wanted is True or (wanted == "if_asked" and self.asked)

    def _addressee(self, to: str | Mapping[str, Any]) -> str:
        """To whom it goes: the first answered of the keys named, or the words that stand for it."""
        if isinstance(to, str):
            return self._flat(to)
        for section, one in first_of(self.answers.matter, tuple(to["keys"])):
            words = self.answers.words(section.id, one.key)
            if words:
                return words
        return self._flat(to["else"])

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
            yield from pair(_PAIRS[form], self.answers.value(section, key, entry))
        elif form == "ticks":
            definition = self.answers.field_of(section, key, entry)
            yield from ticks(definition, self.answers.value(section, key, entry))
        elif form == "names":
            yield Run(self._names(section, key, entry) or otherwise or BLANK, bold=bold)
        elif form == "list":
            yield Run(self._numbered(section, key, entry) or otherwise or BLANK, bold=bold)
        elif form == "capital":
            yield Run(capital(self.answers.value(section, key, entry)), bold=bold)
        else:
            words = self.answers.words(section, key, entry)
            yield Run(words or (BLANK if otherwise is None else otherwise), bold=bold)

    def _where(self, path: str) -> tuple[str, str, Entry | None]:
        section, _, key = path.partition(".")
        return (self._called(section), key, None) if section else (self.section, key, self.entry)

    def _called(self, section: str) -> str:
        """The matter's own name for the section of an agent or an address, whatever it calls it."""
        if section in {"agent", "delivery"} and self.answers.matter.section(section) is None:
            return next((one.id for one in sections(self.answers.matter, section)), section)  # type: ignore[arg-type]
        return section

    def _names(self, section: str, key: str, entry: Entry | None) -> str:
        """The names in a list of maps, numbered."""
        listed = self.answers.value(section, key, entry) or ()
        names = [self.answers.cell(None, one.get("name")) for one in listed if isinstance(one, Mapping)]
        return "；".join(f"{at}.{name}" for at, name in enumerate(names, 1))

    def _numbered(self, section: str, key: str, entry: Entry | None) -> str:
        """The items of a list, numbered, one a line."""
        listed = self.answers.value(section, key, entry) or ()
        definition = self.answers.field_of(section, key, entry)
        return "\n".join(
            f"{at}.{self.answers.said(definition, str(one))}" for at, one in enumerate(listed, 1)
        )

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


def _fours(digest: str) -> str:
    """Groups of four, so that two digests can be compared by eye and the column can wrap."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def _parted(title: str) -> tuple[str, str]:
    """A title and what stands in brackets behind it, which goes into a line of its own."""
    head, bracket, tail = title.partition("（")
    return (head, bracket + tail) if head and tail.endswith("）") else (title, "")


def _without_bare_bands(rows: list[Row]) -> list[Row]:
    """The rows without a band that has none below it."""
    below = [*(row.kind for row in rows[1:]), "band"]
    return [row for row, kind in zip(rows, below, strict=False) if row.kind != "band" or kind != "band"]
