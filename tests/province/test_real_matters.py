"""The matters of the real catalogue, filled in as the tour does, from the interview to the desk."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from legalnet.submission import Role
from tests.legalnet.builders import TODAY, catalogue, interview
from tests.province.running import JPEG, PDF, Filing, Part, Running, running
from tests.province.staffing import reader

ACTED = datetime(TODAY.year, TODAY.month, TODAY.day, 2, tzinfo=UTC)
PAPERS = [
    Part("complaint.pdf", Role.DOCUMENT, "application/pdf", PDF),
    Part("iou-1.jpg", Role.MATERIAL, "image/jpeg", JPEG),
]


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One gateway with the real catalogue for the whole module."""
    with running(tmp_path_factory.mktemp("real") / "province", None) as started:
        yield started


@pytest.mark.parametrize("code", ["SS-LA-01", "TJ-01", "SQ-01"])
def test_what_the_terminal_lets_through_is_taken_in_and_shown(
    province: Running, tmp_path: Path, code: str
) -> None:
    terminal = province.terminal(tmp_path)
    answers = interview(code).clean_answers()
    papers = [] if code == "SQ-01" else PAPERS
    sealed = terminal.seal(Filing(code, answers, parts=papers, wall=ACTED), catalogue().version)
    terminal.upload(sealed)
    answer = json.loads(terminal.uplink.submit(sealed.key, sealed.header).body)
    assert answer["status"] == "received"
    browser = reader(province, code.lower())
    page = html.unescape(browser.get(f"{province.url}/staff/submissions/{answer['number']}", timeout=10).text)
    matter = catalogue().get(code)
    assert matter is not None
    assert matter.title.zh in page
    for section in matter.sections:
        shown = answers.get(section.id)
        if isinstance(shown, dict) and shown:
            assert section.title.zh in page
    if code == "SS-LA-01":
        assert "41423.56" in page
        assert "没有附上：转账/取款凭证" in page
        assert [date["what"] for date in answer["next_dates"]]


def test_a_changed_total_is_refused(province: Running, tmp_path: Path) -> None:
    terminal = province.terminal(tmp_path)
    answers = interview("SS-LA-01").clean_answers()
    answers["claims"]["total"] = "99999.00"
    with pytest.raises(Exception, match="answers_refused"):
        terminal.hand_in(Filing("SS-LA-01", answers, wall=ACTED))
    assert all("99999" not in row["subject"] for row in province.rows("audit"))


@pytest.mark.parametrize(("kind", "taken"), [("建议", True), ("求助", True), ("咨询", False)])
def test_only_a_suggestion_may_come_without_an_identity(
    province: Running, tmp_path: Path, kind: str, taken: bool
) -> None:
    terminal = province.terminal(tmp_path)
    answers = interview("SQ-01").clean_answers()
    answers["w"]["kind"] = kind
    if kind == "求助":  # whoever calls for help and looks the answer up by its code
        answers["w"]["reply_by"] = "终端查询"
        answers["w"].pop("contact", None)
    filing = Filing("SQ-01", answers, level="L0", parts=[], wall=ACTED)
    if taken:
        assert json.loads(terminal.hand_in(filing))["status"] == "received"
    else:
        with pytest.raises(Exception, match="identity_too_low"):
            terminal.hand_in(filing)


MINOR = "330105201305160027"
"""A girl of thirteen on the day of these tests, as devices/simulators/personas.yaml has her."""


@pytest.mark.parametrize(
    ("code", "holder", "taken"),
    [
        ("SS-LA-01", {"holder_number": MINOR}, False),
        ("SQ-01", {"holder_number": MINOR}, True),
        ("SS-LA-01", {"holder_number": "330105195603120025"}, True),
        (
            "SS-LA-01",
            {"holder_paper": "护照", "holder_number": "E12345678", "holder_birth": "2009-11-02"},
            False,
        ),
        (
            "SS-LA-01",
            {
                "holder_paper": "护照",
                "holder_number": "E12345678",
                "holder_birth": "2009-11-02",
                "own_income": True,
            },
            True,
        ),
    ],
)
def test_a_minor_files_nothing_alone(
    province: Running, tmp_path: Path, code: str, holder: dict[str, object], taken: bool
) -> None:
    terminal = province.terminal(tmp_path)
    papers = [] if code == "SQ-01" else PAPERS
    filing = Filing(code, interview(code).clean_answers(), parts=papers, wall=ACTED)
    identity = filing.manifest("x")["identity"] | holder
    filing.manifest_changes = {"identity": identity}
    if taken:
        assert json.loads(terminal.hand_in(filing))["status"] == "received"
    else:
        with pytest.raises(Exception, match="guardian_needed"):
            terminal.hand_in(filing)


@pytest.mark.parametrize(("signature", "taken"), [("handwritten", False), ("paper", True)])
def test_a_divorce_is_not_taken_with_a_signature_of_the_screen(
    province: Running, tmp_path: Path, signature: str, taken: bool
) -> None:
    terminal = province.terminal(tmp_path)
    answers = interview("SS-LA-03").clean_answers()
    filing = Filing("SS-LA-03", answers, parts=PAPERS[:1], wall=ACTED)
    documents = filing.manifest("x")["documents"]
    filing.manifest_changes = {"documents": [{**one, "signature": signature} for one in documents]}
    if taken:
        assert json.loads(terminal.hand_in(filing))["status"] == "received"
    else:
        with pytest.raises(Exception, match="signature_kind"):
            terminal.hand_in(filing)
