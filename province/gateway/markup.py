"""A few lines that write HTML in which every text is escaped, so that no answer can become markup."""

from __future__ import annotations

from html import escape
from pathlib import Path

VOID = frozenset({"input", "meta", "link", "br"})


class Markup(str):
    """HTML that was built here and must not be escaped again."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str) -> Markup:
    """An element; plain strings among the children are escaped. `class_` stands for `class`, `_` for `-`."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()
    )
    if name in VOID:
        return Markup(f"<{name}{pairs}>")
    inside = "".join(child if isinstance(child, Markup) else escape(child) for child in children)
    return Markup(f"<{name}{pairs}>{inside}</{name}>")


def table(heads: list[str], rows: list[list[str]]) -> Markup:
    """A table with one row of heads."""
    head = tag("tr", *(tag("th", text, scope="col") for text in heads))
    body = (tag("tr", *(tag("td", cell) for cell in row)) for row in rows)
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), class_="scroll")


def page(title: str, *content: str, bar: str = "") -> str:
    """A whole document in the house's look."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} · 法务亭"),
        tag("link", rel="stylesheet", href="/staff/style.css"),
    )
    top = tag("header", tag("a", "法务亭", href="/staff", class_="brand"), tag("span", "收件"), bar)
    return "<!doctype html>" + tag("html", head, tag("body", top, tag("main", *content)), lang="zh-CN")


def style() -> bytes:
    """The style sheet of all staff pages."""
    return (Path(__file__).parent / "staff.css").read_bytes()
