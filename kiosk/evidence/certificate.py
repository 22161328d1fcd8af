"""The certificate of a deposit: one page that says what was deposited and when, with the proof attached as a file.

PDF/A-3a, because PDF/A-2 forbids attachments that are no PDF/A themselves; tagged for readers (PDF/UA-1); sealed for the
archive (PAdES B-LTA) where a time authority and revocation lists are at hand, else signed as far as it can be. A licensed
seal server for national PDF seals (GB/T 38540) would stand beside it; none is included.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.documents.attest import Attestor, attest
from kiosk.documents.typesetter import FAMILIES, FONT_FOLDER, TypesettingError
from kiosk.evidence.words import LIMIT, moment
from legalnet.evidence.codes import format_code
from legalnet.evidence.leaves import Digests, Leaf

TEMPLATE = Path(__file__).parent / "certificate.typ"
STANDARDS = ["a-3a", "ua-1"]
STEPS = {
    "hashed": "在终端算出两种摘要，文件还没有离开终端",
    "asked": "摘要交给存证平台",
    "deposited": "收到存证证明，核验无误",
}


@dataclass(frozen=True)
class Facts:
    """What stands on it."""

    leaf: Leaf
    proof: str = field(repr=False)
    size: int
    witnesses: tuple[str, ...]
    digests: Digests = field(repr=False)
    label: str
    holder: str = field(repr=False)
    place: str
    custody: tuple[tuple[str, datetime], ...]


def certificate(facts: Facts, attestor: Attestor, now: datetime) -> bytes:
    """The certificate, sealed as well as can be had now. Raises `TypesettingError`."""
    return attest(typeset(facts, now), attestor, now, facts.place).pdf


def typeset(facts: Facts, now: datetime) -> bytes:
    """The page and its attachment; the same facts and moment give the same bytes."""
    compiler, error = _compiler()
    try:
        made = compiler.compile(
            format="pdf", sys_inputs={"certificate": json.dumps(_words(facts, now), ensure_ascii=False)},
            pdf_standards=STANDARDS, timestamp=int(now.timestamp()),
        )  # fmt: skip
    except error:
        raise TypesettingError("typst refused the certificate") from None
    if not isinstance(made, bytes):
        raise TypesettingError("typst made no PDF")
    return made


@cache
def _compiler() -> tuple[Any, type[Exception]]:
    """One for the process; reading the fonts takes 0.3 s."""
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONT_FOLDER)]
    )
    if any(family not in fonts.families() for family in FAMILIES):
        raise TypesettingError(f"fonts missing in {FONT_FOLDER}; install fonts-noto-cjk")
    return typst.Compiler(input=str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts), typst.TypstError


def masked(name: str) -> str:
    """A holder on paper that may be shown around: the first character only."""
    return name[:1] + "＊" * (len(name) - 1) if name else "未记载"


def _words(facts: Facts, now: datetime) -> dict[str, Any]:
    leaf = facts.leaf
    seen = "、".join(facts.witnesses) or "无"
    return {
        "title": "存证证书", "lead": "存证编码", "code": format_code(leaf.code), "head": ["项目", "内容"],
        "rows": [
            ["存证内容", facts.label, False],
            ["存证人", masked(facts.holder), False],
            ["存证时间", f"{moment(leaf.at)}（存证平台的时钟）", False],
            ["办理地点", f"{facts.place}，终端 {leaf.terminal}", False],
            ["SHA-256 摘要", facts.digests.sha256.hex(), True],
            ["SM3 摘要", facts.digests.sm3.hex(), True],
            ["总账", f"存证时共 {facts.size} 条，见证方：{seen}", False],
        ],
        "custody_title": "文件在终端的经过",
        "custody": [f"{moment(at)}　{STEPS[step]}" for step, at in facts.custody],
        "verify_title": "怎样核验（不用联网）",
        "verify": [
            "1. 打开核验网页，或在装有本系统的电脑上运行 main.py evidence verify。",
            "2. 选这份证书的电子文件，或拍下小票上的两个二维码，再选原来的文件。",
            "3. 属实的，会列出每一环：文件、存证记录、总账、平台签名、见证方。",
        ],
        "limit_title": "声明", "limit": LIMIT, "proof": facts.proof,
        "attached": "存证证明（c2sp.org/tlog-proof@v1）", "footer": f"由{facts.place}的终端生成　{moment(now)}",
    }  # fmt: skip
