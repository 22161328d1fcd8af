"""Running worked examples against the calculators, so that a lawyer's file of examples can be checked at
any time.

A file is YAML: family name -> list of cases `{name, input, expect}` (checksums: `{kind, value, valid}`). A
family this version has no calculator for is reported as not covered, never silently passed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

import yaml

from legalnet import checks, fees, interest
from legalnet.deadlines import last_day
from legalnet.money import to_cents

Outcome = Literal["ok", "differs", "not covered"]
Input = Mapping[str, Any]


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
    except yaml.YAMLError as error:
        raise VectorError("is not YAML") from error
    if not isinstance(content, dict):
        raise VectorError("must map families to lists of cases")
    families = {str(name): cases for name, cases in content.items() if isinstance(cases, list)}
    return [_run(family, raw) for family, cases in families.items() for raw in cases]


def _run(family: str, raw: object) -> Case:
    if not isinstance(raw, dict):
        return Case(family, "", "differs", "", "is not a case")
    label = next((raw[key] for key in ("name", "case", "claim", "value") if key in raw), "")
    name, basis = str(label), str(raw.get("basis", ""))
    expected = _expected(raw)
    runner = FAMILIES.get(family)
    if runner is None:
        return Case(family, name, "not covered", expected, "", basis)
    inner = raw.get("input")
    given: Input = inner if isinstance(inner, dict) else raw
    try:
        got = runner(given)
    except (KeyError, ValueError, TypeError, InvalidOperation) as error:
        return Case(family, name, "differs", expected, f"cannot be reckoned ({type(error).__name__})", basis)
    return Case(family, name, "ok" if got == expected else "differs", expected, got, basis)


def _expected(raw: Input) -> str:
    if "valid" in raw:
        return "valid" if raw["valid"] else "invalid"
    return " ".join(str(raw[key]) for key in ("expect", "expect_flag") if key in raw)


def _amount(value: object) -> Decimal:
    return Decimal(str(value).rstrip("%"))


def _day(value: object) -> date:
    return date.fromisoformat(str(value))


def _text(amount: Decimal) -> str:
    return f"{to_cents(amount):.2f}"


def _half(given: Input) -> str:
    if given.get("type") == "labour":
        found = fees.fixed(Decimal(10), "", halves=True)
    else:
        found = fees.court_fee_property(_amount(given["claim"]))
    chosen = found.half if given.get("half") and found.half is not None else found.total
    return _text(chosen)


def _lending(given: Input) -> str:
    """The shapes of private lending: overdue without a rate, an agreed rate under the cap, two periods."""
    if "overdue_from" in given:
        start, end = _day(given["overdue_from"]), _day(given["end"])
        late = interest.overdue_interest(_amount(given["principal"]), start, end)
        return _text(late.amount) if late is not None else "none"
    if "sued" in given:
        formed, end = _day(given["formed"]), _day(given["end"])
        at_suit = _amount(given["lpr_at_suit"])
        return _text(
            interest.segmented(_amount(given["principal"]), formed, _amount(given["agreed"]), end, at_suit)
        )
    principal = _amount(given["received"] if "received" in given else given["principal"])
    if "days" in given:
        return _text(interest.simple(principal, _amount(given["agreed"]), int(given["days"])))
    limit = interest.cap(_day(given["formed"]))
    rate = min(_amount(given["agreed"]), limit) if limit is not None else _amount(given["agreed"])
    return _text(interest.simple(principal, rate, (_day(given["end"]) - _day(given["start"])).days))


def _late(given: Input) -> str:
    payments = [(_day(day), _amount(amount)) for day, amount in given["paid"]]
    return _text(interest.late_performance(_day(given["deadline"]), payments))


def _deadline(given: Input) -> str:
    found = last_day(_day(given["start"]), int(given["n"]), given["unit"])
    return f"{found.day.isoformat()}{' calendar_unverified' if found.calendar_unverified else ''}"


def _checksum(given: Input) -> str:
    rules: dict[str, Callable[[str], bool]] = {
        "id18": checks.id18,
        "uscc18": checks.uscc18,
        "mobile": checks.mobile,
        "case_no": checks.case_no,
        "bank_card": checks.bank_card,
    }
    return "valid" if rules[given["kind"]](str(given["value"])) else "invalid"


def _fee(reckon: Callable[[Decimal], fees.FeeResult], key: str) -> Callable[[Input], str]:
    return lambda given: _text(reckon(_amount(given[key])).total)


FAMILIES: dict[str, Callable[[Input], str]] = {
    "court_fee_property": _fee(fees.court_fee_property, "claim"),
    "court_fee_half": _half,
    "court_fee_appeal": _fee(fees.court_fee_appeal, "appealed"),
    "court_fee_divorce": lambda g: _text(
        fees.court_fee_divorce(_amount(g["base"]), _amount(g["property"])).total
    ),
    "court_fee_personality": lambda g: _text(
        fees.court_fee_personality(_amount(g["base"]), _amount(g["damages"])).total
    ),
    "execution_fee": _fee(fees.execution_fee, "amount"),
    "preservation_fee": _fee(fees.preservation_fee, "amount"),
    "payment_order_fee": _fee(fees.payment_order_fee, "claim"),
    "arbitration_fee": _fee(fees.arbitration_fee, "amount"),
    "delayed_double_interest": _late,
    "private_lending_interest": _lending,
    "deadline": _deadline,
    "checksum": _checksum,
}
"""Families of cases that have a calculator."""
