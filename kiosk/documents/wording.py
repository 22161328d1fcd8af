"""Puts one answer into the lines of a paper: boxes for choices, numbers for lists, capitals for sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from kiosk.documents.paper import Line, Run
from kiosk.documents.values import BLANK, FormAnswers, clean, empty
from legalnet import money
from legalnet.matter import Field

YES_NO = ("是", "否")
HAS = ("有", "无")

MOST_TICKED = 12
"""Options up to this number are printed with their boxes; of more only the chosen ones are named."""

SUMS = frozenset({"total", "amount"})
"""Keys of amounts that the official forms also ask for in capitals (大写)."""

Entry = Mapping[str, Any]


def answer_lines(answers: FormAnswers, section: str, one: Field, entry: Entry) -> tuple[Line, ...]:
    """The answer to one question as it stands in its box; empty when it was left out."""
    value = answers.value(section, one.key, entry)
    if empty(value):
        return ()
    if isinstance(value, bool):
        return (Line(tuple(pair(YES_NO, value))),)
    if one.options and len(one.options) <= MOST_TICKED:
        return (Line(tuple(ticks(one, value))),)
    if isinstance(value, list | tuple):
        return listed(answers, one, value)
    if one.options:
        return tuple(Line.of(part) for part in chosen(one, value).split("\n"))
    return tuple(Line.of(part) for part in (answers.said(one, value) + _after(one, value)).split("\n"))


def _after(one: Field, value: Any) -> str:
    """The unit behind a number, and the capitals of a sum."""
    if one.type in {"money", "calc"} and money_of(value) is not None:
        unit = one.unit.zh if one.unit is not None else "元"
        return f"{unit}（{capital(value)}）" if one.key in SUMS and unit == "元" else unit
    return one.unit.zh if one.unit is not None and one.type not in {"percent", "period"} else ""


def listed(answers: FormAnswers, one: Field, value: Any) -> tuple[Line, ...]:
    """A list, one line an entry, numbered when there are several."""
    said = [_item(answers, one, item) for item in value]
    lead = [f"{at}." if len(said) > 1 else "" for at in range(1, len(said) + 1)]
    return tuple(
        Line.of(number + part if first else part)
        for number, words in zip(lead, said, strict=True)
        for first, part in ((not at, part) for at, part in enumerate(words.split("\n")))
    )


def _item(answers: FormAnswers, one: Field, item: Any) -> str:
    if not isinstance(item, Mapping):
        return answers.said(one, str(item))
    columns = {column.key: column for column in one.columns}
    parts = []
    for key, value in item.items():
        column = columns.get(key)
        words = answers.cell(column, value)
        if not words or (column is not None and column.auto):
            continue
        parts.append(words if key == "name" or column is None else f"{column.label.zh}：{words}")
    return "，".join(parts)


def chosen(one: Field, value: Any) -> str:
    """The labels of what was chosen; what is no option is shown as it was stored."""
    shown = {option.value: option.label.zh for option in one.options}
    picked = value if isinstance(value, list | tuple) else [value]
    return "；".join(clean(shown.get(part, str(part))) for part in picked)


def pair(words: tuple[str, str], value: Any) -> Iterator[Run]:
    """是☑　否☐."""
    yield Run(words[0], tick=value is True)
    yield Run("　")
    yield Run(words[1], tick=value is False)


def ticks(one: Field | None, value: Any) -> Iterator[Run]:
    """Every option with its box; what was chosen and is no option comes last."""
    picked = value if isinstance(value, list | tuple) else [value]
    shown = {option.value: option.label.zh for option in one.options} if one is not None else {}
    unknown = [str(part) for part in picked if part not in shown and not empty(part)]
    for at, option in enumerate([*shown, *unknown]):
        if at:
            yield Run("　")
        yield Run(clean(shown.get(option, option)), tick=option in picked)


def money_of(value: Any) -> Decimal | None:
    """The amount, or None when it is none."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def capital(value: Any) -> str:
    """The amount in 大写, or the neutral stroke."""
    try:
        return money.capital(Decimal(str(value)))
    except (InvalidOperation, ValueError):
        return BLANK
