"""Whether somebody is likely to get legal aid. Never a refusal: that decision is the legal-aid body's.

法律援助法 31 to 34, 42, 44. The income line and further matters are the province's and come in as arguments.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from legalnet.matter import Text
from legalnet.reckoning import Decision, InputError, count, money

DATA = Path(__file__).parent / "data"
URGENT_DAYS = 7
"""Fewer days than this until a time limit ends make a case urgent (44(一): 不足七日)."""


@dataclass(frozen=True)
class Item:
    """A matter of the list, or a ground for not being checked."""

    code: str
    label: Text
    article: str
    no_means: bool
    """True where means never count (32)."""
    only: frozenset[str]
    """Matters a ground is limited to, empty for all."""


@dataclass(frozen=True)
class Lists:
    """The national lists."""

    items: dict[str, Item]
    exemptions: dict[str, Item]


@lru_cache(maxsize=1)
def national() -> Lists:
    """The lists of the law."""
    raw: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        (DATA / "legal-aid.yaml").read_text(encoding="utf-8")
    )
    return Lists(_items(raw["items"]), _items(raw["exemptions"]))


def _items(rows: list[dict[str, Any]]) -> dict[str, Item]:
    return {
        row["code"]: Item(
            row["code"],
            Text(zh=row["zh"], en=row["en"]),
            row["article"],
            bool(row.get("no_means")),
            frozenset(row.get("only", ())),
        )
        for row in rows
    }


URGENT = Text(zh="情况紧急，先行提供法律援助，手续后补", en="Urgent: aid comes first, papers later")


def legal_aid(
    item: str | None,
    *,
    exemption: str | None = None,
    income: Decimal | None = None,
    line: Decimal | None = None,
    days_left: int | None = None,
    order_needed: bool = False,
    extension: Collection[str] | None = None,
) -> Decision:
    """How an application on matter `item` stands (a code of the lists, None where none fits).

    `income` and `line`: monthly income a head and the province's limit. `days_left`: until a time limit
    ends; `order_needed`: preservation or advance enforcement at once. `extension`: further matters of the
    province, None where they are not loaded. Codes: `urgent`, `no_means_check`, `likely`, `means_check`,
    `ask_province`, `consult`. Raises InputError for an unknown exemption or figures below zero.
    """
    lists = national()
    if exemption is not None and exemption not in lists.exemptions:
        raise InputError("没有这种免核查情形", "no such ground for not being checked")
    found = _standing(lists, item, exemption, extension)
    if found.code == "means_check":
        found = _means(found, income, line)
    if days_left is not None:
        count(days_left, 0, 36600, "剩余天数", "the days left")
    if order_needed or (days_left is not None and days_left < URGENT_DAYS):
        article = "第44条第1项" if days_left is not None and days_left < URGENT_DAYS else "第44条第2项"
        return Decision("urgent", URGENT, f"《法律援助法》{article}", (found.words, *found.notes))
    return found


def _standing(
    lists: Lists, item: str | None, exemption: str | None, extension: Collection[str] | None
) -> Decision:
    """Where the matter stands before means are looked at."""
    known = lists.items.get(item) if item is not None else None
    if known is None and extension is None:
        words = Text(
            zh="不在全国范围内，要看本省扩展事项；可以先咨询", en="Not in the national list: ask the province"
        )
        return Decision("ask_province", words, "《法律援助法》第31条第9项")
    if known is None and (item is None or item not in (extension or ())):
        words = Text(zh="不在援助范围，可以先免费咨询", en="Outside the lists: free consultation")
        return Decision("consult", words, "《法律援助法》第22条、第31条第9项")
    article = known.article if known is not None else "第31条第9项"
    exempt = lists.exemptions[exemption] if exemption is not None else None
    applies = exempt is not None and (not exempt.only or item in exempt.only)
    if (known is not None and known.no_means) or applies:
        ground = f"、{exempt.article}" if exempt is not None and applies else ""
        words = Text(zh="很可能符合，不核查经济状况", en="Likely eligible, means are not checked")
        return Decision("no_means_check", words, f"《法律援助法》{article}{ground}")
    words = Text(zh="事项符合，还要核查经济状况", en="The matter fits; means have to be checked")
    return Decision("means_check", words, f"《法律援助法》{article}、第34条、第41条")


def _means(found: Decision, income: Decimal | None, line: Decimal | None) -> Decision:
    if income is None or line is None:
        return found
    money(income, zh="收入", en="the income")
    if income <= money(line, zero=False, zh="经济困难标准", en="the income line"):
        return Decision("likely", Text(zh="很可能符合", en="Likely eligible"), found.basis)
    note = Text(zh="收入高于本省标准，由法律援助机构决定", en="Above the line: the legal-aid body decides")
    return Decision("means_check", found.words, found.basis, (note,))
