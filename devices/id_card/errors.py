"""What can go wrong between a card and the terminal, each with the code that screens and logs use."""

from __future__ import annotations

from devices.id_card.frames import Flaw
from devices.id_card.tables import Act, Status
from devices.life import DeviceError


class CardError(DeviceError):
    """Base of the errors that concern one card or one reading."""


class CardAbsent(CardError):
    """No card lies on the reader."""

    def __init__(self) -> None:
        super().__init__("card_absent")


class CardPulled(CardError):
    """The card was taken away while it was read."""

    def __init__(self) -> None:
        super().__init__("pulled")


class Unreadable(CardError):
    """The card lies there and does not answer well; put it down again, else an attendant."""

    def __init__(self, detail: str = "") -> None:
        super().__init__("unreadable", detail)


class WrongCard(CardError):
    """Some other kind of card."""

    def __init__(self) -> None:
        super().__init__("wrong_card")


class CardRefused(CardError):
    """Card and reader do not accept each other; worth a look by a person."""

    def __init__(self, detail: str) -> None:
        super().__init__("card_refused", detail)


class BadFrame(CardError):
    """Answers came damaged more often than we retry."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__("bad_frame", flaw.value)
        self.flaw = flaw


class NoAnswer(DeviceError):
    """The reader is silent although its port is there."""

    def __init__(self, command: str) -> None:
        super().__init__("no_answer", command)


class ReaderFault(DeviceError):
    """The reader says that it cannot work (self-test, authorisation) or does not know the command."""

    def __init__(self, detail: str) -> None:
        super().__init__("reader_fault", detail)


def error_for(status: Status) -> DeviceError:
    """The error that a failing status byte means by itself, without knowing whether the card is still
    there.
    """
    match status.act:
        case Act.NO_CARD:
            return CardAbsent()
        case Act.WRONG_CARD:
            return WrongCard()
        case Act.REFUSED:
            return CardRefused(status.meaning)
        case Act.OUT_OF_ORDER | Act.UNSUPPORTED:
            return ReaderFault(status.meaning)
        case _:
            return Unreadable(status.meaning)
