"""What a check-up found, before its report is written: risks by area, each with its reason, law and next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.visit.course import aside, write_papers
from kiosk.visit.screens.base import Screen, View

if TYPE_CHECKING:
    from legalnet.checkup import Area, Finding, Report


class CheckupScreen(Screen):
    """All areas at a glance; one of them with every finding. Rules made it, and it says so."""

    id = "checkup"
    step = "submit"

    def enter(self) -> None:
        """All areas of what the answers of now mean; they cannot change while this is shown."""
        from legalnet.checkup import assess

        journey = self.flow.journey_now
        self._area = ""
        self._report = assess(journey.matter, journey.interview.clean_answers())

    def view(self) -> View:
        """Points, levels, and the findings of the area that is open."""
        report = self._report
        if report is None:
            return {
                "page": "",
                "score": -1,
                "level": "none",
                "found": 0,
                "areas": [],
                "first": [],
                "area": None,
            }
        chosen = next((one for one in report.areas if one.id == self._area), None)
        return {
            "page": self._area,
            "score": _points(report),
            "level": report.level,
            "found": report.found,
            "areas": [self._row(one) for one in report.areas],
            "first": [self._words(one.risk.act) for one in report.first],
            "area": None if chosen is None else self._row(chosen) | {"findings": self._findings(chosen)},
        }

    def _words(self, text: Any) -> str:
        return str(text.pick(self.flow.language))

    def _row(self, area: Area) -> dict[str, Any]:
        return {"id": area.id, "title": self._words(area.title), "score": _points(area),
                "level": area.level, "count": len(area.findings)}  # fmt: skip

    def _findings(self, area: Area) -> list[dict[str, Any]]:
        return [self._finding(one) for one in area.findings]

    def _finding(self, one: Finding) -> dict[str, Any]:
        offered = one.risk.matter if one.risk.matter and self.flow.shelf.get(one.risk.matter) else ""
        return {
            "level": one.risk.grade,
            "said": self._words(one.said),
            "why": self._words(one.risk.why),
            "law": one.risk.law,
            "act": self._words(one.risk.act),
            "matter": offered,
            "help": self.flow.shelf.title(offered, self.flow.language) if offered else "",
        }

    def do_area(self, id: str) -> None:  # noqa: A002 - the scene's word
        """Open one area; another id closes it."""
        report = self._report
        self._area = id if report and any(one.id == id for one in report.areas) else ""

    def do_matter(self, code: str) -> None:
        """What helps with a finding; the answers stay, one comes back to them."""
        area = self.view()["area"] or {"findings": []}
        if code and any(one["matter"] == code for one in area["findings"]):
            aside(self.flow, code, ("intro", "interview", "summary"))

    def do_compose(self) -> None:
        """Write the report."""
        write_papers(self.flow)

    def back(self) -> None:
        """From an area to all of them, from there to the answers."""
        if self._area:
            self._area = ""
        else:
            self.flow.replace("summary")


def _points(of: Report | Area) -> int:
    """For the scene, which knows no nothing: -1 where nothing counts."""
    return -1 if of.score is None else of.score
