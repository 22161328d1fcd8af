"""Mediation, notary and hearing at the terminal: in by a code, read, decide clause by clause, sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk.visit.course import errand
from kiosk.visit.meeting import CONFIRM, NEEDED, Meeting, confirmation, rows, text
from kiosk.visit.screens.base import View
from kiosk.visit.screens.in_room import HIDDEN, InRoom

if TYPE_CHECKING:
    from kiosk.keeper.link import Message

DIGITS = 10
ASK_AGAIN_S = 3.0
"""A file is asked for again after so long without a word from the room: a mediation over days has no call."""


_NOT_IN: View = {
    "kind": "", "title": "", "minutes": 0, "task": "", "neutral": "", "halted": "", "record": False, "apart": False,
    "noView": False, "people": [], "captions": [], "mic": False, "camera": False, "private": False, "hand": False,
    "reading": {}, "fact": "", "clause": {}, "paper": {}, "words": [], "confirm": False,
    "print": {"outcome": "none", "reason": ""}, "code": "", "written": [], "failed": "", "frames": 0, "captioned": False,
    **HIDDEN,
}  # fmt: skip
"""What the scene is told before somebody is in."""


class MeetingScreen(InRoom):
    """One procedure; everything that is decided here is the person's own touch."""

    id = "meeting"

    def enter(self) -> None:
        """By a code, or back after being proven anew."""
        super().enter()
        self.trouble, self.state, self.busy = "", "code", False
        self.over, self.no_view = "", False
        self.due, self.file_rev = 0.0, -1
        meeting = self.flow.visit.meeting
        if meeting is not None:
            self._open(meeting, proven=True)

    def leave(self) -> None:
        """Whoever sees the person sees nothing from here on."""
        self.flow.video.close()
        self.flow.mic = "off"
        self.flow.hardware.camera_off()

    # ------------------------------------------------------------------ coming in

    def do_enter(self, code: str) -> None:
        """Ask the keeper to be let in: the terminal says by its signature how well it knows the person."""
        digits = "".join(one for one in code if one.isdigit())
        if self.state != "code" or len(digits) != DIGITS:
            self.trouble = "format"
            return
        self.state, self.trouble = "entering", ""
        self.flow.tell("room_enter", enter={"code": digits, **self._who()})

    def _who(self) -> dict[str, str]:
        visit = self.flow.visit
        name = visit.card.name if visit.card else (visit.typed or {}).get("name", "")
        return {"level": visit.level, "name": name}

    def hear_room_entered(self, message: Message) -> None:
        """In, or not."""
        from kiosk.rooms.guest import Guest

        if self.state != "entering":
            return
        found = {
            name: message.get(name) for name in ("province", "secret", "room", "procedure", "title", "ca")
        }
        whole = all(isinstance(one, str) for one in found.values())
        if message.get("outcome") != "done" or not whole or found["procedure"] not in NEEDED:
            self.state, self.trouble = "code", str(message.get("reason", "refused"))
            return
        guest = Guest(
            province=str(found["province"]),
            secret=str(found["secret"]),
            room=str(found["room"]),
            ca=str(found["ca"]),
        )
        kept = self.flow.visit.meeting
        meeting = kept if kept is not None and kept.guest.room == guest.room else None
        self.flow.visit.personal = True
        self._open(meeting or Meeting(guest, str(found["procedure"]), str(found["title"])), proven=False)

    def _open(self, meeting: Meeting, *, proven: bool) -> None:
        """The file, and the room's pictures; whoever was proven anew says so first."""
        self.flow.visit.meeting = meeting
        if proven and self.flow.visit.reproven and self.flow.visit.reaches("L3"):
            self.state = "entering"
            guest = meeting.guest
            who = {**self._who(), "level": "L4"}
            self.flow.tell("room_enter", enter={"room": guest.room, "secret": guest.secret, **who})
            self.flow.visit.reproven = False
            return
        self.state = "there"
        self._look()
        if not meeting.own:
            self.flow.hardware.camera_off()
        self.flow.video.open(meeting.guest.province)
        self._token(first=True)

    def _token(self, *, first: bool) -> None:
        guest = self._meeting.guest
        video = self.flow.video

        def got(token: str) -> None:
            """The page enters, or comes back."""
            if self.shown and first:
                video.command("enter", url=guest.socket(guest.room), token=token, width=640, camera=self.face_camera())
            elif self.shown:
                video.command("token", token=token)

        self.flow.jobs.run(lambda: guest.token(guest.room), got, self._gone)

    def _gone(self, _error: Exception) -> None:
        """No way in: the room is over."""
        self.over = self.over or "closed"

    @property
    def _meeting(self) -> Meeting:
        found = self.flow.visit.meeting
        assert found is not None  # noqa: S101 - set before anything else is possible
        return found

    # ------------------------------------------------------------------ what happens

    def tick(self) -> None:
        """Hear the page; look at the file when the room says that it changed."""
        if self.state != "there":
            return
        for event in self.flow.video.events():
            self._hear(event)
            self.close_up.hear(event)
        if self.over:
            return
        self.mind()
        if not self.presence.away:
            self.flow.rest(self.flow.profile.idle_s)
        meeting = self._meeting
        going = bool(meeting.room) and not self.private and not meeting.neutral()
        self.flow.mic = "listening" if going and meeting.mic else "off"
        self.flow.hardware.camera_called(going and meeting.camera)
        rev = meeting.room.get("file", self.file_rev)
        if not self.busy and (rev != self.file_rev or self.flow.clock.monotonic() >= self.due):
            self.file_rev = rev
            self._look()

    def _hear(self, event: dict[str, Any]) -> None:
        meeting = self._meeting
        match event:
            case {"event": "room", "room": dict(room), "own": str(own)}:
                meeting.room, meeting.own = room, own
            case {"event": "said", "from": speaker, "message": dict(message)}:
                meeting.hear(speaker, message)
            case {"event": "quality", "figures": {"framesDecoded": int(frames)}}:
                meeting.frames = frames
            case {"event": "token_wanted"}:
                self._token(first=False)
            case {"event": "no_view"}:
                self.no_view = True
            case {"event": "over"}:
                self.over = str(event.get("outcome") or event.get("code") or "closed")
                self.flow.video.close()
            case _:
                return

    def _look(self) -> None:
        self._ask(self._meeting.guest.file)

    def _ask(self, work: Callable[[], dict[str, Any]]) -> None:
        """Something that answers with the file."""
        self.busy = True

        def took(found: dict[str, Any]) -> None:
            """It is so now."""
            self.busy, self.trouble = False, ""
            self.due = self.flow.clock.monotonic() + ASK_AGAIN_S
            if self.flow.visit.meeting is not None:
                self._meeting.file = found
                self._fetch_words()

        def failed(error: Exception) -> None:
            """Said; asked again by and by."""
            self.busy, self.trouble = False, str(error) or "unreachable"
            self.due = self.flow.clock.monotonic() + ASK_AGAIN_S

        self.flow.jobs.run(work, took, failed)

    def _fetch_words(self) -> None:
        """What the paper says, once it is there: as text, so that it can be large and be read aloud."""
        meeting = self._meeting
        paper = meeting.paper()
        if not paper or meeting.paper_words:
            return
        guest, kind = meeting.guest, paper["kind"]

        def got(found: dict[str, Any]) -> None:
            """The words of the paper."""
            meeting.paper_words = found

        self.flow.jobs.run(lambda: guest.words(kind), got, lambda _: None)

    # ------------------------------------------------------------------ what is shown

    def view(self) -> View:
        """See docs/screens.md."""
        known = {**_NOT_IN, "state": self.state, "trouble": self.trouble, "online": self.flow.network.up}
        if self.state != "there":
            return known
        meeting, zh = self._meeting, self.flow.language == "zh"
        unread = meeting.unread()
        seconds = meeting.room.get("seconds")
        minutes = seconds // 60 if isinstance(seconds, int) else 0
        return known | {
            "state": "over" if self.over else "there", "kind": meeting.kind, "title": meeting.title,
            "minutes": minutes, "task": "" if self.over else meeting.task(), "neutral": meeting.neutral(),
            "halted": text(meeting.room.get("halted"), 16), "record": meeting.room.get("on_record") is True,
            "apart": bool(meeting.room.get("caucus")), "noView": self.no_view,
            "people": [text(one.get("name"), 80) for one in rows(meeting.file, "people")][:8],
            "captions": meeting.captions, "mic": meeting.mic and not self.private,
            "camera": meeting.camera and not self.private, "private": self.private,
            "hand": meeting.seat.get("hand") is True,
            "reading": _reading(unread, zh), "fact": text(meeting.open_fact().get("text"), 4000),
            "clause": meeting.clauses(self.flow.language), "paper": meeting.paper(), "words": _words(meeting.paper_words),
            "confirm": bool(confirmation(meeting.file)) and self.flow.shelf.get(CONFIRM) is not None,
            "print": meeting.print.view(), "code": meeting.code, "written": meeting.written(),
            "failed": text(meeting.file.get("failed"), 400), "frames": meeting.frames, "captioned": self._heard_by_others(),
            **self.in_room_view(),
        }  # fmt: skip

    # ------------------------------------------------------------------ what is touched

    def do_read_text(self, name: str) -> None:
        """A text was read to its end, and is agreed to."""
        one = self._meeting.unread() if self.state == "there" else {}
        if one and one.get("name") == name:
            self._act(act="read", text=name, digest=one.get("digest"), to_end=True)

    def do_booth(self, camera: bool, microphone: bool, quiet: bool, alone: bool) -> None:
        """What the person found around them."""
        self._act(
            act="booth",
            camera=bool(camera),
            microphone=bool(microphone),
            quiet=bool(quiet),
            alone=bool(alone),
        )

    def do_prove(self) -> None:
        """Card and face once more, or a person instead: a hearing asks for it (在线诉讼规则 7)."""
        if self.state != "there":
            return
        visit = self.flow.visit
        if self._meeting.kind == "hearing":
            visit.prove_anew()
        errand(self.flow, self.id, "L3")

    def do_recording(self, agree: bool) -> None:
        """One's own choice; it can be changed at any time."""
        if self.state == "there":
            self._meeting.recording = bool(agree)
            self._say(kind="consent", purpose="recording", given=bool(agree))

    def do_wish(self) -> None:
        """It was said aloud."""
        self._act(act="wish")

    def do_fact(self, agree: bool) -> None:
        """Undisputed, or not."""
        one = self._meeting.open_fact() if self.state == "there" else {}
        if one:
            self._act(act="answer_fact", fact=one.get("id"), agrees=bool(agree))

    def do_turn(self, by: int) -> None:
        """Another clause."""
        if self.state == "there":
            total = len(rows(self._meeting.file, "clauses"))
            self._meeting.clause = max(0, min(total - 1, self._meeting.clause + (1 if by > 0 else -1)))

    def do_answer_clause(self, agree: bool, words: str) -> None:
        """Agree to exactly this revision, object, or propose other words."""
        one = self._meeting.clauses(self.flow.language) if self.state == "there" else {}
        if not one or not one["asked"]:
            return
        answer = "agree" if agree else "propose" if words.strip() else "object"
        body = {"clause": one["id"], "rev": one["rev"], "answer": answer, "text": words.strip()[:4000]}
        self._act(act="answer_clause", **body)

    def do_write(self, text: str) -> None:
        """A message to all, to be read today or in some days."""
        if text.strip() and self.state == "there" and self._meeting.kind == "mediation":
            self._act(act="write", text=text.strip()[:4000])

    def do_sign_paper(self) -> None:
        """Sign what was shown."""
        paper = self._meeting.paper() if self.state == "there" else {}
        if (
            paper
            and paper["mine"]
            and paper["way"] == "esign"
            and self._meeting.paper_words
            and not self.busy
        ):
            guest = self._meeting.guest
            self._ask(lambda: guest.sign(paper["kind"], paper["digest"]))

    def do_refuse(self, reason: str) -> None:
        """No signature; why."""
        paper = self._meeting.paper() if self.state == "there" else {}
        if paper and reason.strip():
            self._act(act="refuse", paper=paper["kind"], reason=reason.strip()[:400])

    def do_print(self) -> None:
        """One's own copy on paper."""
        paper = self._meeting.paper() if self.state == "there" else {}
        if not paper:
            return
        meeting, hardware = self._meeting, self.flow.hardware

        def work(again: bool) -> Any:
            """Fetched and printed; the job's name says nothing of anybody."""
            pdf = meeting.guest.paper(paper["kind"])
            return hardware.print_pages(f"paper-{meeting.guest.room[:12]}-{int(again)}", pdf, "opinion")

        meeting.print.start(self.flow.jobs, work)

    def do_confirm_in_court(self) -> None:
        """One tap: the joint application for confirmation, begun with the agreement's own words."""
        values = confirmation(self._meeting.file) if self.state == "there" else ()
        if not values or self.flow.shelf.get(CONFIRM) is None:
            return
        from kiosk.visit.journey import Carried

        self.flow.video.command("leave")
        self.flow.forget_way("idle")
        self.flow.choose_matter(CONFIRM, Carried(values=values))

    def do_come_back(self) -> None:
        """A code to come back with: a mediation may take days."""
        if self.state != "there" or self._meeting.code:
            return
        meeting = self._meeting

        def got(code: str) -> None:
            """To be written down."""
            meeting.code = code

        self.flow.jobs.run(meeting.guest.code, got, lambda _: None)

    def _heard_by_others(self) -> bool:
        """Whether others get the sound of this terminal now: only then is it written down as well."""
        meeting = self._meeting
        going = bool(meeting.room) and not self.over and not meeting.neutral() and not meeting.room.get("halted")
        return going and meeting.mic and not self.private

    def do_caption(self, text: str, final: bool) -> None:
        """What the person said, as this terminal's recogniser understood it; it becomes a line under their name."""
        if self.state == "there" and self._heard_by_others():
            self._say(kind="caption", text=text[:300], final=final)

    def do_hand(self) -> None:
        """Ask to speak, or not any more."""
        if self.state == "there":
            self._say(kind="hand", up=self._meeting.seat.get("hand") is not True)

    def do_mic(self) -> None:
        """Microphone on or off."""
        if self.state == "there":
            self._meeting.mic = not self._meeting.mic
            self.send("mic", self._meeting.mic)

    def do_camera(self) -> None:
        """Camera on or off."""
        if self.state == "there":
            self._meeting.camera = not self._meeting.camera
            self.send("camera", self._meeting.camera)

    def going(self) -> bool:
        """Until it is over, or left."""
        return self.state == "there" and not self.over

    def chosen(self) -> tuple[bool, bool]:
        """As touched in this meeting."""
        return self._meeting.mic, self._meeting.camera

    def do_leave(self) -> None:
        """Go; what was agreed to stays, and the room stays open."""
        if self.state == "there" and not self.over:
            self.flow.video.command("leave")
            self.over = "left"

    def do_done(self) -> None:
        """Out of what is over."""
        if self.over:
            self.flow.visit.meeting = None
            self.flow.go_back()

    def _act(self, **act: Any) -> None:
        if self.state == "there" and not self.busy and not self.over:
            guest = self._meeting.guest
            self._ask(lambda: guest.act(**act))

    def _say(self, **message: Any) -> None:
        self.flow.video.command("say", message=message)

    def back(self) -> None:
        """返回 never leaves a room by accident."""
        if self.state == "code":
            self.flow.go_back()
        else:
            self.do_done()

    @property
    def can_back(self) -> bool:
        """While coming in, and once it is over."""
        return self.state == "code" or bool(self.over)


def _reading(one: Any, zh: bool) -> View:
    """A text to be read, in the language chosen."""
    if not one:
        return {}
    place = 0 if zh else 1

    def pick(pair: Any) -> str:
        return text(pair[place], 600) if isinstance(pair, list) and len(pair) == 2 else ""

    lines = one.get("lines")
    shown = [pick(line) for line in lines] if isinstance(lines, list) else []
    return {"name": text(one.get("name"), 40), "title": pick(one.get("title")), "lines": shown,
            "basis": text(one.get("basis"), 200)}  # fmt: skip


def _words(content: View) -> list[str]:
    """A paper's words, line by line."""
    lines = [text(content.get("title"), 80)] if content else []
    for part in rows(content, "parts"):
        lines.append(text(part.get("title"), 80))
        found = part.get("lines")
        lines += [text(line, 1200) for line in found] if isinstance(found, list) else []
    return [line for line in lines if line][:400]
