"""What the tour's resident does, screen after screen, until the filing is handed in and the visit is over."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from kiosk.tour.answers import first_of, load_answers
from kiosk.tour.proving import Proving
from kiosk.tour.resident import LONG_S, Resident, Stuck, View

PAGES = {"iou": ("iou",), "evidence": ("transfer",), "transfer": ("transfer",)}
"""Which generated pages lie under the document camera for which material."""
WAYS = {"SQ-01": "report", "ZX-01": "consult"}
"""What the minor's screen calls the matters that are open to them."""
MOST_PAGES = 80


class Visit:
    """One visit by touch, as a script says it. `note(screen, label)` is called whenever a new screen stands, with a
    name for its picture.
    """

    def __init__(
        self, resident: Resident, matter: str, today: date, face: bool, note: Callable[[str], None]
    ) -> None:
        self._resident = resident
        self._matter = matter.partition("@")[0]
        self._first = first_of(matter)
        self._face = face
        self._persona = ""
        self._entry: View | None = None
        """Of the page before, which party of several it was about."""
        self._note = note
        self.proving = Proving(resident, note)
        self.answers = load_answers(matter, today)
        self.given: list[str] = []
        """Texts that were typed, for the canary."""
        self.pages = 0
        """Pages of the papers that were written."""

    # ------------------------------------------------------------------ up to the interview

    def choose(self) -> None:
        """From the idle screen to the matter's own page."""
        look = self._resident
        look.see("idle")
        self._note("idle")
        look.tap("action-services")
        look.see("services")
        self._note("services")
        look.tap(f"group-{self._group()}")
        look.see_that(lambda view: view["matters"], "the matters of the group")
        self._turn_to_matter()
        look.see("intro")
        self._note("intro")
        look.tap("action-begin")

    def _turn_to_matter(self) -> None:
        """Page after page of the group until the matter is there, and touch it."""
        look = self._resident
        while self._first not in [one["code"] for one in look.look()["view"]["matters"]]:
            view = look.look()["view"]
            if not view["hasNext"]:
                raise Stuck(f"{self._first} is not listed")
            look.tap("action-next-page")
            look.see_that(lambda now, first=view["first"]: now["first"] != first, "the next page of matters")  # type: ignore[misc]
        look.tap(f"matter-{self._first}")

    def _group(self) -> str:
        from legalnet.catalogue import load_catalogue

        for group in load_catalogue().groups:
            if any(item.code == self._first for item in group.matters):
                return group.id
        raise Stuck(f"no group lists {self._first}")

    def identify(self, persona: str) -> None:
        """Consent, card, and face or attendant, as far as the matter asks."""
        look = self._resident
        look.see("consent")
        self._note("consent")
        look.tap("action-agree")
        self._persona = persona
        if look.see("card", "interview") and look.look()["screen"] == "interview":
            return
        self._prove()

    def _prove(self) -> None:
        """The card, and face or attendant where that is not enough; ends on the screen behind."""
        look, proving = self._resident, self.proving
        proving.lay_card(self._persona)
        look.see("consent", "interview", "preview", "minor")
        if look.look()["screen"] == "minor":
            self._go_where_it_is_open()
        if look.look()["screen"] != "consent":
            return
        self._note("consent-face")
        if self._face:
            look.tap("action-agree")
            proving.be_recognised()
        else:
            look.tap("action-decline")
            proving.ask_attendant()

    def _go_where_it_is_open(self) -> None:
        """A minor was stopped: what is open to them instead, without the card once more."""
        look = self._resident
        self._note("minor")
        look.tap(f"action-way-{WAYS[self._matter]}")
        look.see("intro")
        look.tap("action-begin")
        look.see("interview")

    # ------------------------------------------------------------------ the interview

    def interview(self) -> None:
        """Answer page after page."""
        look = self._resident
        for number in range(1, MOST_PAGES):
            view = self._with_one_more(look.see("interview"))
            page = view["page"]
            self._answer_page(view)
            self._note(f"interview-{number:02d}")
            look.tap("action-next")
            self._leave_page(page)
            if look.look()["screen"] != "interview":
                return
        raise Stuck("the interview does not end")

    def _with_one_more(self, view: View) -> View:
        """Where the page before was the last of one party and the script has another: back, and add it."""
        entry, self._entry = self._entry, view["entry"]
        if entry is None or (view["entry"] or {}).get("section") == entry["section"]:
            return view
        wanted = self.answers.get(entry["section"])
        if not isinstance(wanted, list) or len(wanted) <= entry["count"]:
            return view
        look = self._resident
        look.tap("bar-back")
        look.see_that(lambda now: (now["entry"] or {}).get("section") == entry["section"], "the page before")
        look.tap("action-add_entry")
        added = look.see_that(lambda now: (now["entry"] or {}).get("index") == entry["count"], "one more")
        self._entry = added["entry"]
        return added

    def _answer_page(self, view: View) -> None:
        """Give every answer of this page that the script has; answers may bring further questions."""
        done: set[str] = set()
        while True:
            fields = [f for f in view["fields"] if f["path"] not in done and not f.get("readOnly")]
            wanted = [(f, value) for f in fields if (value := self._script(f["path"])) is not None]
            if not wanted:
                return
            field, value = wanted[0]
            done.add(field["path"])
            if field["value"] != value:
                self._resident.answer(field, value)
                self.given += typed(field, value)
                self._resident.see_that(partial(took, path=field["path"]), f"answer {field['path']}")
            view = dict(self._resident.look()["view"])

    def _script(self, path: str) -> Any:
        """The script's value for a path, such as `defendant.0.name`."""
        section, *rest = path.split(".")
        found: Any = self.answers.get(section)
        for part in rest:
            if isinstance(found, list):
                found = found[int(part)] if part.isdigit() and int(part) < len(found) else None
            elif isinstance(found, dict):
                found = found.get(part)
            else:
                return None
        return found

    def _leave_page(self, page: str) -> None:
        def left() -> bool:
            seen = self._resident.look()
            if seen["screen"] != "interview" or seen["view"]["page"] != page:
                return True
            if seen["view"]["problems"]:
                raise Stuck(f"page {page}: {[problem['path'] for problem in seen['view']['problems']]}")
            return False

        self._resident.until(left, f"the page after {page}")

    # ------------------------------------------------------------------ papers

    def scan(self) -> None:
        """Photograph what is asked for; skip what is not required."""
        look = self._resident
        while look.see("scan", "summary") and look.look()["screen"] == "scan":
            view = dict(look.look()["view"])
            material = view["material"]
            if material["required"] or material["id"] in PAGES:
                for name in PAGES.get(material["id"], ("iou",)):
                    self._scan_page(name, material["id"])
                look.tap("action-done")
            else:
                look.tap("action-skip")
            index = view["index"]
            look.until(lambda i=index: look.look()["screen"] != "scan" or look.look()["view"]["index"] != i,  # type: ignore[misc]
                       "the next paper")  # fmt: skip

    def _scan_page(self, name: str, material: str) -> None:
        look = self._resident
        look.rig.do("page.put", name=name)
        look.see_that(
            lambda view: view["pageFound"] and view["corners"] and view["sharp"], "a page to be found"
        )
        self._note(f"scan-{material}")
        before = len(look.look()["view"]["pages"])
        look.tap("action-capture")
        look.see_that(lambda view: view["phase"] == "captured", "the page to be taken")
        self._note(f"scan-{material}-taken")
        look.tap("action-keep")
        look.see_that(lambda view: len(view["pages"]) > before, "the page to be kept")
        look.rig.do("page.remove")

    def check_and_sign(self) -> None:
        """Summary, every page of the documents, the signature."""
        look = self._resident
        view = look.see("summary")
        self._note("summary")
        if view["incomplete"]:
            raise Stuck(f"incomplete: {[item['page'] for item in view['incomplete']]}")
        look.tap("action-compose")
        if look.see("preview", "card", "checkup") and look.look()["screen"] == "checkup":
            self._read_checkup()
        if look.see("preview", "card") and look.look()["screen"] == "card":
            self._prove()
        look.see("preview")
        ready = look.see_that(lambda view: view["phase"] == "ready", "the documents", LONG_S)
        self.pages = sum(document["pages"] for document in ready["documents"])
        self._note("preview")
        while not look.see("preview")["seenAll"]:
            at = (look.look()["view"]["document"], look.look()["view"]["page"])
            look.tap("action-next-page")
            look.see_that(lambda view, a=at: (view["document"], view["page"]) != a, "the next page")  # type: ignore[misc]
        self._note("preview-last")
        look.tap("action-to-sign")
        if look.see("sign", "confirm") and look.look()["screen"] == "sign":
            self._sign()
        look.see("confirm", seconds=LONG_S)
        self._note("confirm")

    def _sign(self) -> None:
        """With a finger, or on paper before an attendant."""
        look = self._resident
        if look.draws:
            look.sign(signature())
        self._note("sign")
        look.tap("action-sign" if look.draws else "action-paper")

    def _read_checkup(self) -> None:
        """What a check-up found: all areas, and the first that has findings, with each of them."""
        look = self._resident
        view = look.see("checkup")
        self._note("checkup")
        worst = next((area["id"] for area in view["areas"] if area["count"]), "")
        if worst:
            look.tap(f"area-{worst}")
            look.see_that(lambda view: view["area"] and view["area"]["findings"], "the findings")
            self._note("checkup-area")
            look.tap("action-all")
            look.see_that(lambda view: view["area"] is None, "all areas")
        look.tap("action-compose")

    def hand_in(self) -> str:
        """Hand it in; the screen that tells the result."""
        look = self._resident
        look.tap("action-submit")
        look.see("sending", "saved", "receipt")
        self._note("sending")
        look.see("saved", "receipt", seconds=LONG_S)
        screen = str(look.look()["screen"])
        look.see_that(lambda view: view["slip"]["outcome"] not in ("printing", "none"), "the slip", LONG_S)
        self._note(screen)
        return screen

    def leave(self) -> None:
        """Take everything and go."""
        look = self._resident
        if any(look.look()["view"].get(name, {}).get("outcome") == "printing" for name in ("slip", "copies")):
            look.see_that(
                lambda view: view.get("copies", {}).get("outcome") != "printing", "the copies", LONG_S
            )
        look.tap("action-finish")
        look.see("take")
        self._note("take")
        look.rig.do("card.remove")
        look.tap_last("action-taken")


