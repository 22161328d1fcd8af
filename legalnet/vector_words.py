"""Families of worked examples whose answer is a decision, described in a lawyer's words.

Only for reading such files: a case is read into the calculator's own input (or given as that input), the
expectation into the decision it names, and the decisions are compared, not the prose. A case or an
expectation whose words are not understood differs and says so; it never passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from legalnet import labour_pay, legalaid, limitation, smallclaims
from legalnet.given import Given
from legalnet.vector_venue import check_venue

Words = Sequence[tuple[str, str]]
"""Code and pattern; the first pattern that is found gives its code."""


@dataclass(frozen=True)
class Verdict:
    """What the calculator decided, in words, and whether the expectation says the same."""

    got: str
    agrees: bool


class NotUnderstood(ValueError):
    """Words of a case or an expectation that name no known fact or decision; the text says which of them."""


def first(words: Words, text: str) -> str | None:
    """The code of the first pattern found in the text."""
    return next((code for code, pattern in words if re.search(pattern, text, re.IGNORECASE)), None)


def every(words: Words, text: str) -> list[str]:
    """The codes of all patterns found in the text."""
    return [code for code, pattern in words if re.search(pattern, text, re.IGNORECASE)]


ALSO = {"likely": ("likely", "no_means_check"), "consult": ("consult", "ask_province")}
"""Decisions that an expectation is satisfied with: who is not checked for means is eligible too, and outside the
national lists a consultation is what is left unless the province says more.
"""


def compared(code: str, words: str, expected: Words, text: str) -> Verdict:
    """The verdict for a decision and the expectation's text. Raises NotUnderstood."""
    wanted = first(expected, text)
    if wanted is None:
        raise NotUnderstood("expectation not understood")
    return Verdict(f"{code}: {words}", code in ALSO.get(wanted, (wanted,)))


SMALL_EXPECTED: Words = (
    ("excluded", r"exclu|排除|166"),
    ("by_agreement", r"both|agree|双方|约定"),
    ("ordinary", r"\bnot\b|\bno\b|ordinary|above|不适用|普通程序"),
    ("mandatory", r"mandatory|final|small|终审|应当适用|适用小额"),
)
SMALL_EXTRA: Words = (
    ("appraisal", r"apprais|valuation|评估|鉴定"),
    ("foreign", r"foreign|overseas|涉外|境外"),
    ("missing", r"missing|whereabouts|cannot be found|下落不明"),
    ("counterclaim", r"counter-?claim|反诉"),
    (
        "status",
        r"status|divorce|personal rel|identity|title|ownership|property (?:right|confirm)|人身关系|确权|离婚",
    ),
    ("other", r"other|unfit|不宜"),
)


def small_claims(given: Given) -> Verdict:
    """A small claim: `S` the yearly average wage, `claim`, and what may exclude it."""
    extra = given.words("extra", "exclusions")
    found = [code for word in extra for code in every(SMALL_EXTRA, word)]
    if len(found) < len(extra):
        raise NotUnderstood("extra not understood")
    money = not given.has("only_money") or given.flag("only_money")
    decision = smallclaims.small_claim(given.amount("claim"), given.amount("S", "wage"), found, money)
    return compared(decision.code, decision.words.zh, SMALL_EXPECTED, given.text("expect"))


CLAIMS: Words = (
    ("support", r"support|alimony|maintenance|抚养费|赡养费|扶养费"),
    ("labour", r"labou?r|\bwages?\b|劳动|工资"),
    (
        "stop",
        r"stop|ceas|nuisance|injunction|eliminat|remov\w* (?:of )?(?:a |the )?(?:danger|obstacle)"
        r"|停止侵害|排除妨碍|消除危险",
    ),
    (
        "return_property",
        r"\breturn\b|restitution|real estate|registered|返还(?:不动产|房屋|登记|财产)|不动产物权",
    ),
    ("personality", r"apolog|reputation|赔礼道歉|恢复名誉|消除影响"),
    ("deposit", r"deposit|存款"),
    ("bond", r"\bbonds?\b|国债|债券"),
    ("contribution", r"contribution|出资"),
    ("international_sale", r"international (?:sale|trade)|国际货物|技术进出口"),
    ("life_insurance", r"life insurance|人寿保险"),
    ("insurance", r"insurance|保险金"),
    ("product", r"product (?:defect|liability)|defective product|产品缺陷|产品责任"),
    (
        "general",
        r"loan|debt|contract|price|payment|rent|damage|compensation|injury|借款|货款|欠款|合同|租金|赔偿|债",
    ),
)
"""Kinds of claims in words; `general` last."""
LIMITATION_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "一": 1, "二": 2, "两": 2, "三": 3,
                      "四": 4, "五": 5}  # fmt: skip


