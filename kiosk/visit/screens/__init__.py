"""The screens of a visit, one small class each; docs/screens.md says what each shows and does."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.visit.screens.base import Screen

NAMES: dict[str, str] = {
    "idle": "home.Idle",
    "services": "home.Services",
    "intro": "home.Intro",
    "unavailable": "home.Unavailable",
    "out_of_service": "home.OutOfService",
    "consent": "identity.Consent",
    "face_consent": "identity.FaceConsent",
    "card": "identity.Card",
    "card_read": "identity.CardRead",
    "face": "identity.Face",
    "attendant": "attendant.Attendant",
    "minor": "minor.Minor",
    "interview": "interview.InterviewScreen",
    "gate": "interview.GateScreen",
    "scan": "scan.Scan",
    "summary": "summary.Summary",
    "checkup": "checkup.CheckupScreen",
    "preview": "preview.Preview",
    "sign": "sign.Sign",
    "confirm": "sign.Confirm",
    "sending": "sending.Sending",
    "receipt": "receipt.ReceiptScreen",
    "saved": "receipt.Saved",
    "take": "receipt.Take",
    "printer_trouble": "printing.PrinterTrouble",
    "lookup": "lookup.Lookup",
    "lookup_result": "lookup.LookupResult",
    "laws": "laws.LawScreen",
    "advice": "advice.AdviceScreen",
    "places": "places.PlacesScreen",
    "kept": "kept.KeptScreen",
    "deposit": "deposit.DepositScreen",
    "deposit_found": "deposit.FoundDeposit",
    "affairs": "affairs.Affairs",
    "progress": "progress.Progress",
    "inbox": "inbox.Inbox",
    "served": "inbox.Served",
    "exchange": "exchange.Exchange",
    "booking": "booking.BookingScreen",
    "draft": "draft.DraftKept",
    "resume": "draft.Resume",
    "waiting": "waiting.Waiting",
    "consult": "consult.Consult",
    "meeting": "meeting.MeetingScreen",
    "technician": "technician.Technician",
    "calibrate": "calibrate.Calibrate",
    "setup": "setup.Setup",
}
"""By the key the flow uses; two screens may share what the scene shows (both consents)."""


def screen_class(key: str) -> type[Screen]:
    """The class of a screen, imported when it is first shown: the first frame pays for the idle screen only."""
    module, _, name = NAMES[key].partition(".")
    found: type[Screen] = getattr(import_module(f"kiosk.visit.screens.{module}"), name)
    return found
