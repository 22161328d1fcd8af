"""Something held under the document camera in a call: shown beside the face, and photographed in full resolution.

Nothing is shown without a touch, and what the other side gets is what the page said it sends, not what was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.rooms.port import VideoPort

PATIENCE_S = 20.0
"""For a picture to arrive at the other end: some MiB over a poor line."""


class CloseUp:
    """One call's second camera."""

    def __init__(self, video: VideoPort, monotonic: Callable[[], float], label: str) -> None:
        """`label`: part of the camera's name as a browser tells it; empty: any but the face's."""
        self._video, self._monotonic, self._label = video, monotonic, label
        self.state = ""
        """Empty, `asking`, `on`, or `none`: there is no second camera, or it does not open."""
        self.still = ""
        """Of the picture asked for last: empty, `taking`, `sent` or `trouble`."""
        self._until, self._asked = 0.0, 0

    @property
    def on(self) -> bool:
        """Whether the other side sees what lies there."""
        return self.state == "on"

    def begin(self) -> None:
        """Show it."""
        if self.state in ("", "none"):
            self.state, self.still = "asking", ""
            self._ask(True)

    def end(self) -> None:
        """Not any more."""
        if self.state != "":
            self.state, self.still = "", ""
            self._ask(False)

    def _ask(self, on: bool) -> None:
        """Each wish has a number, so that the answer to an earlier one is not taken for this one's."""
        self._asked += 1
        self._video.command("document", on=on, label=self._label, ask=self._asked)

    def photograph(self) -> None:
        """One picture with every point the camera has."""
        if self.on and self.still != "taking":
            self.still, self._until = "taking", self._monotonic() + PATIENCE_S
            self._video.command("still")

    def tick(self) -> None:
        """A picture that does not arrive is said to be in trouble; it can be taken again."""
        if self.still == "taking" and self._monotonic() >= self._until:
            self.still = "trouble"

    def hear(self, event: Mapping[str, Any]) -> None:
        """What the page tells of it."""
        match event:
            case {"event": "closeup", "on": bool(on), "ask": int(ask)} if ask == self._asked:
                wanted = self.state in ("asking", "on")
                self.state = (
                    ("on" if on else "none" if self.state == "asking" else "") if wanted else self.state
                )
            case {"event": "still_taken", "id": str(name)} if self.still == "taking" and not name:
                self.still = "trouble"
            case {"event": "still"} if self.still == "taking":
                self.still = "sent"

    def view(self) -> dict[str, str]:
        """For the scene."""
        return {"state": self.state, "still": self.still}