def limitation_kind(given: Given) -> Verdict:
    """Whether limitation holds for a claim and how long; with `start` also its last day."""
    kind = given.text("kind") or first(CLAIMS, given.text("claim"))
    if kind is None:
        raise NotUnderstood("claim not understood")
    rule = limitation.kinds()[kind]
    text = given.text("expect")
    if re.search(r"\d{4}-\d\d-\d\d", text):
        return _limitation_day(given, kind, text)
    code = "no limitation" if rule.years is None else f"{rule.years} years"
    return Verdict(f"{code}: {rule.label.zh}（{rule.basis}）", code == _limitation_expected(text))


def _limitation_day(given: Given, kind: str, text: str) -> Verdict:
    events = [date.fromisoformat(word) for word in given.words("interruptions")]
    raw = given.raw("obstacles") if given.has("obstacles") else []
    stays = [(date.fromisoformat(str(begin)), date.fromisoformat(str(end))) for begin, end in raw]
    found = limitation.limitation(
        kind,
        given.day("start", "due"),
        interruptions=events,
        obstacles=stays,
        harmed=given.maybe_day("harmed"),
        child_birth=given.maybe_day("child_birth"),
    )
    got = found.day.isoformat() if found.day is not None else "no limitation"
    flag = " calendar_unverified" if found.calendar_unverified else ""
    return Verdict(f"{got}{flag}", got in text)


def _limitation_expected(text: str) -> str:
    number = re.search(
        r"(\d+|one|two|three|four|five|[一二两三四五])\s*-?\s*(?:years?|y\b|年)", text, re.IGNORECASE
    )
    if re.search(r"\bno\b|none|not appl|does not|不适用|无时效|不受", text, re.IGNORECASE):
        return "no limitation"
    if number is not None:
        word = number[1].lower()
        return f"{LIMITATION_NUMBERS.get(word) or int(word)} years"
    raise NotUnderstood("expectation not understood")


AID_ITEMS: Words = (
    ("violence", r"domestic.violence|abus|abandon|家庭暴力|家暴|虐待|遗弃"),
    ("hero", r"martyr|\bhero(?:es)?\b|英雄|烈士"),
    ("good_deed", r"samaritan|brave|见义勇为"),
    ("acquitted", r"acquit|改判无罪"),
    ("injury", r"(?:work|traffic|road|industrial).{0,12}(?:injur|accident)|injured (?:at|in)|malpractice|medical acc|"
               r"(?:unsafe|contaminated) food|food.{0,12}(?:injur|poison)|工伤|交通事故|医疗事故|食品药品"),
    ("labour", r"wage|salar|unpaid work|employment relation|劳动报酬|工资|劳动关系|欠薪|讨薪"),
    ("support", r"(?:child|parent|spous\w*).{0,20}support|support (?:for|of|from)|alimony|maintenance|赡养|抚养|扶养"),
    ("state_compensation", r"state compensation|国家赔偿"),
    ("social_insurance", r"social (?:insurance|assistance|security)|(?:living|subsistence) allowance (?:refused|denied|"
                         r"stopped|claim)|社会保险|社保|社会救助待遇|低保待遇"),
    ("pension", r"survivor|death.*pension|抚恤金"),
    ("capacity", r"incapac|行为能力"),
    ("environment", r"pollut|environment|ecolog|环境污染|生态"),
    ("retrial", r"retrial|petition against|申请再审|申诉"),
)  # fmt: skip
AID_OTHER = (
    r"neighbou?r|noise|loan|debt|divorce|property|contract|dispute|邻里|噪音|噪声|借贷|借款|离婚|合同|纠纷"
)
"""Words that tell a matter outside the national lists."""
AID_EXEMPT: Words = (
    ("migrant", r"migrant|农民工|进城务工"),
    ("relief", r"on (?:social |judicial )?relief|subsistence allowance|minimum living|preferential treatment|"
               r"低保|救助对象|优抚"),
    ("no_income", r"(?:minor|child|elderly|old|disabled).{0,40}(?:no|without) (?:steady |fixed )?income|"
                  r"无固定生活来源|孤儿|五保"),
)  # fmt: skip
AID_EXPECTED: Words = (
    ("urgent", r"urgent|先行提供|紧急"),
    ("no_means_check", r"no means|means irrelevant|without (?:a )?means|irrespective of means|"
                       r"免.{0,4}核查|不核查|不审查"),
    ("refused", r"not eligible|ineligible|refuse|不符合"),
    ("ask_province", r"provinc|not in (?:the )?national|extension|省级|扩展|本省"),
    ("means_check", r"means[ -](?:test|check)|check (?:of )?means|needs? check|核查|审查"),
    ("consult", r"consult|咨询"),
    ("likely", r"eligible|符合"),
)  # fmt: skip
AID_DAYS = (
    r"(?:expires?|ends?|left|届满|到期|还剩|不足|剩)\D{0,20}?(\d+)\s*(?:days?|天|日)"
    r"|(\d+)\s*(?:days? (?:left|before)|[天日]内?(?:到期|届满))"
)


