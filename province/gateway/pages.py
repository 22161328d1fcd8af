"""The staff pages' contents as HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from legalnet.matter import Matter
from legalnet.submission import Acknowledgement, Envelope, Manifest
from province.gateway.answers import labelled
from province.gateway.clock import SHANGHAI
from province.gateway.inspection import missing_materials
from province.gateway.markup import Markup, page, table, tag
from province.gateway.problems import KINDS

STATUS = {"received": "已收到", "correction_required": "要补正"}
METHODS = {
    "none": "没有核验",
    "card": "读身份证",
    "card+face": "读身份证并比对人脸",
    "card+staff": "读身份证并由工作人员核对",
    "staff": "由工作人员核对",
}
PURPOSES = {"data": "处理个人信息", "face": "人脸比对", "online": "网上办理", "delivery": "电子送达"}
SIGNED = {"handwritten": "屏幕手写签名", "paper": "纸上签名", "none": "不需要签名"}


def moment(text: str) -> str:
    """An instant of the database as people at the province read it."""
    local = datetime.fromisoformat(text).astimezone(SHANGHAI)
    return f"{local:%Y}年{local.month}月{local.day}日 {local:%H:%M}"


def spaced(number: str) -> str:
    """A 回执号 in its parts: region, source, date, running number."""
    return " ".join((number[:6], number[6:8], number[8:16], number[16:]))


def _bar(csrf: str) -> Markup:
    """Changing one's password and signing out, in the top bar."""
    hidden = tag("input", type="hidden", name="csrf", value=csrf)
    out = tag("form", hidden, tag("button", "退出", class_="quiet"), method="post", action="/staff/sign-out")
    return Markup(tag("a", "换口令", href="/staff/password", class_="own") + out)


def sign_in(message: str = "") -> str:
    """The sign-in page, with what went wrong if anything."""
    note = [tag("p", message, class_="note", role="alert")] if message else []
    account = tag("input", name="account", autocomplete="username", required="", autofocus="")
    password = tag("input", type="password", name="password", autocomplete="current-password", required="")
    code = tag("input", name="code", autocomplete="one-time-code", inputmode="numeric", required="")
    form = tag(
        "form",
        tag("label", "账号", account),
        tag("label", "口令", password),
        tag("label", "动态码（6 位）", code),
        tag("button", "登录"),
        method="post",
        action="/staff/sign-in",
    )
    return page("登录", tag("div", tag("h1", "工作人员登录"), *note, form, class_="card narrow"))


def new_password(csrf: str, first: bool, message: str = "") -> str:
    """The page that changes one's own password, with what went wrong if anything."""
    note = [tag("p", message, class_="note", role="alert")] if message else []
    why = "这是发给您的口令，请先换成您自己的，再继续。" if first else "换好以后，其他地方的登录都会退出。"
    fields = [
        tag("label", label, tag("input", type="password", name=name, autocomplete=fill, required="", maxlength="200"))
        for label, name, fill in (
            ("现在的口令", "current", "current-password"),
            ("新口令（至少 12 位，越长越好，可以是一句话）", "new", "new-password"),
            ("再写一次新口令", "again", "new-password"),
        )
    ]  # fmt: skip
    hidden = tag("input", type="hidden", name="csrf", value=csrf)
    form = tag("form", hidden, *fields, tag("button", "换口令"), method="post", action="/staff/password")
    return page(
        "换口令", tag("div", tag("h1", "换口令"), tag("p", why, class_="meta"), *note, form, class_="card narrow"),
        bar=_bar(csrf),
    )  # fmt: skip


def arrivals(
    rows: Sequence[Row[Any]], refused: Sequence[Row[Any]], titles: Mapping[str, str], csrf: str
) -> str:
    """The list of what arrived."""
    lines = [_arrival(row, titles) for row in rows]
    heads = ["回执号", "事项", "状态", "收到时间", "居民提交时间", "终端"]
    listing = table(heads, lines) if lines else tag("p", "还没有收到提交。", class_="empty")
    content = [
        tag("h1", "收到的提交"),
        tag("p", tag("a", "看工单", href="/staff/orders"), class_="meta"),
        tag("p", f"最近 {len(rows)} 份，新的在前", class_="meta"),
        tag("section", listing, class_="card"),
    ]
    if refused:
        content.append(tag("section", tag("h2", "没有收下的"), _refusals(refused), class_="card"))
    return page("收到的提交", *content, bar=_bar(csrf))


