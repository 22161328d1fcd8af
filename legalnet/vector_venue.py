"""Worked examples of jurisdiction: a case told in words is read into a `Dispute`, the expectation into
statements about the courts, and each statement is held against what the calculator found.

Only for files of examples. What is not understood is said, never passed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from legalnet.given import Given
from legalnet.jurisdiction import Clause, Dispute, Place, Venue, venue

DATA = Path(__file__).parent / "data"

KINDS = (
    ("online_loan", r"(?:online|internet|app).{0,20}(?:loan|credit)|micro-?(?:loan|credit)|小额借款|网贷|网络借款"),
    ("wage_iou", r"wages?.{0,12}(?:iou|acknowledg)|iou.{0,20}wage|工资欠条|欠条.{0,8}工资"),
    ("loan", r"\bloan|\blent\b|借款|借贷|\biou\b|欠条"),
    ("personal_info", r"personal.information|privacy|个人信息|隐私"),
    ("virtual_property", r"virtual (?:property|goods)|game (?:account|item)|虚拟财产|游戏账号"),
    ("domain_name", r"domain.name|域名"),
    ("unfair_competition", r"unfair competition|不正当竞争"),
    ("data", r"\bdata (?:rights?|ownership|dispute|propert)|数据权|数据纠纷"),
    ("online_copyright", r"copyright|著作权"),
    ("online_tort", r"(?:online|internet|web|network).{0,30}(?:defam|insult|tort|reputation)|网络侵权|网上.{0,6}名誉"),
    ("traffic", r"traffic|road accident|car accident|交通事故"),
    ("divorce", r"divorce|离婚"),
    ("support", r"alimony|maintenance|child support|parental support|赡养费|抚养费|扶养费"),
    ("inheritance", r"inherit|estate of|继承|遗产"),
    ("port", r"\bport\b|港口"),
    ("insurance", r"insurance|保险"),
    ("company", r"shareholder|dissolution|股东|公司解散"),
    ("online_purchase", r"e-?commerce|online (?:purchase|shop)|bought.{0,40}(?:online|platform)|"
                        r"网购|网络购物|电商"),
    ("online_service", r"online service|membership|网络服务|会员"),
    ("real_estate", r"real estate|house|apartment|\bleas|\brent|construction|land contract|"
                    r"不动产|房屋|租赁|建设工程|土地承包"),
    ("labour", r"labou?r|employ|dismiss|劳动"),
    ("tort", r"\btort|assault|injur|beaten|侵权|打伤"),
    ("contract", r"contract|sale|goods|合同|买卖"),
    ("other", r"civil|dispute|纠纷"),
)  # fmt: skip
DECEASED = r"deceased|testator|last (?:lived|domicile|home)|被继承人|死者"
BOTH = r"\bboth\b|双方(?:都)?(?:在|住)"
ROLES = (
    ("deceased", DECEASED),
    ("both", BOTH),
    (
        "site",
        r"deliver|accident in|happened|performed|located|lies in|premises|site in|收货|事故|履行地|位于|发生",
    ),
    (
        "defendant",
        r"seller|defendant|borrower|debtor|lives|employer|landlord|tenant|insurer|被告|卖家|借款人|用人单位|保险公司",
    ),
    (
        "plaintiff",
        r"plaintiff|buyer|\buser|consumer|customer|lender|claimant|worker|原告|买家|用户|消费者|出借人|劳动者",
    ),
)
"""What a place is in the part of the sentence that names it."""
CLAUSE = (
    r"clause|agrees? on .{0,30}court|agreed (?:court|jurisdiction|that)|any dispute to"
    r"|协议管辖|约定.{0,12}(?:法院|管辖)"
)
UNLINKED = r"\bno (?:actual |real )?(?:link|connection)|unrelated|没有(?:实际)?联系|无(?:实际)?联系"
UNWRITTEN = r"\boral|not in writing|口头"


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, Place]:
    """Places by their names in both languages."""
    raw: dict[str, Any] = yaml.safe_load((DATA / "places.yaml").read_text(encoding="utf-8"))
    found: dict[str, Place] = {}
    for en, row in raw.items():
        found[en] = found[row["zh"]] = Place(row["zh"])
        for name, zh in row["districts"].items():
            found[name] = found[zh] = Place(row["zh"], zh)
    return found


def places_in(text: str) -> list[Place]:
    """Places named in a text, the narrowest where a district stands with its city."""
    found = [place for name, place in gazetteer().items() if re.search(_name(name), text)]
    narrow = {place.city for place in found if place.district}
    unique = dict.fromkeys(place for place in found if place.district or place.city not in narrow)
    return list(unique)


def _name(name: str) -> str:
    return rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)


def dispute_of(given: Given) -> Dispute | None:
    """The dispute a case tells of, None where its kind is not understood."""
    text = given.text("case", "name")
    kind = given.text("kind") or next((code for code, words in KINDS if re.search(words, text, re.I)), "")
    if not kind:
        return None
    places = _roles(text)
    for role in ("plaintiff", "defendant", "site", "deceased"):
        if given.has(role):
            places[role] = (places_in(given.text(role)) or [Place(given.text(role))])[0]
    clause = None
    if re.search(CLAUSE, text, re.I) and not re.search("arbitration clause|仲裁条款", text, re.I):
        unlinked, unwritten = re.search(UNLINKED, text, re.I), re.search(UNWRITTEN, text, re.I)
        clause = Clause((places_in(text) or [None])[0], unlinked is None, unwritten is None)  # type: ignore[list-item]
    return Dispute(
        kind,
        _filed(given, text),
        plaintiff=places.get("plaintiff"),
        defendant=places.get("defendant"),
        site=places.get("site"),
        deceased=places.get("deceased"),
        clause=clause,
        arbitration=bool(re.search(r"arbitration clause|仲裁条款|仲裁协议", text, re.I)),
        left_home=_left_home(text),
        defendant_away=bool(re.search(r"missing|abroad|detained|prison|下落不明|境外|服刑|羁押", text, re.I)),
        several_homes=bool(
            re.search(r"(?:several|two|three|different).{0,20}defendants|多个被告", text, re.I)
        ),
    )


def _roles(text: str) -> dict[str, Place]:
    """Who or what is in which place, clause by clause."""
    found: dict[str, Place] = {}
    for part in re.split(r"[,;，；。]", text):
        role = next((code for code, words in ROLES if re.search(words, part, re.I)), "site")
        if places := places_in(part):
            for one in ("plaintiff", "defendant") if role == "both" else (role,):
                found.setdefault(one, places[0])
    return found


def _filed(given: Given, text: str) -> date:
    if given.has("filed"):
        return given.day("filed")
    said = re.search(r"(?:filed|sued|起诉于?)\D{0,6}(\d{4})(?:-(\d\d)-(\d\d))?", text)
    if said is None:
        return date.max  # the rules in force last
    return date(int(said[1]), int(said[2] or 12), int(said[3] or 31))


def _left_home(text: str) -> str:
    if not re.search(r"(?:left|away|离开).{0,30}(?:year|年)", text, re.I):
        return ""
    return "both" if re.search(r"\bboth\b|双方", text, re.I) else "one"


@dataclass(frozen=True)
class Statement:
    """One thing an expectation may say: the words, and whether a venue fits them."""

    words: str
    holds: Callable[[Venue], bool]


def _offers(link: str) -> Callable[[Venue], bool]:
    return lambda found: any(re.search(link, f"{one.link.zh} {one.link.en}") for one in found.courts)


def _is(*codes: str) -> Callable[[Venue], bool]:
    return lambda found: found.code in codes


INTERNET = r"互联网法院|internet court"
NOT_INTERNET = r"(?:not|no|不(?:属于|归|由)|非)\s*(?:the |an? )?(?:\S{2,4})?(?:互联网法院|internet court)"
STATEMENTS = (
    Statement(r"clause (?:is )?(?:invalid|void)|约定无效|条款无效", _is("clause_invalid")),
    Statement(r"clause (?:is )?valid|agreed court|约定的法院|约定有效", _is("agreed")),
    Statement(r"court directly|directly to court|直接(?:向.{0,6})?(?:起诉|法院)", _is("court_directly")),
    Statement(r"labou?r arbitration|先.{0,6}仲裁|仲裁前置", _is("labour_arbitration_first")),
    Statement(r"^(?:go to )?arbitration\b|arbitration (?:institution|commission|body|clause)|no court|仲裁机构",
              _is("arbitration_clause")),
    Statement(r"exclusive|专属", _is("exclusive")),
    Statement(r"plaintiff.{0,4}(?:domicile|home|place|residence)|原告(?:住)?所(?:在)?地",
              _offers("原告|被侵权人|接收货币")),
    Statement(r"lender(?:'s)? (?:place|home|domicile)|接收货币|出借人", _offers("接收货币")),
    Statement(r"defendant.{0,16}(?:domicile|home|place|residence)|被告(?:住所)?地|被告所在地", _offers("被告住所地")),
)  # fmt: skip


def check_venue(given: Given) -> tuple[str, bool | None]:
    """What was found in words, and whether every statement of the expectation holds; None where the case or
    the expectation was not understood (the words say which).
    """
    dispute = dispute_of(given)
    if dispute is None:
        return "case not understood", None
    found = venue(dispute)
    held = _held(found, given.text("expect"))
    if not held:
        return "expectation not understood", None
    names = "、".join(court.name for court in found.courts)
    return f"{found.code}: {names or found.notes[0].zh}（{found.basis}）", all(held)


def _held(found: Venue, text: str) -> list[bool]:
    """For each statement that the text makes, whether it holds."""
    held = [one.holds(found) for one in STATEMENTS if re.search(one.words, text, re.I)]
    denied = re.search(NOT_INTERNET, text, re.I) is not None
    names = places_in(text)
    if denied:
        held.append(found.code != "internet_court")
    elif re.search(INTERNET, text, re.I):
        cities = {one.place.city for one in found.courts if one.kind == "internet" and one.place}
        held.append(found.code == "internet_court" and all(place.city in cities for place in names))
        return held
    offered = [one.place for one in found.courts if one.place is not None]
    held += [any(_same(place, one) for one in offered) for place in names]
    return held


def _same(wanted: Place, offered: Place) -> bool:
    return wanted.city == offered.city and wanted.district in ("", offered.district)
