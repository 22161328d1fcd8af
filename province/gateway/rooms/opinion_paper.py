"""A written legal opinion as a PDF: set by typst, signed (PAdES) with a certificate for this one signature.

The key is made for the signature and forgotten with it; the certificate by the province's authority names the account
that gave both factors a moment before. Slow (a second at first): run it in a thread.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from province.gateway.authority import Authority
from province.gateway.clock import SHANGHAI
from province.gateway.proceedings.seal import NotSealed, TimeAuthority, archived, line

FONTS = Path("/usr/share/fonts/opentype/noto")
"""Debian's fonts-noto-cjk."""
FIELD, REASON = "LawboothOpinion", "法律咨询意见单"
RESERVED = 16_384
TEMPLATE = """
#let it = json(bytes(sys.inputs.at("it")))
#set document(title: it.title, author: it.author)
#set page(paper: "a4", margin: (x: 26mm, y: 24mm), footer: align(center, text(9pt)[#it.footer]))
#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 12pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.9em)
#show heading: set text(font: "Noto Sans CJK SC", size: 13pt)
#align(center, text(20pt, weight: "bold", font: "Noto Sans CJK SC")[#it.title])
#v(4mm)
#text(10.5pt)[#it.meta]
#line(length: 100%, stroke: 0.6pt)
#for part in it.parts [
  #heading(level: 1, part.title)
  #for line in part.lines [#par[#line]]
]
#v(10mm)
#align(right)[#it.author \\ #it.firm \\ #it.day]
"""
PARTS = {
    "facts": "一、居民讲述的情况",
    "law": "二、法律意见",
    "advice": "三、建议",
    "bring": "四、要带的材料与期限",
}
FOOTER = "本意见依据居民当时讲述和出示的材料作出，不代表案件结果。签名可用任何 PDF 阅读器核验。"


@dataclass(frozen=True)
class Author:
    """Whose opinion it is."""

    account: str
    display: str
    firm: str
    licence: str


def typeset(draft: dict[str, str], author: Author, at: datetime) -> bytes:
    """The opinion as a tagged PDF/A with its fonts. Raises `RuntimeError` when it cannot be set."""
    import typst

    compiled = typst.compile(
        TEMPLATE.encode(),
        format="pdf",
        sys_inputs={"it": _content(draft, author, at)},
        font_paths=typst.Fonts(font_paths=[FONTS]),
        pdf_standards=["a-2a", "ua-1"],
    )
    assert isinstance(compiled, bytes)  # noqa: S101 - one file was asked for
    return compiled


def picture(draft: dict[str, str], author: Author, at: datetime) -> bytes:
    """The first page as PNG, for the eye before signing."""
    import typst

    compiled = typst.compile(
        TEMPLATE.encode(),
        format="png",
        ppi=110,
        sys_inputs={"it": _content(draft, author, at)},
        font_paths=typst.Fonts(font_paths=[FONTS]),
    )
    return compiled if isinstance(compiled, bytes) else bytes(compiled[0])


def _content(draft: dict[str, str], author: Author, at: datetime) -> str:
    """What the template reads; texts are data there, never markup."""
    local = at.astimezone(SHANGHAI)
    day = f"{local.year}年{local.month}月{local.day}日"
    parts = [
        {"title": title, "lines": [line for line in draft.get(name, "").splitlines() if line.strip()]}
        for name, title in PARTS.items()
        if draft.get(name, "").strip()
    ]
    licence = f"　执业证号 {author.licence}" if author.licence else ""
    content = {
        "title": "法律咨询意见单", "author": author.display, "firm": author.firm or "公共法律服务中心", "day": day,
        "meta": f"出具人 {author.display}{licence}　{day} {local:%H:%M}", "parts": parts, "footer": FOOTER,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False)


def sign(
    pdf: bytes,
    author: Author,
    authority: Authority,
    at: datetime,
    *,
    field: str = FIELD,
    reason: str = REASON,
    look: Any = None,
    time: TimeAuthority | None = None,
) -> bytes:
    """The PDF with the author's signature as an added revision; what stood there stays byte for byte below it.

    Several people sign in turn, each in a `field` of a name of its own. `look`: what is drawn in the field (pyHanko's
    stamp style). With `time` it is the last one, sealed for the archive. Raises `NotSealed`.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSignatureMetadata
    from pyhanko.sign.timestamps import TimestampRequestError
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

    lasting = archived(time, authority, at) if time is not None else {}
    metadata = PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=author.display,
        reason=reason, **lasting,
    )  # fmt: skip
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    signer = _signer(
        metadata, author, authority, at, stamp_style=look, timestamper=line(time) if time else None
    )
    try:
        signer.sign_pdf(writer, bytes_reserved=RESERVED * (1 + (time is not None)), output=out)
    except (SigningError, TimestampRequestError, PathBuildingError, PathValidationError):
        if time is None:
            raise
        raise NotSealed("refused") from None
    return out.getvalue()


def _signer(metadata: Any, author: Author, authority: Authority, at: datetime, **more: Any) -> Any:
    """Signs once, with a key made now and its certificate."""
    from asn1crypto import keys, pem
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import PdfSigner, SimpleSigner
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class TimedSigner(PdfSigner):
        """pyHanko reads the machine's clock; ours is passed in."""

        def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
            """Called by pyHanko."""
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = at
            return session

    key = ec.generate_private_key(ec.SECP256R1())
    chain = [_issue(key, author, authority, at), authority.pem]
    certificates = [Certificate.load(pem.unarmor(one.encode())[2]) for one in chain]
    raw = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    store = SimpleCertificateStore.from_certs(certificates[1:])  # type: ignore[no-untyped-call]
    return TimedSigner(metadata, SimpleSigner(certificates[0], keys.PrivateKeyInfo.load(raw), store), **more)


def _issue(key: ec.EllipticCurvePrivateKey, author: Author, authority: Authority, at: datetime) -> str:
    """A certificate of the province for this key: whose it is comes from the session, not from a request."""
    request = x509.CertificateSigningRequestBuilder().subject_name(
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, author.account)])
    )
    der = request.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    return authority.issue(der, f"{author.display} {author.account}", author.firm or "公共法律服务中心", at)