def took(view: View, path: str) -> bool:
    """Whether the field holds something now; a list or number may be shown in another form."""
    return any(f["path"] == path and f["value"] not in (None, "", []) for f in view["fields"])


def typed(field: View, value: Any) -> list[str]:
    """The resident's own words inside an answer; a choice of the definition is nobody's."""
    if field.get("options"):
        return []
    if isinstance(value, list):
        columns = {column["key"]: column for column in field.get("columns", [])}
        return [
            text
            for one in value
            for text in (_of_record(columns, one) if isinstance(one, dict) else [str(one)])
        ]
    return [str(value)] if isinstance(value, str) else []


def _of_record(columns: dict[str, View], record: dict[str, Any]) -> list[str]:
    return [text for key, value in record.items() for text in typed(columns.get(key, {}), value)]


def signature() -> list[list[float]]:
    """Three characters' worth of strokes, as a finger writes them."""
    strokes = []
    for at in (0.15, 0.42, 0.68):
        for row in range(3):
            strokes.append(
                [c for i in range(9) for c in (at + i * 0.02, 0.3 + row * 0.14 + 0.03 * math.sin(i))]
            )
        strokes.append([c for i in range(9) for c in (at + 0.08 + 0.01 * math.sin(i), 0.22 + i * 0.06)])
    return strokes
