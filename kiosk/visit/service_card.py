"""The technician's service card: a code on a badge, held before the scanner instead of holding the logo.

The reader of identity cards cannot be used for it: GA/T 467 answers a card of any other kind with "unrecognised" (40)
or "no card" (80) and tells nothing by which one could be known from another. The card opens the page that asks for the
PIN and no more: PIN and ticket stay as they are, so a card that was lost or copied lets nobody in.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Future

    from kiosk.visit.flow import Flow

log = logging.getLogger(__name__)

CARD = re.compile(r"LBSC1\.(?P<number>[0-9]{4})\.(?P<secret>[A-Z2-7]{26})")
"""What the badge says: the card's number, and 130 random bits."""
KEPT = re.compile(r"(?P<number>[0-9]{4})\$(?P<salt>[0-9a-f]{32})\$(?P<digest>[0-9a-f]{64})")
"""As a card is enrolled; nobody makes a card from it."""
DEMO_CARD = "LBSC1.0007.DEMONSTRATIONSERVICECARD77"
"""The card of demonstrations, which only their settings know; the dock holds it before the scanner."""
LIT_S, DARK_S = 0.8, 1.7
"""How long the scanner looks, and rests after it: a badge is seen within three seconds."""
NOBODY_S = 8.0
"""The rest while a sensor says that nobody stands there: it may be what is out of order."""
UNKNOWN_ALLOWED, REST_S = 3, 60.0
"""Cards that are not enrolled here, until the scanner stays dark for a minute."""
SAID_S = 10.0
"""How long it stands on the screen that a card is not known here."""


def looks_like_one(text: str) -> bool:
    """Whether a code is a service card at all; residents' own codes are passed over, unread."""
    return CARD.fullmatch(text) is not None


def fresh(number: int, random: Callable[[int], bytes]) -> str:
    """What a new card of that number says."""
    import base64  # like the others below: not before the first frame of the idle screen

    secret = base64.b32encode(random(20)).decode("ascii")[:26]
    return f"LBSC1.{number:04d}.{secret}"


def picture(text: str) -> bytes:
    """The card's code as SVG, to be printed."""
    import io

    import qrcode
    from qrcode.image.svg import SvgPathImage

    out = io.BytesIO()
    qrcode.make(text, image_factory=SvgPathImage).save(out)
    return out.getvalue()


def enrol(text: str, salt: bytes) -> str:
    """What is kept of a card, by 16 random bytes of salt. Raises `ValueError` for another code."""
    import hashlib

    card = CARD.fullmatch(text)
    if card is None:
        raise ValueError("no service card")
    digest = hashlib.sha256(salt + card["secret"].encode()).hexdigest()
    return f"{card['number']}${salt.hex()}${digest}"


def number_of(text: str, enrolled: Sequence[str]) -> int | None:
    """The number of an enrolled card; None for any other. A random secret of 130 bits wants no slow hash."""
    import hmac

    found = None
    for one in enrolled:
        kept = KEPT.fullmatch(one)
        if kept and hmac.compare_digest(enrol(text, bytes.fromhex(kept["salt"])), one):
            found = int(kept["number"])
    return found


class CardWatch:
    """Looks for a card while nobody's visit has begun; belongs to one screen, and ends with it."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._asked: Future[str | None] | None = None
        self._next = 0.0
        self._unknown = 0
        self._said_until = 0.0

    @property
    def said(self) -> str:
        """`unknown` for some seconds after a card that is not enrolled here, else nothing."""
        return "unknown" if self._flow.clock.monotonic() < self._said_until else ""

    def tick(self) -> None:
        """Light up the scanner now and then, and hear what it saw."""
        flow = self._flow
        if self._asked is not None:
            if self._asked.done():
                asked, self._asked = self._asked, None
                self._heard(asked)
        elif self._wanted() and flow.clock.monotonic() >= self._next:
            self._asked = flow.hardware.look_for_service_card(LIT_S, looks_like_one)
            self._rest()

    def _wanted(self) -> bool:
        """Only where cards are enrolled and somebody may ask."""
        return bool(self._flow.profile.service_cards) and self._flow.may_ask_technician

    def _rest(self, seconds: float = 0.0) -> None:
        usual_s = NOBODY_S if self._flow.hardware.present is False else DARK_S
        self._next = self._flow.clock.monotonic() + (seconds or usual_s)

    def _heard(self, asked: Future[str | None]) -> None:
        """A card, none, or a scanner that is away; other codes say nothing, whoever's they are."""
        from devices.life import DeviceError

        self._rest()
        try:
            text = asked.result()
        except DeviceError:
            return
        if text is None:
            return
        number = number_of(text, self._flow.profile.service_cards)
        if number is not None:
            self._known(number)
        else:
            self._strange()

    def _known(self, number: int) -> None:
        flow = self._flow
        log.info("technician: service card %04d", number)
        flow.tell("technician_act", deed="card", device="qr_scanner", card=number)
        flow.service_card = f"{number:04d}"
        flow.ask_technician()

    def _strange(self) -> None:
        flow = self._flow
        log.info("technician: a service card that is not enrolled here")
        flow.tell("technician_act", deed="refused", device="qr_scanner")
        self._said_until = flow.clock.monotonic() + SAID_S
        self._unknown += 1
        if self._unknown >= UNKNOWN_ALLOWED:
            self._unknown = 0
            self._rest(REST_S)
