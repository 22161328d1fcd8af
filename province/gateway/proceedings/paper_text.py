"""What the papers of a procedure say, and how they are set: agreement, transcript, notary's statement. Slow: a thread."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from legalnet.proceedings import conduct
from legalnet.proceedings.file import File, PaperKind
from legalnet.rooms import RoomRole
from province.gateway.clock import SHANGHAI
from province.gateway.rooms.opinion_paper import FONTS

ROLES = {
    RoomRole.PARTY: "当事人", RoomRole.RESIDENT: "申请人", RoomRole.COUNSEL: "代理人", RoomRole.WITNESS: "证人",
    RoomRole.INTERPRETER: "译员", RoomRole.MEDIATOR: "调解员", RoomRole.JUDGE: "审判员", RoomRole.CLERK: "书记员",
    RoomRole.NOTARY: "公证员", RoomRole.LAWYER: "律师", RoomRole.STAFF: "工作人员", RoomRole.HELPER: "工作人员",
}  # fmt: skip
TITLES = {
    PaperKind.AGREEMENT: "调解协议书",
    PaperKind.TRANSCRIPT: "庭审笔录",
    PaperKind.STATEMENT: "公证事项声明书",
}
TEMPLATE = """
#let it = json(bytes(sys.inputs.at("it")))
#set document(title: it.title, author: it.author)
#set page(paper: "a4", margin: (x: 26mm, y: 24mm), numbering: "1 / 1",
  footer: context align(center, text(9pt)[#it.footer　第 #counter(page).display() 页]))
#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 12pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.9em)
#show heading: set text(font: "Noto Sans CJK SC", size: 13pt)
#align(center, text(20pt, weight: "bold", font: "Noto Sans CJK SC")[#it.title])
#v(3mm)
#for line in it.meta [#text(10.5pt)[#line] \\ ]
#line(length: 100%, stroke: 0.6pt)
#for part in it.parts [
  #heading(level: 1, part.title)
  #for line in part.lines [#par[#line]]
]
#v(8mm)
#for line in it.signers [
  #block(breakable: false, height: 21mm, width: 100%, below: 2mm)[
    #grid(columns: (1fr, 46mm), align: (horizon, top), line,
      box(width: 46mm, height: 19mm, stroke: (bottom: 0.4pt))[#place(top + left)[#context {
        let at = here().position()
        [#metadata((at.page, at.x.pt(), at.y.pt())) <place-to-sign>]
      }]])
  ]
]
"""


def content(file: File, kind: PaperKind, at: datetime, signers: tuple[str, ...]) -> dict[str, Any]:
    """The paper as data for the template; texts are data there, never markup."""
    local = at.astimezone(SHANGHAI)
    # in the order in which they sign: the field beside a name is filled by whoever has that turn
    signing = [file.people[one] for one in signers]
    people = [f"{one.side or ROLES[one.role]}：{one.name}" for one in signing]
    parts = {
        PaperKind.AGREEMENT: _agreement, PaperKind.TRANSCRIPT: _transcript, PaperKind.STATEMENT: _statement,
    }[kind](file)  # fmt: skip
    return {
        "title": TITLES[kind] if kind is not PaperKind.TRANSCRIPT else _transcript_title(file),
        "author": next((one.name for one in file.people.values() if one.role not in (RoomRole.PARTY,)), "–"),
        "meta": [file.title, *([file.case_no] if file.case_no else []), f"{local:%Y-%m-%d %H:%M}"],
        "parts": [{"title": "参加人", "lines": people}, *parts],
        "signers": [f"{one}（签名）" for one in people],
        "footer": "签名可用任何 PDF 阅读器核验。",
    }


def _transcript_title(file: File) -> str:
    return {"hearing": "庭审笔录", "mediation": "调解笔录", "notary": "公证谈话笔录"}.get(file.kind, "笔录")


def _agreement(file: File) -> list[dict[str, Any]]:
    """Facts that all confirmed, then the clauses (人民调解法 29). Nothing else that was said."""
    facts = [f"{number}. {fact.text}" for number, fact in enumerate(conduct.settled(file), 1)]
    clauses = [f"第{number}条　{clause.text}" for number, clause in enumerate(file.clauses, 1)]
    end = ["本协议自各方签名后生效。各方可以自生效之日起三十日内共同向人民法院申请司法确认。"]
    found = [{"title": "协议内容", "lines": clauses}, {"title": "生效", "lines": end}]
    return [{"title": "无争议的事实", "lines": facts}, *found] if facts else found


def _transcript(file: File) -> list[dict[str, Any]]:
    lines = []
    for line in file.lines:
        who = file.people.get(line.speaker)
        name = f"{who.side or ROLES[who.role]} {who.name}：" if who else "（记）"
        lines.append(f"{line.at.astimezone(SHANGHAI):%H:%M:%S}　{name}{line.text}")
        lines += [
            f"　　（{file.people[one.by].name} 请求更正为：{one.text}。未采纳）"
            for one in line.corrections
            if one.state == "declined"
        ]
    evidence = []
    for number, exhibit in enumerate(file.exhibits, 1):
        evidence.append(f"{number}. {exhibit.title}（{file.people[exhibit.by].name} 提交）{exhibit.purpose}")
        evidence += [f"　　{file.people[by].name}：{_opinion(one)}" for by, one in exhibit.opinions.items()]
    parts = [{"title": "记录", "lines": lines or ["（无）"]}]
    return [*parts, {"title": "证据和质证意见", "lines": evidence}] if evidence else parts


def _opinion(one: Any) -> str:
    words = {"accepted": "认可", "disputed": "不认可", "unsure": "不清楚"}
    three = "，".join(
        f"{name}{words[value]}"
        for name, value in (
            ("真实性", one.authenticity), ("合法性", one.legality), ("关联性", one.relevance),
        )
    )  # fmt: skip
    return f"{three}。{one.reason}"


def _statement(file: File) -> list[dict[str, Any]]:
    lines = [
        f"{one.name} 于 {one.wish.said_at.astimezone(SHANGHAI):%H:%M:%S} 当面（视频）陈述意愿，公证员听取并确认其自愿。"
        for one in file.parties
        if one.wish.said_at is not None and one.wish.heard_at is not None
    ]
    shown = [f"{number}. {one.title}" for number, one in enumerate(file.exhibits, 1)]
    parts = [{"title": "意愿确认", "lines": lines or ["（无）"]}]
    return [*parts, {"title": "出示的文书", "lines": shown}] if shown else parts


def typeset(content_: dict[str, Any]) -> bytes:
    """As a tagged PDF/A with its fonts. Raises `RuntimeError` when it cannot be set."""
    import typst

    compiled = typst.compile(
        TEMPLATE.encode(),
        format="pdf",
        sys_inputs={"it": json.dumps(content_, ensure_ascii=False)},
        font_paths=typst.Fonts(font_paths=[FONTS]),
        pdf_standards=["a-2a", "ua-1"],
    )
    assert isinstance(compiled, bytes)  # noqa: S101 - one file was asked for
    return compiled


def places(content_: dict[str, Any]) -> list[list[float]]:
    """Where each signer signs: page, x and y in points from the page's upper left corner."""
    import typst

    found = typst.query(
        TEMPLATE.encode(),
        "<place-to-sign>",
        field="value",
        sys_inputs={"it": json.dumps(content_, ensure_ascii=False)},
        font_paths=typst.Fonts(font_paths=[FONTS]),
    )
    return [[float(part) for part in place] for place in json.loads(found)]


def pictures(content_: dict[str, Any]) -> list[bytes]:
    """Its pages as PNG, for the eye before signing."""
    import typst

    compiled = typst.compile(
        TEMPLATE.encode(),
        format="png",
        ppi=100,
        sys_inputs={"it": json.dumps(content_, ensure_ascii=False)},
        font_paths=typst.Fonts(font_paths=[FONTS]),
    )
    return [compiled] if isinstance(compiled, bytes) else [bytes(one) for one in compiled]
