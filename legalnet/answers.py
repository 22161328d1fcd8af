"""Answers as they are stored, and how what was typed becomes one: widths, commas, spaces, capital X, date
forms.

Stored forms: money, decimal and percent are plain decimal strings; dates `YYYY-MM-DD`; period `{start,
end}`; multi and item_list lists of strings; person_list, evidence_list and an item_list with columns lists
of maps; bool and int JSON's own; everything else text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from legalnet import money
from legalnet.matter import Column, Field, Text

LONGEST = {"textarea": 4000}
LONGEST_TEXT = 300
MOST_ITEMS = 50


class NotUsable(Exception):
    """What was typed cannot be stored as this type; carries what a resident reads."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh=zh, en=en)


def is_empty(value: Any) -> bool:
    """Whether `value` counts as unanswered."""
    if isinstance(value, dict):
        return all(is_empty(part) for part in value.values())
    return value is None or (isinstance(value, str | list) and not value)


def normalise(field: Field | Column, value: Any) -> Any:
    """`value` in the stored form of the field's type, None when it is empty. Raises NotUsable."""
    if is_empty(value):
        return None
    try:
        handler: Callable[[Any, Any], Any] = _BY_TYPE.get(field.type, _line)
        return handler(field, value)
    except (TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise NotUsable("请按提示的格式重新填一下", "Please enter this again in the form shown.") from error


def _narrow(value: Any) -> str:
    """Full-width digits and letters made half-width, all spaces gone."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise TypeError("text expected")
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(value)))


def _tidy(value: Any) -> str:
    """Text without control characters and spaces at its ends."""
    if not isinstance(value, str):
        raise TypeError("text expected")
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Co")).strip()


def _limit(field: Field | Column, text: str) -> str | None:
    most = getattr(field, "max_length", None) or LONGEST.get(field.type, LONGEST_TEXT)
    if len(text) > most:
        raise NotUsable(f"最多写 {most} 个字，请删短一些", f"At most {most} characters; please shorten it.")
    return text or None


def _line(field: Field | Column, value: Any) -> str | None:
    return _limit(field, re.sub(r"\s+", " ", _tidy(value)))


def _area(field: Field | Column, value: Any) -> str | None:
    return _limit(field, _tidy(value))


def _code(field: Field | Column, value: Any) -> str | None:
    return _limit(field, _narrow(value).upper())


def _case_no(field: Field | Column, value: Any) -> str | None:
    return _limit(field, _narrow(value).replace("(", "（").replace(")", "）"))


def _mobile(field: Field | Column, value: Any) -> str | None:
    text = re.sub(r"[-()（）]", "", _narrow(value))
    return _limit(field, re.sub(r"^(\+?86)(?=1\d{10}$)", "", text))


def _money(_field: Field | Column, value: Any) -> str:
    try:
        return money.plain(money.parse(_narrow(value)))
    except money.MoneyError as error:
        raise NotUsable(
            "请填一个金额，单位是元，最多两位小数，比如 50000 或 1423.56",
            "Please enter an amount in yuan with at most two decimals, such as 50000 or 1423.56.",
        ) from error


def _decimal(_field: Field | Column, value: Any) -> str:
    number = Decimal(_narrow(value).replace(",", ""))
    if not number.is_finite() or not 0 <= number <= money.LARGEST or number != round(number, 6):
        raise NotUsable("请填一个数字，可以有小数", "Please enter a number; decimals are fine.")
    return f"{number:f}"


def _percent(field: Field | Column, value: Any) -> str:
    try:
        number = Decimal(_decimal(field, _narrow(value).rstrip("%")))
    except (InvalidOperation, NotUsable) as error:
        raise NotUsable(
            "请填百分之几的数字，比如 6 表示 6%", "Please enter percent as a number, such as 6 for 6 %."
        ) from error
    return f"{number:f}"


def _int(_field: Field | Column, value: Any) -> int:
    text = _narrow(value).replace(",", "")
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise NotUsable("请填一个整数", "Please enter a whole number.")
    return int(text)


_TRUE, _FALSE = ("true", "yes", "1", "是", "有"), ("false", "no", "0", "否", "无")


def _bool(_field: Field | Column, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _narrow(value).lower()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise NotUsable("请选“是”或“否”", "Please choose yes or no.")


def _date(_field: Field | Column, value: Any) -> str:
    found = re.fullmatch(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?", _narrow(value), re.ASCII)
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or day.year < 1900:
        raise NotUsable(
            "请填年、月、日，比如 2024年3月15日", "Please enter year, month and day, such as 2024-03-15."
        )
    return day.isoformat()


def _period(field: Field | Column, value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or set(value) - {"start", "end"}:
        raise TypeError("start and end expected")
    return {key: _date(field, value[key]) for key in ("start", "end") if not is_empty(value.get(key))}


def _allowed(field: Field | Column) -> list[str]:
    return [option.value for option in field.options]


def _enum(field: Field | Column, value: Any) -> str | None:
    if not field.options:
        return _line(field, value)
    if value not in _allowed(field):
        raise NotUsable("请从列出的选项里选一个", "Please choose one of the options.")
    return str(value)


def _multi(field: Field | Column, value: Any) -> list[str]:
    chosen = [value] if isinstance(value, str) else list(value)
    if not field.options:
        return _items(field, chosen) or []
    allowed = _allowed(field)
    if any(item not in allowed for item in chosen):
        raise NotUsable("请从列出的选项里选，可以选几个", "Please choose from the options; several are fine.")
    return [item for item in allowed if item in chosen]


def _items(field: Field | Column, value: Any) -> list[Any] | None:
    if getattr(field, "columns", ()):
        return _maps(field, value)
    rows = [value] if isinstance(value, str) else list(value)
    kept = [text for text in (_line(field, row) for row in rows if not is_empty(row)) if text]
    _count(field, len(kept))
    return kept or None


def _count(field: Field | Column, count: int) -> None:
    most = getattr(field, "max_items", None) or MOST_ITEMS
    if count > most:
        raise NotUsable(f"最多写 {most} 条", f"At most {most} entries.")


def _maps(field: Field | Column, value: Any) -> list[dict[str, Any]] | None:
    columns = {column.key: column for column in getattr(field, "columns", ())}
    rows: list[dict[str, Any]] = []
    for raw in value:
        if not isinstance(raw, dict) or set(raw) - set(columns):
            raise TypeError("a map of the columns expected")
        row = {key: _cell(columns[key], cell) for key, cell in raw.items() if not is_empty(cell)}
        if row:
            rows.append(row)
    _count(field, len(rows))
    return rows or None


def _cell(column: Column, value: Any) -> Any:
    try:
        return normalise(column, value)
    except NotUsable as error:
        text = error.text
        raise NotUsable(f"{column.label.zh}：{text.zh}", f"{column.label.en}: {text.en}") from error


_BY_TYPE: dict[str, Callable[[Any, Any], Any]] = {
    "textarea": _area, "money": _money, "decimal": _decimal, "percent": _percent, "int": _int, "bool": _bool,
    "date": _date, "period": _period, "enum": _enum, "multi": _multi, "id_no": _code, "uscc": _code,
    "code": _code,
    "mobile": _mobile, "bank_card": _code, "email": lambda f, v: _limit(f, _narrow(v)), "case_no": _case_no,
    "item_list": _items, "file": _items, "person_list": _maps, "evidence_list": _maps,
}  # fmt: skip
