"""Which courts a case can be brought to, in the order the law asks it.

Arbitration clause, Internet Courts, exclusive jurisdiction (民诉法34), agreed court (35, 法释〔2025〕15号 1),
special rules (22 to 30), place of the contract (24, 解释18 to 20), the defendant's home (22). Kinds of
disputes and the causes of the Internet Courts are data. The court checks jurisdiction itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from legalnet.matter import Text
from legalnet.reckoning import InputError

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Place:
    """A city, and the district or county in it where it is known."""

    city: str
    district: str = ""

    @property
    def name(self) -> str:
        """The narrowest name."""
        return self.district or self.city


@dataclass(frozen=True)
class Clause:
    """What a contract says about the court."""

    place: Place | None = None
    linked: bool = True
    """Whether the place has a real link with the dispute (35)."""
    written: bool = True


@dataclass(frozen=True)
class Dispute:
    """What decides where a case goes. Places that are not known are None."""

    kind: str
    filed: date
    plaintiff: Place | None = None
    defendant: Place | None = None
    site: Place | None = None
    """Where it was performed or delivered, where it happened, where the property or the company is."""
    deceased: Place | None = None
    """Inheritance: where the deceased last lived (34(3)); `site` is where most of the estate is."""
    clause: Clause | None = None
    arbitration: bool = False
    """A valid arbitration clause."""
    left_home: str = ""
    """Divorce: who left home more than a year ago: empty, `one` or `both` (解释12)."""
    defendant_away: bool = False
    """Status suits: the defendant is abroad, missing, detained or in prison (23)."""
    several_homes: bool = False
    """Support: several defendants in different places (解释9)."""


@dataclass(frozen=True)
class Court:
    """One court a case may go to."""

    kind: str
    """`internet` or `basic`."""
    place: Place | None
    link: Text
    """Why this place counts."""

    @property
    def name(self) -> str:
        """As it is called, `?` where the place is not known."""
        if self.place is None:
            return f"{self.link.zh}基层人民法院"
        if self.kind == "internet":
            return f"{self.place.city}互联网法院"
        return f"{self.place.name}基层人民法院（{self.link.zh}）"


@dataclass(frozen=True)
class Venue:
    """Where a case goes: a code for programs, the courts to choose from, the articles."""

    code: str
    courts: tuple[Court, ...]
    basis: str
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Rules:
    """The data of this module."""

    kinds: dict[str, dict[str, str]]
    internet_courts: frozenset[str]
    causes: tuple[tuple[date, str, frozenset[str]], ...]
    """First day of filing, basis, kinds; oldest first."""


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The rules that come with this version."""
    raw: dict[str, Any] = yaml.safe_load((DATA / "jurisdiction.yaml").read_text(encoding="utf-8"))
    causes = tuple(
        (date.fromisoformat(row["from"]), row["basis"], frozenset(row["kinds"]))
        for row in raw["internet_causes"]
    )
    return Rules({row["code"]: row for row in raw["kinds"]}, frozenset(raw["internet_courts"]), causes)


DEFENDANT = Text(zh="被告住所地", en="the defendant's home")
PLAINTIFF = Text(zh="原告住所地", en="the plaintiff's home")
DECEASED = Text(zh="被继承人死亡时住所地", en="where the deceased last lived")
NOTES = {
    "clause_invalid": Text(
        zh="约定的法院与争议没有实际联系或者没有书面约定，约定无效",
        en="The agreed court has no link with the dispute or was not agreed in writing: void",
    ),
    "clause_exclusive": Text(zh="专属管辖，不能另行约定", en="Exclusive jurisdiction cannot be agreed away"),
    "labour_arbitration_first": Text(
        zh="先申请劳动仲裁，不服裁决再起诉", en="Labour arbitration comes first"
    ),
    "court_directly": Text(
        zh="有工资欠条、不涉及其他劳动争议，可以直接起诉", en="May go to court directly as a civil case"
    ),
    "arbitration_clause": Text(
        zh="有仲裁条款，应当向约定的仲裁机构申请", en="There is an arbitration clause: apply there"
    ),
    "not_internet": Text(zh="不属于互联网法院管辖", en="Not for the Internet Court"),
}


def venue(dispute: Dispute) -> Venue:
    """The courts for a dispute. Codes: `arbitration_clause`, `internet_court`, `exclusive`, `agreed`,
    `clause_invalid`, `labour_arbitration_first`, `court_directly`, or the rule that holds (`site`,
    `contract`, `money`, `plaintiff_home`, `defendant`, `company`). Raises InputError for an unknown kind.
    """
    kind = rules().kinds.get(dispute.kind)
    if kind is None:
        raise InputError("没有这一类纠纷", "no such kind of dispute")
    if dispute.arbitration and kind["rule"] not in ("divorce", "support") and dispute.kind != "inheritance":
        note = NOTES["arbitration_clause"]
        return Venue("arbitration_clause", (), "《仲裁法》第5条、《民事诉讼法》第127条", (note,))
    found = _internet(dispute, kind) or _general(dispute, kind)
    return _with_clause(dispute, kind, found)


