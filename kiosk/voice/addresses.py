"""Where a visit hears and speaks; told by the keeper, so light enough for the first frame."""

from __future__ import annotations

from typing import NamedTuple


class VoiceAddresses(NamedTuple):
    """See the settings' section `voice`; empty means the system's own device, or none of the handset."""

    speech: bool = True
    speaker: str = ""
    handset: str = ""
    microphone: str = ""
    model: str = ""
    """Folder of the installed recognition model, empty where there is none."""
