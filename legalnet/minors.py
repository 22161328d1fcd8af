"""What somebody under eighteen can do here alone (民法典17 to 20, 34; 民诉法60; 未成年人保护法110; 个人信息保护法31).

Under eight nothing; from eight to seventeen what a definition opens (`Matter.minors`): advice, help, reports. Whatever is
filed needs the guardian, who identifies with their own card. Sixteen and older who live on their own work count as
grown (民法典18(2)) once they say so. Under fourteen no camera looks at the face without a guardian's consent. Both ends
ask here.
"""

from __future__ import annotations

from datetime import date

from legalnet.matter import Matter, Text

CHILD, FACE, WORKER, GROWN = 8, 14, 16, 18
"""Whole years: some capacity, face data without a guardian, own work, full capacity."""

TOO_YOUNG = Text(
    zh="不满八岁的孩子，要由爸爸妈妈或者别的监护人来办。",
    en="A child under eight needs a parent or another guardian for this.",
)
GUARDIAN_FIRST = Text(
    zh="不满十八岁，这件事要由监护人用自己的身份证来办。",
    en="Under eighteen, a guardian has to do this with their own ID card.",
)


def age_on(birth: date, today: date) -> int:
    """Whole years; somebody born on 29 February is a year older on 1 March of other years."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def stops(matter: Matter, age: int, own_income: bool = False) -> Text | None:
    """Why somebody of that age cannot do this matter alone; None where they can."""
    if age >= GROWN or (own_income and age >= WORKER):
        return None
    if age < CHILD:
        return TOO_YOUNG
    return None if matter.minors == "alone" else GUARDIAN_FIRST
