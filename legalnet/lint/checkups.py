"""Whether the rules of a check-up fit its questions: each has a finding, and each finding a question."""

from __future__ import annotations

from collections.abc import Iterator

from legalnet.lint.finding import Finding
from legalnet.matter import Checkup, Matter


def checkup_faults(matter: Matter, listed: set[str]) -> Iterator[Finding]:
    """Everything to mend in the rules; nothing for a matter without any."""
    rules = matter.checkup
    if rules is None:
        return
    if all(one.id != rules.document for one in matter.documents):
        yield Finding(matter.code, "checkup", "document", f"no such document: {rules.document}")
    if rules.high_below > rules.medium_below:
        yield Finding(matter.code, "checkup", "high_below", "is above medium_below")
    yield from _questions(matter, rules)
    named = {risk.matter for area in rules.areas.values() for risk in area.values()} - {None}
    for code in sorted({str(one) for one in named} ^ set(rules.helps)):
        yield Finding(
            matter.code, "checkup", f"helps.{code}", "every matter that a risk names, and no other, has words"
        )
    for code in sorted(set(rules.helps) - listed):
        yield Finding(matter.code, "checkup", f"helps.{code}", "no such matter")


def _questions(matter: Matter, rules: Checkup) -> Iterator[Finding]:
    for section_id, risks in rules.areas.items():
        section = matter.section(section_id)
        asked = (
            {one.key: {option.value for option in one.options} for one in section.all_fields()}
            if section
            else {}
        )
        for key in sorted(set(asked) - set(risks)):
            yield Finding(matter.code, "checkup", f"{section_id}.{key}", "a question without a finding")
        for key in sorted(risks):
            if not {rules.good, rules.bad} <= asked.get(key, set()):
                yield Finding(
                    matter.code, "checkup", f"{section_id}.{key}", "no question that can be answered so"
                )
