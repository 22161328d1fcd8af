"""What a matter is: the frozen models that every definition in the catalogue must fit.

A matter says what is asked, of whom, under which conditions, what it costs, which papers come out of it and
what happens afterwards. One interview engine and about fifteen field controls render all of them; no matter
has code.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic import Field as Entry

FieldType = Literal[
    "text", "textarea", "date", "period", "money", "decimal", "percent", "int", "bool", "enum", "multi",
    "id_no", "uscc", "mobile", "email", "bank_card", "region", "address", "court", "case_no", "person_list",
    "item_list", "evidence_list", "file", "signature", "code", "calc", "note",
]  # fmt: skip
"""Kinds of field; each has one control on the screen."""

FIELD_TYPES: tuple[str, ...] = get_args(FieldType)
CHOICE = "party"
"""Key under which an entry of a section with variants says which variant it is (`natural` or `org`)."""

Key = Annotated[str, Entry(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Code = Annotated[str, Entry(pattern=r"^[A-Z]{2}-[A-Z0-9]+(-[A-Z0-9]+)*$")]
IdentityLevel = Literal["L0", "L1", "L2", "L3", "L4", "O2"]
Capture = Literal[
    "scan",
    "photo",
    "phone_upload",
    "data_share",
    "e_licence",
    "evidence_code",
    "form_generated",
    "staff_scan",
]
SignatureKind = Literal["S1", "S2", "S3", "S4", "S5"]
Verified = Literal["v", "s", "u"]
"""How a legal source was checked: v article text read, s secondary public page, u from memory (verify
first).
"""
MAX_FIELDS_ON_PAGE = 5


class Frozen(BaseModel):
    """Base of the definitions: immutable, and unknown keys are an error so that a typing slip is found at
    load.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    """A wording in both languages of the terminal."""

    zh: Annotated[str, Entry(min_length=1)]
    en: Annotated[str, Entry(min_length=1)]

    def pick(self, language: str) -> str:
        """The wording in `language` (`zh` or `en`)."""
        return self.en if language == "en" else self.zh


class Option(Frozen):
    """One choice of an enum or multi field; `value` is what is stored and printed."""

    value: str
    label: Text


class Check(Frozen):
    """One test of an answer: a named rule of `legalnet.checks`, or a CEL expression that must be true."""

    rule: str | None = None
    expr: str | None = None
    when: str | None = None
    """CEL: the check counts only while this is true."""
    always: bool = False
    """Run also while the field is unanswered (for "at least one of")."""
    level: Literal["error", "warn"] = "error"
    message: Text | None = None
    """What is the matter and how to mend it; named rules bring their own."""
    basis: str | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Check:
        if (self.rule is None) == (self.expr is None):
            raise ValueError("a check has either a rule or an expr")
        if self.expr is not None and self.message is None:
            raise ValueError("a check by expression needs a message")
        return self


class Calc(Frozen):
    """A value the terminal works out: a calculation of `legalnet.calculations` by name, with its inputs."""

    name: str
    args: dict[str, str | tuple[str, ...]] = {}
    """Argument -> path of an answer (own key, `section.key`), or several paths."""
    when: str | None = None
    """CEL: computed while true, typed by the resident while false."""


class Column(Frozen):
    """One column of a list of maps (person_list, evidence_list, an item_list of more than one part)."""

    key: Key
    label: Text
    type: FieldType = "text"
    required: bool = False
    options: tuple[Option, ...] = ()
    auto: bool = False
    """Filled in by the terminal, not asked (such as the digest of a scan)."""


StandIn = Literal["agent", "guardian"]
"""In which part somebody may stand at the terminal in another's place."""


