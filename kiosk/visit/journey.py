"""One visit's way through one matter: pages, answers, scans, documents, signature, and the bundle handed in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from kiosk.visit.handover import Bundle, Handover
from kiosk.visit.scans import ScannedPage, Scans
from kiosk.visit.summary import fee_view, section_rows

if TYPE_CHECKING:
    from devices.document_camera.driver import CapturedPage
    from kiosk.documents.compose import ComposeContext, ComposedDocument
    from kiosk.documents.preview import PreviewDocument
    from kiosk.documents.scans import ScanPdf
    from kiosk.visit.flow import Flow
    from legalnet.gates import GateState
    from legalnet.interview import Interview
    from legalnet.matter import Chain, Matter
    from legalnet.sheet import Taken
    from legalnet.states import FieldState, Page
    from legalnet.submission import NextDate, ReceiptRecord

PREVIEW_WIDTH = 1400
"""Pixels of a page picture: sharp at twice the size it is first shown in."""
IDENTITY_STEP = "identity"
SCAN_STEP = "evidence"


class Carried(NamedTuple):
    """What goes along from one matter into the next."""

    values: tuple[tuple[str, Any], ...] = ()
    follows: str = ""
    """Id of the submission it comes from; empty where nothing was handed in."""
    page: str = ""
    """Where to go on, for a draft."""


class Journey:
    """What the resident has done in this matter so far; nothing typed is dropped by going back."""

    def __init__(
        self, matter: Matter, catalogue_version: str, flow: Flow, carried: Carried | None = None
    ) -> None:
        self.matter = matter
        self.carried = carried
        self.catalogue_version = catalogue_version
        self.submission_id = Handover.new_id()
        self.scans = Scans()
        self.editing = False
        """Whether a page was opened from the summary and returns there."""
        self.documents: list[PreviewDocument] = []
        self.composed: list[ComposedDocument] = []
        self.signature = "none"
        self.strokes = ""
        self._flow = flow
        self._interview: Interview | None = None
        self.draft_name = ""
        """Name of the kept draft of these answers, so that it can be dropped."""
        self._page_id = carried.page if carried else ""
        self._undo: tuple[str, Callable[[], None]] | None = None
        """What was taken away last, in words, and how it comes back; until the next answer or page."""
        self._memo: dict[Any, Any] = {}
        self._setting = threading.Lock()
        self._state = 0
        """Counts what was answered and photographed: papers made from an earlier state are not taken."""
        self.holder = ""
        """Number of the card that the answers began with; empty without one."""
        self.oral = False
        """Whether the resident says it instead of writing it: the paper tells so and is read aloud before signing."""
        self.identity_last = False
        """Whether the resident is asked who they are after the questions, because the answers call for it."""

    # ------------------------------------------------------------------ before anything is given

    @property
    def language(self) -> str:
        """Language of the questions."""
        return self._flow.language

    @language.setter
    def language(self, value: str) -> None:
        self._memo = {}
        if self._interview is not None:
            self._interview.language = value

    @property
    def level(self) -> str:
        """The identity level needed here: with the answers there are, or before any by the matter alone."""
        return self._interview.level if self._interview is not None else self.matter.level

    @property
    def needs_card(self) -> bool:
        """Whether the way begins with the card; where answers may stay anonymous it is asked for after them."""
        return self.matter.level >= "L1" and self.matter.anonymous_if is None

    @property
    def addressee(self) -> str:
        """Where it goes: a court for suits, else the legal network."""
        return self._flow.profile.court if self.matter.service == "litigation" else self._flow.profile.network

    def intro(self) -> dict[str, Any]:
        """For the page about the matter."""
        matter, language = self.matter, self.language
        say = matter.intro
        return {
            "code": matter.code,
            "title": matter.plain.pick(language),
            "official": matter.title.pick(language),
            "minutes": say.minutes,
            "bring": [{"icon": b.icon, "title": b.title.pick(language), "detail": b.detail.pick(language)}
                      for b in say.bring],
            "steps": [(g.intro or g.label).pick(language) for g in matter.groups],
            "fee": self._fee_example(),
            "free": matter.fees.rule == "none",
            "ways": [{"id": w.id, "icon": w.icon, "title": w.title.pick(language), "detail": w.detail.pick(language)}
                     for w in say.ways],
        }  # fmt: skip

    def _fee_example(self) -> dict[str, str] | None:
        from legalnet.fees import quote

        example = self.matter.intro.fee_example
        found = quote(self.matter.fees, example) if example is not None else None
        if found is None:
            return None
        unit = "元" if self.language == "zh" else "yuan"
        return {"example": f"{example:,.0f} {unit}", "amount": f"{found.total:f}", "basis": found.basis,
                "half": f"{found.half:f}" if found.half is not None else ""}  # fmt: skip

    def way_matter(self, way_id: str) -> str | None:
        """Code of the matter behind one of the other ways."""
        return next((way.matter for way in self.matter.intro.ways if way.id == way_id), None)

    def strip(self, step: str) -> tuple[list[str], int, bool]:
        """Names of the steps, the index of this one, and whether all is done."""
        groups = self.matter.groups
        ids = [group.id for group in groups]
        index = ids.index(step) if step in ids else (0 if step == IDENTITY_STEP else len(ids) - 1)
        done = self._flow.handover.record_state == "delivered"
        return [group.label.pick(self.language) for group in groups], index, done

    # ------------------------------------------------------------------ the interview

    def start(self) -> None:
        """Begin the questions, with what the card says filled in; a second call changes nothing."""
        if self._interview is None:
            from legalnet.chains import fill
            from legalnet.interview import Interview

            profile, card = self._flow.profile, self._flow.visit.facts()
            self.holder = card.get("number", "")
            facts = {
                "card": card,
                "terminal": {"region": profile.region, "court": profile.court},
            }
            today = self._flow.today_now().date()
            self._interview = Interview(self.matter, {}, facts, today=today, language=self.language)
            fill(self._interview, self.carried.values if self.carried else ())
        self._memo = {}
        self._page_id = self._page_id or self.pages[0].id

    @property
    def begun(self) -> bool:
        """Whether the questions have begun."""
        return self._interview is not None

    @property
    def of_another(self) -> bool:
        """Whether these answers were begun with another card than the one of now."""
        number = self._flow.visit.facts().get("number", "")
        return self._interview is not None and self.holder not in ("", number)

    def proved_last(self) -> bool:
        """Whether who the resident is was asked after the questions and is proved now: the answers are theirs."""
        asked, self.identity_last = self.identity_last, False
        if not (asked and self._flow.visit.reaches(self.level)):
            return False
        self.holder = self._flow.visit.facts().get("number", "")
        return True

    @property
    def interview(self) -> Interview:
        """The engine; raises `LookupError` before `start`."""
        if self._interview is None:
            raise LookupError("the interview has not begun")
        return self._interview

    def _remember(self, key: Any, make: Callable[[], Any]) -> Any:
        """Made once until an answer changes: the scene asks many times a second, and jobs ask beside it."""
        memo = self._memo
        if key not in memo:
            memo[key] = make()
        return memo[key]

    @property
    def pages(self) -> list[Page]:
        """The pages that have something to show now."""
        pages: list[Page] = self._remember("pages", self.interview.pages)
        return pages

    @property
    def page(self) -> Page:
        """The page on the screen; the first one when it has gone."""
        pages = self.pages
        return next((page for page in pages if page.id == self._page_id), pages[0])

    def page_view(self, tried: bool) -> dict[str, Any]:
        """For the interview screen."""
        key = ("page", self.page.id, tried, self._undo and self._undo[0])
        view: dict[str, Any] = self._remember(key, lambda: self._page_view(tried))
        return view

    def _page_view(self, tried: bool) -> dict[str, Any]:
        page = self.page
        problems = self.interview.problems(page.id) if tried else []
        errors = [problem.view() for problem in problems if problem.level == "error"]
        open_labels = [field.label for field in page.open]
        return {
            "page": page.id, "title": page.title, "subtitle": page.subtitle, "side": "",
            "folded": self._folded(page),
            "fields": [field.view() | {"shown": field.text} for field in page.fields],
            "problems": errors,
            "fee": fee_view(self.interview.fee(), self.language),
            "canNext": not open_labels,
            "missing": open_labels[0] if open_labels else "",
            "entry": page.entry.view() if page.entry else None,
            "undo": self._undo[0] if self._undo else "",
        }  # fmt: skip

    def _folded(self, page: Page) -> list[dict[str, str]]:
        """The page before this one of the same section, folded into one line each answered field."""
        pages = self.pages
        at = pages.index(page)
        if at == 0 or pages[at - 1].section != page.section:
            return []
        before = [field for field in pages[at - 1].fields if field.text and not field.sensitive]
        return [{"path": field.path, "label": field.label, "value": field.text} for field in before[:3]]

    def side_words(self) -> str:
        """The page's place among those of its step."""
        pages = [page.id for page in self.pages if page.group == self.page.group]
        return f"{pages.index(self.page.id) + 1}/{len(pages)}"

    def answer(self, path: str, value: Any) -> None:
        """Take an answer; a path that is no question of this matter is ignored."""
        from legalnet.interview import UnknownPath

        try:
            before = self.interview.field(path)
            self.interview.answer(path, value)
        except UnknownPath:
            return
        self._flow.visit.personal = True
        self._outdated()
        self._undo = self._line_taken(before, value)

    def _line_taken(self, before: FieldState, value: Any) -> tuple[str, Callable[[], None]] | None:
        """How a line that was just taken out of a list comes back."""
        lines = (
            before.value if isinstance(before.value, list) and before.type not in ("multi", "enum") else []
        )
        if not isinstance(value, list) or len(value) >= len(lines):
            return None
        return before.label, lambda: self.answer(before.path, before.value)

    def undo(self) -> None:
        """Bring back what was taken away last."""
        if self._undo is not None:
            (_, back), self._undo = self._undo, None
            back()
            self._undo = None
            self._outdated()

    def keep_warning(self, path: str) -> None:
        """The resident saw a warning and keeps the answer."""
        from legalnet.interview import UnknownPath

        try:
            self.interview.keep_warning(path)
        except UnknownPath:
            return
        self._memo = {}

    def _outdated(self) -> None:
        """Documents and signature fit answers that have changed since: both are made anew."""
        self._state += 1
        self.documents, self.composed, self.signature = [], [], "none"
        self._memo = {}

    def page_problems(self) -> bool:
        """Go through the page: whether something on it must be mended first."""
        found = self.interview.check_page(self.page.id)
        self._memo = {}
        return bool(found)

    def gate(self) -> GateState | None:
        """What comes before this matter, as far as the pages so far have asked, unless it was seen and kept."""
        upto = "" if self.editing else self.page.id
        standing = self._remember(("gates", upto), lambda: self.interview.gates(upto))
        return next((gate for gate in standing if not gate.kept), None)

    def keep_gate(self, index: int) -> None:
        """The resident saw what comes first and goes on."""
        self.interview.keep_gate(index)
        self._memo = {}

    def forward(self) -> bool:
        """To the next page; False when this was the last."""
        return self._turn(1)

    def backward(self) -> bool:
        """To the page before; False when this was the first."""
        return self._turn(-1)

    def _turn(self, by: int) -> bool:
        pages = [page.id for page in self.pages]
        at = pages.index(self.page.id) + by
        if not 0 <= at < len(pages):
            return False
        self._show(pages[at])
        return True

    def _show(self, page_id: str) -> None:
        if page_id != self._page_id:
            self._page_id, self._undo = page_id, None

    def open_page(self, page_id: str) -> bool:
        """Show that page; False when there is none."""
        if any(page.id == page_id for page in self.pages):
            self._show(page_id)
            return True
        return False

    def open_last(self) -> None:
        """Show the last page."""
        self._show(self.pages[-1].id)

    def open_path(self, path: str) -> bool:
        """Show the page that holds a question; False when none does."""
        for page in self.pages:
            if any(field.path == path for field in page.fields):
                self._show(page.id)
                return True
        return False

    def add_entry(self) -> None:
        """One more of the repeated section on the screen, and open it."""
        entry = self.page.entry
        if entry and entry.can_add:
            index = self.interview.add_entry(entry.section)
            self._outdated()
            self._open_entry(entry.section, index)

    def remove_entry(self) -> None:
        """Take the one on the screen out."""
        entry = self.page.entry
        if entry and entry.can_remove:
            taken = self.interview.remove_entry(entry.section, entry.index)
            self._outdated()
            self._open_entry(entry.section, max(0, entry.index - 1))
            self._undo = f"{entry.label} {entry.index + 1}", lambda: self._put_back(taken)

    def _put_back(self, taken: Taken) -> None:
        self.interview.restore_entry(taken)
        self._outdated()
        self._open_entry(taken.section, taken.index)

    def _open_entry(self, section: str, index: int) -> None:
        for page in self.pages:
            if page.entry and (page.entry.section, page.entry.index) == (section, index):
                self._show(page.id)
                return

    # ------------------------------------------------------------------ scans

    def scans_wanted(self) -> list[dict[str, Any]]:
        """Materials to be photographed here: the required ones first; those of the card are there already."""
        wanted: list[dict[str, Any]] = self._remember("scans", self._scans_wanted)
        return wanted

    def _scans_wanted(self) -> list[dict[str, Any]]:
        by_card = self._flow.visit.card is not None
        return [
            {
                "id": material.id,
                "label": material.label.pick(self.language),
                "hint": material.hint.pick(self.language) if material.hint else "",
                "required": required,
            }
            for material, required in self.interview.materials_to_capture()
            if not (by_card and material.from_card)
        ]

    def keep_page(self, material: str, page: CapturedPage) -> ScannedPage:
        """A page that was found legible; the papers list it."""
        self._outdated()
        return self.scans.add(material, page)

    def drop_page(self, page_id: str) -> None:
        """Not this page after all."""
        self._outdated()
        self.scans.remove(page_id)

    def materials(self) -> list[dict[str, Any]]:
        """Those with pages."""
        return [
            item | {"pages": len(pages)}
            for item in self.scans_wanted()
            if (pages := self.scans.pages(item["id"]))
        ]

    # ------------------------------------------------------------------ summary, documents, signature

    def summary(self) -> dict[str, Any]:
        """All answers once more."""
        pages = tuple(page.id for page in self.scans.all())
        view: dict[str, Any] = self._remember(("summary", pages), self._summary)
        return view

    def _summary(self) -> dict[str, Any]:
        problems = self.interview.problems()
        rows = section_rows(self.interview, self.matter, self.language)
        if self.scans_wanted():
            materials = self.materials()
            rows.append({"label": self._scans_label(), "value": self._pages_words(sum(m["pages"] for m in materials)),
                         "detail": "、".join(m["label"] for m in materials), "page": "scan", "answers": []})  # fmt: skip
        missing = [m for m in self.scans_wanted() if m["required"] and not self.scans.pages(m["id"])]
        return {
            "rows": rows,
            "fee": fee_view(self.interview.fee(), self.language),
            "warnings": [p.message for p in problems if p.level == "warn"],
            "incomplete": [{"label": p.label, "page": p.page, "gate": p.kind == "gate"}
                           for p in problems if p.level == "error"],
            "missingScans": [m["label"] for m in missing],
        }  # fmt: skip

    def _scans_label(self) -> str:
        """What the matter calls the step of the scans."""
        found = (group.label.pick(self.language) for group in self.matter.groups if group.id == SCAN_STEP)
        return next(found, "材料" if self.language == "zh" else "Papers")

    def _pages_words(self, pages: int) -> str:
        """3 页, or 3 pages."""
        if self.language == "zh":
            return f"{pages} 页"
        return f"{pages} page" if pages == 1 else f"{pages} pages"

    def _context(self, signature: Any = None) -> ComposeContext:
        from kiosk.documents.compose import ComposeContext, ScannedMaterial

        materials = tuple(
            ScannedMaterial(item["label"], item["pages"], self.scanned_pdf(item["id"]).sha256)
            for item in self.materials()
        )
        profile, facts = self._flow.profile, self._flow.visit.facts()
        return ComposeContext(
            court=self.addressee, place=profile.place, today=self._flow.today_now().date(),
            applicant=str(facts.get("name", "")), terminal_name=profile.place, signature=signature,
            materials=materials, oral=self.oral,
        )  # fmt: skip

    def compose(self) -> None:
        """Make the pictures for the screen; called beside it."""
        from kiosk.documents.preview import preview

        with self._setting:
            state = self._state
            documents = preview(self.matter, self.interview.clean_answers(), self._context(), PREVIEW_WIDTH)
            if state == self._state:
                self.documents = documents

    def page_text(self, document: int, page: int) -> str:
        """The words of a page, numbers covered."""
        texts = self.documents[document].text
        return texts[page] if page < len(texts) else ""

    @property
    def needs_signature(self) -> bool:
        """Whether any document has a place for a signature."""
        return any(document.to_sign and document.on_pad for document in self.documents)

    def to_sign(self) -> list[PreviewDocument]:
        """Those that are signed."""
        return [document for document in self.documents if document.to_sign and document.on_pad]

    def by_pen(self) -> list[PreviewDocument]:
        """Those that are signed on paper or in the court's own system, never on the screen."""
        return [document for document in self.documents if document.to_sign and not document.on_pad]

    def sign(self, strokes: list[list[float]]) -> bool:
        """Place a written signature in the documents; called beside the screen.

        False when there is too little of it, or when answers changed meanwhile.
        """
        from kiosk.documents.compose import compose_signed
        from legalnet.handwriting import SignatureRefused, from_strokes

        try:
            signature = from_strokes([list(zip(s[::2], s[1::2], strict=True)) for s in strokes])
        except SignatureRefused:
            return False
        with self._setting:
            state = self._state
            composed = compose_signed(self.matter, self.interview.clean_answers(), self._context(signature))
            if state != self._state:
                return False
            self.composed, self.signature = composed, "handwritten"
            self.strokes = signature.strokes_sha256
        return True

    def sign_on_paper(self) -> None:
        """The documents go without a signature and say so; the paper is signed before an attendant."""
        self.composed, self.signature, self.strokes = [], "paper", ""

    # ------------------------------------------------------------------ handing in

    def handover_view(self) -> dict[str, Any]:
        """For the last look."""
        return {
            "documents": [{"title": d.title, "pages": d.pages} for d in self.documents],
            "materials": [{"label": m["label"], "pages": m["pages"]} for m in self.materials()],
            "to": self.addressee,
            "fee": fee_view(self.interview.fee(), self.language),
            "identity": self._who(),
        }

    def _who(self) -> str:
        """Name and covered number of the one who hands in; empty where nobody was identified."""
        from kiosk.documents.masking import identity_number

        facts = self._flow.visit.facts()
        return f"{facts['name']}　{identity_number(facts['number'])}" if facts else ""

    def finished_documents(self) -> list[ComposedDocument]:
        """The documents in full, composed now if no signature made them before."""
        from kiosk.documents.attest import attest_all
        from kiosk.documents.compose import compose

        with self._setting:
            if not self.composed:
                self.composed = compose(self.matter, self.interview.clean_answers(), self._context())
            self.composed = attest_all(
                self.composed, self._flow.attestor, self._flow.clock, self._flow.profile.place, self.strokes
            )
            return self.composed

    def bundle(self) -> Bundle:
        """Everything that is handed in, in clear, ready to be sealed. Called beside the screen."""
        from kiosk.visit.filing import bundle

        return bundle(self, self._flow.visit, self._flow.clock.now())

    def scanned_pdf(self, material: str) -> ScanPdf:
        """The kept pages of one material as a PDF with its digest."""
        from kiosk.documents.scans import scans_to_pdf

        return scans_to_pdf([page.jpeg for page in self.scans.pages(material)])

    def chains(self) -> list[dict[str, str]]:
        """Matters that often follow this one and are offered here."""
        offered = (chain for chain in self.matter.chains if self._flow.shelf.get(chain.to))
        return [{"code": chain.to, "label": chain.label.pick(self.language)} for chain in offered]

    def carry(self, code: str, handed_in: bool = True) -> Carried:
        """What goes along into matter `code`; nothing where the definition has no chain to it."""
        from legalnet.chains import carried

        chain: Chain | None = next((chain for chain in self.matter.chains if chain.to == code), None)
        record = self._flow.handover.record if handed_in else None
        receipt = {"number": record.number or "", "code": record.code} if record else {}
        values = carried(chain, self.interview.clean_answers(), receipt) if chain else ()
        return Carried(values, self.submission_id if handed_in else "")

    def date_rows(self, record: ReceiptRecord) -> list[dict[str, str]]:
        """What comes next, as the receipt screen shows it."""
        return [
            {"when": self._when(item), "what": item.what, "detail": item.basis} for item in record.next_dates
        ]

    def _when(self, item: NextDate) -> str:
        """最晚11月30日 星期一; where nothing can be promised, that a notice will tell."""
        if item.date is None:
            return "以通知为准" if self.language == "zh" else "As notified"
        words = self._flow.date_words(datetime.fromisoformat(item.date))
        sure = (
            ""
            if not item.calendar_unverified
            else ("（节假日待核）" if self.language == "zh" else " (unverified)")
        )
        return f"最晚{words}{sure}" if self.language == "zh" else f"By {words}{sure}"
