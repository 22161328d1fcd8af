"""The certificate a terminal signs documents with: for the caller only, for a key that proves itself."""

from __future__ import annotations

import base64
import hashlib
import json
import stat
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.uplink.certificate import KEY_FILE, keep, load_signing
from kiosk.uplink.wire import digest_header
from offline_cache.uplink import Refused
from province.fleet.state import revoke
from tests.province.running import Running, Terminal


def test_a_terminal_gets_a_certificate_under_the_provinces_root(
    province: Running, terminal: Terminal, tmp_path: Path
) -> None:
    key = load_signing(tmp_path)
    certificate, root = terminal.uplink.certify(key.request())
    kept = keep(tmp_path, key, certificate, root)
    own, above = x509.load_pem_x509_certificates(kept.chain.encode())
    own.verify_directly_issued_by(above)
    assert above.fingerprint(hashes.SHA256()) == province.gateway.keys.authority.certificate.fingerprint(
        hashes.SHA256()
    )
    (name,) = own.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert name.value == terminal.enrolment.terminal_id
    usage = own.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert load_signing(tmp_path).chain == kept.chain
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_whose_certificate_it_is_does_not_come_from_the_request(terminal: Terminal) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "最高人民法院")])
    asked = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    certificate, _ = terminal.uplink.certify(asked.public_bytes(serialization.Encoding.DER))
    assert "最高人民法院" not in x509.load_pem_x509_certificate(certificate.encode()).subject.rfc4514_string()


def other_curve() -> bytes:
    """A request with a key that PDF readers may not know."""
    key = ec.generate_private_key(ec.SECP384R1())
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def unproven(folder: Path) -> bytes:
    """A request whose signature does not fit."""
    asked = bytearray(load_signing(folder).request())
    asked[-1] ^= 1
    return bytes(asked)


def test_other_requests_are_refused(terminal: Terminal, tmp_path: Path) -> None:
    for request in (b"\x30\x00", other_curve(), unproven(tmp_path)):
        with pytest.raises(Refused) as caught:
            terminal.uplink.certify(request)
        assert caught.value.code == "bad_request"


def test_no_terminal_asks_for_another(province: Running, terminal: Terminal, tmp_path: Path) -> None:
    other = province.terminal(tmp_path / "other")
    body = json.dumps({"request": base64.b64encode(load_signing(tmp_path).request()).decode()}).encode()
    headers = {
        "Content-Type": "application/json",
        "Content-Digest": digest_header(hashlib.sha256(body).digest()),
    }
    path = f"/pln/v1/terminals/{other.enrolment.terminal_id}/certificate"
    assert terminal.uplink._line.ask("POST", path, headers=headers, body=body).code == "terminal_other"


def test_what_a_terminal_signs_with_is_on_the_list_once_it_was_taken_away(
    province: Running, terminal: Terminal, tmp_path: Path
) -> None:
    other = province.terminal(tmp_path / "other")
    serials = [
        x509.load_pem_x509_certificate(one.uplink.certify(load_signing(folder).request())[0].encode()).serial_number
        for one, folder in ((terminal, tmp_path), (other, tmp_path / "other"))
    ]  # fmt: skip
    assert list(x509.load_der_x509_crl(other.uplink.fetch_revocations())) == []
    at = province.clock.now()
    assert province.call(
        province.gateway.database.write(lambda c: revoke(c, terminal.enrolment.terminal_id, at))
    )
    answer = requests.get(f"{province.url}/pln/v1/revocations", timeout=60)
    assert answer.headers["Content-Type"] == "application/pkix-crl"
    found = x509.load_der_x509_crl(answer.content)
    assert [(one.serial_number, one.revocation_date_utc) for one in found] == [
        (serials[0], at.replace(microsecond=0))
    ]
    assert found.is_signature_valid(province.gateway.keys.authority.key.public_key())
    assert terminal.enrolment.terminal_id.encode() not in answer.content