class Field(Frozen):
    """One question."""

    key: Key
    type: FieldType
    label: Text
    hint: Text | None = None
    """The same in plain words, or how to answer."""
    placeholder: Text | None = None
    required: bool | str = False
    """True, or a CEL expression."""
    show_if: str | None = None
    checks: tuple[Check, ...] = ()
    options: tuple[Option, ...] = ()
    options_from: str | None = None
    """Directory of the province that supplies the options; without it any text is taken."""
    prefill: tuple[str, ...] = ()
    """Where a first value comes from, first one that has it: `card.name`, `plaintiff.0.domicile`,
    `plaintiff.*.name`, or a value itself behind `=`.
    """
    calc: Calc | None = None
    unit: Text | None = None
    columns: tuple[Column, ...] = ()
    max_length: Annotated[int, Entry(gt=0)] | None = None
    max_items: Annotated[int, Entry(gt=0)] | None = None
    sensitive: bool = False
    """Shown masked outside its own page."""
    roles: dict[str, StandIn] = {}
    """Answer -> the part in which the card's holder then acts for the first party: the card no longer fills in the
    party (`card.`), but the agent (`agent_card.`) or the guardian (`guardian_card.`). `true` names a yes.
    """

    @model_validator(mode="after")
    def _shape(self) -> Field:
        choice = self.type in ("enum", "multi")
        if choice and not self.options and self.options_from is None:
            raise ValueError(f"field {self.key}: a choice needs options or options_from")
        answers = {"true", "false"} if self.type == "bool" else {option.value for option in self.options}
        if set(self.roles) - answers:
            raise ValueError(f"field {self.key}: roles name an answer that cannot be given")
        if self.options and not choice:
            raise ValueError(f"field {self.key}: only enum and multi have options")
        if len({option.value for option in self.options}) != len(self.options):
            raise ValueError(f"field {self.key}: an option appears twice")
        if self.columns and self.type not in ("person_list", "evidence_list", "item_list"):
            raise ValueError(f"field {self.key}: only lists of maps have columns")
        if self.type == "calc" and self.calc is None:
            raise ValueError(f"field {self.key}: a computed field needs calc")
        return self


class PageDef(Frozen):
    """Questions that belong together on one screen; at most five, so that nobody has to scroll."""

    id: Key
    title: Text
    subtitle: Text | None = None
    keys: Annotated[tuple[Key, ...], Entry(min_length=1, max_length=MAX_FIELDS_ON_PAGE)]
    group: Key | None = None
    """Step group, if another than the section's."""


class Variant(Frozen):
    """One shape an entry can take, such as a natural person or an organisation."""

    id: Key
    label: Text
    fields: tuple[Field, ...]
    pages: tuple[PageDef, ...]


class Repeat(Frozen):
    """A section that is answered once for each of several, such as each defendant."""

    least: Annotated[int, Entry(ge=1)] = 1
    most: Annotated[int, Entry(le=99)] = 20
    entry: Text
    """What one of them is called."""
    add: Text
    """On the button that adds one."""


class Section(Frozen):
    """A block of questions; its id is the first part of every path in it."""

    id: Key
    title: Text
    group: Key
    fields: tuple[Field, ...] = ()
    pages: tuple[PageDef, ...] = ()
    variants: tuple[Variant, ...] = ()
    choose: Text | None = None
    """The question that decides between the variants."""
    repeat: Repeat | None = None
    show_if: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> Section:
        if bool(self.variants) == bool(self.fields):
            raise ValueError(f"section {self.id}: either fields or variants")
        if self.variants and self.choose is None:
            raise ValueError(f"section {self.id}: variants need the question that chooses (choose)")
        for where, fields, pages in self.shapes():
            _check_pages(f"section {self.id}{where}", fields, pages)
        return self

    def shapes(self) -> list[tuple[str, tuple[Field, ...], tuple[PageDef, ...]]]:
        """Each alternative of the section as (suffix, fields, pages)."""
        if not self.variants:
            return [("", self.fields, self.pages)]
        return [(f".{v.id}", v.fields, v.pages) for v in self.variants]

    def all_fields(self) -> tuple[Field, ...]:
        """All fields of all variants."""
        return tuple(field for _, fields, _ in self.shapes() for field in fields)


def _check_pages(where: str, fields: tuple[Field, ...], pages: tuple[PageDef, ...]) -> None:
    keys = [field.key for field in fields]
    if len(set(keys)) != len(keys):
        raise ValueError(f"{where}: a key appears twice")
    paged = [key for page in pages for key in page.keys]
    if sorted(paged) != sorted(keys):
        wrong = sorted(set(paged) ^ set(keys)) or sorted(key for key in paged if paged.count(key) > 1)
        raise ValueError(f"{where}: pages must name each field once; look at {', '.join(wrong)}")


