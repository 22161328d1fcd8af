"""A mediation without the province: the file that was read last is kept here, and what is written waits sealed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.visit import late_acts
from kiosk.visit.asks import Asks
from kiosk.visit.drafts import ANSWER_S
from kiosk.visit.meeting import Meeting
from kiosk.visit.screens.in_room import InRoom

if TYPE_CHECKING:
    from kiosk.keeper.link import Message
    from kiosk.visit.drafts import Keys

REJOIN_S = 10.0
"""Between tries to come in by a code that was kept, once there is a network."""


class KeptMeeting(InRoom):
    """The part of the meeting's screen that works while nobody can be reached."""

    state: str
    trouble: str
    due: float

    def enter(self) -> None:
        """Nothing was asked yet."""
        super().enter()
        self.asks = Asks(self.flow)
        self.unreached = self.tokenless = False
        """Whether the province did not answer last: to a question about the file, or for a way into the room."""
        self.first = True
        self.rejoin = self.code = ""
        """The code with which the file was found here, to come in by once the province is back; the one just typed."""
        self.keys: Keys | None = None
        self.box_due = 0.0

    def leave(self) -> None:
        """What is still asked is not wanted any more; what is kept stays kept."""
        self.asks.cancel()

    @property
    def meeting(self) -> Meeting:
        """The one that the person is in; only asked for once they are."""
        found = self.flow.visit.meeting
        assert found is not None  # noqa: S101 - set before anything else is possible
        return found

    def hear_answered(self, message: Message) -> None:
        """The keeper's answer to what is brought late."""
        self.asks.hear(message)

    def hear_ask_kept(self, message: Message) -> None:
        """It is safe here, or not; it arrived, or was refused."""
        if self.flow.visit.meeting is not None:
            late_acts.hear(self.meeting, message)
            self.due = 0.0

    hear_ask_settled = hear_ask_kept

    def number(self) -> str:
        """Of the person's own document; empty while nobody is known."""
        return str(self.flow.visit.facts().get("number", ""))

    def find_box(self, code: str) -> None:
        """Look whether this terminal kept what that code leads to."""
        number = self.number()

        def reckoned(keys: Keys) -> None:
            """The keeper has it, or none."""
            self.keys, self.box_due = keys, self.flow.clock.monotonic() + ANSWER_S
            if self.shown:
                self.flow.tell("draft_find", name=keys.name)

        self.flow.jobs.run(lambda: late_acts.keys_for(code, number), reckoned, lambda _: self._no_box())

    def mind_box(self) -> None:
        """A keeper that says nothing has nothing."""
        if self.state == "entering" and self.keys and self.flow.clock.monotonic() >= self.box_due:
            self.keys = None
            self._no_box()

    def _no_box(self) -> None:
        self.state, self.trouble = "code", "unreachable"

    def hear_draft_found(self, message: Message) -> None:
        """What this terminal kept of the mediation: read without the province, and written in all the same."""
        if self.state != "entering" or self.keys is None or message.get("name") != self.keys.name:
            return
        meeting = late_acts.unboxed(message.get("box"), self.keys)
        if meeting is None:
            self._no_box()
            return
        meeting.keys, meeting.recording = self.keys, False
        self.flow.visit.meeting, self.flow.visit.personal = meeting, True
        self.state, self.unreached, self.rejoin = "there", True, self.code
        self.due = self.flow.clock.monotonic() + REJOIN_S

    def keep_box(self) -> None:
        """The file as it is now, sealed to the code to come back with."""
        meeting, number = self.meeting, self.number()
        if not meeting.code or not number or meeting.kind != "mediation":
            return
        code, known = meeting.code, meeting.keys

        def made() -> tuple[Keys, str]:
            """Beside the screen."""
            keys = known or late_acts.keys_for(code, number)
            return keys, late_acts.box(meeting, keys)

        def keep(found: tuple[Keys, str]) -> None:
            """To the keeper; the same name is written over."""
            meeting.keys = found[0]
            self.flow.tell("draft_keep", name=found[0].name, box=found[1])

        self.flow.jobs.run(made, keep, lambda _: None)

    def forget_box(self, code: str) -> None:
        """A code that was used leads nowhere any more."""
        number = self.number()
        if number:
            self.flow.jobs.run(
                lambda: late_acts.keys_for(code, number),
                lambda keys: self.flow.tell("draft_drop", name=keys.name),
                lambda _: None,
            )

    def as_of(self) -> str:
        """When the file was read that is shown, while the province cannot be reached."""
        read_at = self.meeting.read_at
        return self.flow.moment_words(datetime.fromisoformat(read_at)) if self.unreached and read_at else ""
