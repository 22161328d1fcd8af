"""What can lie over a screen: are you still there, help, the menu, and the question before ending."""

from __future__ import annotations

from kiosk.visit.screens.base import Screen, View

SAID_AT = (10, 30, 60)
"""Seconds left at which the countdown is said aloud, beside being shown."""


CALM = frozenset({"idle", "services", "intro", "laws", "lookup", "consent"})
"""Screens to which 返回 leads back without anything having changed."""


class Overlay(Screen):
    """Over a screen; the screen below keeps its state."""

    def do_close(self) -> None:
        """Back to the screen."""
        self.flow.close_overlay()


class Ending(Overlay):
    """Nobody touched anything for a while: the content is hidden, and time is counted down."""

    id = "ending"

    def __init__(self, flow: object) -> None:
        super().__init__(flow)  # type: ignore[arg-type]
        self.total = self.flow.wait_s(self.flow.profile.ending_s)
        self.until = self.flow.clock.monotonic() + self.total

    def view(self) -> View:
        """Seconds left; `said` is the mark last passed of those that are said aloud."""
        left = max(0, round(self.until - self.flow.clock.monotonic()))
        said = next((mark for mark in SAID_AT if left <= mark), round(self.total))
        return {"left": left, "total": round(self.total), "said": said, "submitted": self.flow.anything_saved}

    def tick(self) -> None:
        """Nobody came: the visit ends."""
        if self.flow.clock.monotonic() >= self.until:
            self.flow.end("idle")

    def do_still_here(self) -> None:
        """On with it."""
        self.flow.close_overlay()

    def do_more_time(self) -> None:
        """Three minutes more before asking again."""
        self.flow.close_overlay()
        self.flow.rest(180.0)

    def do_end_now(self) -> None:
        """End."""
        self.flow.end("resident")


class Help(Overlay):
    """A person: the site's attendant, the hot line, or a request that somebody will answer."""

    id = "help"

    def __init__(self, flow: object) -> None:
        super().__init__(flow)  # type: ignore[arg-type]
        self.aid = self.flow.aid

    def view(self) -> View:
        """Whom to call."""
        flow = self.flow
        matter = flow.journey.matter if flow.journey else None
        return {**self.aid.view(), "number": flow.profile.help_number,
                "place": flow.board.place(matter, flow.profile.region, flow.language),
                "attendant": bool(self.flow.profile.staff_pin_hash),
                "canRequest": self._can_request}  # fmt: skip

    def do_call(self, text: str = "") -> None:
        """Have somebody come, and what else the words say that were shown; asked again, the time begins anew."""
        self.aid.call(text)

    def do_stop(self) -> None:
        """Somebody is there, or nobody is wanted any more."""
        self.aid.stop()
        self.flow.close_overlay()

    def do_video(self) -> None:
        """Speak with whoever at the desk took the call."""
        self.aid.join()

    @property
    def _can_request(self) -> bool:
        """Not in the middle of a matter, and not out of the technician's screen into a visit."""
        return self.flow.journey is None and self.flow.screen != "technician"

    def do_request(self) -> None:
        """Leave a request that a person will answer."""
        self.flow.close_overlay()
        if self._can_request:
            self.flow.choose_matter("SQ-01")


class Menu(Overlay):
    """Language, size, contrast, seat; on the idle screen a quiet way in for who repairs the terminal."""

    id = "menu"

    def view(self) -> View:
        """Whether that way stands open, and whether the list of what is kept can be shown without losing anything."""
        return {"technician": self.flow.may_ask_technician, "kept": self._idle}

    @property
    def _idle(self) -> bool:
        """Nothing is being filled in, sent or printed that coming back would begin anew."""
        return self.flow.screen in CALM

    def do_kept(self) -> None:
        """What is kept about a resident, where and how long."""
        if self._idle:
            self.flow.close_overlay()
            self.flow.go("kept")

    def do_technician(self) -> None:
        """The same as holding the logo, for those who cannot hold."""
        self.flow.ask_technician()


class EndConfirm(Overlay):
    """What is cleared when one ends now."""

    id = "end_confirm"

    def view(self) -> View:
        """Whether anything was handed in and is safe; whether a matter is being filled in, and can be kept."""
        flow = self.flow
        filling = flow.journey is not None and flow.journey.begun
        return {"submitted": flow.anything_saved, "canKeep": self._can_keep, "filling": filling}

    @property
    def _can_keep(self) -> bool:
        from kiosk.visit.drafts import can_keep

        return can_keep(self.flow)

    def do_keep(self) -> None:
        """Keep the answers under a code and go on another day."""
        if self._can_keep:
            self.flow.close_overlay()
            self.flow.go("draft")

    def do_end_now(self) -> None:
        """End."""
        self.flow.end("resident")


OVERLAYS: dict[str, type[Overlay]] = {item.id: item for item in (Ending, Help, Menu, EndConfirm)}
