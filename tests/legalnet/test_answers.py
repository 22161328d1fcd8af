"""What people type becomes one stored form, or is refused with words that say how to mend it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet.answers import NotUsable, is_empty, normalise
from legalnet.matter import FIELD_TYPES, Field

OPTIONS = [{"value": v, "label": {"zh": v, "en": v}} for v in ("甲", "乙", "丙")]
COLUMNS = [
    {"key": "name", "label": {"zh": "名", "en": "Name"}},
    {"key": "phone", "type": "mobile", "label": {"zh": "电话", "en": "Phone"}},
    {"key": "pages", "type": "int", "label": {"zh": "页", "en": "Pages"}},
]


def make(kind: str, **more: Any) -> Field:
    """A field of that kind with what its kind needs."""
    extra: dict[str, Any] = {"key": "a", "type": kind, "label": {"zh": "甲", "en": "A"}}
    if kind in ("enum", "multi"):
        extra["options"] = OPTIONS
    if kind in ("person_list", "evidence_list"):
        extra["columns"] = COLUMNS
    if kind == "calc":
        extra["calc"] = {"name": "sum"}
    return Field.model_validate({**extra, **more})


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("text", "  王　某\n某 ", "王 某 某"),
        ("textarea", " 第一行\r\n第二行 \x00", "第一行\n第二行"),
        ("money", "５０，０００", "50000.00"),
        ("money", "5万", "50000.00"),
        ("money", 40000, "40000.00"),
        ("percent", "６％", "6"),
        ("decimal", "1,234.50", "1234.50"),
        ("int", "１２", 12),
        ("bool", "是", True),
        ("bool", "无", False),
        ("bool", False, False),
        ("date", "2024年3月5日", "2024-03-05"),
        ("date", "2024/3/5", "2024-03-05"),
        ("date", "20240305", "2024-03-05"),
        ("period", {"start": "2024.3.5", "end": ""}, {"start": "2024-03-05"}),
        ("id_no", "1101 0519 4912 3100 2ｘ", "11010519491231002X"),
        ("mobile", "+86 138-0000-5678", "13800005678"),
        ("case_no", "(2026) 某0199民初1234号", "（2026）某0199民初1234号"),
        ("email", "Ａ@b.cn", "A@b.cn"),
        ("enum", "乙", "乙"),
        ("multi", ["丙", "甲", "甲"], ["甲", "丙"]),
        ("multi", "乙", ["乙"]),
        ("item_list", [" a ", "", "b"], ["a", "b"]),
        (
            "person_list",
            [{"name": "王某", "phone": "138 0000 5678"}, {"name": ""}],
            [{"name": "王某", "phone": "13800005678"}],
        ),
        ("evidence_list", [{"name": "借条", "pages": "2"}], [{"name": "借条", "pages": 2}]),
        ("text", "", None),
        ("item_list", ["", " "], None),
    ],
)
def test_typed_and_stored(kind: str, typed: Any, stored: Any) -> None:
    assert normalise(make(kind), typed) == stored


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("money", "五万"), ("money", "-1"), ("money", True), ("money", ["1"]), ("percent", "many"),
        ("int", "1.5"), ("int", "9" * 10), ("bool", "maybe"), ("date", "2024-02-30"), ("date", "soon"),
        ("date", "0001-01-01"),
        ("period", {"from": "2024-01-01"}), ("period", "2024"), ("enum", "丁"), ("multi", ["丁"]),
        ("multi", 3),
        ("text", 5), ("text", {"a": "b"}), ("text", "x" * 301), ("item_list", [3]), ("item_list", ["x"] * 51),
        ("person_list", [{"colour": "red"}]), ("person_list", ["name"]),
        ("evidence_list", [{"pages": "two"}]),
        ("decimal", "NaN"), ("decimal", "1e400"), ("money", "9" * 400),
    ],
)  # fmt: skip
def test_what_cannot_be_stored_is_refused_in_words(kind: str, typed: Any) -> None:
    with pytest.raises(NotUsable) as caught:
        normalise(make(kind), typed)
    assert caught.value.text.zh
    assert caught.value.text.en


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@given(st.sampled_from(FIELD_TYPES), JUNK)
def test_any_value_is_stored_or_refused(kind: str, value: Any) -> None:
    field = make(kind)
    try:
        stored = normalise(field, value)
    except NotUsable:
        return
    assert is_empty(stored) or normalise(field, stored) == stored


def test_a_row_that_cannot_be_used_names_its_column() -> None:
    with pytest.raises(NotUsable) as caught:
        normalise(make("evidence_list"), [{"name": "a", "pages": "two"}])
    assert caught.value.text.zh.startswith("页：")


def test_an_item_list_with_columns_holds_lines_of_several_parts() -> None:
    columns = [{"key": "what", "label": {"zh": "项目", "en": "What"}}, *COLUMNS[2:]]
    field = make("item_list", columns=columns, max_items=2)
    assert normalise(field, [{"what": " 房屋 ", "pages": "3"}, {}]) == [{"what": "房屋", "pages": 3}]
    with pytest.raises(NotUsable):
        normalise(field, ["房屋"])
    with pytest.raises(NotUsable):
        normalise(field, [{"what": "甲"}] * 3)
