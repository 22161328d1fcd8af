"""A visit from the idle screen to its end, for each matter, with the province opening what was handed in."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pytest

from devices.receipt_printer.blocks import Pair, Qr
from kiosk.documents.scans import whole
from kiosk.tour.answers import load_answers
from legalnet.submission import Manifest
from tests.kiosk.visit.cabinet import BEGIN, Cabinet, faults
from tests.kiosk.visit.conftest import MakeCabinet
from tests.kiosk.visit.walk import NOTICE, to_receipt

BEFORE = {
    "SS-LA-01": ["idle", "services", "intro", "consent", "card", "card_read", "consent", "face", "interview"],
    "TJ-01": ["idle", "services", "intro", "consent", "card", "card_read", "interview"],
    "SQ-01": ["idle", "services", "intro", "consent", "interview"],
}
SIGNING = {"SS-LA-01": ["sign"], "TJ-01": ["sign"], "SQ-01": []}
SIGNED = {"SS-LA-01": {"complaint", "addr"}, "TJ-01": {"app", "nda"}, "SQ-01": set()}
SCANNED = {"SS-LA-01": {"iou", "transfer"}, "TJ-01": set(), "SQ-01": set()}
PROVING = {"SS-LA-01": [], "TJ-01": [], "SQ-01": ["card", "card_read"]}
"""Where it may stay anonymous, who it is from is asked after the questions."""
LAST = ["confirm", "sending", "receipt", "take"]
IDENTITY = {"SS-LA-01": ("L3", "card+face"), "TJ-01": ("L2", "card"), "SQ-01": ("L2", "card")}
PERSONAL = (
    "张秀英",
    "330105195603120025",
    "桂花里社区3幢502室",
    "13800005678",
    "13900004321",
    "李建国",
    "桃源路18号",
)


@dataclass
class Visited:
    """A visit that was walked to its end."""

    matter: str
    cabinet: Cabinet
    log: str

    @property
    def manifest(self) -> Manifest:
        """What the province read."""
        return self.cabinet.keeper.province.manifest()

    @property
    def parts(self) -> dict[str, bytes]:
        """All that the province opened."""
        (parts,) = self.cabinet.keeper.province.parts.values()
        return parts


@pytest.fixture(params=list(BEFORE))
def visited(
    make: MakeCabinet, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[Visited]:
    """Each of the three matters, handed in and acknowledged."""
    caplog.set_level(logging.DEBUG)
    cabinet = make()
    to_receipt(cabinet, request.param)
    yield Visited(request.param, cabinet, caplog.text)


def test_a_whole_visit(visited: Visited) -> None:
    """One walk, looked at from every side; walking is what takes the time."""
    screens_in_order(visited)
    what_was_answered(visited)
    who_and_what_was_agreed(visited)
    papers(visited)
    printed(visited)
    nothing_personal_outside(visited)
    the_end(visited)


def screens_in_order(visited: Visited) -> None:
    """From idle to the receipt, none left out, none twice."""
    proving = PROVING[visited.matter]
    expected = [
        *BEFORE[visited.matter],
        "scan",
        "summary",
        *proving,
        "preview",
        *SIGNING[visited.matter],
        *LAST[:3],
    ]
    assert visited.cabinet.seen == expected


def what_was_answered(visited: Visited) -> None:
    """The definition finds nothing wrong, and every answer of the script that is asked has arrived."""
    manifest = visited.manifest
    assert faults(manifest) == []
    assert manifest.matter_code == visited.matter
    for section, given in load_answers(visited.matter, BEGIN.date()).items():
        rows = zip(given, manifest.answers[section], strict=True) if isinstance(given, list) else [
            (given, manifest.answers[section])]  # fmt: skip
        for wanted, arrived in rows:
            assert {key: normal(arrived.get(key)) for key in wanted} == {
                k: normal(v) for k, v in wanted.items()
            }


def normal(value: Any) -> Any:
    """Amounts lose their trailing zeros."""
    return value.removesuffix(".00") if isinstance(value, str) else value


def who_and_what_was_agreed(visited: Visited) -> None:
    """Level, method, and the digest of the words that were on the screen."""
    manifest = visited.manifest
    assert (manifest.identity.level, manifest.identity.method) == IDENTITY[visited.matter]
    by_face = visited.matter == "SS-LA-01"
    assert manifest.identity.score == (0.3 if by_face else None)
    assert (manifest.identity.liveness, bool(manifest.identity.thresholds)) == (
        ("passed", True) if by_face else (None, False)
    )
    digest = hashlib.sha256(NOTICE.encode()).hexdigest()
    agreed = {(c.purpose, c.given, c.text_sha256) for c in manifest.consents}
    assert agreed == {(purpose, True, digest) for purpose in (("data", "face") if by_face else ("data",))}


def papers(visited: Visited) -> None:
    """Each document and scan is a part, whole, with the digest that the manifest names."""
    manifest, parts = visited.manifest, dict(visited.parts)
    del parts["manifest.json"]
    for paper in (*manifest.documents, *manifest.materials):
        assert whole(parts.pop(paper.part), paper.sha256, paper.pages), paper.id
    assert parts == {}
    signed = {document.id for document in manifest.documents if document.signature == "handwritten"}
    assert signed == SIGNED[visited.matter]
    assert {material.id for material in manifest.materials} == SCANNED[visited.matter]


def printed(visited: Visited) -> None:
    """One slip with the code, one set of copies with every page; nobody's name on the slip."""
    cabinet = visited.cabinet
    (slip,), (copies,) = cabinet.hardware.slips, cabinet.hardware.pages
    code = cabinet.view["code"].replace(" ", "")
    assert [block.data for block in slip.content if isinstance(block, Qr)] == [f"LB:{code}"]
    assert not slip.again
    assert any(isinstance(block, Pair) and "(2026)0001" in block.value for block in slip.content)
    assert not any(text in repr(slip.content) for text in PERSONAL)
    with pikepdf.open(io.BytesIO(copies.content)) as pdf:
        assert len(pdf.pages) == sum(document.pages for document in visited.manifest.documents)


