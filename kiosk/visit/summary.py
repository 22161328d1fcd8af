"""Answers and fees in the short form of the summary and of folded lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from legalnet.fees import FeeResult
    from legalnet.interview import Interview
    from legalnet.matter import Matter
    from legalnet.states import FieldState, Page

VALUES = 3
"""How many answers the first line of a row holds; all the others stand below it: this is the last look."""


def masked(field: FieldState) -> str:
    """A sensitive answer with its telling part covered, by its kind."""
    from kiosk.documents import masking

    match field.type:
        case "mobile":
            return masking.phone(field.text)
        case "address":
            return masking.address(field.text)
        case "date":
            return masking.birth(field.text)
        case _:
            return masking.identity_number(field.text)


def section_rows(interview: Interview, matter: Matter, language: str) -> list[dict[str, Any]]:
    """One row for each section (each person of a repeated one): its first answers, and each with where to change it."""
    titles = {section.id: section.title.pick(language) for section in matter.sections}
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    texts: dict[tuple[str, int], list[str]] = {}
    for page in interview.pages():
        key = (page.section, page.entry.index if page.entry else 0)
        rows.setdefault(key, {"label": _title(titles[page.section], page), "page": page.id, "answers": []})
        answered = [field for field in page.fields if field.text]
        texts.setdefault(key, []).extend(_text(field) for field in answered)
        rows[key]["answers"] += [_answer(field) for field in answered]
    for key, row in rows.items():
        found = texts[key]
        row["value"] = "　".join(found[:VALUES])
        row["detail"] = "；".join(found[VALUES:])
    return list(rows.values())


def _title(title: str, page: Page) -> str:
    entry = page.entry
    return f"{title} {entry.index + 1}" if entry and entry.count > 1 else title


def _answer(field: FieldState) -> dict[str, Any]:
    """One answer as it will be written, with its working where it was reckoned; a reckoned one is not changed here."""
    value = masked(field) if field.sensitive else field.text
    return {"label": field.label, "value": value, "working": field.working,
            "path": "" if field.read_only else field.path}  # fmt: skip


def _text(field: FieldState) -> str:
    if field.sensitive:
        return masked(field)
    if field.type == "bool":
        return f"{field.label}：{field.text}"
    return field.text if len(field.text) <= 40 else f"{field.text[:39]}…"


def fee_view(fee: FeeResult | None, language: str) -> dict[str, Any] | None:
    """The fee with its working, None while it cannot be reckoned."""
    if fee is None:
        return None
    return {
        "total": f"{fee.total:f}",
        "half": f"{fee.half:f}" if fee.half is not None else "",
        "lines": [
            {
                "label": f"{line.label.pick(language)}　{line.working}".strip("　"),
                "amount": f"{line.amount:f}",
            }
            for line in fee.lines
        ],
        "basis": fee.basis,
    }
