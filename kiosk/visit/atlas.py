"""The directory as a map: who helps, how far from this terminal, open now or when, and where on a plain plan.

The plan is drawn from coordinates alone: the terminal in the middle, north above, rings of equal distance. No tiles,
so it works without a network and nobody learns what was looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, degrees, hypot, radians
from typing import Any

from kiosk.visit.board import said
from legalnet.places import EARTH_M, Opening, Spot, metres, next_opening, open_at

KINDS = (
    "service_point", "legal_aid", "mediation", "court", "law_firm", "notary", "arbitration", "justice_office",
    "procuratorate", "forensic",
)  # fmt: skip
"""In the order in which people ask for them."""
RINGS = (200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
"""Radii of the outer ring, in metres; the inner one is half of it."""
EDGE = 0.92
"""Share of the plan's half height that the outer ring takes."""
HERE_M = 40.0
"""Nearer than this one stands in it."""
MARK = 0.26
"""How far apart two marks must stand to be told apart; whoever is nearer is moved to the east."""
HERE: dict[str, Any] = {"x": 0.0, "y": 0.0}


@dataclass(frozen=True)
class Seen:
    """One place as seen from the terminal."""

    place: dict[str, Any]
    far: int | None
    """Metres as the crow flies; None where either position is not known."""
    east: float = 0.0
    north: float = 0.0

    @property
    def id(self) -> str:
        """Its id in the directory."""
        return str(self.place["id"])


def here_of(position: str, places: list[dict[str, Any]], name: str) -> Spot | None:
    """Where the terminal stands: as it was told, else where the directory has a place of its name.

    Raises `ValueError` for a position that is none in China.
    """
    if position:
        longitude, _, latitude = position.partition(",")
        return Spot(lat=float(latitude), lon=float(longitude))
    found = [one["spot"] for one in places if one.get("spot") and one["name"]["zh"] == name]
    return Spot.model_validate(found[0]) if found else None


def spots(places: list[dict[str, Any]], here: Spot | None, region: str) -> list[Seen]:
    """The nearest first; what has no position last, those of this region before others."""
    seen = [_seen(one, here) for one in places]
    return sorted(seen, key=lambda s: (s.far is None, s.far or 0.0, s.place["region"] != region, s.id))


def _seen(place: dict[str, Any], here: Spot | None) -> Seen:
    if here is None or not place.get("spot"):
        return Seen(place, None)
    there = Spot.model_validate(place["spot"])
    return Seen(place, metres(here, there), *offset(here, there))


def offset(here: Spot, there: Spot) -> tuple[float, float]:
    """Metres to the east and to the north of `here`; good for a city, wrong across a country."""
    scale = radians(1) * EARTH_M
    east = (there.lon - here.lon) * scale * cos(radians((here.lat + there.lat) / 2))
    return east, (there.lat - here.lat) * scale


def bearing(east: float, north: float) -> int:
    """Which of eight directions, 0 for the north and clockwise on; 0 for no distance."""
    if hypot(east, north) < 1:
        return 0
    angle = degrees(asin(max(-1.0, min(1.0, east / hypot(east, north)))))
    clockwise = angle % 360 if north >= 0 else 180 - angle
    return round(clockwise / 45) % 8


def row(spot: Seen, now: datetime, language: str) -> dict[str, Any]:
    """A line of the list."""
    place, apart = spot.place, spot.far is not None and spot.far >= HERE_M
    return {
        "id": spot.id, "kind": place["kind"], "name": said(place["name"], language),
        "far": far_words(spot.far, language), "way": bearing(spot.east, spot.north) if apart else -1,
        **hours_view(place, now),
    }  # fmt: skip


def detail(spot: Seen, now: datetime, language: str) -> dict[str, Any]:
    """One place in full."""
    place = spot.place
    return row(spot, now, language) | {
        "address": said(place["address"], language), "hours": said(place["hours"], language),
        "phone": str(place["phone"]), "stepFree": bool(place.get("step_free")),
    }  # fmt: skip


def hours_view(place: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Open or not, and the moment of the next change: `at` HH:MM, `days` from today (0 is today), `weekday` 1 to 7."""
    told = {"state": "unknown", "at": "", "days": 0, "weekday": 0}
    if not place.get("opening"):
        return told
    opening = Opening.model_validate(place["opening"])
    today, clock = now.date(), now.time()
    if opening.always:
        return told | {"state": "always"}
    until = open_at(opening, today, clock)
    if until is not None:
        return told | {"state": "open", "at": f"{until:%H:%M}", "weekday": today.isoweekday()}
    found = next_opening(opening, today, clock)
    if found is None:
        return told | {"state": "never"}
    day, opens = found
    return {
        "state": "closed",
        "at": f"{opens:%H:%M}",
        "days": (day - today).days,
        "weekday": day.isoweekday(),
    }


def far_words(far: float | None, language: str) -> str:
    """`就在这里`, `350 米`, `1.2 公里`; nothing where it is not known."""
    if far is None:
        return ""
    if far < HERE_M:
        return "就在这里" if language == "zh" else "right here"
    metre, kilometre = ("米", "公里") if language == "zh" else ("m", "km")
    if far < 950:
        return f"{round(far / 10) * 10} {metre}"
    return f"{far / 1000:.1f} {kilometre}" if far < 9950 else f"{far / 1000:.0f} {kilometre}"


def plan(shown: list[Seen], language: str) -> dict[str, Any]:
    """Marks in -1..1 around the terminal (x to the east, y to the south), and what the rings stand for."""
    placed = [
        (number, spot) for number, spot in enumerate(shown, 1) if spot.far is not None and spot.far >= HERE_M
    ]
    reach = max((hypot(spot.east, spot.north) for _, spot in placed), default=0.0)
    outer = next((ring for ring in RINGS if ring >= reach), RINGS[-1])
    marks: list[dict[str, Any]] = []
    for number, spot in placed:
        x, y = _share(spot.east, outer), -_share(spot.north, outer)
        while any(hypot(x - one["x"], y - one["y"]) < MARK for one in [HERE, *marks]):
            x = round(x + MARK / 2, 4)
        marks.append({"number": number, "id": spot.id, "x": x, "y": y})
    return {
        "marks": marks,
        "rings": [far_words(outer / 2, language), far_words(outer, language)] if placed else [],
    }


def _share(metres_off: float, outer: float) -> float:
    return round(max(-1.0, min(1.0, metres_off / outer)) * EDGE, 4)
