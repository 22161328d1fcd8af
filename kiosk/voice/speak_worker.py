"""The speaking worker: text in, sentences of sound out, in a process of its own that dies with the visit.

It speaks the link of `devices.camera.child` on stdin and stdout. It hears `say` (turn, text, tongue, pace) and `hush`;
it answers `sentence` (turn, start, end, rate, PCM as payload), `said` (turn), or `no_voice` (code). Nothing is written
to disk. Run as `python -m kiosk.voice.speak_worker`.
"""

from __future__ import annotations

from devices.camera.child import Parent
from devices.camera.link import Message
from kiosk.keeper.confine import confine
from kiosk.voice.espeak import Espeak
from kiosk.voice.speech import NoVoice, Voice


class SpeakWorker:
    """Says one text at a time; a newer message ends the one under way at its next sentence."""

    def __init__(self, parent: Parent, voice: Voice) -> None:
        self._parent = parent
        self._voice = voice

    def run(self) -> None:
        """Until the parent is gone."""
        waiting: Message | None = None
        while True:
            message = waiting or self._parent.receive(wait=True)
            waiting = None
            if message is not None and message.kind == "say":
                waiting = self._say(message)

    def _say(self, message: Message) -> Message | None:
        """All sentences of one text; the message that cut it short, if one did."""
        head = message.head
        turn = int(head["turn"])
        tongue = "en" if head["tongue"] == "en" else "zh"
        for one in self._voice.say(str(head["text"]), tongue, float(head["pace"])):  # type: ignore[arg-type]
            if (newer := self._parent.receive()) is not None:
                return newer
            self._parent.send(
                "sentence", one.pcm, turn=turn, start=one.start, end=one.end, rate=self._voice.rate
            )
        self._parent.send("said", turn=turn)
        return None


def main() -> None:
    """Load the voice, say so, and serve."""
    confine()
    parent = Parent()
    parent.start()
    try:
        voice = Espeak()
    except NoVoice as error:
        parent.send("no_voice", code=error.code)
        while parent.receive(wait=True):
            continue
        return
    SpeakWorker(parent, voice).run()


if __name__ == "__main__":
    main()
