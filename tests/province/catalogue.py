"""A catalogue of two small matters, so that these tests don't move when the wording of a real one does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

REQUEST, SUIT = "SQ-90", "SS-90"
TOO_MUCH = "金额请不要超过一万元"


def _text(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": zh}


def _matter(code: str, service: str, fields: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "title": _text(f"测试事项{code}"),
        "plain": _text(f"试一试{code}"),
        "service": service,
        "online": "full",
        "groups": [{"id": "ask", "label": _text("询问")}],
        "sections": [{"id": "w", "title": _text("诉求"), "group": "ask", "fields": fields}],
        "intro": {"minutes": 5},
        **more,
    }


def _request() -> dict[str, Any]:
    kinds = [{"value": value, **_text(value)} for value in ("咨询", "投诉")]
    fields = [
        {"key": "kind", "type": "enum", "label": _text("诉求类型"), "required": True, "options": kinds},
        {"key": "text", "type": "textarea", "label": _text("诉求内容"), "required": True, "max_length": 200},
    ]
    return _matter(
        REQUEST, "requests", fields, identity=["L0"], followup={"statuses": ["待受理", "待派单", "已办结"]}
    )


def _suit() -> dict[str, Any]:
    limit = {"expr": "amount <= 10000.0", "message": _text(TOO_MUCH)}
    fields: list[dict[str, Any]] = [
        {"key": "name", "type": "text", "label": _text("姓名"), "required": True, "sensitive": True},
        {"key": "amount", "type": "money", "label": _text("金额"), "required": True, "checks": [limit]},
        {"key": "agree", "type": "bool", "label": _text("愿意调解")},
    ]
    review = {
        "id": "filing_review",
        "what": _text("法院告诉您立案不立案"),
        "n": 7,
        "unit": "day",
        "start": "received",
        "basis": "民诉法 126",
        "ver": "v",
    }
    return _matter(
        SUIT, "litigation", fields, identity=["L3"], followup={"statuses": ["已提交"], "deadlines": [review]}
    )


def write_catalogue(folder: Path) -> Path:
    """Write the definitions (JSON is YAML too) and return their folder."""
    matters = {"requests": _request(), "litigation": _suit()}
    groups = [
        {
            "id": service,
            "label": _text(service),
            "matters": [{"code": raw["code"], "plain": raw["plain"], "title": raw["title"]}],
        }
        for service, raw in matters.items()
    ]
    (folder / "fragments").mkdir(parents=True)
    (folder / "groups.yaml").write_text(
        json.dumps({"version": "test-1", "groups": groups}, ensure_ascii=False)
    )
    for service, raw in matters.items():
        (folder / service).mkdir()
        (folder / service / f"{raw['code']}.yaml").write_text(json.dumps(raw, ensure_ascii=False))
    return folder
