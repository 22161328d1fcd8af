"""A procedure's paper: what people drew stands in it, and its last signature is sealed where it can be."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from kiosk.documents.verify import Report, verify
from tests.kiosk.documents.seals import TimeAuthority, serving
from tests.kiosk.documents.seals import now as today
from tests.province.catalogue import write_catalogue
from tests.province.running import Running, running
from tests.province.test_proceedings import Actor, Session, digest, mediation

pytestmark = pytest.mark.timeout(300)
STROKES = [[0.2, 0.3, 0.4, 0.7, 0.6, 0.3], [0.5, 0.2, 0.5, 0.8, 0.8, 0.6]]


class House:
    """A gateway that has a time authority."""

    def __init__(self, folder: Path, authority: TimeAuthority, url: str, province: Running) -> None:
        self.folder, self.authority, self.url, self.province = folder, authority, url, province
        self.terminal = province.terminal(folder / "terminal")
        self.root = folder / "province.pem"
        self.root.write_text(province.gateway.keys.authority.pem)

    def judged(self, pdf: bytes) -> Report:
        """As `main.py document verify` does."""
        paper = self.folder / "paper.pdf"
        paper.write_bytes(pdf)
        return verify(paper, [self.root], [self.authority.root], today())


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Over real HTTP, its list in a file."""
    folder = tmp_path_factory.mktemp("sealed")
    authority = TimeAuthority(folder / "tsa", 9000)
    lists = folder / "tsa.crl"
    lists.write_bytes(authority.revocations())
    with serving(authority) as url:
        more = {"timestamp_url": url, "timestamp_roots": authority.root, "timestamp_list": lists}
        with running(folder / "province", write_catalogue(folder / "catalogue"), **more) as province:
            yield House(folder, authority, url, province)


def signed(house: House, name: str) -> tuple[Session, Actor, bytes]:
    """An agreement that all signed, the terminal's party with what they drew."""
    session, phone, kiosk = mediation(house.province, house.terminal, name)
    clause = session.host.act(act="clause", text="分两次还清")["clauses"][0]
    for one in (phone, kiosk):
        one.act(act="answer_clause", clause=clause["id"], rev=1, answer="agree")
    assert session.host.post("/proceeding/papers/agreement").ok
    sign = "/proceeding/papers/agreement/sign"
    assert phone.post(sign, sha256=digest(phone)).ok
    spoiled = kiosk.post(sign, sha256=digest(kiosk), strokes=[[0.1, 0.1, 0.11]])
    assert spoiled.json()["code"] == "invalid"
    assert kiosk.post(sign, sha256=digest(kiosk), strokes=STROKES).ok
    code = session.person.code(session.person.used)
    assert session.host.post(sign, sha256=digest(session.host), code=code).ok
    pdf = kiosk.session.get(f"{kiosk.base}/proceeding/papers/agreement", timeout=60).content
    return session, kiosk, pdf


def test_what_was_drawn_stands_in_its_field_and_the_last_signature_lasts(house: House) -> None:
    session, kiosk, pdf = signed(house, "wu-sealed")
    assert session.host.file()["papers"]["agreement"]["sealed"] is True
    report = house.judged(pdf)
    assert (report.verdict, len(report.signatures)) == ("intact", 3)
    last = report.signatures[-1]
    assert (last.lasting, last.time_source, last.stamped_by) == (True, "stamp", "测试时间戳机构")
    assert [bool(one.strokes_sha256) for one in report.signatures] == [False, True, False]
    assert "S" in drawn(pdf, "Lawbooth2")
    assert drawn(pdf, "Lawbooth1").strip() in ("", "q Q")
    assert beside(pdf, "Lawbooth2") == "申请人：张秀英（签名）"
    assert kiosk.file()["confirmation"] is not None
    assert [*read_aloud(pdf)] == [
        "被申请人：李建国（签名）",
        "申请人：张秀英（签名）",
        "调解员：吴桂珍（签名）",
    ]


def read_aloud(pdf: bytes) -> Iterator[str]:
    """The names of the fields as a reader for the blind finds them: from the structure to the field, and back."""
    with pikepdf.open(io.BytesIO(pdf)) as found:
        root = found.Root.StructTreeRoot
        numbers = list(root.ParentTree.Nums)
        tree = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        assert max(tree) < root.ParentTreeNextKey
        for element in root.K[0].K:
            if element.S == "/Form":
                shown = element.K
                assert tree[int(shown.Obj.StructParent)].objgen == element.objgen
                assert shown.Pg.objgen == shown.Obj.P.objgen
                yield str(shown.Obj.TU)


