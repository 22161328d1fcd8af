"""All rules of the linter that need no screen and no paper, over a whole catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from legalnet.catalogue import Catalogue
from legalnet.expressions import faults
from legalnet.lint.checkups import checkup_faults
from legalnet.lint.conditions import Condition, conditions
from legalnet.lint.finding import Finding
from legalnet.lint.names import field_at, read
from legalnet.lint.reach import Reach
from legalnet.lint.words import language_faults
from legalnet.matter import CHOICE, Matter


def lint(catalogue: Catalogue, today: date) -> Iterator[Finding]:
    """Everything to mend in a catalogue that loads."""
    listed = {one.code for group in catalogue.groups for one in group.matters}
    for matter in catalogue.matters:
        yield from lint_matter(matter, listed, today)


def lint_matter(matter: Matter, listed: set[str], today: date) -> Iterator[Finding]:
    """Everything to mend in one definition; `listed` are the codes other definitions may point at."""
    broken = False
    for where, message in faults(matter, today):
        broken = True
        yield Finding(matter.code, "expression", where, message)
    for condition in conditions(matter):
        for finding in _names(matter, condition):
            broken = True
            yield finding
    for where, message in language_faults(matter):
        yield Finding(matter.code, "language", where, message)
    yield from _complete(matter, listed)
    yield from checkup_faults(matter, listed)
    if not broken:  # a search with a rule that cannot be worked out would tell nothing
        yield from _reach(matter, today)


def _names(matter: Matter, condition: Condition) -> Iterator[Finding]:
    reading = read(matter, condition.section, condition.expression)
    for name in reading.unknown:
        yield Finding(matter.code, "name", condition.where, f"no such answer: {name}")
    for (section_id, key), text in reading.compared:
        section = matter.section(section_id)
        field = field_at(section, key) if section is not None else None
        allowed = [option.value for option in field.options] if field is not None else []
        if section is not None and key == CHOICE:
            allowed = [variant.id for variant in section.variants]
        if allowed and text and text not in allowed:
            yield Finding(matter.code, "option", condition.where, f"{key} has no option {text}")


def _reach(matter: Matter, today: date) -> Iterator[Finding]:
    reach = Reach(matter, today)
    for condition in conditions(matter):
        side = reach.dead(condition)
        if side is not None:
            yield Finding(matter.code, "reach", condition.where, f"{side}: {condition.expression}")


def _complete(matter: Matter, listed: set[str]) -> Iterator[Finding]:
    """What a definition may leave out for the schema, but not for a resident."""
    needed = {
        "applicants": matter.applicants,
        "sections": matter.sections,
        "documents": matter.documents,
        "followup.statuses": matter.followup.statuses,
        "basis": matter.basis,
        "steps": matter.steps,
        "intro.bring": matter.intro.bring,
    }
    for where, part in needed.items():
        if not part:
            yield Finding(matter.code, "complete", where, "is empty")
    for way in matter.intro.ways:
        if way.matter is not None and way.matter not in listed:
            yield Finding(matter.code, "complete", f"intro.ways.{way.id}", f"no such matter: {way.matter}")
    ids = [material.id for material in matter.materials]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        yield Finding(matter.code, "complete", f"materials.{twice}", "appears twice")
    papers = [document.id for document in matter.documents]
    for twice in sorted({one for one in papers if papers.count(one) > 1}):
        yield Finding(matter.code, "complete", f"documents.{twice}", "appears twice")
    if matter.fees.relief is not None and matter.fees.relief not in listed:
        yield Finding(matter.code, "complete", "fees.relief", f"no such matter: {matter.fees.relief}")
