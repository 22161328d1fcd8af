"""What the scene needs from a flow, so that the scene can be shown without one (gallery, tests)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol


class FlowProtocol(Protocol):
    """A visit as the scene sees it: what to show, and one way to speak back. See docs/screens.md."""

    screen: str
    """Id of the screen to show."""
    view: Mapping[str, Any]
    """Plain map for that screen; JSON values only."""
    overlay: str
    """`""` or the id of the overlay on top."""
    overlay_view: Mapping[str, Any]
    """Plain map for the overlay."""
    step: Mapping[str, Any] | None
    """The step strip, or None when the screen has none."""
    status: Mapping[str, Any]
    """Place, time, device marks, and what the bottom bar may do."""
    modes: Mapping[str, Any]
    """Language, size, contrast, seat, motion."""
    on_change: Callable[[], None] | None
    """Called by the flow, on the thread that called `act` or `tick`, after each answer to an action and each change."""

    def act(self, name: str, **args: Any) -> None:
        """A touch: the action of this screen with its arguments; unknown ones are ignored."""

    def tick(self) -> None:
        """Time passed: look at workers, deadlines and the clock. Called about fifteen times a second."""

    def live_frame(self, name: str) -> tuple[int, bytes] | None:
        """The newest picture of that name as (number, JPEG or PNG bytes), or None when there is none."""