def legal_aid(given: Given) -> Verdict:
    """An application for legal aid, in words or by `item`, `exemption`, `income`, `line`, `days_left`."""
    text = given.text("case", "name")
    days = re.search(AID_DAYS, text, re.IGNORECASE)
    left = (
        given.number(0, "days_left") if given.has("days_left") else int(days[1] or days[2]) if days else None
    )
    item = given.text("item") or first(AID_ITEMS, text)
    order = given.flag("order_needed") or bool(
        re.search(
            r"(?:at once|immediate|urgent|needs?).{0,20}preservation|preservation.{0,20}"
            r"(?:needed|at once)|立即.{0,6}保全|先予执行",
            text,
            re.IGNORECASE,
        )
    )
    if item is None and left is None and not order and not re.search(AID_OTHER, text, re.IGNORECASE):
        raise NotUnderstood("case not understood")
    poor = re.search(
        r"low.income|\bpoor\b|hardship|(?:below|under) the (?:income )?line|低收入|经济困难",
        text,
        re.IGNORECASE,
    )
    known = Decimal(0) if poor else None
    decision = legalaid.legal_aid(
        item,
        exemption=given.text("exemption") or first(AID_EXEMPT, text),
        income=given.maybe("income") if given.has("income") else known,
        line=given.maybe("line") if given.has("line") else Decimal(1) if poor else None,
        days_left=left,
        order_needed=order,
        extension=given.words("extension") if given.has("extension") else None,
    )
    words = f"{decision.words.zh}（{decision.basis}）"
    return compared(decision.code, words, AID_EXPECTED, given.text("expect"))


FINAL_EXPECTED: Words = (
    ("not_final", r"\bnot\b|非终局|不是终局|both"),
    ("final", r"final|终局"),
)


def final_award(given: Given) -> Verdict:
    """Whether a labour award on one claim binds the employer at once: `amount` and the local `min_wage`."""
    decision = labour_pay.final_award(given.amount("amount", "claim"), given.amount("min_wage"))
    return compared(decision.code, decision.words.zh, FINAL_EXPECTED, given.text("expect"))


def jurisdiction(given: Given) -> Verdict:
    """Where a case goes."""
    got, agrees = check_venue(given)
    if agrees is None:
        raise NotUnderstood(got)
    return Verdict(got, agrees)


DECISIONS: Mapping[str, Callable[[Given], Verdict]] = {
    "small_claims": small_claims,
    "limitation_no_apply": limitation_kind,
    "limitation": limitation_kind,
    "legal_aid": legal_aid,
    "labour_final_award": final_award,
    "jurisdiction": jurisdiction,
}
"""Families and what decides them."""
