"""The outlet of a kiosk printer, which holds a cut ticket until somebody takes it.

A ticket that is forgotten there must not be found by the next person, so it can be taken in again.
Commands: Custom VKP and KPM manuals, 1D 65 n.
"""

from __future__ import annotations

from devices.clock import Clock, Deadline
from devices.life import DeviceError, Outcome
from devices.receipt_printer.link import PrinterLink

STEPS = 80
"""Of 0.625 mm each: the ticket is pushed out 50 mm, enough to take hold of."""
PRODUCE = b"\x1d\x65\x03" + bytes([STEPS])
RETRACT = b"\x1d\x65\x02"
EJECT = b"\x1d\x65\x05"
MOVE_S = 4.0
"""A ticket is taken in or thrown out within this."""
LOOK_S = 0.1


def release(link: PrinterLink, clock: Clock, eject: bool = False) -> Outcome:
    """Take in (or throw out) what hangs at the outlet and look whether it is gone; never raises."""
    try:
        status = link.ask_status()
        if status.answered and not status.outlet:
            return Outcome.DONE
        link.send(EJECT if eject else RETRACT)
        deadline = Deadline.after(clock, MOVE_S)
        while status.answered and status.outlet and not deadline.over:
            clock.sleep(LOOK_S)
            status = link.ask_status()
    except DeviceError:
        return Outcome.UNKNOWN
    if not status.answered:
        return Outcome.UNKNOWN
    return Outcome.NOT_DONE if status.outlet else Outcome.DONE