def _with_clause(dispute: Dispute, kind: dict[str, str], found: Venue) -> Venue:
    clause = dispute.clause
    if clause is None:
        return found
    if kind["rule"] == "exclusive":
        return replace(found, notes=(*found.notes, NOTES["clause_exclusive"]))
    if not (clause.linked and clause.written):
        basis = f"《民事诉讼法》第35条、法释〔2025〕15号第1条；{found.basis}"
        return Venue("clause_invalid", found.courts, basis, (NOTES["clause_invalid"], *found.notes))
    if found.code == "internet_court" or kind["rule"] in ("divorce", "support"):
        return found
    court = Court("basic", clause.place, Text(zh="约定的法院", en="as agreed"))
    return Venue("agreed", (court,), "《民事诉讼法》第35条")


def _internet(dispute: Dispute, kind: dict[str, str]) -> Venue | None:
    """The Internet Court, where the cause is on that day's list and a place that counts is in its city."""
    known = [row for row in rules().causes if row[0] <= dispute.filed]
    if not known or dispute.kind not in known[-1][2]:
        return None
    courts = _courts(dispute, kind["rule"])
    inside = [one for one in courts if one.place and one.place.city in rules().internet_courts]
    if not inside:
        return None
    found = [replace(one, kind="internet") for one in inside]
    rest = [one for one in courts if one not in inside and one.place is not None]
    return Venue("internet_court", (*found, *rest), f"{known[-1][1]}；{kind['basis']}")


_CODES = {"divorce": "defendant", "support": "defendant", "online_tort": "site"}


def _general(dispute: Dispute, kind: dict[str, str]) -> Venue:
    rule = kind["rule"]
    courts = _courts(dispute, rule)
    code = kind.get("first") or _CODES.get(rule, rule)
    if _at_plaintiff(dispute, rule):
        code = "plaintiff_home"
    notes = [NOTES[code]] if code in NOTES else []
    if any(dispute.kind in row[2] for row in rules().causes):
        notes.append(NOTES["not_internet"])
    return Venue(code, tuple(courts), kind["basis"], tuple(notes))


def _at_plaintiff(dispute: Dispute, rule: str) -> bool:
    """Whether the plaintiff's own court is open (23, 解释9, 解释12)."""
    if rule == "divorce":
        return dispute.left_home == "one" or dispute.defendant_away
    return rule == "support" and (dispute.several_homes or dispute.defendant_away)


def _courts(dispute: Dispute, rule: str) -> list[Court]:
    home = Court("basic", dispute.defendant, DEFENDANT)
    own = Court("basic", dispute.plaintiff, PLAINTIFF)
    if rule in ("exclusive", "company"):
        return _at_the_object(dispute, rule)
    if rule in ("divorce", "support"):
        return [own, home] if _at_plaintiff(dispute, rule) else [home]
    if rule == "money":  # whoever claims money receives it: the place of performance (解释18)
        return [home, replace(own, link=Text(zh="接收货币一方所在地", en="where the money is due"))]
    if rule == "online_tort":
        injured = replace(own, link=Text(zh="被侵权人住所地", en="the injured person's home"))
        act = [Court("basic", dispute.site, _SITES["site"])] if dispute.site is not None else []
        return _distinct([*act, home, injured])
    if rule == "defendant":
        return [home]
    site = Court("basic", dispute.site, _SITES[rule])
    if dispute.kind in BY_NETWORK and dispute.site is None:  # nothing was sent to a place (解释20)
        site = replace(
            own, link=Text(zh="买受人住所地（网络交付）", en="the buyer's home (delivered online)")
        )
    return _distinct([site, home])


def _at_the_object(dispute: Dispute, rule: str) -> list[Court]:
    """Where the property or the company is; of an estate also where the deceased last lived."""
    last = [Court("basic", dispute.deceased, DECEASED)] if dispute.deceased is not None else []
    if last and dispute.site is None:
        return last
    return _distinct([*last, Court("basic", dispute.site, _SITES[rule])])


BY_NETWORK = frozenset({"online_purchase", "online_service"})
"""Contracts that are performed at the buyer's home where they are delivered by network."""
_SITES = {
    "exclusive": Text(zh="不动产、港口或者遗产所在地", en="where the property, port or estate is"),
    "company": Text(zh="公司住所地", en="the company's seat"),
    "site": Text(zh="行为、事故或者标的物所在地", en="where it happened or where the object is"),
    "contract": Text(zh="合同履行地（收货地）", en="where the contract is performed"),
}


def _distinct(courts: Sequence[Court]) -> list[Court]:
    """Without a second court in the same place."""
    found: list[Court] = []
    for court in courts:
        if court.place is None or court.place not in [one.place for one in found]:
            found.append(court)
    return found
