"""The province's certificate authority for its terminals: one root, one certificate a terminal (RFC 5280).

A terminal's certificate says which terminal made a document (PAdES); it opens nothing. What a terminal may do on
the network is decided by the key it enrolled with, not by this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

ROOT_YEARS = 20
TERMINAL_DAYS = 730
"""A terminal asks for the next one in good time, see `kiosk.uplink.certificate`."""
LIST_LIVES = timedelta(days=7)
BACKDATED = timedelta(minutes=10)
"""A terminal whose clock is a little behind ours must not find its fresh certificate not valid yet."""
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""RFC 9336."""
NAME_LENGTH = 64
"""Longest common name (RFC 5280, upper bounds)."""


class RequestRefused(Exception):
    """The certificate request is none, is not signed by its own key, or brings another kind of key."""


@dataclass(frozen=True)
class Authority:
    """The root's key and certificate."""

    key: ec.EllipticCurvePrivateKey = field(repr=False)
    certificate: x509.Certificate

    @property
    def pem(self) -> str:
        """The root certificate, which verifiers trust."""
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def issue(self, request: bytes, terminal_id: str, place: str, now: datetime) -> str:
        """The PEM certificate for the P-256 key of a PKCS#10 request (DER). Raises `RequestRefused`.

        Whose it is comes from the caller, never from the request.
        """
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, place[:NAME_LENGTH]),
                x509.NameAttribute(NameOID.COMMON_NAME, terminal_id[:NAME_LENGTH]),
            ]
        )
        public = _proven_key(request)
        builder = (
            _builder(subject, self.certificate.subject, public, now, now + timedelta(days=TERMINAL_DAYS))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(certificates=False), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]),
                critical=False,
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
            )
        )
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()

    def revocations(self, revoked: Iterable[tuple[int, datetime]], now: datetime) -> bytes:
        """The list (DER, RFC 5280) of certificates that count no more, good for a week; signatures that last carry it.

        `revoked` are serial numbers, each with the moment since when.
        """
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(now - BACKDATED)
            .next_update(now + LIST_LIVES)
            .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
            )
        )
        for serial, since in sorted(revoked):
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def new_authority(name: str, now: datetime) -> Authority:
    """A fresh root, self-signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:NAME_LENGTH]),
        ]
    )
    builder = (
        _builder(subject, subject, key.public_key(), now, now + timedelta(days=365 * ROOT_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(certificates=True), critical=True)
    )
    return Authority(key, builder.sign(key, hashes.SHA256()))


def dump(authority: Authority) -> bytes:
    """Key and certificate as PEM, for a file that only its owner may read."""
    key = authority.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return key + authority.pem.encode()


def load(pem: bytes) -> Authority:
    """Back from `dump`. Raises `ValueError`."""
    key = serialization.load_pem_private_key(pem, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("not a key of the authority")
    return Authority(key, x509.load_pem_x509_certificate(pem))


def _proven_key(request: bytes) -> ec.EllipticCurvePublicKey:
    """The key that the request brings and was signed with."""
    try:
        asked = x509.load_der_x509_csr(request)
        public = asked.public_key()
        if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
            raise RequestRefused("not a P-256 key")
        if not asked.is_signature_valid:
            raise RequestRefused("not signed by its own key")
    except (ValueError, UnsupportedAlgorithm, InvalidSignature):
        raise RequestRefused("not a certificate request") from None
    return public


def _builder(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, start: datetime, end: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - BACKDATED)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, certificates: bool) -> x509.KeyUsage:
    """A root signs certificates; a terminal signs documents and cannot deny it."""
    return x509.KeyUsage(
        digital_signature=not certificates, content_commitment=not certificates, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=certificates, crl_sign=certificates,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
