"""What a printer's state reasons mean for a terminal:
our codes, Chinese words, and which of them stop the work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

_CODES = {
    "paper_end": ("media-empty", "media-needed", "input-tray-missing"),
    "paper_low": ("media-low",),
    "jam": ("media-jam",),
    "toner_empty": ("toner-empty", "marker-supply-empty"),
    "toner_low": ("toner-low", "marker-supply-low"),
    "cover_open": ("cover-open", "door-open", "interlock-open"),
    "output_full": ("output-area-full", "output-area-almost-full", "output-tray-missing"),
    "offline": ("connecting-to-device", "timed-out", "shutdown", "offline"),
    "service": (
        "opc-life-over", "opc-near-eol", "developer-empty", "developer-low", "fuser-over-temp",
        "fuser-under-temp", "marker-waste-full", "marker-waste-almost-full",
    ),
    "memory": ("interpreter-resource-unavailable", "spool-area-full"),
    "paused": ("paused", "moving-to-paused", "stopping", "stopped-partly"),
}  # fmt: skip
CODE_OF = {keyword: code for code, keywords in _CODES.items() for keyword in keywords}
"""Keyword of RFC 8011 and PWG 5100.9 (without its severity) to our code."""


@dataclass(frozen=True)
class Trouble:
    """What people are told about a code, and where in the drawing of the printer they are to look."""

    zh: str
    en: str
    part: Part


Part = Literal["tray", "path", "toner", "cover", "outlet", "cable", "inside", "panel"]
"""Parts of the drawing: paper tray, paper path, toner, cover, outlet, network cable, the inside, the panel."""

TROUBLES = {
    "paper_end": Trouble("缺纸", "Out of paper", "tray"),
    "paper_low": Trouble("纸快用完", "Paper is low", "tray"),
    "jam": Trouble("卡纸", "Paper jam", "path"),
    "toner_empty": Trouble("缺墨粉", "Out of toner", "toner"),
    "toner_low": Trouble("墨粉快用完", "Toner is low", "toner"),
    "cover_open": Trouble("盖未关", "Cover is open", "cover"),
    "output_full": Trouble("出纸口满", "Output tray is full", "outlet"),
    "offline": Trouble("离线", "Offline", "cable"),
    "unplugged": Trouble("没有接上", "Not connected", "cable"),
    "service": Trouble("需要维修", "Needs service", "inside"),
    "memory": Trouble("打印机内存不足", "Printer is out of memory", "panel"),
    "paused": Trouble("已暂停", "Paused", "panel"),
}
WORDS = {code: trouble.zh for code, trouble in TROUBLES.items()}
"""What staff is told."""

WARNINGS = ("paper_low", "toner_low")
"""Never stop the work, whatever severity the printer gives them."""
_HARMLESS_ENDINGS = ("-almost-full", "-near-eol", "-low")
_SEVERITIES = ("-report", "-warning", "-error")


def split(keyword: str) -> tuple[str, str]:
    """Keyword and severity: `media-empty-error` is `media-empty`, `error`;
    without a suffix it counts as an error.
    """
    for suffix in _SEVERITIES:
        if keyword.endswith(suffix):
            return keyword.removesuffix(suffix), suffix[1:]
    return keyword, "error"


def judge(keywords: Iterable[str], stopped: bool) -> tuple[str, str]:
    """Reason that stops the work and warning that does not, each a code or empty.

    Printers rewrite the severity by phase (empty paper is a report while idle), so an empty tray, an open
    cover and the like count whatever their severity; the others only as errors or while the printer says it
    has `stopped`.
    """
    stops: list[str] = []
    warns: list[str] = []
    for keyword in keywords:
        name, severity = split(keyword)
        code = CODE_OF.get(name)
        if code is None:
            continue
        soft = code in WARNINGS or name.endswith(_HARMLESS_ENDINGS)
        hard = (
            code in ("paper_end", "jam", "toner_empty", "cover_open", "paused")
            or severity == "error"
            or stopped
        )
        (warns if soft or not hard else stops).append(code)
    order = list(_CODES)
    reason = min(stops, key=order.index, default="unknown" if stopped else "")
    return reason, min(warns, key=order.index, default="")
