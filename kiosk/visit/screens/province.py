"""What every screen has that shows something only the province knows: it asks, says what is the matter, asks again."""

from __future__ import annotations

from typing import Any

from kiosk.keeper.link import Message
from kiosk.visit.asks import Asks, Deed, Reply
from kiosk.visit.screens.base import Screen

NOBODY = frozenset({"person_unknown", "level_too_low", "claim_stale"})
"""It is not proved, or not any more, who is here."""
FOREIGN = frozenset({"not_yours", "not_found"})


class ProvinceScreen(Screen):
    """`state`: asking, ready, offline (no way to the province), nobody, foreign (not this person's), or refused."""

    def enter(self) -> None:
        """Ask at once."""
        self.asks = Asks(self.flow)
        self.state, self.words = "asking", ""
        self.deed: Deed | None = None
        self.load()

    def leave(self) -> None:
        """What is still under way is not wanted any more."""
        self.asks.cancel()

    def tick(self) -> None:
        """Wait no longer than sensible."""
        self.asks.tick()
        if self.deed is not None:
            self.deed.tick()

    def hear_answered(self, message: Message) -> None:
        """The keeper's answer."""
        self.asks.hear(message)

    def hear_ask_kept(self, message: Message) -> None:
        """The keeper has it, or not."""
        for deed in {id(one): one for one in (self.deed, *self.flow.visit.kept.values()) if one}.values():
            deed.hear(message)

    hear_ask_settled = hear_ask_kept
    """What was kept arrived after all, or was refused."""

    def waiting(self, path: str) -> Deed | None:
        """What was to be done there in this visit and still waits for the province."""
        found = self.flow.visit.kept.get(path)
        if found is not None:
            found.tick()
        return found if found is not None and found.state in ("keeping", "kept", "unknown") else None

    def load(self) -> None:
        """Ask for what is shown."""

    def failed(self, reply: Reply) -> bool:
        """Take note of an answer that is none; False for a good one."""
        if reply.outcome == "done":
            return False
        self.state = state_of(reply)
        self.words = reply.words
        return True

    def do_retry(self) -> None:
        """Ask again."""
        if self.state not in ("asking", "ready"):
            self.state, self.words = "asking", ""
            self.load()

    def deed_view(self) -> dict[str, str]:
        """What became of the last thing that was to be done."""
        return self.deed.view() if self.deed else {"state": "", "reason": "", "words": ""}

    def perform(self, deed: Deed, then: Any = None) -> None:
        """Begin it, unless another one is under way."""
        if self.deed is None or self.deed.state not in ("asking", "keeping"):
            self.deed = deed

            def told(reply: Reply) -> None:
                if reply.outcome == "done" and then is not None:
                    then(reply)
                if deed.state == "keeping":
                    self.flow.visit.kept[deed.path] = deed

            deed.begin(told)


def state_of(reply: Reply) -> str:
    """The state of a screen whose question was not answered well."""
    if reply.reason in NOBODY:
        return "nobody"
    if reply.offline:
        return "offline"
    return "foreign" if reply.reason in FOREIGN else "refused"
