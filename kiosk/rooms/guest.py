"""A party of a mediation, a notarisation or a hearing at this terminal: their file, by their own secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kiosk.rooms.ticket import LARGEST, Proof, TicketTrouble


@dataclass(frozen=True, kw_only=True)
class Guest(Proof):
    """Who was let in by a code."""

    room: str

    def file(self) -> dict[str, Any]:
        """The procedure as this person sees it. Raises `TicketTrouble`."""
        return self._json("GET", "")

    def act(self, **act: Any) -> dict[str, Any]:
        """One act; the file afterwards. Raises `TicketTrouble`."""
        return self._json("POST", "/acts", {"act": act})

    def words(self, kind: str) -> dict[str, Any]:
        """What a paper says, as text. Raises `TicketTrouble`."""
        return self._json("GET", f"/papers/{kind}/words")

    def sign(self, kind: str, sha256: str, strokes: list[list[float]]) -> dict[str, Any]:
        """Sign exactly this file, with what was drawn; the procedure afterwards. Raises `TicketTrouble`."""
        return self._json("POST", f"/papers/{kind}/sign", {"sha256": sha256, "strokes": strokes})

    def code(self) -> str:
        """A code to come back with, from any terminal. Raises `TicketTrouble`."""
        return str(self._json("POST", "/code").get("code", ""))

    def paper(self, kind: str) -> bytes:
        """The PDF with every signature so far. Raises `TicketTrouble`."""
        content = self.ask("GET", f"/rooms/{self.room}/proceeding/papers/{kind}").content
        if len(content) > LARGEST or not content.startswith(b"%PDF-"):
            raise TicketTrouble("media_type")
        return content

    def _json(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        found = self.ask(method, f"/rooms/{self.room}/proceeding{path}", body=body).json()
        if not isinstance(found, dict):
            raise TicketTrouble("media_type")
        return found