def nothing_personal_outside(visited: Visited) -> None:
    """Not in the log, not in what the keeper reads, not in any repr of the visit's own records."""
    cabinet = visited.cabinet
    flow, journey = cabinet.flow, cabinet.flow.journey_now
    bundle = journey.bundle()
    records = [flow.visit, flow.visit.card, flow.handover, journey, bundle, bundle.parts, journey.page]
    papers = [journey.scans.all(), journey.composed, journey.documents]
    shown = [repr(one) for one in (*records, *papers)]
    for text in PERSONAL:
        assert text not in visited.log
        assert text not in repr(cabinet.keeper.heard)
        assert not any(text in one for one in shown)


def the_end(visited: Visited) -> None:
    """Take everything, and it is over, said once; no picture is left."""
    cabinet = visited.cabinet
    assert cabinet.view["number"] == "(2026)0001"
    assert [date["detail"] for date in cabinet.view["dates"]] == ["民诉法126条", ""]
    cabinet.act("finish")
    assert cabinet.seen[-4:] == LAST
    cabinet.hardware.card = None
    cabinet.tick(1.1)
    assert {item["taken"] for item in cabinet.view["items"] if item["id"] == "card"} <= {"yes"}
    cabinet.act("taken")
    assert cabinet.flow.over
    assert cabinet.flow.frames == {}
    assert [message["reason"] for message in cabinet.keeper.told("ended")] == ["finished"]
    assert cabinet.keeper.items() == 1
    assert list(cabinet.keeper.province.submits.values()) == [1]
    assert cabinet.hardware.face is not None
    assert cabinet.hardware.face.stopped == (visited.matter == "SS-LA-01")
    assert cabinet.hardware.table is not None
    assert cabinet.hardware.table.stopped
