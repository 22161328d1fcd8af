"""Writes who the sides are, as rows of a form or as the first paragraphs of a letter, for any matter.

The order of the items is that of the official element forms: eleven for a person, seven for an organisation
(法〔2025〕82号); an item that the matter does not ask for is left out, one that it asks for besides is added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.documents.paper import Line, Row, Run
from kiosk.documents.roles import NOT_WORDS, Role, role, sections, steers
from kiosk.documents.values import FormAnswers, chinese_date, empty
from kiosk.documents.wording import answer_lines, ticks
from legalnet.matter import CHOICE, Field, Section

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Item:
    """One item about a side: its official label, its key, and the words where it was left out."""

    label: str
    key: str
    otherwise: str = "／"
    boxes: bool = False


PERSON: tuple[tuple[Item, ...], ...] = (
    (Item("姓名", "name"), Item("性别", "gender", boxes=True)),
    (Item("出生日期", "birth"), Item("民族", "ethnic")),
    (Item("工作单位", "employer", "无"), Item("职务", "job", "无"), Item("联系电话", "phone", "不详")),
    (Item("住所地（户籍所在地）", "domicile", "不详"),),
    (Item("经常居住地", "residence", "同上"),),
    (Item("证件类型", "id_type"),),
    (Item("证件号码", "id_no", "不详"),),
)
ORGANISATION: tuple[tuple[Item, ...], ...] = (
    (Item("名称", "name"),),
    (Item("住所地（主要办事机构所在地）", "domicile", "不详"),),
    (Item("注册地／登记地", "registered", "同上"),),
    (Item("法定代表人／负责人", "rep", "不详"), Item("职务", "rep_job"), Item("联系电话", "phone", "不详")),
    (Item("统一社会信用代码", "uscc", "不详"),),
    (Item("类型", "org_type", boxes=True),),
    (Item("所有制性质", "ownership", boxes=True),),
)


@dataclass(frozen=True)
class Side:
    """One entry of a section about a side."""

    answers: FormAnswers
    section: Section
    entry: Entry

    @property
    def fields(self) -> tuple[Field, ...]:
        """The questions that are asked about it."""
        if self.section.variants and CHOICE not in self.entry:
            return self.section.variants[0].fields
        return self.answers.fields(self.section.id, self.entry)

    @property
    def organisation(self) -> bool:
        """Whether it is an organisation."""
        if self.section.variants:
            return self.entry.get(CHOICE) == "org"
        return any(one.key == "uscc" for one in self.fields)

    @property
    def called(self) -> str:
        """What the paper calls it, such as 原告."""
        repeat = self.section.repeat
        title = repeat.entry.zh if repeat is not None else self.section.title.zh
        return "本人" if title.startswith("您") else title

    @property
    def name(self) -> str:
        """Its name in words, empty when none was given."""
        return self.answers.words(self.section.id, "name", self.entry)

    def asked(self, key: str) -> Field | None:
        """The question of that key, or None when this matter does not ask it."""
        return next((one for one in self.fields if one.key == key), None)

    def said(self, key: str) -> str:
        """An answer in words, empty when there is none."""
        return self.answers.words(self.section.id, key, self.entry)


def sides(answers: FormAnswers, *roles: Role) -> list[Side]:
    """Every side of the matter, in the definition's order; empty entries for sections nobody answered."""
    return [
        Side(answers, section, entry)
        for section in sections(answers.matter, *(roles or ("party",)))
        for entry in answers.entries(section.id) or [{}]
    ]


def rows(answers: FormAnswers) -> Iterator[Row]:
    """A row of the form for each side, and for whoever acts for one."""
    for side in sides(answers, "party", "agent", "third", "group"):
        match role(side.section):
            case "group":
                chosen = tuple(_besides(side))
                if chosen:
                    yield Row("row", chosen, side.section.title.zh)
            case "agent":
                yield Row("row", tuple(_choice(side, "has_agent", AGENT)), side.section.title.zh)
            case "third":
                yield Row("row", tuple(_choice(side, "has_third", ())), side.section.title.zh)
            case _:
                kind = "法人、非法人组织" if side.organisation else "自然人"
                yield Row("row", tuple(_card(side)), f"{side.called}\n（{kind}）")


AGENT: tuple[tuple[Item, ...], ...] = (
    (Item("姓名", "a_name"), Item("类别", "kind"), Item("单位", "a_unit", "无")),
    (Item("执业证号", "a_licence", "无"), Item("联系电话", "a_phone")),
    (Item("代理权限", "authority", boxes=True),),
    (Item("特别授权事项", "special_items", "无"),),
)


OFFICIAL = frozenset(item.key for card in (PERSON, ORGANISATION, AGENT) for row in card for item in row)


