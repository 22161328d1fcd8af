"""找人帮忙, until somebody comes: the lamp over the cabinet, whoever is at the province's desk, and a work order.

It outlives the dialog that began it: the resident goes on meanwhile, and the bottom bar says how it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.visit import modes
from kiosk.visit.aid_order import NETWORK, NOBODY, order

if TYPE_CHECKING:
    from kiosk.keeper.link import Message
    from kiosk.rooms.ticket import Ticket
    from kiosk.visit.flow import Flow
    from kiosk.visit.handover import Handover
    from legalnet.queues import Place

HELP, COMING = "help", "coming"
"""As `legalnet.queues` calls them, which is not read before the first frame."""
ORDER_MATTER = "SQ-01"
HELD_S = 300.0
"""For so long whoever called somebody is not asked 您还在吗: they may stand at the service desk."""
AGAIN_S = 5.0
LONGEST_TITLE = 40


class Aid:
    """One visit's calls for a person; `state` is empty, calling, or coming."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self.state = ""
        self.called_at = 0.0
        self.lamp = False
        self._shown = ""
        self.order: Handover | None = None
        self._ticket: Ticket | None = None
        self._place: Place | None = None
        self._asking = False
        self._due = 0.0

    # ------------------------------------------------------------------ what the scene shows

    @property
    def shown(self) -> str:
        """On every screen: empty, calling, coming, or video when somebody waits to be spoken with."""
        return "video" if self.state == "coming" and self._video else self.state

    def view(self) -> dict[str, Any]:
        """For the dialog."""
        return {
            "called": self.state != "", "coming": self.state == "coming", "nobody": self.nobody, "lamp": self.lamp,
            "asked": self._ticket is not None, "video": self._video, "order": self.order.shown_code if self.order else "",
            "orderState": self._order_state,
        }  # fmt: skip

    @property
    def nobody(self) -> bool:
        """Whether nobody came for so long that the other ways are offered and an order is left."""
        waited = self._flow.clock.monotonic() - self.called_at
        return self.state == "calling" and waited >= self._flow.wait_s(self._flow.profile.help_s)

    @property
    def _video(self) -> bool:
        """Whether somebody at the desk took it as a call, and it can be joined here."""
        return self._flow.profile.rooms and self._place is not None and self._place.state == "accepted"

    @property
    def _order_state(self) -> str:
        """Empty, then saving, failed, or as the receipt stands: saved, delivered, refused."""
        if self.order is None:
            return ""
        if self.order.saved:
            return self.order.record_state
        return "failed" if self.order.stage in ("save_failed", "unknown") else "saving"

    # ------------------------------------------------------------------ what is touched

    def call(self, text: str) -> None:
        """Light the lamp, tell the desk; `text` was shown and is what the resident agreed to by this touch."""
        self._shown = text
        self.state, self.called_at, self._due = "calling", self._flow.clock.monotonic(), 0.0
        self._flow.tell("call_staff")
        self._light(True)
        if not self._flow.network.up:
            self._leave_order(NETWORK)

    def stop(self) -> None:
        """Somebody is there, or nobody is wanted any more: the lamp goes off, the desk is told."""
        if self.state == "":
            return
        self.state = ""
        self._light(False)
        ticket, place, self._ticket, self._place = self._ticket, self._place, None, None
        if ticket is not None and (place is None or place.state in ("waiting", "offered", "accepted")):
            self._flow.jobs.run(ticket.leave, _nothing, _nothing)

    def join(self) -> None:
        """Take the call of the desk: on the screen of calls."""
        from kiosk.visit.call import Call

        if not self._video:
            return
        flow, call = self._flow, Call(self._title, helping=True)
        call.ticket, self._ticket, self._place = self._ticket, None, None
        flow.call, self.state = call, ""
        self._light(False)
        flow.close_overlay()
        flow.go("waiting")

    def promised(self) -> None:
        """Whoever helped by video sends somebody: the lamp is lit again until they are there."""
        self.state, self.called_at = "coming", self._flow.clock.monotonic()
        self._light(True)

    # ------------------------------------------------------------------ time, and what is told

    def tick(self) -> None:
        """Look after it."""
        if self.order is not None:
            self.order.tick()
        if self.state == "":
            return
        flow = self._flow
        if flow.clock.monotonic() - self.called_at < HELD_S and flow.overlay != "ending":
            flow.rest(flow.idle_s)
        if self.nobody:
            self._leave_order(NOBODY)
        if self.state == "calling" and not self._asking and flow.clock.monotonic() >= self._due:
            self._ask()

    def _ask(self) -> None:
        """For a place at the desk, or how it stands there."""
        flow, ticket, place = self._flow, self._ticket, self._place
        if not flow.network.up:
            return
        self._asking = True
        if ticket is None:
            topic = {"title": self._title, "summary": self._summary, "matter": "", "needs": modes.needs(flow.modes),
                     "locale": flow.language}  # fmt: skip
            flow.tell("room_join", service=HELP, join={"topic": topic, "level": "L0"})
        else:
            ahead, state = (place.ahead, place.state.value) if place else (-1, "")
            flow.jobs.run(lambda: ticket.place(ahead, state), self._placed, self._lost)

    def hear(self, message: Message) -> None:
        """What the keeper says of the place at the desk, and of the order."""
        if message["kind"] == "room_joined" and message.get("service") == HELP:
            self._joined(message)
        elif self.order is not None:
            self.order.hear(message)

    def _joined(self, message: Message) -> None:
        from kiosk.rooms.ticket import ticket_of

        self._asking, ticket = False, ticket_of(message)
        if ticket is None:
            self._due = self._flow.clock.monotonic() + AGAIN_S
            if self.order is None:
                self._leave_order(NETWORK)
        elif self.state == "calling":
            self._ticket = ticket
        else:
            self._flow.jobs.run(ticket.leave, _nothing, _nothing)

    def _placed(self, place: Place) -> None:
        """It stands like this at the desk."""
        self._asking = False
        if self.state != "calling":
            return
        self._place = place
        if place.state == "accepted" and not self._flow.profile.rooms:
            self._decline()
        elif place.outcome == COMING or place.state == "accepted":
            self.state = "coming"
        elif place.state in ("left", "done"):
            self._lost(LookupError())

    def _decline(self) -> None:
        """Nobody can be spoken with at this terminal: asked again for somebody to come."""
        if self._ticket is not None:
            self._flow.jobs.run(self._ticket.leave, _nothing, _nothing)
        self._lost(LookupError())

    def _lost(self, _error: Exception) -> None:
        """The desk lost it, or cannot be reached: asked for another place in a while."""
        self._asking, self._ticket, self._place = False, None, None
        self._due = self._flow.clock.monotonic() + AGAIN_S

    # ------------------------------------------------------------------ inner

    @property
    def _title(self) -> str:
        """What the desk reads: the matter, never a name."""
        journey = self._flow.journey
        about = f"找人帮忙：{journey.matter.plain.zh}" if journey else "找人帮忙"
        return about[:LONGEST_TITLE]

    @property
    def _summary(self) -> str:
        """What can be done from the desk."""
        return "可以视频接听" if self._flow.profile.rooms else "这台终端不能视频，请派人过去"

    def _light(self, on: bool) -> None:
        """The lamp over the cabinet, where there is one."""
        hardware = self._flow.hardware

        def lit(done: bool) -> None:
            """As the board confirmed it."""
            self.lamp = done and on

        self._flow.jobs.run(lambda: hardware.lamp(on), lit, _nothing)

    def _leave_order(self, why: str) -> None:
        """Once a visit: a work order without anybody's name, kept until it reached the province."""
        from kiosk.visit.handover import Handover, system_random

        flow = self._flow
        matter = flow.shelf.get(ORDER_MATTER)
        if self.order is not None or matter is None or not self._shown:
            return  # nothing is handed in that was not agreed to
        about, now = self._title, flow.clock.now()
        self.order = Handover(
            flow.profile, flow.jobs, flow.clock, flow.tell, system_random, flow.clock_uncertainty
        )
        version = flow.shelf.catalogue.version
        self.order.begin(lambda: order(matter, version, flow.profile, (about, why, self._shown), now))


def _nothing(_: Any) -> None:
    """Nobody waits for this."""
