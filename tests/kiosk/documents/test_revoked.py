"""A terminal that was taken away: what it signs afterwards is told, what it provably signed before still counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from kiosk.documents.archive import Evidence
from kiosk.documents.attest import attest
from kiosk.documents.revoked import ForeignList
from kiosk.documents.verify import Report, verify
from kiosk.documents.verify_words import words
from main import main
from province.gateway.authority import Authority, new_authority
from tests.kiosk.documents.seals import PLACE, Desk, TimeAuthority, desk, now, serving
from tests.kiosk.documents.test_archive import page


@dataclass
class House:
    """A terminal, its province, a time authority, and files."""

    folder: Path
    terminal: Desk
    province: Authority
    time: TimeAuthority
    url: str

    def listed(self, since: datetime | None) -> Path:
        """A list on which the terminal is, or nobody."""
        serial = x509.load_pem_x509_certificates(self.terminal.chain.encode())[0].serial_number
        found = self.folder / "list.crl"
        found.write_bytes(self.province.revocations([(serial, since)] if since else [], now()))
        return found

    def file(self, pdf: bytes) -> Path:
        """As a file, with the roots beside it."""
        (self.folder / "root.pem").write_text(self.province.pem)
        (self.folder / "paper.pdf").write_bytes(pdf)
        return self.folder / "paper.pdf"

    def judged(self, pdf: bytes, lists: list[Path]) -> Report:
        """By root, stamps and lists."""
        path = self.file(pdf)
        return verify(path, [self.folder / "root.pem"], [self.time.root], now(), lists=lists)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Over real HTTP."""
    folder = tmp_path_factory.mktemp("revoked")
    time = TimeAuthority(folder / "tsa", 9000)
    with serving(time) as url:
        terminal, province = desk(folder / "terminal", url)
        yield House(folder, terminal, province, time, url)


@pytest.mark.parametrize("lasting", [False, True])
def test_a_stamped_signature_counts_if_it_is_older_than_the_revocation(house: House, lasting: bool) -> None:
    house.terminal.stamp_url = house.url
    lists = (house.province.revocations([], now()), house.time.revocations())
    roots = house.province.pem + house.time.root.read_text()
    house.terminal.evidence = Evidence(roots, lists) if lasting else None
    made = attest(page(), house.terminal, now(), PLACE)
    assert made.lasting is lasting
    before = house.judged(made.pdf, [house.listed(now() + timedelta(hours=1))])
    assert (before.verdict, before.signatures[0].lasting) == ("intact", lasting)
    after = house.judged(made.pdf, [house.listed(now() - timedelta(hours=1))])
    assert (after.verdict, after.signatures[0].trouble) == ("untrusted", "revoked")
    assert "已经吊销" in words(after)


def test_the_terminals_own_clock_proves_nothing_about_a_revoked_one(house: House) -> None:
    house.terminal.stamp_url, house.terminal.evidence = "", None
    pdf = attest(page(), house.terminal, now() - timedelta(minutes=5), PLACE).pdf
    report = house.judged(pdf, [house.listed(now())])
    assert (report.verdict, report.signatures[0].trouble) == ("untrusted", "revoked")
    clean = house.judged(pdf, [house.listed(None)])
    assert (clean.verdict, bool(clean.signatures[0].listed_at)) == ("intact", True)
    assert "没有归档时间戳" in words(clean)
    assert "查不了" in words(house.judged(pdf, []))


def test_the_command_tells_it_and_takes_no_list_of_a_stranger(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house.terminal.stamp_url, house.terminal.evidence = "", None
    path = house.file(attest(page(), house.terminal, now(), PLACE).pdf)
    root, revoked = house.folder / "root.pem", house.listed(now() - timedelta(days=1))
    asked = ["document", "verify", str(path), "--trust", str(root), "--json", "--revoked"]
    assert main([*asked, str(revoked)]) == 5
    assert json.loads(capsys.readouterr().out)["signatures"][0]["trouble"] == "revoked"
    foreign = tmp_path / "foreign.crl"
    foreign.write_bytes(new_authority("省根", now()).revocations([], now()))
    assert main([*asked, str(foreign)]) == 2
    assert "吊销列表" in capsys.readouterr().err
    with pytest.raises(ForeignList):
        house.judged(page(), [foreign])
