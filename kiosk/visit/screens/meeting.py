"""Mediation, notary and hearing at the terminal: in by a code, read, decide clause by clause, sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk.visit import late_acts
from kiosk.visit.course import errand
from kiosk.visit.meeting import CONFIRM, LONGEST_SAID, NEEDED, Meeting, confirmation, rows, text
from kiosk.visit.screens.base import View
from kiosk.visit.screens.in_room import HIDDEN
from kiosk.visit.screens.meeting_kept import REJOIN_S, KeptMeeting
from kiosk.visit.screens.sign import well_formed

if TYPE_CHECKING:
    from kiosk.keeper.link import Message
    from kiosk.rooms.guest import Guest

DIGITS = 10
ASK_AGAIN_S = 3.0
"""A file is asked for again after so long without a word from the room: a mediation over days has no call."""


_NOT_IN: View = {
    "kind": "", "title": "", "minutes": 0, "task": "", "neutral": "", "halted": "", "record": False, "apart": False,
    "noView": False, "people": [], "captions": [], "mic": False, "camera": False, "private": False, "hand": False,
    "reading": {}, "fact": "", "clause": {}, "paper": {}, "words": [], "confirm": False,
    "print": {"outcome": "none", "reason": ""}, "code": "", "written": [], "failed": "", "frames": 0, "captioned": False,
    "asOf": "", "late": [], **HIDDEN,
}  # fmt: skip
"""What the scene is told before somebody is in."""


class MeetingScreen(KeptMeeting):
    """One procedure; everything that is decided here is the person's own touch."""

    id = "meeting"

    def enter(self) -> None:
        """By a code, from an appointment without typing one, or back after being proven anew."""
        super().enter()
        self.trouble, self.state = "", "code"
        self.busy = self.looking = False
        self.over, self.no_view = "", False
        self.due, self.file_rev = 0.0, -1
        visit = self.flow.visit
        way_in, visit.way_in = visit.way_in, ""
        if way_in:
            self.do_enter(way_in)
        elif visit.meeting is not None:
            self._open(visit.meeting, proven=True)

    def leave(self) -> None:
        """Whoever sees the person sees nothing from here on."""
        super().leave()
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
        self.state, self.trouble, self.code = "entering", "", digits
        self.flow.tell("room_enter", enter={"code": digits, **self._who()})

    def _who(self) -> dict[str, str]:
        visit = self.flow.visit
        name = visit.card.name if visit.card else (visit.typed or {}).get("name", "")
        return {"level": visit.level, "name": name}

    def hear_room_entered(self, message: Message) -> None:
        """In, or not."""
        if self.state != "entering" and not self.rejoin:
            return
        guest = _guest(message)
        if guest is None:
            self._not_entered(str(message.get("reason", "refused")))
            return
        if self.code:
            self.forget_box(self.code)
        self.rejoin = self.code = ""
        kept = self.flow.visit.meeting
        meeting = kept if kept is not None and kept.guest.room == guest.room else None
        if meeting is not None:
            meeting.guest, meeting.code, meeting.keys = guest, "", None
        self.flow.visit.personal = True
        self._open(meeting or Meeting(guest, str(message["procedure"]), str(message["title"])), proven=False)

    def _not_entered(self, reason: str) -> None:
        """Away: the file may have been kept here; refused: another code."""
        if self.rejoin:
            self.trouble = "" if reason == "unreachable" else reason
            self.rejoin = self.rejoin if reason == "unreachable" else ""
        elif reason == "unreachable" and self.code and self.number():
            self.find_box(self.code)
        else:
            self.state, self.trouble = "code", reason

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
        guest = self.meeting.guest
        video = self.flow.video

        def got(token: str) -> None:
            """The page enters, or comes back."""
            self.tokenless = False
            if self.shown and first:
                video.command(
                    "enter", url=guest.socket(guest.room), token=token, width=640, camera=self.face_camera()
                )
            elif self.shown:
                video.command("token", token=token)

        def failed(error: Exception) -> None:
            """No way in: the province is away, and is asked again; or the room is over."""
            self.tokenless, self.first = str(error) == "unreachable", first
            if not self.tokenless:
                self.over = self.over or "closed"

        self.flow.jobs.run(lambda: guest.token(guest.room), got, failed)

    # ------------------------------------------------------------------ what happens

    def tick(self) -> None:
        """Hear the page; look at the file when the room says that it changed."""
        if self.state != "there":
            self.mind_box()
            return
        for event in self.flow.video.events():
            self._hear(event)
            self.close_up.hear(event)
        if self.over:
            return
        self.mind()
        if not self.presence.away:
            self.flow.rest(self.flow.profile.idle_s)
        meeting = self.meeting
        going = bool(meeting.room) and not self.private and not meeting.neutral()
        self.flow.mic = "listening" if going and meeting.mic else "off"
        self.flow.hardware.camera_called(going and meeting.camera)
        rev = meeting.room.get("file", self.file_rev)
        self.asks.tick()
        late_acts.tick(meeting)
        if not (self.busy or self.looking) and (
            rev != self.file_rev or self.flow.clock.monotonic() >= self.due
        ):
            self.file_rev = rev
            self._look()

    def _hear(self, event: dict[str, Any]) -> None:
        meeting = self.meeting
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
        """The file again; without the province, whether it is back."""
        if self.rejoin:
            self.due = self.flow.clock.monotonic() + REJOIN_S
            if self.flow.network.up:
                self.flow.tell("room_enter", enter={"code": self.rejoin, **self._who()})
            return
        if self.tokenless:
            self._token(first=self.first)
        self.looking = True
        self._run(self.meeting.guest.file, None)

    def _ask(self, work: Callable[[], dict[str, Any]], otherwise: Callable[[], None] | None = None) -> None:
        """An act that answers with the file; `otherwise` is done when the province cannot be reached."""
        self.busy = True
        self._run(work, otherwise)

    def _run(self, work: Callable[[], dict[str, Any]], otherwise: Callable[[], None] | None) -> None:
        """Beside the screen; a look at the file keeps nobody from touching anything."""
        acting = self.busy

        def took(found: dict[str, Any]) -> None:
            """It is so now."""
            self._ended(acting)
            self.trouble, self.unreached = "", False
            self.due = self.flow.clock.monotonic() + ASK_AGAIN_S
            if self.flow.visit.meeting is not None:
                self._took(found)

        def failed(error: Exception) -> None:
            """Said; asked again by and by."""
            self._ended(acting)
            self.trouble = str(error) or "unreachable"
            self.due = self.flow.clock.monotonic() + ASK_AGAIN_S
            self.unreached = self.trouble == "unreachable"
            if self.unreached and otherwise is not None:
                self.trouble = ""
                otherwise()

        self.flow.jobs.run(work, took, failed)

    def _ended(self, acting: bool) -> None:
        """An act, or a look."""
        if acting:
            self.busy = False
        else:
            self.looking = False

    def _took(self, found: dict[str, Any]) -> None:
        """The file as it is now; what is kept of it here follows."""
        meeting = self.meeting
        known, rev = meeting.file.get("rev"), found.get("rev")
        if isinstance(known, int) and isinstance(rev, int) and rev < known:
            return  # a look that was overtaken by an act
        changed = rev != known
        meeting.file, meeting.read_at = found, self.flow.clock.now().isoformat()
        self._fetch_words()
        if changed:
            self.keep_box()

    def _fetch_words(self) -> None:
        """What the paper says, once it is there: as text, so that it can be large and be read aloud."""
        meeting = self.meeting
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
        meeting, zh = self.meeting, self.flow.language == "zh"
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
            "failed": text(meeting.file.get("failed"), 400), "frames": meeting.frames,
            "captioned": self._heard_by_others(), "asOf": self.as_of(),
            "late": [one.view() for one in meeting.late], **self.in_room_view(),
        }  # fmt: skip

    # ------------------------------------------------------------------ what is touched

    def do_read_text(self, name: str) -> None:
        """A text was read to its end, and is agreed to."""
        one = self.meeting.unread() if self.state == "there" else {}
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
        if self.meeting.kind == "hearing":
            visit.prove_anew()
        errand(self.flow, self.id, "L3")

    def do_recording(self, agree: bool) -> None:
        """One's own choice; it can be changed at any time."""
        if self.state == "there":
            self.meeting.recording = bool(agree)
            self._say(kind="consent", purpose="recording", given=bool(agree))

    def do_wish(self) -> None:
        """It was said aloud."""
        self._act(act="wish")

    def do_fact(self, agree: bool) -> None:
        """Undisputed, or not."""
        one = self.meeting.open_fact() if self.state == "there" else {}
        if one:
            self._act(act="answer_fact", fact=one.get("id"), agrees=bool(agree))

    def do_turn(self, by: int) -> None:
        """Another clause."""
        if self.state == "there":
            total = len(rows(self.meeting.file, "clauses"))
            self.meeting.clause = max(0, min(total - 1, self.meeting.clause + (1 if by > 0 else -1)))

    def do_answer_clause(self, agree: bool, words: str) -> None:
        """Agree to exactly this revision, object, or propose other words."""
        one = self.meeting.clauses(self.flow.language) if self.state == "there" else {}
        if not one or not one["asked"] or one["waiting"]:
            return
        answer = "agree" if agree else "propose" if words.strip() else "object"
        body = {"clause": one["id"], "rev": one["rev"], "answer": answer, "text": words.strip()[:4000]}
        self._act(act="answer_clause", **body)

    def do_write(self, text: str) -> None:
        """Words to all: of a mediation a message, read today or in some days; elsewhere read by whoever is there now."""
        if not text.strip() or self.state != "there":
            return
        if self.meeting.kind == "mediation":
            self._act(act="write", text=text.strip()[:4000])
        elif self.meeting.seat.get("admitted") is True and self.flow.network.up:
            self._say(kind="chat", text=text.strip()[:LONGEST_SAID])
            self.meeting.wrote(text.strip()[:LONGEST_SAID])

    def do_sign_paper(self, strokes: list[list[float]]) -> None:
        """Sign what was shown; what was drawn stands beside the name, nothing drawn is as good."""
        paper = self.meeting.paper() if self.state == "there" else {}
        mine = paper and paper["mine"] and paper["way"] == "esign"
        if mine and self.meeting.paper_words and not self.busy and (not strokes or well_formed(strokes)):
            guest = self.meeting.guest
            self._ask(lambda: guest.sign(paper["kind"], paper["digest"], strokes))

    def do_refuse(self, reason: str) -> None:
        """No signature; why."""
        paper = self.meeting.paper() if self.state == "there" else {}
        if paper and reason.strip():
            self._act(act="refuse", paper=paper["kind"], reason=reason.strip()[:400])

    def do_print(self) -> None:
        """One's own copy on paper."""
        paper = self.meeting.paper() if self.state == "there" else {}
        if not paper:
            return
        meeting, hardware = self.meeting, self.flow.hardware

        def work(again: bool) -> Any:
            """Fetched and printed; the job's name says nothing of anybody."""
            pdf = meeting.guest.paper(paper["kind"])
            return hardware.print_pages(f"paper-{meeting.guest.room[:12]}-{int(again)}", pdf, "opinion")

        meeting.print.start(self.flow.jobs, work)

    def do_confirm_in_court(self) -> None:
        """One tap: the joint application for confirmation, begun with the agreement's own words."""
        values = confirmation(self.meeting.file) if self.state == "there" else ()
        if not values or self.flow.shelf.get(CONFIRM) is None:
            return
        from kiosk.visit.journey import Carried

        self.flow.video.command("leave")
        self.flow.forget_way("idle")
        self.flow.choose_matter(CONFIRM, Carried(values=values))

    def do_come_back(self) -> None:
        """A code to come back with: a mediation may take days."""
        if self.state != "there" or self.meeting.code:
            return
        meeting = self.meeting

        def got(code: str) -> None:
            """To be written down."""
            meeting.code = code
            self.keep_box()

        self.flow.jobs.run(meeting.guest.code, got, lambda _: None)

    def _heard_by_others(self) -> bool:
        """Whether others get the sound of this terminal now: only then is it written down as well."""
        meeting = self.meeting
        going = (
            bool(meeting.room) and not self.over and not meeting.neutral() and not meeting.room.get("halted")
        )
        return going and meeting.mic and not self.private

    def do_caption(self, text: str, final: bool) -> None:
        """What the person said, as this terminal's recogniser understood it; it becomes a line under their name."""
        if self.state == "there" and self._heard_by_others():
            self._say(kind="caption", text=text[:300], final=final)

    def do_hand(self) -> None:
        """Ask to speak, or not any more."""
        if self.state == "there":
            self._say(kind="hand", up=self.meeting.seat.get("hand") is not True)

    def do_mic(self) -> None:
        """Microphone on or off."""
        if self.state == "there":
            self.meeting.mic = not self.meeting.mic
            self.send("mic", self.meeting.mic)

    def do_camera(self) -> None:
        """Camera on or off."""
        if self.state == "there":
            self.meeting.camera = not self.meeting.camera
            self.send("camera", self.meeting.camera)

    def going(self) -> bool:
        """Until it is over, or left."""
        return self.state == "there" and not self.over

    def chosen(self) -> tuple[bool, bool]:
        """As touched in this meeting."""
        return self.meeting.mic, self.meeting.camera

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
        if self.state != "there" or self.busy or self.over:
            return
        meeting, asks = self.meeting, self.asks
        if meeting.kind != "mediation" or act["act"] not in late_acts.KINDS:
            self._ask(lambda: meeting.guest.act(**act))
            return
        once = late_acts.keyed(act, self.flow.clock.now())
        if self.unreached:
            late_acts.keep(meeting, asks, once)
        else:
            self._ask(lambda: meeting.guest.act(**once), lambda: late_acts.keep(meeting, asks, once))

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


def _guest(message: Message) -> Guest | None:
    """Who was let in, as the keeper tells it; None for anything else."""
    from kiosk.rooms.guest import Guest

    found = {name: message.get(name) for name in ("province", "secret", "room", "procedure", "title", "ca")}
    whole = all(isinstance(one, str) for one in found.values())
    if message.get("outcome") != "done" or not whole or found["procedure"] not in NEEDED:
        return None
    return Guest(**{name: str(found[name]) for name in ("province", "secret", "room", "ca")})


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
