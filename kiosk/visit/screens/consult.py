"""The call itself: who is there, what they see of the resident, what is agreed to, and a big way out."""

from __future__ import annotations

import math
from typing import Any

from kiosk.visit.call import Call
from kiosk.visit.screens.base import View
from kiosk.visit.screens.in_room import InRoom
from kiosk.visit.screens.waiting import masked

LOST_S = 30.0
"""Without the other side for so long, going back to the head of the queue is offered."""
AGAIN_S = 2.0
STEP = 0.2


_NOTHING_SHOWN = {"state": "", "material": "", "title": "", "document": ""}


def carried_along(proposal: dict[str, Any]) -> list[tuple[str, Any]]:
    """What a lawyer filled in; whether each is a question of the matter, and fits it, is judged where it is put in."""
    carry = proposal.get("carry")
    if not isinstance(carry, dict):
        return []
    return [
        (key, value[:2000]) for key, value in carry.items() if isinstance(key, str) and isinstance(value, str)
    ]


def _nothing(_: Any) -> None:
    """Nobody waits for this."""


class Consult(InRoom):
    """Pictures and voices in the web view, words and agreements here."""

    id = "consult"

    def enter(self) -> None:
        """Let go of the cameras for the web view, and take the seat."""
        super().enter()
        flow = self.flow
        self.volume = 0.8
        self.said_print = ""
        self.missing_since: float | None = None
        self.token_due, self.back_due, self.first = math.inf, math.inf, True
        """When the province is asked once more for a way in that it did not answer about."""
        self.no_view = False
        flow.hardware.camera_off()
        call = flow.call
        if call is None or call.ticket is None or call.place is None:
            self.call = Call("")
            self.call.over = "left"
            return
        self.call = call
        flow.video.open(call.ticket.province)
        self._token(first=True)

    def leave(self) -> None:
        """Whoever sees the resident sees nothing from here on."""
        self.flow.video.close()
        self.flow.mic = "off"
        self.flow.hardware.camera_off()
        self.call.forget()

    def _token(self, *, first: bool) -> None:
        """A way in for the page."""
        ticket, place = self.call.ticket, self.call.place
        if ticket is None or place is None:
            return
        room, video = place.room, self.flow.video

        def got(token: str) -> None:
            """The page enters, or comes back."""
            if not self.shown:
                return
            if first:
                video.command(
                    "enter", url=ticket.socket(room), token=token, width=640, camera=self.face_camera()
                )
                video.command("volume", value=self.volume)
            else:
                video.command("token", token=token)

        def failed(error: Exception) -> None:
            """No way in: the province is away and is asked again, or the room is gone."""
            if str(error) == "unreachable":
                self.token_due, self.first = self.flow.clock.monotonic() + AGAIN_S, first
            else:
                self.call.over = self.call.over or "closed"

        self.flow.jobs.run(lambda: ticket.token(room), got, failed)

    # ------------------------------------------------------------------ what the page tells

    def tick(self) -> None:
        """Hear the page; a call is not idleness."""
        for event in self.flow.video.events():
            self._hear(event)
            self.close_up.hear(event)
        self._tell_print()
        self.mind()
        self._mark()
        if not self.call.over:
            if not self.presence.away:
                self.flow.rest(self.flow.profile.idle_s)
            self._mind_host()
            self._mind_call_back()
            if self.flow.clock.monotonic() >= self.token_due:
                self.token_due = math.inf
                self._token(first=self.first)

    def going(self) -> bool:
        """Until it is over."""
        return not self.call.over

    def may_show(self) -> bool:
        """A lawyer is shown papers; whoever only helps is not."""
        return super().may_show() and not self.call.helping

    def chosen(self) -> tuple[bool, bool]:
        """As touched in this call."""
        return self.call.mic, self.call.camera

    def _mark(self) -> None:
        """What the top bar says of microphone and camera is what the other end gets."""
        call = self.call
        going = self.going() and bool(call.room) and not self.private
        self.flow.mic = "listening" if going and call.mic else "off"
        self.flow.hardware.camera_called(going and call.camera)

    def _mind_host(self) -> None:
        """Since when nobody of the other side is connected."""
        now = self.flow.clock.monotonic()
        if self.call.host_there or self.call.began is None:
            self.missing_since = None
        elif self.missing_since is None:
            self.missing_since = now

    @property
    def lost(self) -> bool:
        """Whether the other side has been away for long."""
        since = self.missing_since
        return since is not None and self.flow.clock.monotonic() - since >= LOST_S

    def _hear(self, event: dict[str, Any]) -> None:
        call = self.call
        match event:
            case {"event": "room", "room": dict(room), "own": str(own)}:
                self._entered(room, own)
            case {"event": "said", "message": dict(message)}:
                call.hear(message)
            case {"event": "line", "up": bool(up)}:
                call.line = up
            case {"event": "quality", "rung": str(rung), "figures": {"framesDecoded": int(frames)}}:
                call.rung, call.frames = rung, frames
            case {"event": "local", "camera": bool(camera), "mic": bool(mic)}:
                call.camera, call.mic = call.camera and camera, call.mic and mic
            case {"event": "token_wanted"}:
                self._token(first=False)
            case {"event": "no_view"}:
                self.no_view = True
            case {"event": "over"}:
                call.over = str(event.get("outcome") or event.get("code") or "closed")
                self.flow.video.close()
                if call.helping and call.over == "coming":
                    self.flow.aid.promised()
            case _:
                return

    def _entered(self, room: dict[str, Any], own: str) -> None:
        """Somebody came, went or changed; whoever is new there learns who sits here."""
        call = self.call
        before = call.host_there
        call.room, call.own = room, own
        if call.host_there and not before:
            call.began = call.began or self.flow.clock.monotonic()
            self._introduce()

    def _introduce(self) -> None:
        """Name and level, to those in the room; a call for help is answered whoever it is."""
        if self.call.helping:
            return
        visit = self.flow.visit
        name = visit.card.name if visit.card else (visit.typed or {}).get("name", "居民")
        self._say(kind="introduce", name=name, level=visit.level)

    def _say(self, **message: Any) -> None:
        self.flow.video.command("say", message=message)

    # ------------------------------------------------------------------ what is shown

    def view(self) -> View:
        """See docs/screens.md."""
        call, place = self.call, self.call.place
        began = call.began
        seconds = 0 if began is None else int(self.flow.clock.monotonic() - began)
        return {
            "state": self._state(), "title": call.title,
            "lawyer": place.lawyer if place else "", "firm": place.firm if place else "",
            "licence": masked(place.licence) if place else "",
            "time": f"{seconds // 60:02}:{seconds % 60:02}", "line": call.line, "rung": call.rung, "frames": call.frames,
            "captioned": self._state() == "talking" and call.mic and not self.private,
            "mic": call.mic, "camera": call.camera and not self.private, "private": self.private,
            "volume": round(self.volume, 1), "captions": call.captions, "chat": call.chat[-4:],
            "opinion": call.opinion_state, "print": call.print.view(), "proposal": self._proposal(),
            "noView": self.no_view, "outcome": call.over, "shown": {**_NOTHING_SHOWN, **call.paper},
            "materials": self._shown_materials(),
            "pushed": call.pushed, "rated": call.rated, "canRate": bool(call.over and call.began and call.ticket),
            "callBack": call.call_back, "helping": call.helping, **self.in_room_view(),
        }  # fmt: skip

    def _state(self) -> str:
        """connecting, talking, alone, lost or over."""
        call = self.call
        if call.over:
            return "over"
        if call.began is None:
            return "connecting"
        if call.host_there:
            return "talking"
        return "lost" if self.lost else "alone"

    def _proposal(self) -> View:
        """A matter that was proposed, by its name; only one that is offered here."""
        code = self.call.proposal.get("matter", "")
        title = self.flow.shelf.title(code, self.flow.language) if code else ""
        return {"code": code, "title": title} if title else {}

    # ------------------------------------------------------------------ what is touched

    def do_mic(self) -> None:
        """Microphone on or off."""
        self.call.mic = not self.call.mic
        self.send("mic", self.call.mic)

    def do_camera(self) -> None:
        """Camera on or off: nothing is sent while it is off."""
        self.call.camera = not self.call.camera
        self.send("camera", self.call.camera)

    def do_volume(self, by: int) -> None:
        """Louder or softer."""
        self.volume = min(1.0, max(0.2, self.volume + (STEP if by > 0 else -STEP)))
        self.flow.video.command("volume", value=self.volume)

    def do_write(self, text: str) -> None:
        """A line of text to the other side."""
        words = text.strip()[:1000]
        if words:
            self._say(kind="chat", text=words)
            self.call.chat = [*self.call.chat, {"own": True, "text": words}]

    def do_caption(self, text: str, final: bool) -> None:
        """What the resident said, as the recogniser understood it; only while the other end gets the sound too."""
        if self.call.mic and not self.private and self._state() == "talking":
            self._say(kind="caption", text=text[:300], final=final)

    def do_hang_up(self) -> None:
        """End the call from here; the seat is given up."""
        if not self.call.over:
            self.flow.video.command("leave")
            self.call.over = "hung_up"

    def do_agree(self) -> None:
        """Yes to what is asked: the opinion is fetched and printed."""
        ticket, place, opinion = self.call.ticket, self.call.place, self.call.opinion
        if self.call.opinion_state not in ("asked", "trouble") or ticket is None or place is None:
            return
        self.call.opinion_state = "fetching"
        room = place.room

        def work() -> bytes:
            """Beside the screen."""
            return ticket.opinion(room, opinion["id"], opinion["sha256"])

        self.flow.jobs.run(work, self._fetched, self._not_fetched)

    def _fetched(self, pdf: bytes) -> None:
        """It is whole and what was announced: to the printer."""
        self.call.pdf, self.call.opinion_state = pdf, "printing"
        self.do_print()

    def _not_fetched(self, _error: Exception) -> None:
        self.call.opinion_state = "trouble"

    def do_print(self) -> None:
        """Print it, or once more."""
        call, flow = self.call, self.flow
        if not call.pdf:
            return

        def work(again: bool) -> Any:
            """One job; its name says nothing of anybody."""
            name = f"{call.opinion['id']}-{call.print.tries}" if again else call.opinion["id"]
            return flow.hardware.print_pages(name, call.pdf, "opinion")

        self.said_print = ""
        call.print.start(flow.jobs, work)

    def _tell_print(self) -> None:
        """What became of the paper, once."""
        outcome = self.call.print.outcome
        said = {"done": "printed", "not_done": "failed", "unknown": "unknown"}.get(outcome, "")
        if said and said != self.said_print:
            self.said_print = said
            self._say(kind="answer", to=self.call.opinion["id"], accepted=True, outcome=said)

    def do_decline(self) -> None:
        """No paper; nothing else changes."""
        if self.call.opinion_state in ("asked", "trouble"):
            self.call.opinion_state = "kept"
            self._say(kind="answer", to=self.call.opinion["id"], accepted=False, outcome="kept")

    def do_take_up(self) -> None:
        """Go into the proposed matter, with what the lawyer filled in; only the resident hands it in."""
        from kiosk.visit.journey import Carried

        proposal, shown = self.call.proposal, self._proposal()
        if not shown:
            return
        self._say(kind="answer", to=proposal["id"], accepted=True)
        self.call.over = self.call.over or "hung_up"
        self.flow.video.command("leave")
        self.flow.forget_way("idle")
        self.flow.choose_matter(shown["code"], Carried(values=tuple(carried_along(proposal))))

    def do_not_now(self) -> None:
        """Not this matter."""
        if self.call.proposal:
            self._say(kind="answer", to=self.call.proposal["id"], accepted=False)
            self.call.proposal = {}

    def do_show(self, material: str) -> None:
        """Let the other side see papers that were photographed on this visit: pictures only, taken back at any time."""
        ticket, place = self.call.ticket, self.call.place
        pages = dict(self._materials()).get(material)
        if not pages or ticket is None or place is None or self.call.paper or self.call.over:
            return
        title, room = self._title(material), place.room
        self.call.paper = {"state": "sending", "material": material, "title": title, "document": ""}

        def brought(document: str) -> None:
            """It is there; now it is shown."""
            if self.call.paper.get("state") == "sending":
                self.call.paper |= {"state": "shown", "document": document}
                self._say(kind="share", document=document)

        def failed(_error: Exception) -> None:
            """It did not get there; nothing is shown."""
            self.call.paper = {}

        self.flow.jobs.run(lambda: ticket.bring(room, title, pages), brought, failed)

    def do_unshow(self) -> None:
        """Not any more: it is dropped at the other end at once."""
        document = self.call.paper.get("document")
        self.call.paper = {}
        if document:
            self._say(kind="unshare", document=document)

    def _materials(self) -> list[tuple[str, list[bytes]]]:
        """What was photographed on this visit, by the material it belongs to."""
        journey = self.flow.journey
        if journey is None or self.call.helping:
            return []
        found: dict[str, list[bytes]] = {}
        for page in journey.scans.all():
            found.setdefault(page.material, []).append(page.jpeg)
        return list(found.items())

    def _shown_materials(self) -> list[View]:
        return [
            {"id": one, "title": self._title(one), "pages": len(pages)} for one, pages in self._materials()
        ]

    def _title(self, material: str) -> str:
        """As the matter calls it."""
        journey = self.flow.journey
        known = journey.matter.materials if journey is not None else ()
        return next((one.label.zh for one in known if one.id == material), material)[:40]

    def do_requeue(self) -> None:
        """The other side is lost: first in the queue again."""
        if self.lost:
            self._give_back()

    def _give_back(self) -> None:
        """To the head of the queue, with the same number; tried again while there is no line."""
        ticket = self.call.ticket
        if ticket is None:
            return

        def back(_: Any) -> None:
            """Waiting again; whoever takes it rings here."""
            if self.shown:
                asked = "asked" if self.call.call_back else ""
                self.call.place, self.call.room, self.call.began, self.call.call_back = None, {}, None, asked
                self.flow.replace("waiting")

        def failed(error: Exception) -> None:
            """No line: again by and by. The lawyer is there all the same: the call goes on."""
            if str(error) == "unreachable":
                self.back_due = self.flow.clock.monotonic() + AGAIN_S
            else:
                self.call.call_back = ""

        self.back_due = math.inf
        self.flow.jobs.run(ticket.give_back, back, failed)

    def do_call_back(self) -> None:
        """Nothing gets through any more: this terminal is to be rung as soon as there is a line again."""
        if self.call.rung == "callback" and not self.call.over and not self.call.call_back:
            self.call.call_back = "waiting"
            self._give_back()

    def do_leave_number(self) -> None:
        """Or a number is left for a person to call: a request that is kept here and sent when it can be."""
        if self.call.rung == "callback" and not self.call.over:
            self.do_hang_up()
            self.flow.way("request")

    def _mind_call_back(self) -> None:
        """Ask again while it is waited for; what came back by itself needs no call."""
        if self.call.call_back == "waiting" and self.call.rung in ("video", "audio") and self.call.line:
            self.call.call_back, self.back_due = "", math.inf
        elif self.flow.clock.monotonic() >= self.back_due:
            self._give_back()

    def do_rate(self, score: int) -> None:
        """What the resident thought of it: told to the province, without a name."""
        call, ticket = self.call, self.call.ticket
        if call.over and call.began is not None and ticket is not None and not call.rated and 1 <= score <= 5:
            call.rated = int(score)
            self.flow.jobs.run(lambda: ticket.rate(int(score)), _nothing, _nothing)

    def do_done(self) -> None:
        """Leave the call that is over."""
        if self.call.over:
            self.flow.call = None
            self.flow.go_back()

    def back(self) -> None:
        """返回 never hangs up by accident: only a call that is over is left."""
        self.do_done()

    @property
    def can_back(self) -> bool:
        """Only once it is over; the way out of a call is the big red button."""
        return bool(self.call.over)
