"""The law itself: statutes the site took in, by words, by article, and by what a matter rests on."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.visit.screens.base import Screen, View

if TYPE_CHECKING:
    from kiosk.knowledge.index import Found, Hit, Laws

PAGE = 5
"""Results on a screen."""
EXCERPT = 70
"""Signs of an article shown in a list."""


def whole(number: float) -> int:
    """The scene's number as an id; one that is none belongs to nothing."""
    return int(number) if math.isfinite(number) else 0


class LawScreen(Screen):
    """Shows articles; everything is read beside the screen, and nothing of what was asked is kept."""

    id = "laws"

    def enter(self) -> None:
        """What the matter rests on when one comes from it, else the statutes there are."""
        self.query, self.first, self.law = "", 0, 0
        self.found: Found | None = None
        self.article: Hit | None = None
        self.statutes: tuple[Any, ...] = ()
        self.basis: list[View] = []
        self.state = "looking"
        journey = self.flow.journey if self.flow.came_from == "intro" else None
        self.matter = journey.matter if journey else None
        self._read(self._begin, lambda _: None)

    def _begin(self, laws: Laws) -> None:
        from kiosk.knowledge.basis import articles_of

        self.statutes = laws.listed()
        if self.matter is not None:
            for at, one in enumerate(self.matter.basis):
                hits = articles_of(laws, one.law, one.art)
                self.basis[at]["articles"] = [_row(hit, []) for hit in hits]

    def _read(self, work: Callable[[Laws], Any], then: Callable[[Any], None]) -> None:
        """Open the index, do `work`, close it; without an index say so."""
        path = Path(self.flow.profile.laws_file)
        if self.matter is not None and not self.basis:
            self.basis = [{"law": one.law, "art": one.art, "articles": []} for one in self.matter.basis]

        def job() -> Any:
            from kiosk.knowledge.index import Laws

            with Laws(path) as laws:
                return work(laws)

        def done(result: Any) -> None:
            self.state = "ready"
            then(result)

        self.flow.jobs.run(job, done, self._failed)

    def _failed(self, error: Exception) -> None:
        from kiosk.knowledge.index import NoLaws

        self.state = "none" if isinstance(error, NoLaws) else "unreadable"

    def view(self) -> View:
        """What is open: an article, results, the articles of a matter, or the list of statutes."""
        words = self.query.split()
        hits = self.found.hits if self.found else ()
        return {
            "state": self.state, "query": self.query,
            "laws": [{"id": one.id, "title": one.title, "count": one.articles} for one in self._listed()],
            "hits": [_row(hit, words) for hit in hits],
            "first": self.first + 1 if hits else 0, "hasPrev": self.first > 0, "hasNext": self._more(),
            "ranked": self.found.ranked if self.found else True, "searched": self.found is not None,
            "matter": self.matter.plain.pick(self.flow.language) if self.matter else "",
            "basis": self.basis if self.found is None else [],
            "article": None if self.article is None else {
                "law": self.article.law, "label": self.article.label, "heading": self.article.heading,
                "text": self.article.text},
        }  # fmt: skip

    def _listed(self) -> tuple[Any, ...]:
        """Statutes, a page of them, while nothing else is shown."""
        if self.found is not None or self.matter is not None:
            return ()
        return self.statutes[self.first : self.first + PAGE]

    def _more(self) -> bool:
        if self.found is not None:
            return self.found.more
        return self.matter is None and self.first + PAGE < len(self.statutes)

    def _show(self) -> None:
        """Look for the page that is to be shown now."""
        query, law, first = self.query, self.law, self.first

        def work(laws: Laws) -> Found:
            return laws.search(query, PAGE, first) if query else laws.of_law(law, PAGE, first)

        def then(found: Found) -> None:
            if (query, law, first) == (self.query, self.law, self.first):
                self.found = found

        self._read(work, then)

    def do_search(self, text: str) -> None:
        """Articles that hold these words; a law's name with a number finds that article."""
        self.query, self.first, self.article = text.strip()[:40], 0, None
        if self.query:
            self._show()
        else:
            self.found, self.law = None, 0

    def do_law(self, id: int) -> None:  # noqa: A002 - the scene's word
        """One statute, article by article."""
        self.query, self.law, self.first = "", whole(id), 0
        self._show()

    def do_page(self, by: int) -> None:
        """Turn the page of the list."""
        if (self._more() if by > 0 else self.first > 0) and self.article is None:
            self.first += PAGE if by > 0 else -PAGE
            if self.found is not None:
                self._show()

    def do_open(self, id: int) -> None:  # noqa: A002 - the scene's word
        """One article in full."""
        self._read(lambda laws: laws.by_id(whole(id)), self._opened)

    def do_turn(self, by: int) -> None:
        """The article before or behind this one, of the same statute."""
        article = self.article
        if article is None:
            return

        def then(hit: Hit | None) -> None:
            if hit is not None and hit.law == article.law:
                self._opened(hit)

        self._read(lambda laws: laws.by_id(article.id + (1 if by > 0 else -1)), then)

    def _opened(self, hit: Hit | None) -> None:
        self.article = hit

    def back(self) -> None:
        """From the article to the list, from results to the beginning, from there out."""
        if self.article is not None:
            self.article = None
        elif self.found is not None:
            self.found, self.query, self.law, self.first = None, "", 0, 0
        else:
            self.flow.go_back()


def _row(hit: Hit, words: list[str]) -> View:
    """An article in a list: where the first of the words stands, or how it begins."""
    text = hit.text.replace("\n", " ")
    at = min((place for word in words if (place := text.find(word)) >= 0), default=0)
    start = max(0, at - 12) if at > EXCERPT - 12 else 0
    excerpt = text[start : start + EXCERPT]
    return {
        "id": hit.id,
        "law": hit.law,
        "label": hit.label,
        "excerpt": ("…" if start else "") + excerpt + ("…" if start + EXCERPT < len(text) else ""),
    }