def _card(side: Side) -> Iterator[Line]:
    yield from _items(side, ORGANISATION if side.organisation else PERSON)
    yield from _besides(side)


def _choice(side: Side, key: str, card: tuple[tuple[Item, ...], ...]) -> Iterator[Line]:
    """有☑ 无☐, and what follows when there is one."""
    value = side.answers.value(side.section.id, key, side.entry)
    yield Line((Run("有", tick=value is True), Run("　"), Run("无", tick=value is False)))
    if value is True:
        yield from _items(side, card)
        yield from _besides(side)


def _items(side: Side, card: tuple[tuple[Item, ...], ...]) -> Iterator[Line]:
    for row in card:
        asked = [item for item in row if side.asked(item.key) is not None]
        runs: list[Run] = []
        for item in asked:
            runs += [Run(("　　" if runs else "") + item.label + "："), *_said(side, item)]
        if runs:
            yield from _split(runs)


def _said(side: Side, item: Item) -> Iterator[Run]:
    definition = side.asked(item.key)
    if item.boxes:
        yield from ticks(definition, side.answers.value(side.section.id, item.key, side.entry))
    else:
        yield Run(side.said(item.key) or item.otherwise)


def _split(runs: list[Run]) -> Iterator[Line]:
    """An answer of several lines makes several."""
    at: list[Run] = []
    for run in runs:
        first, *more = run.text.split("\n") if run.tick is None else [run.text]
        at.append(Run(first, run.tick, run.bold))
        for part in more:
            yield Line(tuple(at))
            at = [Run(part)]
    yield Line(tuple(at))


def _besides(side: Side) -> Iterator[Line]:
    """What the matter asks about a side beyond the official items."""
    for one in side.fields:
        if one.key in OFFICIAL or steers(one.key) or one.type in NOT_WORDS:
            continue
        lines = answer_lines(side.answers, side.section.id, one, side.entry)
        for at, line in enumerate(lines):
            yield Line((Run(f"{one.label.zh}："), *line.runs)) if at == 0 else line


def paragraphs(answers: FormAnswers, own: bool = False) -> Iterator[Line]:
    """The sides as a letter begins: 上诉人：张某，女，1956年3月12日出生，汉族，住….

    With `own` only the first side and who acts for it.
    """
    first = sections(answers.matter, "party")[:1]
    for side in sides(answers, "party", "agent", "third", "group"):
        if own and side.section not in first and role(side.section) != "agent":
            continue
        match role(side.section):
            case "agent":
                if side.answers.value(side.section.id, "has_agent", side.entry) is True:
                    yield from _agent(side)
            case "group":
                yield from _besides(side)
            case "third":
                if side.answers.value(side.section.id, "has_third", side.entry) is True:
                    yield from _besides(side)
            case _:
                yield from _paragraph(side)


def _paragraph(side: Side) -> Iterator[Line]:
    parts = [side.name or "／"]
    if side.organisation:
        parts += _given(side, ("住所地", "domicile"), ("注册地", "registered"), ("统一社会信用代码", "uscc"))
        led = _given(side, ("法定代表人／负责人：", "rep"), ("", "rep_job"), ("联系电话", "phone"))
    else:
        birth = side.answers.value(side.section.id, "birth", side.entry)
        parts += _given(side, ("", "gender"))
        parts += [f"{side.said('birth') or chinese_date(birth)}出生"] if not empty(birth) else []
        ethnic = side.said("ethnic")
        parts += [ethnic if ethnic.endswith("族") else f"{ethnic}族"] if ethnic else []
        parts += _given(side, ("在", "employer"), ("任", "job"), ("住", "domicile"), ("现住", "residence"))
        parts += [f"{side.said('id_type') or '证件'}号码{side.said('id_no')}"] if side.said("id_no") else []
        parts += _given(side, ("联系电话", "phone"))
        led = []
    yield Line((Run(f"{side.called}：", bold=True), Run("，".join(parts) + "。")))
    if led:
        yield Line.of("，".join(led) + "。")
    yield from _besides(side)


def _agent(side: Side) -> Iterator[Line]:
    parts = [side.said("a_name") or "／"]
    parts += _given(side, ("", "kind"), ("", "a_unit"), ("执业证号", "a_licence"), ("联系电话", "a_phone"))
    parts += _given(side, ("", "authority"), ("特别授权事项：", "special_items"))
    yield Line((Run(f"{side.section.title.zh}：", bold=True), Run("，".join(parts) + "。")))
    yield from _besides(side)


def _given(side: Side, *items: tuple[str, str]) -> list[str]:
    """The answered ones of (word before, key)."""
    return [f"{before}{words}" for before, key in items if (words := side.said(key))]
