"""Which organ decides next, in words: the court of appeal, and the organ of administrative reconsideration.

The paper that is appealed against names its court of appeal, and the act its organ of reconsideration; these
words help where a resident does not find them, and never replace what the paper says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SEE_PAPER = "（以裁判文书末尾写明的为准）"
ORGANS = {
    "县级以上政府的工作部门": "该部门的本级人民政府（行政复议法第24条）",
    "下级政府、乡镇政府": "上一级人民政府（行政复议法第24条）",
    "政府的派出机关": "设立该派出机关的人民政府（行政复议法第24条）",
    "部门的派出机构": "该部门的本级人民政府（行政复议法第24条）",
    "省级政府": "作出行政行为的省级人民政府自己（行政复议法第24条）",
    "国务院部门": "作出行政行为的国务院部门自己（行政复议法第25条）",
    "海关、金融、外汇、税务、国家安全": "上一级主管部门（行政复议法第27条）",
    "司法行政部门": "本级人民政府，或上一级司法行政部门，由您选（行政复议法第28条）",
}
"""Who made the act -> who reconsiders it (行政复议法 24 to 28)."""


def appeal_court(args: Mapping[str, Any]) -> str | None:
    """The court above `court`, the one of first instance (民诉法171; for Internet courts 法释〔2025〕14号 3)."""
    first = str(args.get("court") or "").strip()
    if not first:
        return None
    if "互联网法院" in first:
        above = "该互联网法院所在地的中级人民法院；属于专门法院管辖的，向该专门法院上诉"
    elif "高级" in first:
        above = "最高人民法院"
    elif "中级" in first:
        above = "本省（自治区、直辖市）高级人民法院"
    else:
        above = "原审法院的上一级中级人民法院"
    return above + SEE_PAPER


def reconsideration_organ(args: Mapping[str, Any]) -> str | None:
    """The organ that reconsiders an act of a `kind` of organ; None for a kind that is not in the list."""
    return ORGANS.get(str(args.get("kind") or ""))