def _arrival(row: Row[Any], titles: Mapping[str, str]) -> list[str]:
    """One line of the list."""
    return [
        tag("a", spaced(row.number), href=f"/staff/submissions/{row.number}", class_="whole"),
        tag("span", titles.get(row.matter_code, ""), tag("span", row.matter_code, class_="sub")),
        tag("span", STATUS.get(row.status, row.status), class_="state"),
        tag("span", moment(row.received_at), class_="whole"),
        tag("span", moment(row.committed_at), class_="whole"),
        tag("span", row.terminal_id, class_="whole"),
    ]


def _refusals(rows: Sequence[Row[Any]]) -> Markup:
    """What was refused, for a person to look after."""
    lines = []
    for row in rows:
        submission_id, matter_code, code = [*row.subject.split(" "), "", ""][:3]
        words = KINDS[code].title if code in KINDS else code
        lines.append([moment(row.at), matter_code, words, submission_id, row.actor])
    return table(["时间", "事项", "原因", "提交编号", "终端"], lines)


def submission(
    row: Row[Any], envelope: Envelope, manifest: Manifest, matter: Matter | None, csrf: str
) -> str:
    """One submission in full."""
    title = matter.title.zh if matter else row.matter_code
    received = f"{moment(row.received_at)} 收到"
    meta = f"{row.matter_code} · {received} · 查询码 {envelope.receipt_code} · 终端 {row.terminal_id}"
    sections = labelled(matter, manifest.answers) if matter else []
    missing = missing_materials(matter, manifest, envelope) if matter else []
    notes = [tag("p", f"没有附上：{'、'.join(missing)}", class_="note")] if missing else []
    content = [
        tag("h1", title),
        tag(
            "p",
            f"回执号 {spaced(row.number)}　",
            tag("span", STATUS.get(row.status, row.status), class_="state"),
            class_="meta",
        ),
        tag("p", meta, class_="meta"),
        tag("p", tag("a", "办理这一件", href=f"/staff/applications/{row.number}"), class_="meta"),
        *notes,
        _files(row.number, manifest),
        *(_card(name, rows) for name, rows in sections),
        _card("身份和同意", _person(manifest)),
        _card("接下来的日子", _dates(row.acknowledgement)),
    ]
    return page(title, *content, bar=_bar(csrf))


def _card(title: str, rows: Sequence[tuple[str, str]]) -> Markup:
    """A block of labelled values."""
    pairs = [cell for label, value in rows for cell in (tag("dt", label), tag("dd", value))]
    inside = tag("dl", *pairs) if pairs else tag("p", "没有填写。", class_="empty")
    return tag("section", tag("h2", title), inside, class_="card")


def _files(number: str, manifest: Manifest) -> Markup:
    """Documents and materials with links that open them."""
    base = f"/staff/submissions/{number}/parts/"
    rows = [
        [tag("a", item.title, href=base + item.part), f"{item.pages} 页", SIGNED[item.signature]]
        for item in manifest.documents
    ]
    rows += [
        [tag("a", item.label, href=base + item.part), f"{item.pages} 页", "材料"]
        for item in manifest.materials
    ]
    inside = table(["名称", "页数", "种类"], rows) if rows else tag("p", "没有文书和材料。", class_="empty")
    return tag("section", tag("h2", "文书和材料"), inside, class_="card")


def _person(manifest: Manifest) -> list[tuple[str, str]]:
    """How the resident was identified, and each consent as given or refused."""
    identity = manifest.identity
    rows = [
        ("身份核验", f"{identity.level} · {METHODS[identity.method]} · {moment(identity.at.isoformat())}")
    ]
    if identity.holder_number:
        rows.append(("核验的是", f"{identity.holder_name or ''} · {identity.holder_number}"))
        if identity.holder_number not in json.dumps(manifest.answers, ensure_ascii=False):
            rows.append(("请留意", "填写的内容里没有核验的这个证件号码"))
    for consent in manifest.consents:
        words = "同意" if consent.given else "不同意"
        rows.append((PURPOSES[consent.purpose], f"{words} · {moment(consent.at.isoformat())}"))
    return rows


def _dates(acknowledgement: bytes) -> list[tuple[str, str]]:
    """The dates that the acknowledgement named."""
    found = Acknowledgement.model_validate_json(acknowledgement).next_dates
    return [(date.what, " · ".join(filter(None, (date.date, date.basis)))) for date in found]
