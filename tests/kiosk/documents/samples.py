"""Answers and contexts for the documents' tests: one natural case, and answers to every question."""

from __future__ import annotations

import math
from datetime import date
from functools import cache
from typing import Any

from kiosk.documents.compose import ComposeContext, ScannedMaterial
from kiosk.documents.roles import steers
from legalnet.catalogue import load_catalogue
from legalnet.handwriting import Signature, from_strokes
from legalnet.matter import CHOICE, Field, Matter, Section

TODAY = date(2026, 11, 23)
ID_NUMBER = "33019919560312002X"
PHONE = "13812345678"
ADDRESS = "江临区桂花里小区3幢2单元501室"

WAVE = [[[0.1 + 0.02 * at, 0.5 + 0.2 * math.sin(at / 2)] for at in range(40)]]


@cache
def matter(code: str) -> Matter:
    """A matter of the built-in catalogue."""
    found = load_catalogue().get(code)
    assert found is not None
    return found


def context(signature: Signature | None = None, code: str | None = None) -> ComposeContext:
    """A terminal in a community, with one scan."""
    return ComposeContext(
        court="江临区人民法院",
        place="桂花里社区",
        today=TODAY,
        applicant="张秀英",
        terminal_name="桂花里社区法律服务站",
        receipt_code=code,
        signature=signature,
        materials=(ScannedMaterial("借条", 1, "0123456789abcdef" * 4),),
    )


def signature() -> Signature:
    """A hand-drawn wave that passes for a signature."""
    return from_strokes(WAVE)


def loan_answers() -> dict[str, Any]:
    """A loan of 50,000 of which 40,000 is still owed."""
    return (
        _parties()
        | _case()
        | {
            "wish": {"know_adr": "了解", "want": "暂不确定"},
            "delivery": {"e_ok": False, "postal": ADDRESS, "later_stages": True},
        }
    )


def _parties() -> dict[str, Any]:
    return {
        "plaintiff": [
            {
                "party": "natural",
                "name": "张秀英",
                "gender": "女",
                "birth": "1956-03-12",
                "ethnic": "汉",
                "phone": PHONE,
                "domicile": ADDRESS,
                "id_type": "居民身份证",
                "id_no": ID_NUMBER,
            }
        ],
        "agent": {"has_agent": False},
        "defendant": [
            {
                "party": "natural",
                "name": "李建国",
                "gender": "男",
                "phone": "13987654321",
                "domicile": "江临区桃源路18号",
            }
        ],
        "third": {"has_third": False},
    }


def _case() -> dict[str, Any]:
    return {
        "claims": {
            "principal": "40000",
            "principal_asof": "2026-11-23",
            "currency": "人民币",
            "interest": "1423.56",
            "interest_asof": "2026-11-23",
            "interest_calc": "以40,000.00元为基数，自2025年9月16日起计算，共433日",
            "to_actual": True,
            "accel": "否",
            "cost_claim": True,
            "enforce_cost": False,
            "total": "41423.56",
        },
        "clause": {"has_clause": False},
        "preserve": {"pre_done": False},
        "facts": {
            "contract": "借条，2024年3月15日，江临区桂花里",
            "form": ["借条"],
            "lender": "张秀英",
            "borrower": "李建国",
            "lent_agreed": "50000",
            "lent_actual": "50000",
            "pay_mode": ["转账"],
            "lent_on": ["2024年3月15日，50,000.00元"],
            "due": True,
            "term": {"start": "2024-03-15", "end": "2025-09-15"},
            "rate_agreed": False,
            "repaid_principal": "10000",
            "overdue": True,
            "overdue_from": "2025-09-16",
            "basis_law": "民法典第六百七十五条",
        },
    }


class Everything:
    """Answers every question of a matter with a value that can be found again on paper."""

    def __init__(self, definition: Matter, variant: int = 0) -> None:
        self.variant = variant
        self.count = 0
        self.expected: dict[str, str] = {}
        """Path -> words that some document must hold."""
        self.answers: dict[str, Any] = {one.id: self._section(one) for one in definition.sections}

    def _section(self, section: Section) -> Any:
        entry: dict[str, Any] = {}
        shapes = section.variants
        if shapes:
            chosen = shapes[min(self.variant, len(shapes) - 1)]
            entry[CHOICE] = chosen.id
        fields = chosen.fields if shapes else section.fields
        for one in fields:
            value, words = self._value(one)
            if value is not None:
                entry[one.key] = value
                if steers(one.key):  # no row of its own: it only decides what else is asked and written
                    continue
                self.expected[f"{section.id}.{one.key}"] = words
        return [entry] if section.repeat else entry

    def _value(self, one: Field) -> tuple[Any, str]:
        self.count += 1
        mark = f"甲{self.count}乙"
        kind = one.type
        if kind == "bool":
            return True, ""
        if kind in {"file", "signature", "note"}:
            return None, ""
        if one.options:
            last = one.options[-1]
            return ([last.value], last.label.zh) if kind == "multi" else (last.value, last.label.zh)
        if one.columns:
            filled = {
                column.key: f"{mark}{at}" for at, column in enumerate(one.columns) if column.type != "bool"
            }
            return [filled], next(iter(filled.values()))
        return self._plain(kind, mark)

    def _plain(self, kind: str, mark: str) -> tuple[Any, str]:
        count = self.count
        plain: dict[str, tuple[Any, str]] = {
            "date": (f"2025-01-{count % 28 + 1:02d}", f"2025年1月{count % 28 + 1}日"),
            "period": ({"start": "2024-02-01", "end": "2025-02-01"}, "2024年2月1日至2025年2月1日"),
            "money": (f"{count}000.5", f"{count},000.50"),
            "calc": (f"{count}000.5", f"{count},000.50"),
            "percent": (f"{count}.25", f"{count}.25%"),
            "int": (count, str(count)),
            "decimal": (f"{count}.5", f"{count}.5"),
            "item_list": ([mark, f"{mark}丙"], f"{mark}丙"),
            "multi": ([mark], mark),
        }
        return plain.get(kind, (mark, mark))
