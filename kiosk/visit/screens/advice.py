"""A question in one's own words: what the law and the guides say, with sources, and which matter leads on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.visit.call import ask_lawyer
from kiosk.visit.screens.base import Screen, View

if TYPE_CHECKING:
    from kiosk.knowledge.advice import Advice, Source
    from kiosk.knowledge.index import Hit

LONGEST = 120
EXCERPT = 90


class AdviceScreen(Screen):
    """Found by a machine and said to be; nothing of what was asked is kept or sent."""

    id = "advice"

    def enter(self) -> None:
        """What was asked before in this visit, so that coming back from a matter loses nothing; else an empty field."""
        self.question = ""
        self.busy = False
        self.found: Advice | None = None
        self.article: Hit | None = None
        if self.flow.visit.question:
            self.do_ask(self.flow.visit.question)

    def view(self) -> View:
        """The question, and everything that was found."""
        found = self.found
        return {
            "question": self.question, "busy": self.busy, "answered": found is not None,
            "empty": found is not None and found.empty,
            "outcome": found is not None and found.asks_outcome, "urgent": found is not None and found.urgent,
            "hints": [one.text for one in found.hints] if found else [],
            "sources": [_row(one) for one in (*found.gists, *found.articles)] if found else [],
            "matters": [{"code": code, "title": self.flow.shelf.title(code, self.flow.language)}
                        for code in found.matters] if found else [],
            "article": None if self.article is None else {
                "law": self.article.law, "label": self.article.label, "heading": self.article.heading,
                "text": self.article.text},
        }  # fmt: skip

    def do_ask(self, text: str) -> None:
        """Look beside the screen; an answer to an earlier question is not shown any more."""
        question = " ".join(text.split())[:LONGEST]
        if not question:
            return
        self.question, self.busy, self.found = question, True, None
        self.flow.visit.personal, self.flow.visit.question = True, question

        def then(found: Advice) -> None:
            if question == self.question:
                self.busy, self.found = False, found

        self.flow.jobs.run(lambda: self._look(question), then, self._failed)

    def _failed(self, _: Exception) -> None:
        """Nothing readable is nothing found; the ways on stay."""
        from kiosk.knowledge.advice import Advice

        self.busy, self.found = False, Advice((), (), (), (), False, False)

    def _look(self, question: str) -> Advice:
        from contextlib import ExitStack

        from kiosk.knowledge.advice import advise
        from kiosk.knowledge.index import Laws, NoLaws

        flow = self.flow
        matters = flow.shelf.catalogue.matters
        names = {one.code: f"{one.plain.zh} {one.title.zh} {one.plain.en}" for one in matters}
        bases = {one.code: tuple((b.law, b.art) for b in one.basis) for one in matters}
        with ExitStack() as stack:
            laws: Laws | None = None
            try:
                laws = stack.enter_context(Laws(Path(flow.profile.laws_file)))
            except NoLaws:
                laws = None
            return advise(
                question, flow.language, names=names, gists=flow.board.gists, bases=bases, laws=laws
            )

    def do_open(self, id: int) -> None:  # noqa: A002 - the scene's word
        """An article in full."""
        from kiosk.visit.screens.laws import whole

        def read() -> Hit | None:
            from kiosk.knowledge.index import Laws

            with Laws(Path(self.flow.profile.laws_file)) as laws:
                return laws.by_id(whole(id))

        def then(hit: Hit | None) -> None:
            self.article = hit

        self.flow.jobs.run(read, then, lambda _: None)

    def do_matter(self, code: str) -> None:
        """What fits."""
        if self.found is not None and code in self.found.matters:
            self.flow.choose_matter(code)

    def do_laws(self) -> None:
        """The law itself."""
        self.flow.go("laws")

    def do_places(self) -> None:
        """Who helps nearby."""
        self.flow.go("places")

    def do_lawyer(self) -> None:
        """A person."""
        ask_lawyer(self.flow)

    def back(self) -> None:
        """From the article to the answer, from the answer to the empty question, from there out."""
        if self.article is not None:
            self.article = None
        elif self.found is not None or self.busy:
            self.question, self.busy, self.found = "", False, None
            self.flow.visit.question = ""
        else:
            self.flow.go_back()


def _row(source: Source) -> dict[str, Any]:
    text = source.text.replace("\n", " ")
    return {"kind": source.kind, "title": source.title, "label": source.label, "id": source.article,
            "excerpt": text[:EXCERPT] + ("…" if len(text) > EXCERPT else "")}  # fmt: skip
