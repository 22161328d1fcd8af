"""The annex that tells how the terminal reckoned what stands in a paper, and by which articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.documents.paper import Line, Prose

if TYPE_CHECKING:
    from legalnet.interview import Interview

HEADING = "附：计算说明"
CLOSING = "以上由终端按照填写的内容计算，供核对；以办理机构认定的为准。"


def annex(interview: Interview) -> Prose | None:
    """Every computed amount and day with its working, then the fee; None where nothing was reckoned."""
    lines = [Line.of(f"{label}：{text}。{working}") for label, text, working in interview.workings()]
    fee = interview.fee()
    if fee is not None and fee.total > 0:
        lines.append(Line.of(f"费用（预计）：{fee.reckoned().words()}"))
    return Prose((*lines, Line.of(CLOSING)), heading=HEADING) if lines else None
