"""How the tour's resident shows who they are: card, and face or attendant."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.tour.resident import LONG_S, Resident, Stuck
from kiosk.tour.stage import DEMO_PIN


class Proving:
    """One resident with one card. `note(label)` is called whenever a new screen stands."""

    def __init__(self, resident: Resident, note: Callable[[str], None]) -> None:
        self._resident, self._note = resident, note

    def lay_card(self, persona: str) -> None:
        """The card on the reader, and yes to what it says; on the screen behind that afterwards."""
        look = self._resident
        self._note("card")
        look.rig.do("face.show", persona=persona)
        look.rig.do("card.put", persona=persona)
        look.see("card_read")
        self._note("card-read")
        look.tap("action-confirm")

    def be_recognised(self) -> None:
        """Do what the screen asks: the resident reads the prompt and moves."""
        look = self._resident
        moved = ""
        noted = False

        def step() -> bool:
            nonlocal moved, noted
            seen = look.look()
            if seen["screen"] != "face":
                return True
            view = seen["view"]
            if view["result"] == "retry":
                look.tap("action-retry")
            elif view["result"] == "attendant":
                raise Stuck(f"not recognised: {view['reason']}")
            prompt = view["prompt"]
            if prompt != moved:
                moved = prompt
                action = prompt if prompt in ("left", "right", "mouth", "blink") else "neutral"
                look.rig.do("face.action", name=action)
            if prompt in ("left", "right", "mouth") and not noted:
                noted = True
                self._note("face")
            return False

        look.until(step, "the face check", LONG_S)

    def ask_attendant(self) -> None:
        """Rather a person than the camera: the attendant looks, and enters the PIN with a finger of their own."""
        look = self._resident
        look.see("attendant")
        self._note("attendant")
        for sign in DEMO_PIN:
            look.touch(f"key-{sign}")
        look.touch("action-pin")
