"""Speech in, captions out: the real recogniser, fed by a microphone that plays a voice."""

from __future__ import annotations

from collections import deque

from kiosk.clock import SystemClock
from kiosk.voice.captions import Captions
from kiosk.voice.listener import Listener
from tests.kiosk.voice.mouth import MODEL, RATE, Synthesised

CLOCK = SystemClock()
WAIT_S = 120.0
STEP = RATE // 5 * 2


class Playing:
    """A microphone before which somebody speaks once the recogniser is ready."""

    def __init__(self, sound: bytes) -> None:
        self._pieces = deque(sound[at : at + STEP] for at in range(0, len(sound), STEP))
        self.ready = lambda: False
        self.opened = self.closed = 0

    def start(self) -> None:
        """Count it."""
        self.opened += 1

    def take(self) -> bytes:
        """What came since the last time."""
        return self._pieces.popleft() if self.ready() and self._pieces else b""

    def stop(self) -> None:
        """Count it."""
        self.closed += 1


def test_what_is_said_becomes_captions_and_nothing_is_open_when_none_are_wanted() -> None:
    sound = Playing(Synthesised().say("包工头欠我两个月工钱") + bytes(3 * RATE))
    listener = Listener(str(MODEL), CLOCK)
    sound.ready = lambda: listener.state == "ready"
    said: list[tuple[str, bool]] = []
    captions = Captions(
        lambda: listener, lambda: sound, lambda text, final: said.append((text, final)), CLOCK.monotonic
    )
    captions.tick(False)
    assert (sound.opened, listener.state, captions.open) == (0, "off", False)
    end = CLOCK.monotonic() + WAIT_S
    while not any(final for _, final in said):
        assert CLOCK.monotonic() < end, said
        captions.tick(True)
        CLOCK.sleep(0.02)
    finished = [text for text, final in said if final]
    assert "工钱" in "".join(finished)
    assert all(len(text) <= 300 and " " not in text for text, _ in said)
    captions.tick(False)
    assert (sound.closed, listener.state, captions.open) == (1, "off", False)
