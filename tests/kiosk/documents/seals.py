"""A province that certifies, a terminal that signs, and a time-stamping authority by `openssl ts`."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from kiosk.documents.archive import Evidence
from kiosk.documents.attest import NotAttested
from kiosk.uplink import timestamp
from kiosk.uplink.certificate import SigningKey, keep, load_signing
from offline_cache.uplink import Offline
from province.gateway.authority import Authority, new_authority

PLACE = "桂花里社区法律服务站"
TERMINAL = "T330199-0badcafe"


def now() -> datetime:
    """The time, for certificates that a check by the machine's clock must find valid."""
    return datetime.now(UTC)


def certified(folder: Path, authority: Authority, at: datetime | None = None) -> SigningKey:
    """A terminal's key with a certificate."""
    folder.mkdir(parents=True, exist_ok=True)
    key = load_signing(folder)
    return keep(folder, key, authority.issue(key.request(), TERMINAL, PLACE, at or now()), authority.pem)


@dataclass
class Desk:
    """An `Attestor` with the key at hand, and perhaps an authority for time."""

    key: SigningKey
    stamp_url: str = ""
    signatures: int = 0
    evidence: Evidence | None = None

    @property
    def chain(self) -> str:
        """The terminal's certificates."""
        return self.key.chain

    @property
    def stamps(self) -> bool:
        """Whether there is an authority."""
        return bool(self.stamp_url)

    def sign(self, digest: bytes) -> bytes:
        """By the key."""
        self.signatures += 1
        return self.key.sign(digest)

    def stamp(self, query: bytes) -> bytes:
        """By the authority."""
        try:
            return timestamp.ask(self.stamp_url, query)
        except Offline:
            raise NotAttested("unreachable") from None


def desk(folder: Path, stamp_url: str = "") -> tuple[Desk, Authority]:
    """A certified terminal and the authority that certified it."""
    authority = new_authority("省公共法律服务网终端签名根证书", now())
    return Desk(certified(folder, authority), stamp_url), authority


CONFIG = """
[req]
distinguished_name = dn
x509_extensions = ext
prompt = no
[dn]
C = CN
CN = {name}
[ext]
basicConstraints = critical,CA:{ca}
keyUsage = critical,{usage}
{extended}
[tsa]
default_tsa = tsa_one
[tsa_one]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


CRL_CONFIG = """
[ca]
default_ca = root
[root]
database = {folder}/index.txt
default_md = sha256
default_crl_days = 7
certificate = {folder}/ca.pem
private_key = {folder}/ca.key
"""


@dataclass
class TimeAuthority:
    """`openssl ts` with a root and a certificate of its own."""

    folder: Path
    days: int = 30
    """Life of its certificates."""
    stamps: int = 0
    sent: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "serial").write_text("01\n")
        self._config("ca", "时间戳根证书", "TRUE", "keyCertSign, cRLSign", "")
        self._config(
            "tsa", "测试时间戳机构", "FALSE", "digitalSignature", "extendedKeyUsage = critical,timeStamping"
        )
        self._run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                  "-days", str(self.days), "-config", "ca.cnf", "-utf8", "-keyout", "ca.key",
                  "-out", "ca.pem")  # fmt: skip
        self._run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                  "-days", str(self.days), "-config", "tsa.cnf", "-utf8", "-keyout", "tsa.key",
                  "-out", "tsa.pem", "-CA", "ca.pem", "-CAkey", "ca.key")  # fmt: skip

    @cached_property
    def root(self) -> Path:
        """PEM of the root."""
        return self.folder / "ca.pem"

    def revocations(self) -> bytes:
        """The root's list, empty (DER)."""
        (self.folder / "index.txt").write_text("")
        (self.folder / "crl.cnf").write_text(CRL_CONFIG.format(folder=self.folder), encoding="utf-8")
        self._run("ca", "-gencrl", "-config", "crl.cnf", "-out", "crl.pem")
        self._run("crl", "-in", "crl.pem", "-outform", "DER", "-out", "crl.der")
        return (self.folder / "crl.der").read_bytes()

    def _config(self, stem: str, name: str, ca: str, usage: str, extended: str) -> None:
        text = CONFIG.format(name=name, ca=ca, usage=usage, extended=extended, folder=self.folder)
        (self.folder / f"{stem}.cnf").write_text(text, encoding="utf-8")

    def _run(self, *args: str) -> None:
        subprocess.run(["openssl", *args], cwd=self.folder, check=True, capture_output=True, timeout=60)

    def reply(self, query: bytes) -> bytes:
        """The answer of `openssl ts -reply`."""
        self.stamps += 1
        self.sent.append(query)
        (self.folder / "query").write_bytes(query)
        self._run(
            "ts",
            "-reply",
            "-queryfile",
            "query",
            "-config",
            "tsa.cnf",
            "-section",
            "tsa_one",
            "-out",
            "reply",
        )
        return (self.folder / "reply").read_bytes()


@contextmanager
def serving(authority: TimeAuthority) -> Iterator[str]:
    """The authority over HTTP on a free port."""

    class Handler(BaseHTTPRequestHandler):
        """RFC 3161, 3.4."""

        def do_POST(self) -> None:
            """One query."""
            query = self.rfile.read(int(self.headers["Content-Length"]))
            answer = authority.reply(query)
            self.send_response(200)
            self.send_header("Content-Type", timestamp.REPLY)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def do_GET(self) -> None:
            """Its revocation list."""
            answer = authority.revocations()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
