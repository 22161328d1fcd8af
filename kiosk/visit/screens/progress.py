"""One application or request: whose turn it is, the line of it with its last days, and what the resident can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.visit.asks import Deed, Reply
from kiosk.visit.printing import Print
from kiosk.visit.screens.base import View
from kiosk.visit.screens.province import ProvinceScreen

if TYPE_CHECKING:
    from kiosk.documents.compose import ComposedDocument

PANELS = ("urge", "withdraw", "correct", "supplement", "rate", "revisit", "complain")
SHORT = 500
LONG = 2000
LATE = ("urge", "rate", "revisit", "supplement", "complain")
"""What may reach the province after the visit: it does not depend on how the thing stands at that moment."""
ONCE = ("urge", "rate", "revisit")
SIGNED = ("correct",)
"""Said under a signature."""


class Progress(ProvinceScreen):
    """The line of a case, or of a request."""

    id = "progress"

    def load(self) -> None:
        """The thing itself, and its line."""
        self.kind, self.number = self.flow.visit.selected
        self.panel = ""
        self.busy = False
        self.mark = ""
        self.slip = Print()
        self.one: dict[str, Any] = {}
        self.line: dict[str, Any] = {}
        self.etag = ""
        if self.kind == "order":
            self.asks.get(f"/work-orders/{self.number}", self._order)
        else:
            self.asks.get(f"/applications/{self.number}", self._application)

    def _order(self, reply: Reply) -> None:
        if not self.failed(reply):
            self.one = self.line = reply.json
            self.state = "ready"

    def _application(self, reply: Reply) -> None:
        if not self.failed(reply):
            self.one, self.etag = reply.json, reply.etag
            self.asks.get(f"/applications/{self.number}/timeline", self._timeline)

    def _timeline(self, reply: Reply) -> None:
        if not self.failed(reply):
            self.line = reply.json
            self.state = "ready"

    def view(self) -> View:
        """Everything about it in the language of now."""
        from kiosk.visit.affairs import decision, nodes, turn

        language, today, one = self.flow.language, self.flow.today_now().date(), self.one
        coming = self.line.get("coming") if self.kind == "application" else _limits(self.line.get("timers"))
        ready = self.state == "ready"
        return {
            "state": self.state, "words": self.words, "kind": self.kind, "number": self.number,
            "title": self._title(), "unit": "　".join(str(one.get(k)) for k in ("unit", "case_no") if one.get(k)),
            "label": str(one.get("label") or one.get("state") or ""),
            "turn": turn(coming, today, language) if ready else None,
            "nodes": nodes(self.line.get("entries"), coming, language) if ready else [],
            "decision": decision(one, language) if ready else None,
            "may": [str(word) for word in one.get("may") or () if word in PANELS],
            "panel": self.panel, "busy": self.busy, "mark": self.mark, "deed": self.deed_view(),
            "slip": self.slip.view(),
        }  # fmt: skip

    def _title(self) -> str:
        code = str(self.one.get("matter_code") or "")
        return self.flow.shelf.title(code, self.flow.language) or str(
            self.one.get("title") or self.one.get("kind") or ""
        )

    def do_panel(self, id: str) -> None:  # noqa: A002 - the scene's word
        """What is to be done, or none of it."""
        if not self.busy and (id == "" or id in self.view()["may"]):
            self.panel, self.mark = id, ""
            self.deed = None

    def _post(self, action: str, body: dict[str, Any]) -> None:
        if self.panel != action or self.busy:
            return
        if self.deed is not None and self.deed.state in ("unknown", "asking"):
            self.perform(self.deed, self._done)  # the same words under the same key: it cannot be doubled
            return
        base = "/work-orders" if self.kind == "order" else "/applications"
        path = "corrections" if action == "correct" else action
        match = self.etag if action in ("correct", "withdraw") and self.kind == "application" else ""
        place = f"{base}/{self.number}/{path}"
        kept = self.waiting(place)
        if kept is not None and (action in ONCE or kept.state == "unknown"):
            self.perform(kept, self._done)  # begun once already: only an unknown outcome is asked about again
            return
        self.perform(Deed(self.asks, place, body, match, late=action in LATE), self._done)

    def _done(self, _: Reply) -> None:
        """Show it as it stands now."""
        deed, panel = self.deed, self.panel
        self.load()
        self.state = "asking"
        self.deed, self.panel = deed, panel

    def do_say(self, words: str) -> None:
        """Urge, withdraw, supplement, complain: with words where the resident has some."""
        text = words.strip()[:LONG]
        if self.panel in ("supplement", "complain") and not text:
            self.mark = "words"
        elif self.panel in ("urge", "withdraw", "supplement", "complain"):
            self.mark = ""
            self._post(self.panel, {"words": text[:SHORT] if self.panel in ("urge", "withdraw") else text})

    def do_rate(self, score: int) -> None:
        """One to five."""
        if score in (1, 2, 3, 4, 5):
            self._post("rate", {"score": int(score)})

    def do_revisit(self, settled: bool) -> None:
        """Whether it is settled now."""
        self._post("revisit", {"settled": bool(settled)})

    def do_sign(self, words: str, strokes: list[list[float]]) -> None:
        """The answer to what was sent back: on paper, signed by hand and by the terminal."""
        from kiosk.visit.screens.sign import well_formed

        text = words.strip()[:LONG]
        if self.panel != "correct" or self.busy:
            return
        if self.deed is not None and self.deed.state in ("unknown", "asking"):
            self._post("correct", {})
        elif not text or not well_formed(strokes):
            self.mark = "words" if not text else "empty"
        else:
            self.busy, self.mark = True, ""
            self.flow.jobs.run(
                lambda: self._letter(text, strokes), lambda made: self._signed(text, made), self._unsigned
            )

    def _letter(self, text: str, strokes: list[list[float]]) -> ComposedDocument:
        """Beside the screen. Raises `SignatureRefused` or `TypesettingError`."""
        from kiosk.documents.attest import attest_all
        from kiosk.documents.letters import Letter, written
        from legalnet.handwriting import from_strokes

        flow = self.flow
        signature = from_strokes([list(zip(one[::2], one[1::2], strict=True)) for one in strokes])
        letter = Letter(
            "补充材料说明", str(self.one.get("unit") or flow.profile.network), self.number, "补充的内容", text,
            str(flow.visit.facts().get("name", "")), flow.today_now().date(),
        )  # fmt: skip
        made = attest_all([written(letter, signature)], flow.attestor, flow.clock, flow.profile.place,
                          signature.strokes_sha256)  # fmt: skip
        return made[0]

    def _signed(self, text: str, made: ComposedDocument) -> None:
        from base64 import b64encode

        self.busy = False
        if self.shown:
            paper = {"title": made.title, "sha256": made.sha256, "data": b64encode(made.pdf).decode()}
            self._post("correct", {"words": text, "papers": [paper], "signed": True})

    def _unsigned(self, _: Exception) -> None:
        self.busy, self.mark = False, "failed"

    def do_matter(self, code: str) -> None:
        """What can be done against a refusal, begun here."""
        found = self.view()["decision"]
        if found and found["remedy"] and found["remedy"]["matter"] == code:
            self.flow.choose_matter(code)

    def do_print(self) -> None:
        """The line of it, on the slip printer; no name on it."""
        if self.state != "ready":
            return
        from kiosk.documents.progress_slip import progress_slip

        view, flow = self.view(), self.flow
        job_id = f"progress-{self.number[-6:]}-{self.slip.tries}"
        blocks = progress_slip(view, flow.profile.place, flow.clock.now(), english=flow.language == "en")
        self.slip.start(flow.jobs, lambda again: flow.hardware.print_slip(job_id, blocks, again))

    def back(self) -> None:
        """From what is to be done to the line, from there out."""
        if self.busy:
            return
        if self.panel:
            self.panel, self.deed = "", None
        else:
            self.flow.go_back()


def _limits(timers: object) -> list[dict[str, Any]]:
    """The limits of a request that still run, as dates to come."""
    from kiosk.visit.affairs import maps

    running = [one for one in maps(timers) if one.get("state") in ("running", "overdue")]
    yours = {"rating"}
    return [
        {"what": str(one.get("label") or one.get("name") or ""), "last_day": one.get("due"),
         "yours": one.get("name") in yours, "calendar_unverified": bool(one.get("calendar_unverified"))}
        for one in running
    ]  # fmt: skip
