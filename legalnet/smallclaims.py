"""Whether a case runs as a small claim, which one instance decides for good (民诉法 165, 166).

The yearly average wage of the province is published every year and comes in as an argument.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from legalnet.matter import Text
from legalnet.reckoning import Decision, InputError, money

EXCLUSIONS: dict[str, Text] = {
    "status": Text(zh="人身关系、财产确权案件（第1项）", en="Personal status or title to property (1)"),
    "foreign": Text(zh="涉外案件（第2项）", en="Foreign element (2)"),
    "appraisal": Text(zh="需要评估、鉴定（第3项）", en="Needs valuation or appraisal (3)"),
    "missing": Text(zh="一方当事人下落不明（第4项）", en="A party cannot be found (4)"),
    "counterclaim": Text(zh="当事人提出反诉（第5项）", en="Counterclaim (5)"),
    "other": Text(zh="其他不宜适用的（第6项）", en="Otherwise unfit (6)"),
}
"""What keeps a case out (166)."""
BASIS = "《民事诉讼法》第165条"


def small_claim(
    claim: Decimal, wage: Decimal, exclusions: Collection[str] = (), only_money: bool = True
) -> Decision:
    """Whether a simple case over `claim` yuan is a small claim where people earn `wage` yuan a year.

    Codes: `excluded`, `mandatory` up to half of the wage, `by_agreement` up to twice, `ordinary` above.
    Raises InputError for an unknown exclusion or figures below zero.
    """
    if not set(exclusions) <= set(EXCLUSIONS):
        raise InputError("没有这种排除情形", "no such exclusion")
    money(claim, zh="标的额", en="the claim")
    money(wage, zero=False, zh="就业人员年平均工资", en="the yearly average wage")
    if exclusions or not only_money:
        notes = tuple(EXCLUSIONS[key] for key in EXCLUSIONS if key in exclusions)
        words = Text(zh="不适用小额诉讼程序", en="Not a small claim")
        return Decision("excluded", words, "《民事诉讼法》第166条" if exclusions else BASIS, notes)
    if claim <= wage / 2:
        words = Text(zh="适用小额诉讼程序，一审终审，不能上诉", en="Small claim: one instance, no appeal")
        return Decision("mandatory", words, BASIS)
    if claim <= wage * 2:
        words = Text(zh="双方都同意才适用小额诉讼程序", en="A small claim only if both sides agree")
        return Decision("by_agreement", words, BASIS)
    return Decision("ordinary", Text(zh="不适用小额诉讼程序，可以上诉", en="Not a small claim"), BASIS)
