"""The keeper signs digests for the visit on the screen: a few, never the key, and stamps beside its loop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from kiosk.clock import SystemClock
from kiosk.keeper.signing import MOST_A_VISIT, SigningDesk
from kiosk.uplink.certificate import CHAIN_FILE, KEY_FILE, RENEW_BEFORE, load_signing
from offline_cache.uplink import Offline
from province.gateway.authority import Authority, new_authority
from tests.kiosk.documents.seals import PLACE, TERMINAL, TimeAuthority, certified, now, serving

DIGEST = bytes(range(32))


class Visit:
    """Somebody who asks."""


class Issuer:
    """A province that certifies, or is away."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self.away = False
        self.asked = 0

    def certify(self, request: bytes) -> tuple[str, str]:
        """Certificate and root."""
        self.asked += 1
        if self.away:
            raise Offline("unreachable")
        return self.authority.issue(request, TERMINAL, PLACE, now()), self.authority.pem


class Ears:
    """What a visit hears."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []

    def __call__(self, kind: str, **fields: Any) -> None:
        """One message."""
        self.heard.append({"kind": kind, **fields})


@pytest.fixture
def authority() -> Authority:
    """A province's root."""
    return new_authority("省根", now())


def ask(desk: SigningDesk, visit: object, kind: str, **fields: Any) -> dict[str, Any]:
    """One question and its answer."""
    ears = Ears()
    desk.hear(visit, {"kind": kind, "request_id": "r", **fields}, ears)
    return ears.heard[-1]


def until(desk: SigningDesk, done: Callable[[], bool]) -> None:
    """Tick until it is so."""
    clock = SystemClock()
    end = clock.monotonic() + 60
    while not done():
        assert clock.monotonic() < end
        desk.tick()
        clock.sleep(0.01)


def test_a_signature_over_a_digest_fits_the_certificate(tmp_path: Path, authority: Authority) -> None:
    certified(tmp_path, authority)
    desk = SigningDesk(tmp_path, None, "", SystemClock())
    who = ask(desk, Visit(), "signer")
    assert not who["stamps"]
    own = x509.load_pem_x509_certificates(who["chain"].encode())[0]
    public = own.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    signature = bytes.fromhex(ask(desk, Visit(), "attest", digest=DIGEST.hex())["signature"])
    public.verify(signature, DIGEST, ec.ECDSA(Prehashed(hashes.SHA256())))


@pytest.mark.parametrize("digest", [None, 7, "", "00", "zz" * 32, "00" * 33, "00" * 31, ["00" * 32]])
def test_what_is_no_digest_is_not_signed(digest: object, tmp_path: Path, authority: Authority) -> None:
    certified(tmp_path, authority)
    desk = SigningDesk(tmp_path, None, "", SystemClock())
    assert ask(desk, Visit(), "attest", digest=digest)["signature"] == ""


def test_one_visit_gets_so_many_signatures_and_the_next_its_own(tmp_path: Path, authority: Authority) -> None:
    certified(tmp_path, authority)
    desk = SigningDesk(tmp_path, None, "", SystemClock())
    greedy, modest = Visit(), Visit()
    given = [ask(desk, greedy, "attest", digest=DIGEST.hex())["signature"] for _ in range(MOST_A_VISIT + 3)]
    assert all(given[:MOST_A_VISIT])
    assert not any(given[MOST_A_VISIT:])
    assert ask(desk, modest, "attest", digest=DIGEST.hex())["signature"]


def test_nothing_is_signed_without_a_certificate_that_is_valid(tmp_path: Path, authority: Authority) -> None:
    desk = SigningDesk(tmp_path / "new", None, "", SystemClock())
    assert ask(desk, Visit(), "signer")["chain"] == ""
    assert ask(desk, Visit(), "attest", digest=DIGEST.hex())["signature"] == ""
    certified(tmp_path / "old", authority, now() - timedelta(days=900))
    desk = SigningDesk(tmp_path / "old", None, "", SystemClock())
    assert ask(desk, Visit(), "signer")["chain"] == ""


def test_the_certificate_is_asked_for_until_it_is_there(tmp_path: Path, authority: Authority) -> None:
    issuer = Issuer(authority)
    issuer.away = True
    desk = SigningDesk(tmp_path, issuer, "", SystemClock())
    assert not desk.renew()
    issuer.away = False
    desk.tick()  # the pause after a province that was away has not passed
    assert ask(desk, Visit(), "signer")["chain"] == ""
    assert desk.renew()
    assert ask(desk, Visit(), "signer")["chain"].count("BEGIN CERTIFICATE") == 2


def test_it_is_renewed_in_good_time_and_not_before(tmp_path: Path, authority: Authority) -> None:
    issuer = Issuer(authority)
    certified(tmp_path / "fresh", authority)
    SigningDesk(tmp_path / "fresh", issuer, "", SystemClock()).tick()
    assert issuer.asked == 0
    certified(tmp_path / "late", authority, now() - timedelta(days=700))
    desk = SigningDesk(tmp_path / "late", issuer, "", SystemClock())
    desk.tick()
    until(desk, lambda: not load_signing(tmp_path / "late").due(now() + RENEW_BEFORE))
    assert issuer.asked == 1


@pytest.mark.expect_log("is damaged; a new certificate will be asked for")
def test_a_damaged_certificate_is_none(tmp_path: Path, authority: Authority) -> None:
    certified(tmp_path, authority)
    (tmp_path / CHAIN_FILE).write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    assert load_signing(tmp_path).chain == ""


@pytest.mark.expect_log("the key that signs documents cannot be read")
def test_a_damaged_key_stops_signing_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"nothing")
    desk = SigningDesk(tmp_path, None, "", SystemClock())
    desk.tick()
    assert ask(desk, Visit(), "attest", digest=DIGEST.hex())["signature"] == ""


@pytest.mark.expect_log("no certificate for signing documents")
def test_a_certificate_for_another_key_is_not_kept(tmp_path: Path, authority: Authority) -> None:
    foreign = certified(tmp_path / "other", authority).chain

    class Confused(Issuer):
        def certify(self, request: bytes) -> tuple[str, str]:
            return foreign, self.authority.pem

    desk = SigningDesk(tmp_path / "own", Confused(authority), "", SystemClock())
    assert not desk.renew()
    assert ask(desk, Visit(), "signer")["chain"] == ""


def test_a_query_goes_to_the_authority_and_the_answer_comes_with_a_tick(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    stamps = TimeAuthority(tmp_path / "tsa")
    stamps._run("ts", "-query", "-digest", DIGEST.hex(), "-sha256", "-cert", "-out", "asked")
    query = (stamps.folder / "asked").read_bytes()
    ears = Ears()
    with serving(stamps) as url:
        desk = SigningDesk(tmp_path / "terminal", None, url, SystemClock())
        desk.hear(Visit(), {"kind": "stamp", "request_id": "s", "query": query.hex()}, ears)
        until(desk, lambda: bool(ears.heard))
    assert stamps.sent == [query]
    assert bytes.fromhex(ears.heard[0]["reply"])[:1] == b"\x30"
    ears.heard.clear()
    desk.hear(Visit(), {"kind": "stamp", "request_id": "t", "query": query.hex()}, ears)
    until(desk, lambda: bool(ears.heard))
    assert ears.heard[0]["reply"] == ""
    assert DIGEST.hex() not in caplog.text
