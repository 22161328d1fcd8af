"""Numbers, dates and money as each language writes them; and no wording of a matter that lacks its English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from legalnet.catalogue import load_catalogue
from legalnet.display import day, display, totals
from legalnet.matter import Field, Text

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e]")
LABEL = {"zh": "金额", "en": "Amount"}
WORDS = {"电话": "By phone", "短信": "By message"}
OPTIONS = [{"value": zh, "label": {"zh": zh, "en": en}} for zh, en in WORDS.items()]
COLUMNS = [{"key": "m", "label": LABEL, "type": "money"}, {"key": "on", "label": LABEL, "type": "date"}]


def field(kind: str, **more: Any) -> Field:
    return Field.model_validate({"key": "x", "type": kind, "label": LABEL, **more})


@pytest.mark.parametrize(
    ("kind", "more", "value", "zh", "en"),
    [
        ("money", {}, "41423.56", "41,423.56 元", "41,423.56 yuan"),
        ("date", {}, "2026-03-05", "2026年3月5日", "5 March 2026"),
        ("percent", {}, "3.85", "3.85%", "3.85%"),
        ("bool", {}, True, "是", "Yes"),
        ("enum", {"options": OPTIONS}, "短信", "短信", "By message"),
        ("multi", {"options": OPTIONS}, ["电话", "短信"], "电话、短信", "By phone, By message"),
        ("period", {}, {"start": "2026-01-31", "end": None}, "2026年1月31日 – …", "31 January 2026 – …"),
        ("item_list", {"columns": COLUMNS}, [{"m": "1200", "on": "2026-12-01"}, {"m": "5"}],
         "1,200.00 元，2026年12月1日；5.00 元", "1,200.00 yuan, 1 December 2026; 5.00 yuan"),
    ],
)  # fmt: skip
def test_an_answer_as_each_language_writes_it(
    kind: str, more: dict[str, Any], value: object, zh: str, en: str
) -> None:
    assert display(field(kind, **more), value) == zh
    assert display(field(kind, **more), value, "en") == en
    assert not CHINESE.search(display(field(kind, **more), value, "en"))


def test_sums_and_what_is_no_day() -> None:
    rows = [{"m": "1200"}, {"m": "0.5"}]
    assert totals(field("item_list", columns=COLUMNS), rows, "en") == (("Amount", "1,200.50 yuan"),)
    assert [day(text, "en") for text in ("", "2026-13-01", "soon", None)] == ["", "2026-13-01", "soon", ""]


def texts(value: object, where: str) -> Iterator[tuple[str, Text]]:
    """Every wording below a definition."""
    if isinstance(value, Text):
        yield where, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part, where)


def test_every_label_of_every_matter_has_its_english() -> None:
    catalogue = load_catalogue()
    found = [one for matter in catalogue.matters for one in texts(matter, matter.code)]
    found += [one for group in catalogue.groups for one in texts(group, group.id)]
    assert len(found) > 5000
    assert [where for where, text in found if not text.en.strip() or CHINESE.search(text.en)] == []
