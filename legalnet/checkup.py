"""From the answers of a check-up to a report of risks: graded findings per area, each with its reason, law and next step.

The rules are data (`Matter.checkup`); nothing is guessed. A question answered with 不适用, or not at all, does not count
for or against anybody. The report is for orientation: it is neither legal advice nor a basis for a penalty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from legalnet.matter import Checkup, Grade, Matter, Risk, Section, Text

GRADES: tuple[Grade, ...] = get_args(Grade)
"""The worst first."""
LEVELS: dict[str, Text] = {
    "high": Text(zh="高风险", en="High risk"),
    "medium": Text(zh="中风险", en="Medium risk"),
    "low": Text(zh="低风险", en="Low risk"),
    "none": Text(zh="没有评", en="Not assessed"),
}
FIRST = 5
"""How many findings the report puts first."""


@dataclass(frozen=True)
class Finding:
    """One bad answer and what follows from it."""

    area: str
    """Section of the question."""
    key: str
    said: Text
    """The sentence that was answered with no."""
    risk: Risk


@dataclass(frozen=True)
class Area:
    """One field of the check-up."""

    id: str
    title: Text
    score: int | None
    """Good answers in a hundred of those that count, halves up; None where nothing counts."""
    level: str
    """One of `LEVELS`."""
    findings: tuple[Finding, ...]
    """The worst first, then as asked."""


@dataclass(frozen=True)
class Report:
    """The whole check-up."""

    score: int | None
    level: str
    """The worst of the areas: one bad hole is not filled by good answers elsewhere."""
    areas: tuple[Area, ...]

    @property
    def first(self) -> tuple[Finding, ...]:
        """What to mend first: the worst findings of all areas, in the order of asking."""
        return tuple(_sorted(one for area in self.areas for one in area.findings))[:FIRST]

    @property
    def found(self) -> int:
        """How many findings there are."""
        return sum(len(area.findings) for area in self.areas)

    @property
    def matters(self) -> tuple[str, ...]:
        """Codes of the matters that help, each once, in the order of what is worst."""
        ranked = _sorted(one for area in self.areas for one in area.findings)
        return tuple(dict.fromkeys(one.risk.matter for one in ranked if one.risk.matter is not None))


def assess(matter: Matter, answers: Mapping[str, Any]) -> Report | None:
    """The report of a matter's answers by section; None where the matter is no check-up."""
    rules = matter.checkup
    if rules is None:
        return None
    areas = tuple(
        _area(section, rules, answers.get(section.id) or {})
        for section in matter.sections
        if section.id in rules.areas
    )
    counted = [_counts(rules, section_id, answers.get(section_id) or {}) for section_id in rules.areas]
    score = _score(sum(good for good, _ in counted), sum(bad for _, bad in counted))
    return Report(score, _worst(area.level for area in areas), areas)


def _area(section: Section, rules: Checkup, given: Mapping[str, Any]) -> Area:
    risks = rules.areas[section.id]
    asked = [field for field in section.all_fields() if field.key in risks]
    bad = [field for field in asked if given.get(field.key) == rules.bad]
    findings = _sorted(Finding(section.id, one.key, one.label, risks[one.key]) for one in bad)
    score = _score(*_counts(rules, section.id, given))
    return Area(section.id, section.title, score, _level(rules, score, findings), tuple(findings))


def _counts(rules: Checkup, section: str, given: Mapping[str, Any]) -> tuple[int, int]:
    """How many answers of an area are good, and how many bad."""
    said = [given.get(key) for key in rules.areas[section]]
    return said.count(rules.good), said.count(rules.bad)


def _score(good: int, bad: int) -> int | None:
    """Good answers in a hundred, halves up."""
    return (200 * good + good + bad) // (2 * (good + bad)) if good + bad else None


def _level(rules: Checkup, score: int | None, findings: list[Finding]) -> str:
    """The worse of what was found and what the points say."""
    if score is None:
        return "none"
    points = "high" if score < rules.high_below else "medium" if score < rules.medium_below else "low"
    return _worst([points, *(one.risk.grade for one in findings)])


def _worst(levels: Iterable[str]) -> str:
    known = [level for level in levels if level != "none"]
    return min(known, key=GRADES.index) if known else "none"


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: GRADES.index(one.risk.grade))


MACHINE = (
    "本报告由终端按固定规则根据问卷自动生成，没有经过律师审核，"
    "只供自查参考，不是法律意见，也不作为行政检查、处罚的依据。"
)
"""What stands on the report: that a machine made it, and what it is not."""


def paper_words(report: Report, rules: Checkup) -> dict[str, Any]:
    """The section `record` of the report's layout."""
    services = [rules.helps[code].zh for code in report.matters]
    return {
        "made": MACHINE,
        "score": "没有可以计分的回答" if report.score is None else f"{report.score} 分（满分 100 分）",
        "level": LEVELS[report.level].zh,
        "found": f"{report.found} 项",
        "areas": [_area_words(area) for area in report.areas],
        "findings": [_finding_words(area, one) for area in report.areas for one in area.findings],
        "first": "\n".join(
            f"{at}.【{LEVELS[one.risk.grade].zh}】{one.risk.act.zh}" for at, one in enumerate(report.first, 1)
        ),
        "services": "、".join(services),
    }


def _area_words(area: Area) -> dict[str, str]:
    worst = sum(one.risk.grade == "high" for one in area.findings)
    return {
        "name": area.title.zh,
        "score": "—" if area.score is None else str(area.score),
        "level": LEVELS[area.level].zh,
        "found": f"{len(area.findings)} 项" + (f"，其中高风险 {worst} 项" if worst else ""),
    }


def _finding_words(area: Area, one: Finding) -> dict[str, str]:
    return {
        "area": area.title.zh,
        "level": LEVELS[one.risk.grade].zh,
        "said": f"没有做到：{one.said.zh}",
        "why": f"{one.risk.why.zh}（{one.risk.law}）",
        "act": one.risk.act.zh,
    }
