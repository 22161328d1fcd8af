"""Revocation lists: believed when a trusted root signed them, used while they are fresh, and papers last by them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from kiosk.documents.attest import Attested, attest
from kiosk.documents.verify_worker import inspect
from kiosk.keeper.memory import Events, Memory, Parts
from kiosk.keeper.revocations import PROVINCE, SHELF, Places, RevocationLists
from kiosk.keeper.run import NoProvince, wired
from kiosk.keeper.signing import SigningDesk
from kiosk.uplink.certificate import LIST_FILE, ROOT_FILE
from offline_cache.cache import Cache
from offline_cache.uplink import Offline
from province.gateway.authority import Authority, new_authority
from tests.kiosk.documents.seals import PLACE, TimeAuthority, certified, now, serving
from tests.kiosk.documents.test_archive import page
from tests.kiosk.visit.test_attesting import Screen, beside
from tests.province.running import ShiftedClock


@dataclass
class Province:
    """Says which certificates count no more."""

    authority: Authority
    away: bool = False
    at: datetime = field(default_factory=now)
    revoked: list[tuple[int, datetime]] = field(default_factory=list)

    def fetch_revocations(self) -> bytes:
        """The list as of `at`."""
        if self.away:
            raise Offline("unreachable")
        return self.authority.revocations(self.revoked, self.at)


class House:
    """A certified terminal with a real memory, its province, and a time authority over HTTP."""

    def __init__(self, folder: Path, time: TimeAuthority, url: str) -> None:
        self.folder, self.time, self.url = folder, time, url
        self.clock = ShiftedClock()
        self.province = Province(new_authority("省根", now()))
        self.key = certified(folder, self.province.authority)
        self.memory = Memory(self._parts, folder, self.clock)
        self.lists = self.made(url)

    def _parts(self, events: Events) -> Parts:
        cache = Cache.open(self.folder / "cache", self.clock)
        return wired(cache, self.folder, NoProvince(), self.clock, events)

    def made(self, time_url: str) -> RevocationLists:
        """A keeper of lists."""
        places = Places(self.folder, time_url, str(self.time.root))
        return RevocationLists(places, self.memory, self.province, self.clock)

    def until(self, lists: RevocationLists, done: Callable[[], bool]) -> None:
        """Tick until it is so."""
        end = self.clock.monotonic() + 60
        while not done():
            assert self.clock.monotonic() < end
            lists.tick()
            ShiftedClock.sleep(self.clock, 0.01)

    def attested(self, lists: RevocationLists) -> Attested:
        """A paper signed over a real line to the keeper's desk."""
        screen = Screen(SigningDesk(self.folder, None, self.url, self.clock, lists))
        try:
            (made,) = beside(screen, lambda: attest(page(), screen.attestor, now(), PLACE))
        finally:
            screen.close()
        assert isinstance(made, Attested)
        return made

    def lasting(self, pdf: bytes) -> list[bool]:
        """As a stranger judges it in 2040."""
        roots, stamps = [self.province.authority.pem], [self.time.root.read_text()]
        report = inspect(pdf, roots, stamps, datetime.fromisoformat("2040-01-01T00:00:00+00:00"))
        return [one.lasting for one in report.signatures]


@pytest.fixture(scope="module")
def time(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TimeAuthority, str]]:
    """`openssl ts`, long-lived."""
    authority = TimeAuthority(tmp_path_factory.mktemp("time") / "tsa", 9000)
    with serving(authority) as url:
        yield authority, url


@pytest.fixture
def house(tmp_path: Path, time: tuple[TimeAuthority, str]) -> Iterator[House]:
    """One house."""
    made = House(tmp_path / "terminal", *time)
    yield made
    made.lists.stop()
    made.memory.close()


def test_with_both_lists_a_paper_lasts_and_the_lists_outlive_the_keeper(house: House) -> None:
    house.until(house.lists, lambda: bool(house.lists.evidence()[1]))
    made = house.attested(house.lists)
    assert (made.level, made.lasting, house.lasting(made.pdf)) == ("stamped", True, [True])
    house.province.away = True
    house.memory.reopen()
    assert len(house.made(house.url).evidence()[1]) == 2
    assert x509.load_der_x509_crl((house.folder / LIST_FILE).read_bytes()).issuer is not None


def test_without_the_authoritys_list_it_is_stamped_and_says_no_more(house: House) -> None:
    lists = house.made("")
    house.until(lists, (house.folder / LIST_FILE).exists)
    lists.stop()
    made = house.attested(lists)
    assert (made.level, made.lasting, house.lasting(made.pdf)) == ("stamped", False, [False])


def test_a_terminal_on_the_list_seals_nothing(house: House) -> None:
    serial = x509.load_pem_x509_certificates(house.key.chain.encode())[0].serial_number
    house.province.revoked = [(serial, now() - timedelta(minutes=30))]
    house.until(house.lists, lambda: bool(house.lists.evidence()[1]))
    made = house.attested(house.lists)
    assert (made.level, made.lasting) == ("stamped", False)


def test_a_list_is_used_three_days_and_the_paper_is_then_only_stamped(house: House) -> None:
    house.until(house.lists, lambda: bool(house.lists.evidence()[1]))
    house.lists.stop()
    house.clock.shift = timedelta(days=2, hours=23)
    assert house.lists.evidence()[1]
    house.clock.shift = timedelta(days=3)
    assert house.lists.evidence() == ("", ())


@pytest.mark.expect_log("a revocation list was refused, the last good one stays: province")
def test_a_strangers_list_is_refused_and_the_last_good_one_stays(house: House) -> None:
    house.until(house.lists, lambda: bool(house.lists.evidence()[1]))
    before = house.lists.evidence()
    stranger = new_authority("省根", now())
    assert stranger.pem != (house.folder / ROOT_FILE).read_text()
    for raw in (stranger.revocations([], now()), b"", b"\x30\x00", b"\x30" * 600_000):
        house.lists._keep(PROVINCE, raw)
    assert house.lists.evidence() == before


def test_an_older_list_replaces_none(house: House) -> None:
    house.until(house.lists, lambda: bool(house.lists.evidence()[1]))
    newest = house.memory.parts.cache.records.get(SHELF + PROVINCE)
    house.lists._keep(PROVINCE, house.province.authority.revocations([], now() - timedelta(hours=5)))
    assert house.memory.parts.cache.records.get(SHELF + PROVINCE) == newest
