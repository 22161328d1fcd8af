"""Running worked examples against the calculators, so that a lawyer's file of examples can be checked at
any time.

A file is YAML: family name -> list of cases `{name, input, expect}` (or the input's values beside `expect`;
checksums: `{kind, value, valid}`). Tables of holidays (`holidays_YYYY`) and of LPR (`lpr_1y_changes`,
`lpr_5y_changes`) are compared with our own data. A family this version has no calculator for is reported as
not covered, never silently passed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

import yaml

from legalnet.deadlines import LastDay, known_calendar, read_span
from legalnet.families import AMOUNTS, Found
from legalnet.given import Given, Missing, Unreadable
from legalnet.lpr import known_table
from legalnet.reckoning import InputError, Reckoned
from legalnet.vector_words import DECISIONS, NotUnderstood

Outcome = Literal["ok", "differs", "not covered"]
REFUSED = ("error", "refused", "invalid input")
"""Expectations that mean: such input is refused with a clear message."""


OTHER_NAMES = {
    "court_fee": "court_fee_property",
    "court_fee_nonproperty": "court_fee_case",
    "court_fee_non_property": "court_fee_case",
    "retrial_fee": "court_fee_appeal",
    "ordinary_interest": "lpr_interest",
    "child_support": "child_support_range_low",
    "consumer_food": "consumer_tenfold",
    "limitation_kind": "limitation",
    "legal_aid_check": "legal_aid",
    "jurisdiction_finder": "jurisdiction",
}
"""Other names of families."""


class VectorError(Exception):
    """A file of examples that cannot be read; the text says why."""


@dataclass(frozen=True)
class Case:
    """One worked example and what the calculator made of it."""

    family: str
    name: str
    outcome: Outcome
    expected: str
    got: str
    basis: str = ""


def run_vectors(path: Path) -> list[Case]:
    """Every case of the file with its outcome. Raises VectorError if it cannot be read as such a file."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise VectorError(f"cannot be read: {error.__class__.__name__}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise VectorError("is not YAML") from error
    if not isinstance(content, dict):
        raise VectorError("must map families to lists of cases")
    return [case for family, cases in content.items() for case in _family(str(family), cases)]


def _family(family: str, cases: object) -> list[Case]:
    if isinstance(cases, list):
        return [_run(family, raw) for raw in cases]
    if isinstance(cases, dict):
        return _table(family, cases)
    return [Case(family, "", "differs", "", "is not a list of cases")]


def _run(family: str, raw: object) -> Case:
    if not isinstance(raw, dict):
        return Case(family, "", "differs", "", "is not a case")
    label = next((raw[key] for key in ("name", "case", "claim", "value") if key in raw), "")
    name, expected, basis = str(label), _expected(raw), str(raw.get("basis", ""))
    family = OTHER_NAMES.get(family, family)
    if family not in AMOUNTS and family not in DECISIONS:
        return Case(family, name, "not covered", expected, "", basis)
    inner = raw.get("input")
    given = Given({**raw, **inner} if isinstance(inner, dict) else raw)
    try:
        got, agrees = _answer(family, given, expected)
    except InputError as error:
        got, agrees = f"refused: {error}", expected in REFUSED
    except Missing as error:
        got, agrees = f"refused: {error.args[0]} is missing", expected in REFUSED
    except Unreadable as error:
        got, agrees = f"refused: {error.args[0]} cannot be read", expected in REFUSED
    except NotUnderstood as error:
        got, agrees = str(error), False
    except (KeyError, ValueError, TypeError, AttributeError, ArithmeticError) as error:
        got, agrees = (
            f"cannot be reckoned: an input has another shape than its name asks for ({type(error).__name__})",
            False,
        )
    return Case(family, name, "ok" if agrees else "differs", expected, got, basis)


def _answer(family: str, given: Given, expected: str) -> tuple[str, bool]:
    """The calculator's answer as text, and whether it is the expected one."""
    if family in DECISIONS:
        verdict = DECISIONS[family](given)
        return verdict.got, verdict.agrees
    got = _text(AMOUNTS[family](given), given.text("expect_flag"))
    return got, _same(got, expected)


def _text(found: Found, flag: str) -> str:
    """The answer, with the doubts it carries where an example expects one (of a date always)."""
    if isinstance(found, LastDay):
        return f"{found.day.isoformat()}{' calendar_unverified' if found.calendar_unverified else ''}"
    if isinstance(found, str):
        return found
    marks = found.marks if flag and isinstance(found, Reckoned) else ()
    return " ".join([f"{found.total:.2f}", *marks])


def _same(got: str, expected: str) -> bool:
    """Equal as text, or as amounts."""
    if got == expected:
        return True
    try:
        return Decimal(got) == Decimal(expected.replace(",", ""))
    except InvalidOperation:
        return False


def _expected(raw: Mapping[str, Any]) -> str:
    if "valid" in raw:
        return "valid" if raw["valid"] else "invalid"
    return " ".join(str(raw[key]) for key in ("expect", "expect_flag") if key in raw)


def _table(family: str, raw: Mapping[str, Any]) -> list[Case]:
    """A table of reference data against ours: one case."""
    year = re.fullmatch(r"holidays_(\d{4})", family)
    term = {"lpr_1y_changes": "one_year", "lpr_5y_changes": "five_years"}.get(family)
    try:
        if year is not None and int(year[1]) in known_calendar().years:
            wanted, ours = _holidays(int(year[1]), raw), _our_holidays(int(year[1]))
        elif term is not None:
            wanted = sorted(f"{day} {Decimal(str(rate)):.2f}" for day, rate in raw["rows"])
            ours = sorted(f"{day} {rate:.2f}" for day, rate in known_table().rows[term])
        else:
            return [Case(family, "", "not covered", "", "")]
    except (KeyError, ValueError, TypeError, InvalidOperation) as error:
        return [Case(family, "table", "differs", "", f"cannot be read ({type(error).__name__})")]
    missing, extra = sorted(set(wanted) - set(ours)), sorted(set(ours) - set(wanted))
    if not missing and not extra:
        return [Case(family, "table", "ok", f"{len(wanted)} entries", f"{len(ours)} entries")]
    return [Case(family, "table", "differs", f"also {', '.join(missing)}", f"also {', '.join(extra)}")]


def _holidays(year: int, raw: Mapping[str, Any]) -> list[str]:
    spans = raw["off"] if "off" in raw else raw[False]  # type: ignore[index]  # YAML reads a bare off as no
    off = [day for span in spans for day in read_span(*(f"{year}-{end}" for end in str(span).split("..")))]
    work = [date.fromisoformat(f"{year}-{day}") for day in raw["work"]]
    return [*(f"off {day}" for day in off), *(f"work {day}" for day in work)]


def _our_holidays(year: int) -> list[str]:
    known = known_calendar()
    off = [f"off {day}" for day in known.off if day.year == year]
    return [*off, *(f"work {day}" for day in known.work if day.year == year)]
