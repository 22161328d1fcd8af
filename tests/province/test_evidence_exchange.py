"""举证 between the parties with files: from the screen of the case, and by a filing photographed at a terminal."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from legalnet.submission import Role
from province.gateway.work.cases import NewCase, create
from province.gateway.work.filed_evidence import lay_missing
from tests.legalnet.builders import catalogue, interview
from tests.province.asking import WANG, ZHANG, Visit
from tests.province.running import PDF, Filing, Part, Running, Terminal, running
from tests.province.test_parties import CHEN, ITEM, OPINION
from tests.province.test_real_matters import ACTED

NUMBER = "（2026）某0199民初7号"


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One gateway with the real catalogue for the whole module."""
    with running(tmp_path_factory.mktemp("exchange") / "province", None) as started:
        yield started


@pytest.fixture
def terminal(province: Running, tmp_path: Path) -> Terminal:
    """Enrolled."""
    return province.terminal(tmp_path)


@pytest.fixture
def visits(terminal: Terminal) -> tuple[Visit, Visit, Visit]:
    """Zhang, Wang, and a stranger."""
    found = (Visit(terminal), Visit(terminal), Visit(terminal))
    for visit, who in zip(found, (ZHANG, WANG, CHEN), strict=True):
        visit.identify(who)
    return found


def a_case(province: Running, number: str = "") -> str:
    """Zhang against Wang."""
    gateway = province.gateway
    parties = {gateway.records.holder(ZHANG[1]): "plaintiff", gateway.records.holder(WANG[1]): "defendant"}
    new = NewCase("张秀英诉王建国民间借贷", parties, number, "江临区人民法院")
    return province.call(gateway.database.write(lambda c: create(c, gateway, new)))


def test_a_piece_brings_its_file_and_the_other_side_opens_it(
    province: Running, visits: tuple[Visit, Visit, Visit]
) -> None:
    zhang, wang, stranger = visits
    path = f"/cases/{a_case(province)}"
    piece = {**ITEM, "file": base64.b64encode(PDF).decode()}
    [listed] = zhang.ask("POST", f"{path}/evidence", piece).json["items"]
    assert (listed["file"], listed["digest"]) == (True, hashlib.sha256(PDF).hexdigest())
    there = wang.ask("GET", f"{path}/evidence/1/document")
    assert (there.status, there.content_type, there.raw) == (200, "application/pdf", PDF)
    assert stranger.ask("GET", f"{path}/evidence/1/document").code == "not_yours"
    assert wang.ask("GET", f"{path}/evidence/9/document").code == "not_found"
    assert any(row["action"] == "case.document" for row in province.rows("audit"))


def test_a_piece_without_a_file_has_none_and_a_false_one_is_refused(
    province: Running, visits: tuple[Visit, Visit, Visit]
) -> None:
    zhang, _, _ = visits
    path = f"/cases/{a_case(province)}/evidence"
    [bare] = zhang.ask("POST", path, {**ITEM, "deposit_code": "12345678901234567890"}).json["items"]
    assert (bare["file"], bare["deposit_code"]) == (False, "12345678901234567890")
    assert zhang.ask("GET", f"{path}/1/document").code == "not_found"
    for false in ("MZ not a pdf", "="):
        data = base64.b64encode(false.encode()).decode() if len(false) > 1 else "AAA"
        assert zhang.ask("POST", path, {**ITEM, "file": data}).code == "not_a_document"
    wrong = {**ITEM, "digest": "0" * 64, "file": base64.b64encode(PDF).decode()}
    assert zhang.ask("POST", path, wrong).code == "invalid"


def filed(terminal: Terminal, number: str, who: tuple[str, str] = ZHANG) -> dict[str, Any]:
    """A filing of evidence for the case of that number, as a terminal hands it in."""
    answers = interview("ZJ-JZ").clean_answers()
    answers["case"]["case_no"] = number
    parts = [
        Part("index.pdf", Role.DOCUMENT, "application/pdf", PDF),
        Part("evidence.pdf", Role.MATERIAL, "application/pdf", PDF),
    ]
    scan = {"id": "evidence", "label": "证据材料", "part": "evidence.pdf", "pages": 1,
            "sha256": hashlib.sha256(PDF).hexdigest()}  # fmt: skip
    identity = {"level": "L3", "method": "card+face", "at": ACTED.isoformat(),
                "holder_name": who[0], "holder_number": who[1]}  # fmt: skip
    agreed = [
        {"purpose": one, "given": True, "text_sha256": "0" * 64, "at": ACTED.isoformat()}
        for one in ("data", "face")
    ]
    filing = Filing(
        "ZJ-JZ",
        answers,
        parts=parts,
        wall=ACTED,
        manifest_changes={"identity": identity, "materials": [scan], "consents": agreed},
    )
    sealed = terminal.seal(filing, catalogue().version)
    terminal.upload(sealed)
    answer: dict[str, Any] = json.loads(terminal.uplink.submit(sealed.key, sealed.header).body)
    again = json.loads(terminal.uplink.submit(sealed.key, sealed.header).body)
    assert again == answer
    return answer


def test_evidence_photographed_at_a_terminal_lies_before_the_other_side_once(
    province: Running, terminal: Terminal, visits: tuple[Visit, Visit, Visit]
) -> None:
    zhang, wang, _ = visits
    case = a_case(province, NUMBER)
    listed = interview("ZJ-JZ").clean_answers()["ev"]["evidence"]
    filed(terminal, NUMBER.replace("（", "(").replace("）", ")"))
    items = wang.ask("GET", f"/cases/{case}/evidence").json["items"]
    assert [one["title"] for one in items] == [one["name"] for one in listed]
    assert all(one["file"] and not one["mine"] and one["side"] == "plaintiff" for one in items)
    number = items[0]["number"]
    assert wang.ask("GET", f"/cases/{case}/evidence/{number}/document").raw == PDF
    said = wang.ask("POST", f"/cases/{case}/evidence/{number}/opinions", OPINION).json["items"]
    assert said[0]["opinions"][0]["reason"] == OPINION["reason"]
    assert province.call(lay_missing(province.gateway)) == 0, "laid already"
    assert len(zhang.ask("GET", f"/cases/{case}/evidence").json["items"]) == len(listed)


def test_what_a_gateway_that_died_did_not_lay_is_laid_at_the_next_start(
    province: Running, terminal: Terminal, visits: tuple[Visit, Visit, Visit]
) -> None:
    number = "（2026）某0199民初10号"
    filed(terminal, number)
    case = a_case(province, number)
    assert province.call(lay_missing(province.gateway)) == 1
    assert len(visits[1].ask("GET", f"/cases/{case}/evidence").json["items"]) == 1


def test_a_filing_of_somebody_who_is_no_party_or_of_another_case_is_laid_before_nobody(
    province: Running, terminal: Terminal, visits: tuple[Visit, Visit, Visit]
) -> None:
    case = a_case(province, "（2026）某0199民初8号")
    filed(terminal, "（2026）某0199民初8号", CHEN)
    filed(terminal, "（2026）某0199民初9号", ZHANG)
    assert visits[0].ask("GET", f"/cases/{case}/evidence").json["items"] == []
