"""The composed documents, page by page, before they are signed."""

from __future__ import annotations

from typing import Any

from kiosk.visit.screens.base import Screen, View


class Preview(Screen):
    """Every page must have been shown before signing; numbers are masked on screen, whole on paper."""

    id = "preview"
    step = "sign"

    def enter(self) -> None:
        """Compose in the background."""
        self.phase = "composing"
        self.document = 0
        self.page = 0
        self.seen: set[tuple[int, int]] = set()
        self._compose()

    def leave(self) -> None:
        """The page picture goes."""
        self.flow.frames.pop("preview", None)

    def _compose(self) -> None:
        self.phase = "composing"
        self.flow.jobs.run(self.flow.journey_now.compose, self._composed, self._failed)

    def _composed(self, _: Any) -> None:
        if self.shown:
            self.phase = "ready"
            self._show()

    def _failed(self, _: Exception) -> None:
        self.phase = "failed"

    @property
    def documents(self) -> list[Any]:
        """Those composed."""
        return self.flow.journey_now.documents

    def view(self) -> View:
        """Which page of which document, and whether all were seen."""
        if self.phase != "ready":
            return {"phase": self.phase, "documents": [], "document": "", "page": 0, "pages": 0, "last": False,
                    "seenAll": False, "text": "", "oral": False}  # fmt: skip
        current = self.documents[self.document]
        return {
            "phase": self.phase,
            "documents": [{"id": d.id, "title": d.title, "pages": d.pages} for d in self.documents],
            "document": current.id,
            "page": self.page,
            "pages": current.pages,
            "last": (self.document, self.page) == (len(self.documents) - 1, self.documents[-1].pages - 1),
            "seenAll": len(self.seen) == sum(d.pages for d in self.documents),
            "text": self.flow.journey_now.page_text(self.document, self.page),
            "oral": self.flow.journey_now.oral,
        }

    def _show(self) -> None:
        self.seen.add((self.document, self.page))
        self.flow.show_frame("preview", self.documents[self.document].pictures[self.page])

    def do_page(self, by: int) -> None:
        """Turn over, into the next document too."""
        if self.phase != "ready":
            return
        document, page = self.document, self.page + (1 if by > 0 else -1)
        if page < 0:
            document -= 1
            page = self.documents[document].pages - 1 if document >= 0 else 0
        elif page >= self.documents[document].pages:
            document, page = document + 1, 0
        if 0 <= document < len(self.documents):
            self.document, self.page = document, page
            self._show()

    def do_open(self, id: str) -> None:  # noqa: A002 - the scene's word
        """One of the documents, from its first page."""
        if self.phase != "ready":
            return
        for index, document in enumerate(self.documents):
            if document.id == id:
                self.document, self.page = index, 0
                self._show()

    def do_retry(self) -> None:
        """Compose again."""
        if self.phase == "failed":
            self._compose()

    def do_edit_answers(self) -> None:
        """Something is to be changed."""
        self.flow.replace("summary")

    def do_to_sign(self) -> None:
        """All pages were shown: on to the signature, or to the last look where none is needed."""
        if self.phase == "ready" and self.view()["seenAll"]:
            self.flow.go("sign" if self.flow.journey_now.needs_signature else "confirm")

    def back(self) -> None:
        """The summary."""
        self.flow.replace("summary")
