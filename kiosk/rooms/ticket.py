"""A resident's place in a queue, and the room it leads to: spoken to with the ticket's own secret, from the visit.

The secret came from the keeper, whose signature got the place; it dies with the visit. The terminal's key is not here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from legalnet.queues import Place

if TYPE_CHECKING:
    import requests

PREFIX = "/pln/v1"
ASK_S, WAIT_S = 15.0, 20.0
LARGEST = 4 << 20
"""Bytes of a written opinion."""


class TicketTrouble(Exception):
    """The province did not answer, or refused; the text is a code."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """Somebody's own secret at the province, and what it opens: rooms, papers, questions about them."""

    province: str
    secret: str = field(repr=False)
    ca: str = ""
    """File of certificates to trust instead of the public ones."""

    def token(self, room: str) -> str:
        """A way into the room for the next minute. Raises `TicketTrouble`."""
        return str(self.ask("POST", f"/rooms/{room}/tokens").json()["token"])

    def socket(self, room: str) -> str:
        """Address of the room's socket."""
        return f"{self.province.rstrip('/').replace('http', 'ws', 1)}{PREFIX}/rooms/{room}/ws"

    def bring(self, room: str, title: str, pages: list[bytes]) -> str:
        """Pages (JPEG) that may be shown in the room; its document's id. Raises `TicketTrouble`."""
        at = f"/rooms/{room}/documents"
        document = str(self.ask("POST", at, body={"title": title}).json()["document"])
        for page in pages:
            self.ask("POST", f"{at}/{document}/pages", data=page)
        return document

    def ask(
        self,
        method: str,
        path: str,
        query: dict[str, str] | None = None,
        body: dict[str, Any] | None = None,
        data: bytes | None = None,
    ) -> requests.Response:
        """One request in the name of this person. Raises `TicketTrouble`."""
        import requests

        with requests.Session() as session:
            session.trust_env = False
            session.verify = self.ca or True
            try:
                answer = session.request(
                    method,
                    f"{self.province.rstrip('/')}{PREFIX}{path}",
                    params=query,
                    json=body,
                    data=data,
                    headers={"Authorization": f"Bearer {self.secret}"},
                    timeout=(ASK_S, ASK_S + WAIT_S),
                    allow_redirects=False,
                )
            except requests.RequestException:
                raise TicketTrouble("unreachable") from None
        if answer.status_code >= 300:
            raise TicketTrouble(_code(answer))
        return answer


@dataclass(frozen=True, kw_only=True)
class Ticket(Proof):
    """What the keeper brought."""

    ticket: str
    number: int

    def place(self, ahead: int = -1, state: str = "") -> Place:
        """How it stands; when it still is as told, the answer waits for a change. Raises `TicketTrouble`."""
        query = {"wait": str(WAIT_S), "ahead": str(ahead), "state": state}
        return Place.model_validate_json(self.ask("GET", f"/queues/tickets/{self.ticket}", query).content)

    def leave(self) -> None:
        """Not waiting any more. Raises `TicketTrouble`."""
        self.ask("DELETE", f"/queues/tickets/{self.ticket}")

    def rate(self, score: int) -> None:
        """What the resident thought of it, 1 to 5. Raises `TicketTrouble`."""
        self.ask("POST", f"/queues/tickets/{self.ticket}/rating", body={"score": score})

    def give_back(self) -> None:
        """The other end was lost: to the head of the queue. Raises `TicketTrouble`."""
        self.ask("POST", f"/queues/tickets/{self.ticket}/return")

    def opinion(self, room: str, opinion: str, sha256: str) -> bytes:
        """The signed PDF, its digest compared with what the room was told. Raises `TicketTrouble`."""
        content = self.ask("GET", f"/rooms/{room}/opinions/{opinion}").content
        if len(content) > LARGEST or hashlib.sha256(content).hexdigest() != sha256:
            raise TicketTrouble("digest_mismatch")
        if not content.startswith(b"%PDF-"):
            raise TicketTrouble("media_type")
        return content


def ticket_of(message: dict[str, Any]) -> Ticket | None:
    """The place that the keeper brought, None when it brought none."""
    try:
        if message.get("outcome") != "done":
            return None
        return Ticket(
            province=str(message["province"]),
            ticket=str(message["ticket"]),
            secret=str(message["secret"]),
            number=int(message["number"]),
            ca=str(message.get("ca", "")),
        )
    except (KeyError, ValueError):
        return None


def _code(answer: requests.Response) -> str:
    """The code of a refusal; never its words."""
    try:
        code = answer.json().get("code", "")
    except (ValueError, AttributeError):
        return "refused"
    return code if isinstance(code, str) and code.isascii() and len(code) < 40 else "refused"