class Material(Frozen):
    """A paper or file the matter asks for."""

    id: Annotated[str, Entry(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
    label: Text
    hint: Text | None = None
    required: bool | str = False
    """True, or CEL over the sections by id; where the rule does not hold it is not asked for."""
    optional_otherwise: bool = False
    """It may be added even where the rule in `required` does not hold."""
    capture: Annotated[tuple[Capture, ...], Entry(min_length=1)]
    from_card: bool = False
    """Done once the resident's identity card was read."""
    deposit: bool = False
    """Its digests go into the evidence log when the matter is handed in."""

    @property
    def by_camera(self) -> bool:
        """Whether it is put under the camera; the others come from the card, the terminal or from afar."""
        return not self.from_card and bool({"scan", "photo"} & set(self.capture))


class Fees(Frozen):
    """How the fee of the matter is found."""

    rule: str = "none"
    """A rule of `legalnet.fees`, or `none`."""
    base: str | None = None
    """Path of the amount it is reckoned on."""
    amount: Decimal | None = None
    """For rule `fixed`."""
    half: tuple[str, ...] = ()
    """Cases in which half is due."""
    relief: str | None = None
    """Code of the matter by which one asks for deferral, reduction or exemption."""
    prepaid_by: str | None = None
    table: str | None = None
    note: Text | None = None
    basis: str | None = None
    also: dict[str, Fees] = {}
    """Fees of special events, such as a counterclaim."""


class Document(Frozen):
    """A paper the terminal composes."""

    id: Key
    title: Text
    template: Annotated[str, Entry(pattern=r"^[a-z][a-z0-9_-]*$")]
    outline: tuple[str, ...] = ()
    stage: Literal["filing", "later"] = "filing"
    """`later`: written at another stage (an agreement, a record), not when handing in."""
    when: str | None = None
    """CEL over the sections by id and `given.section.key`: written only while this is true."""


class Signature(Frozen):
    """Who must sign which document, and how."""

    doc: Key
    kinds: Annotated[tuple[SignatureKind, ...], Entry(min_length=1)]
    everybody: bool = False
    when: str | None = None
    """CEL over the sections by id: of several rows for one document the first that holds counts."""
    note: str | None = None

    @property
    def on_pad(self) -> bool:
        """Whether writing on the terminal's screen will do; papers about personal status (marriage, adoption,
        inheritance) are signed on paper or confirmed in the court's own system (电子签名法3, 在线诉讼规则33).
        """
        return bool({"S1", "S2", "S3"} & set(self.kinds))


class Deadline(Frozen):
    """A time limit that runs after the matter was handed in."""

    id: Key
    what: Text
    n: int | None = None
    rule: str | None = None
    """In words, where the number depends on things the terminal cannot know."""
    unit: Literal["hour", "day", "workday", "month", "year"] | None = None
    start: str
    """The event from which it runs, such as `received`."""
    actor: str | None = None
    basis: str
    ver: Verified
    reviewed_by: str | None = None


class Followup(Frozen):
    """What happens to a submission afterwards."""

    statuses: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    sla: Text | None = None


class Basis(Frozen):
    """A source of law."""

    law: str
    art: str
    ver: Verified


class StepGroup(Frozen):
    """A named part of the way; the strip on the screen shows at most seven."""

    id: Key
    label: Text
    intro: Text | None = None
    """Line in the list of steps before one begins."""


class Bring(Frozen):
    """Something to have at hand."""

    icon: str
    title: Text
    detail: Text


class Way(Frozen):
    """Another way to the same end, offered before starting."""

    id: Key
    icon: str
    title: Text
    detail: Text
    matter: str | None = None
    """Code of the matter it leads to, when it is one."""


class Intro(Frozen):
    """What a resident should know before giving anything."""

    minutes: Annotated[int, Entry(gt=0)]
    bring: tuple[Bring, ...] = ()
    ways: tuple[Way, ...] = ()
    fee_example: Decimal | None = None
    """Amount in yuan for the example of the fee."""


Grade = Literal["high", "medium", "low"]
"""How much a risk matters, the worst first."""


class Risk(Frozen):
    """What it means when a question of a check-up is answered in the bad way."""

    grade: Grade
    law: str
    """Law and articles the finding rests on."""
    ver: Verified
    why: Text
    """What can come of it."""
    act: Text
    """What to do next."""
    matter: Code | None = None
    """A matter of the terminal that helps with it."""


class Checkup(Frozen):
    """How the answers of a questionnaire become a report of risks (`legalnet.checkup`)."""

    document: Key
    """The paper that is the report."""
    bad: str
    """The answer that is a risk."""
    good: str
    """The answer that is none; every other one does not count."""
    high_below: Annotated[int, Entry(gt=0, le=100)]
    """An area with fewer points than this is of high risk, whatever was found."""
    medium_below: Annotated[int, Entry(gt=0, le=100)]
    areas: dict[Key, dict[Key, Risk]]
    """Section -> question -> risk."""
    helps: dict[Code, Text]
    """What the terminal itself can do about it: every matter that a risk names, in words."""


class Gate(Frozen):
    """Something that comes before this matter, such as labour arbitration before a labour suit."""

    when: str
    """CEL over the sections by id, `given.section.key` and `today`: the gate stands while this is true.

    It is looked at once the last page with a question it names was gone through.
    """
    message: Text
    """What comes first and why, in plain words."""
    matter: Code | None = None
    """The matter by which that is done, offered in its place."""
    block: bool = False
    """Whether this one cannot be handed in while the gate stands; without it the resident may go on."""
    basis: str


class Chain(Frozen):
    """A matter that often follows this one and can take its answers along."""

    to: Code
    label: Text
    """On the button that begins it."""
    carry: dict[str, str] = {}
    """Target -> source. `section: section` takes a whole section with all its entries; a path (`section.key`,
    `section.0.key`) takes `section.key`, `section.0.key`, `section.*.key` (joined by 、), `receipt.number`,
    `receipt.code`, or after `=` a fixed value.
    """


class Matter(Frozen):
    """One thing a resident can do, from the first question to the last deadline."""

    code: Code
    title: Text
    """Official name."""
    plain: Text
    """What people call it."""
    service: Key
    """Group of services it is listed under."""
    cause: Text | None = None
    applicants: tuple[str, ...] = ()
    identity: Annotated[tuple[IdentityLevel, ...], Entry(min_length=1)]
    """Levels of which one is needed."""
    anonymous_if: str | None = None
    """CEL: true where no identity is needed."""
    minors: Literal["alone", "guardian"] = "guardian"
    """Whether somebody from eight to seventeen may do it alone (`legalnet.minors`)."""
    online: Literal["full", "partial", "guide"]
    form: str | None = None
    """The official form it reproduces, or a remark that there is none."""
    groups: Annotated[tuple[StepGroup, ...], Entry(min_length=1, max_length=7)]
    steps: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    order: tuple[str, ...] = ()
    """Order of asking: `section` or `section.page`; without it the order of the sections."""
    materials: tuple[Material, ...] = ()
    fees: Fees = Fees()
    documents: tuple[Document, ...] = ()
    signatures: tuple[Signature, ...] = ()
    followup: Followup = Followup()
    basis: tuple[Basis, ...] = ()
    intro: Intro
    checkup: Checkup | None = None
    gates: tuple[Gate, ...] = ()
    chains: tuple[Chain, ...] = ()
    remarks: dict[str, tuple[str, ...]] = {}
    """Facts for other parts: guards, rules of the room, effects, offline behaviour."""
    reviewed_by: str | None = None
    """Counsel who approved the wording; None means for reference only."""

    @model_validator(mode="after")
    def _references(self) -> Matter:
        groups = [group.id for group in self.groups]
        ids = [section.id for section in self.sections]
        if len(set(ids)) != len(ids):
            raise ValueError("a section id appears twice")
        for section in self.sections:
            used = {section.group} | {p.group for _, _, pages in section.shapes() for p in pages if p.group}
            if used - set(groups):
                raise ValueError(
                    f"section {section.id}: no such step group: {', '.join(sorted(used - set(groups)))}"
                )
        if self.order:
            _check_order(self)
        return self

    @property
    def level(self) -> str:
        """The level to hand it in with: the lowest named one of a natural person.

        L4 is L3 once more before the person who presides (在线诉讼规则 7), so it is reached in the room and L3 leads
        there; an organisation (O2) acts by a person at L3.
        """
        natural = [level for level in self.identity if level.startswith("L")]
        return min([*natural, "L3"] if "O2" in self.identity or "L4" in natural else natural)

    def section(self, section_id: str) -> Section | None:
        """The section of that id, or None."""
        return next((section for section in self.sections if section.id == section_id), None)

    def page_order(self) -> tuple[tuple[Section, str | None], ...]:
        """Order of asking as (section, page id), or (section, None) for all its pages."""
        if not self.order:
            return tuple((section, None) for section in self.sections)
        named = {section.id: section for section in self.sections}
        parts = (entry.partition(".") for entry in self.order)
        return tuple((named[section], page or None) for section, _, page in parts)


def _check_order(matter: Matter) -> None:
    wanted: set[str] = set()
    for section in matter.sections:
        pages = {page.id for _, _, pages in section.shapes() for page in pages}
        split = not section.variants and any(entry.startswith(f"{section.id}.") for entry in matter.order)
        wanted |= {f"{section.id}.{page}" for page in pages} if split else {section.id}
    if len(set(matter.order)) != len(matter.order) or set(matter.order) != wanted:
        wrong = sorted(set(matter.order) ^ wanted) or ["an entry appears twice"]
        raise ValueError(
            f"order must name each section or each of its pages once; look at {', '.join(wrong)}"
        )
    rank = {group.id: index for index, group in enumerate(matter.groups)}
    seen = [rank[_group(matter, entry)] for entry in matter.order]
    if seen != sorted(seen):
        raise ValueError("order must follow the order of the step groups")


def _group(matter: Matter, entry: str) -> str:
    section_id, _, page_id = entry.partition(".")
    section = matter.section(section_id)
    assert section is not None  # noqa: S101 - `_check_order` compared the names before
    pages = [page for _, _, pages in section.shapes() for page in pages if page.id == page_id]
    return pages[0].group or section.group if pages else section.group
