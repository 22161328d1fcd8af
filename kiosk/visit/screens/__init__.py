"""The screens of a visit, one small class each; docs/screens.md says what each shows and does."""

from __future__ import annotations

from kiosk.visit.screens import (
    home,
    identity,
    interview,
    lookup,
    preview,
    printing,
    receipt,
    scan,
    sending,
    sign,
    summary,
)
from kiosk.visit.screens.base import Screen

CLASSES: tuple[type[Screen], ...] = (
    home.Idle, home.Services, home.Intro, home.Unavailable, home.OutOfService,
    identity.Consent, identity.FaceConsent, identity.Card, identity.CardRead, identity.Face, identity.Attendant,
    interview.InterviewScreen, scan.Scan, summary.Summary, preview.Preview, sign.Sign, sign.Confirm,
    sending.Sending, receipt.ReceiptScreen, receipt.Saved, receipt.Take, printing.PrinterTrouble,
    lookup.Lookup, lookup.LookupResult,
)  # fmt: skip

SCREENS: dict[str, type[Screen]] = {screen.key(): screen for screen in CLASSES}
"""By the key the flow uses; two screens may share what the scene shows (both consents)."""
