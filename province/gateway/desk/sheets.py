"""The desk's plain pages as HTML: what happened, and a form for each thing that can be done now."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row

from legalnet.applications import LABELS, MACHINE, State, TimelineEntry
from legalnet.deliveries import LABELS as PAPERS
from province.gateway.desk.api import DeskOrder, masked
from province.gateway.markup import Markup, page, table, tag
from province.gateway.pages import moment, spaced
from province.gateway.persons import Who
from province.gateway.residents.replies import OrderBrief

ACTIONS = {
    "accept": "受理",
    "ask_correction": "要求补正",
    "reject": "不予受理",
    "progress": "记进展",
    "complete": "办结",
    "transfer": "转到别的机关",
    "receive": "收到",
    "return": "退回",
    "suspend": "暂停",
    "resume": "继续",
    "archive": "归档",
}
ORDER_ACTIONS = {
    "accept": "受理",
    "answer_at_once": "即办答复",
    "queue": "待派单",
    "dispatch": "派单",
    "sign": "签收",
    "start": "开始办理",
    "ask_supplement": "请补充",
    "extend": "延期",
    "resume": "继续办理",
    "transfer": "转办",
    "return": "退单",
    "complete": "办结并回复",
    "revisit_settled": "回访：满意",
    "revisit_redo": "回访：重办",
    "duplicate": "重复，作废",
    "note": "记一笔",
}
REASONS = ("非本单位职责", "信息不全", "重复", "不属法律服务", "已进入诉讼", "其他")


def application(
    row: Row[Any], title: str, who: Who | None, entries: Sequence[TimelineEntry], *, csrf: str, message: str
) -> str:
    """One application."""
    name = f"{who.name} · {masked(who.number)}" if who is not None else "没有核验身份"
    state = tag("span", LABELS[State(row.state)], class_="state")
    open_ = [action for action in ACTIONS if action in MACHINE.allowed(row.state)]
    forms = [_form(f"/staff/applications/{row.number}", one, ACTIONS[one], csrf, row.rev) for one in open_]
    links = [tag("a", "看提交的内容", href=f"/staff/submissions/{row.number}")] if row.submission_id else []
    return page(
        title, tag("h1", title), *_note(message), tag("p", f"回执号 {spaced(row.number)}　", state, class_="meta"),
        tag("p", f"{name} · {row.unit or '还没有承办单位'} {row.case_no}", class_="meta"), *links,
        _journal(entries), tag("section", tag("h2", "办理"), *forms, class_="card"),
    )  # fmt: skip


def orders(found: Sequence[OrderBrief], csrf: str) -> str:
    """The list of work orders."""
    rows: list[list[str]] = [
        [
            tag("a", spaced(one.number), href=f"/staff/orders/{one.number}", class_="whole"),
            f"{one.kind} · {one.service}", tag("span", one.state, class_="state"), one.unit,
            str(one.due or ""), str(one.urges or ""), tag("span", moment(one.created_at.isoformat()), class_="whole"),
        ]
        for one in found
    ]  # fmt: skip
    heads = ["工单号", "诉求", "状态", "承办单位", "时限", "催办", "收到时间"]
    listing = table(heads, rows) if rows else tag("p", "还没有工单。", class_="empty")
    hidden = tag("input", type="hidden", name="csrf", value=csrf)
    bar = tag("form", hidden, tag("button", "退出", class_="quiet"), method="post", action="/staff/sign-out")
    return page("工单", tag("h1", "工单"), tag("section", listing, class_="card"), bar=bar)


def order(found: DeskOrder, *, csrf: str, message: str) -> str:
    """One work order."""
    one, asks = found.order, found.holder_name or "没有核验身份"
    limits = [
        [
            timer.label,
            f"{timer.due:%Y-%m-%d}",
            STATES[timer.state],
            "日历未核对" if timer.calendar_unverified else "",
        ]
        for timer in one.timers
    ]
    forms = [
        _form(f"/staff/orders/{one.number}", action, label, csrf, one.rev)
        for action, label in ORDER_ACTIONS.items()
        if action in found.allowed
    ]
    return page(
        f"工单 {one.number}", tag("h1", f"{one.kind} · {one.service}"), *_note(message),
        tag("p", f"工单号 {spaced(one.number)}　", tag("span", one.state, class_="state"), class_="meta"),
        tag("p", f"{asks} · {one.unit or '还没有承办单位'} · 催办 {one.urges} 次", class_="meta"),
        tag("section", tag("h2", "时限"), table(["", "最后一天", "", ""], limits), class_="card"),
        _journal(one.entries), tag("section", tag("h2", "办理"), *forms, class_="card"),
    )  # fmt: skip


STATES = {"running": "进行中", "stopped": "停表，等居民补充", "met": "已完成", "overdue": "超期"}


def _note(message: str) -> list[Markup]:
    """What went wrong."""
    return [tag("p", message, class_="note", role="alert")] if message else []


def _journal(entries: Sequence[TimelineEntry]) -> Markup:
    """What happened, in order."""
    rows: list[list[str]] = [
        [tag("span", moment(one.at.isoformat()), class_="whole"), one.label, one.words, one.unit]
        for one in entries
    ]
    return tag("section", tag("h2", "经过"), table(["时间", "事情", "说明", "单位"], rows), class_="card")


def _form(where: str, action: str, label: str, csrf: str, rev: int) -> Markup:
    """One action; its key makes a second press harmless."""
    hidden = {"csrf": csrf, "action": action, "rev": f'"{rev}"', "key": secrets.token_hex(16)}
    fields = [tag("input", type="hidden", name=name, value=value) for name, value in hidden.items()]
    more = FIELDS.get((where.split("/")[2], action)) or FIELDS.get(("", action))
    return tag(
        "form", tag("h3", label), *fields, *(more() if more else ()), _words(), tag("button", label),
        method="post", action=where, enctype="multipart/form-data",
    )  # fmt: skip


def _words() -> Markup:
    """What the resident reads and hears."""
    box = tag("textarea", name="words", rows="3", maxlength="2000")
    return tag("label", "居民会看到、听到的话（请用大白话）", box)


def _text(name: str, label: str, **more: str) -> Markup:
    """A line of text."""
    return tag("label", label, tag("input", name=name, **more))


def _choice(name: str, label: str, options: Sequence[tuple[str, str]]) -> Markup:
    """One of several."""
    return tag(
        "label",
        label,
        tag("select", *(tag("option", text, value=value) for value, text in options), name=name),
    )


def _paper() -> list[Markup]:
    """A PDF to serve with the step."""
    kinds = [(str(kind), text) for kind, text in PAPERS.items()]
    return [
        tag(
            "label",
            "一起送达的文书（PDF，可以不选）",
            tag("input", type="file", name="pdf", accept="application/pdf"),
        ),
        _choice("document.kind", "文书种类", kinds),
    ]


def _remedy() -> list[Markup]:
    """Reason and remedy: no refusal without them."""
    return [
        _text("basis", "法律依据", required="", maxlength="120"),
        _text("remedy.way", "救济途径（如上诉、复议）", required=""),
        _text("remedy.to", "向哪里提出", required=""),
        _text("remedy.days", "多少天内", type="number", min="1", required=""),
        _text("remedy.basis", "救济的依据", required=""), *_paper(),
    ]  # fmt: skip


def _correction() -> list[Markup]:
    """What is missing, and by when."""
    items = tag("label", "要补什么（一行一项）", tag("textarea", name="items", rows="3", required=""))
    return [items, _text("days", "几天内", type="number", min="1", max="180", value="7")]


FIELDS: dict[tuple[str, str], Callable[[], Sequence[Markup]]] = {
    ("applications", "accept"): lambda: [_text("unit", "承办单位"), _text("case_no", "案号")],
    ("applications", "ask_correction"): _correction,
    ("applications", "reject"): _remedy,
    ("applications", "complete"): _paper,
    ("", "transfer"): lambda: [_text("unit", "转到哪里", required="")],
    ("orders", "dispatch"): lambda: [_text("unit", "派给哪个单位", required="")],
    ("orders", "extend"): lambda: [
        _text("days", "延长几个工作日", type="number", min="1", max="10", required="")
    ],
    ("orders", "return"): lambda: [_choice("reason", "退单原因", [(one, one) for one in REASONS])],
}
"""What a form asks beside the words, by page and action."""
