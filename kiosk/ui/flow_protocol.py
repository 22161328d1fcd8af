"""What the scene needs from a flow, so that the scene can be shown without one (gallery, tests)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from kiosk.voice.addresses import VoiceAddresses
    from kiosk.voice.discretion import Discretion


class FlowProtocol(Protocol):
    """A visit as the scene sees it: what to show, and one way to speak back. See docs/screens.md."""

    @property
    def screen(self) -> str:
        """Id of the screen to show."""

    @property
    def view(self) -> Mapping[str, Any]:
        """Plain map for that screen; JSON values only."""

    @property
    def overlay(self) -> str:
        """`""` or the id of the overlay on top."""

    @property
    def overlay_view(self) -> Mapping[str, Any]:
        """Plain map for the overlay."""

    @property
    def step(self) -> Mapping[str, Any] | None:
        """The step strip, or None when the screen has none."""

    @property
    def status(self) -> Mapping[str, Any]:
        """Place, time, device marks, and what the bottom bar may do."""

    @property
    def modes(self) -> Mapping[str, Any]:
        """Language, size, contrast, seat, motion."""

    @property
    def voice(self) -> VoiceAddresses:
        """Where this terminal hears and speaks."""

    def discretion(self) -> Discretion:
        """What may be said aloud now."""

    def set_mic(self, state: str) -> None:
        """The microphone is off, listening, heard or trouble; the mark in the top bar says so."""

    on_change: Callable[[], None]
    """Called by the flow, on the thread that called `act` or `tick`, whenever anything above changed."""

    def act(self, name: str, /, **args: Any) -> None:
        """A touch: the action of this screen with its arguments; unknown ones are ignored."""

    def tick(self) -> None:
        """Time passed: look at workers, deadlines and the clock. Called about fifteen times a second."""

    def live_frame(self, name: str) -> tuple[int, bytes] | None:
        """The newest picture of that name as (number, JPEG or PNG bytes), or None when there is none."""
