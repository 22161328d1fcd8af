"""One resident's time at the terminal: who they are, what they agreed to. It dies with the process."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from devices.id_card.record import IdCard
    from kiosk.visit.asks import Deed, Session
    from kiosk.visit.meeting import Meeting

COMPOUND_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "司徒",
    "东方",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "令狐",
    "慕容",
)
RESIDENT = "居民身份证"
"""The paper that is meant where nothing else is said (`legalnet.papers`, not imported before the first frame)."""
LEVELS = ("L0", "L1", "L2", "L3", "L4")
CARD_KINDS = {
    "resident": "居民身份证",
    "hk_macau_taiwan": "港澳台居民居住证",
    "foreign_2017": "外国人永久居留身份证",
    "foreign_2023": "外国人永久居留身份证",
}
"""What the questions call each layout of card (`devices.id_card.record.Layout`)."""


class GivenConsent(NamedTuple):
    """One answer to one question of consent, with a digest of the words that were on the screen."""

    purpose: str
    given: bool
    text_sha256: str
    at: datetime


class Identified(NamedTuple):
    """How the resident was identified."""

    level: str
    method: str
    at: datetime
    score: float | None = None
    thresholds: str | None = None
    liveness: str | None = None


class Errand(NamedTuple):
    """A screen that needs to know who is here, and how well."""

    screen: str
    level: str = "L2"


class Left(NamedTuple):
    """Where a matter was left in its middle for another one."""

    code: str
    """Of the matter that was left."""
    screen: str
    way: tuple[str, ...]
    """What lies before that screen, for 返回."""
    to: str
    """The matter that was looked at instead."""


class Visit:
    """Everything a visit knows about its resident, outside the journey's answers; has no repr that shows it."""

    def __init__(self) -> None:
        self.card: IdCard | None = None
        self.chip_rgb: bytes | None = None
        """The card's photo, 102 x 126 x 3 bytes, for the comparison only."""
        self.typed: dict[str, str] | None = None
        """Name and number said by a resident without a card, checked by an attendant."""
        self.identified: Identified | None = None
        self.consents: list[GivenConsent] = []
        self.own_income = False
        """Sixteen or seventeen and says to live on their own work (民法典18(2)); counts as grown then."""
        self.personal = False
        """Whether anything personal was seen: then going home means the end of this process. Never unset."""
        self.session: Session | None = None
        """Speaks for the resident at the province."""
        self.errand: Errand | None = None
        """What the resident proves who they are for, where it is no matter."""
        self.kept: dict[str, Deed] = {}
        """What waits here for the province, by where it is to be done: shown as waiting, never done a second time."""
        self.left: Left | None = None
        """Where 返回 leads from the page of a matter that was opened in the middle of another."""
        self.selected: tuple[str, str] = ("", "")
        """Kind and number of what is looked at among one's own affairs."""
        self.meeting: Meeting | None = None
        """The mediation, notarisation or hearing that the resident is in."""
        self.way_in = ""
        """Digits that an appointment gave for its meeting: entered by at once, and shown to nobody."""
        self.reproven = False
        """They are proving who they are once more, for a hearing that they are in already."""
        self.question = ""
        """What was asked of the machine in one's own words; seen nowhere else."""

    def consent(self, purpose: str, given: bool, text: str, at: datetime) -> None:
        """Record an answer; a later one for the same purpose replaces it."""
        import hashlib  # 5 ms with OpenSSL, not before the first frame

        digest = hashlib.sha256(text.encode()).hexdigest()
        self.consents = [item for item in self.consents if item.purpose != purpose]
        self.consents.append(GivenConsent(purpose, given, digest, at))

    def agreed(self, purpose: str) -> bool:
        """Whether that consent was given."""
        return any(item.purpose == purpose and item.given for item in self.consents)

    @property
    def level(self) -> str:
        """The identity level reached so far."""
        return self.identified.level if self.identified else "L0"

    def reaches(self, level: str) -> bool:
        """Whether the level asked for by a matter is reached."""
        return LEVELS.index(self.level) >= LEVELS.index(level)

    def take_card(self, card: IdCard, chip_rgb: bytes | None) -> None:
        """The card that was read; what was proved for another number goes."""
        self.personal = True
        if card.number != self.facts().get("number"):
            self.identified, self.session, self.own_income = None, None, False
        self.card, self.chip_rgb, self.typed = card, chip_rgb, None

    def prove_anew(self) -> None:
        """A hearing wants them seen again: what was proved before does not count for it."""
        self.identified, self.reproven = None, True

    def forget_card(self) -> None:
        """Not this card: what it proved goes with it."""
        self.card = self.chip_rgb = self.identified = self.session = None

    def take_typed(self, name: str, number: str, paper: str = RESIDENT, birth: str = "") -> None:
        """Identity said by the resident, with the kind of paper and the birth where its number tells none; nothing has
        proved it yet.
        """
        self.personal = True
        self.typed = {"name": name, "number": number, "id_type": paper} | ({"birth": birth} if birth else {})
        self.identified, self.session, self.own_income = None, None, False

    def forget_typed(self) -> None:
        """It was mistyped, or is somebody else's: what was proved for it goes with it."""
        self.typed = self.identified = self.session = None

    def facts(self) -> dict[str, Any]:
        """What the interview may fill in from the card, or from what was said without one."""
        told = self._told()
        return told | {"own_income": True} if told and self.own_income else told

    def _told(self) -> dict[str, Any]:
        if self.card is not None:
            card = self.card
            return {
                "name": card.name,
                "sex": card.sex,
                "nation": card.nation,
                "birth": card.birth.isoformat(),
                "address": card.address,
                "number": card.number,
                "id_type": CARD_KINDS[card.layout],
            }
        return self.typed | told_by(self.typed["number"], self.typed["id_type"]) if self.typed else {}

    def birth(self) -> date | None:
        """Date of birth by the card, the number, or as said; None while nobody is known."""
        told = str(self.facts().get("birth", ""))
        return date.fromisoformat(told) if told else None

    def age(self, today: date) -> int | None:
        """Whole years of who is here; None while nobody is known."""
        from legalnet.minors import age_on

        birth = self.birth()
        return age_on(birth, today) if birth is not None else None


def told_by(number: str, paper: str = RESIDENT) -> dict[str, str]:
    """Sex and birth as an 18-digit number carries them (GB 11643-1999: 17th digit odd for men); else nothing."""
    from legalnet.papers import birth_of

    birth = birth_of(paper, number)
    if birth is None:
        return {}
    return {"birth": birth.isoformat(), "sex": "男" if int(number[16]) % 2 else "女"}


def greeting(card: IdCard, language: str) -> str:
    """Only the surname is said aloud: 张女士，您好."""
    surname = next((name for name in COMPOUND_SURNAMES if card.name.startswith(name)), card.name[:1])
    if language == "en":
        return f"Hello, {card.english_name or surname}"
    return f"{surname}{ {'女': '女士', '男': '先生'}.get(card.sex, '') }，您好"