NO_SIGNATURES: dict[str, str] = {
    "half a point": "[[0.1, 0.1, 0.9]]",
    "a slip of the finger": "[[0.1, 0.1, 0.11, 0.1]]",
    "one place, rubbed": f"[[{','.join(['0.5,0.5,0.51,0.5'] * 200)}]]",
    "beside the pad": "[[0.1, 0.1, 7.0, 0.9]]",
    "below nothing": "[[0.1, 0.1, -0.1, 0.9]]",
    "endless": "[[0.1, 0.1, 1e999, 0.9]]",
    "no number": "[[0.1, 0.1, NaN, 0.9]]",
    "a word": '[["(", ") Tj", 0.9, 0.9]]',
    "a picture": '"iVBORw0KGgo="',
    "operators": '[{"d": "q 0 0 m S Q"}]',
    "too many strokes": f"[{','.join(['[0,0,1,1]'] * 301)}]",
    "too many points": f"[[{','.join(['0,0,1,1'] * 10_001)}]]",
    "too many points in many strokes": f"[{','.join(['[' + ','.join(['0,0,1,1'] * 50) + ']'] * 250)}]",
}  # fmt: skip
"""What somebody may send instead of a signature; by what it is."""


def test_what_is_no_signature_is_refused_and_signs_nothing(house: House) -> None:
    session, phone, kiosk = mediation(house.province, house.terminal, "wu-hostile")
    clause = session.host.act(act="clause", text="分两次还清")["clauses"][0]
    for one in (phone, kiosk):
        one.act(act="answer_clause", clause=clause["id"], rev=1, answer="agree")
    assert session.host.post("/proceeding/papers/agreement").ok
    before = digest(phone)
    for name, strokes in NO_SIGNATURES.items():
        answer = phone.session.post(
            f"{phone.base}/proceeding/papers/agreement/sign",
            data=f'{{"sha256": "{before}", "strokes": {strokes}}}',
            headers={"Content-Type": "application/json"},
            timeout=60,
        )
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid"), name
    assert digest(phone) == before
    assert phone.post("/proceeding/papers/agreement/sign", sha256=before, strokes=STROKES).ok
    assert digest(kiosk) != before


def drawn(pdf: bytes, name: str) -> str:
    """The operators of what is seen in a signature's field, with those that it draws in turn."""
    with pikepdf.open(io.BytesIO(pdf)) as found:
        fields = [one for page in found.pages for one in page.get("/Annots", []) if one.get("/T") == name]
        look = fields[0]["/AP"]["/N"]
        inner = [one.read_bytes() for one in look.get("/Resources", {}).get("/XObject", {}).values()]
        return b" ".join([look.read_bytes(), *inner]).decode("ascii", "replace")


def beside(pdf: bytes, name: str) -> str:
    """The words on the paper's line at whose end a signature's field is."""
    with pikepdf.open(io.BytesIO(pdf)) as found:
        fields = {str(one["/T"]): one["/Rect"] for page in found.pages for one in page["/Annots"]}
    _, bottom, _, top = (float(part) for part in fields[name])
    line: list[str] = []

    def see(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        """Each piece of text with its place."""
        if bottom <= tm[4] * cm[1] + tm[5] * cm[3] + cm[5] <= top:
            line.append(text)

    PdfReader(io.BytesIO(pdf)).pages[-1].extract_text(visitor_text=see)
    return "".join(line).replace(" ", "").strip()


@pytest.mark.expect_log("a paper was signed and not sealed")
def test_a_time_authority_that_is_away_keeps_nobody_from_signing(house: House) -> None:
    settings = house.province.gateway.settings
    house.province.gateway.settings = settings.model_copy(update={"timestamp_url": "http://127.0.0.1:9"})
    try:
        session, _, pdf = signed(house, "wu-unsealed")
    finally:
        house.province.gateway.settings = settings
    assert session.host.file()["papers"]["agreement"]["sealed"] is False
    report = house.judged(pdf)
    assert (report.verdict, report.signatures[-1].lasting) == ("intact", False)
