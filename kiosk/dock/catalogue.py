"""All faults of the dock by name, and the people whose cards it can lay down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kiosk.dock.cabinet import CLOCK, NETWORK, PTZ, RELAYS, SCANNER, SUPPLY
from kiosk.dock.cameras import DOCUMENTS, FACE, PERSON
from kiosk.dock.fault import Fault, Group, Seen, State, Words, at, step
from kiosk.dock.office_printer import PAGES
from kiosk.dock.reader_and_printer import PRINTER, READER

if TYPE_CHECKING:
    from devices.simulators.personas import Persona

DEVICES: tuple[Group, ...] = (READER, PRINTER, PAGES, FACE, DOCUMENTS, SCANNER, RELAYS, SUPPLY, PTZ)
"""The devices in the order in which a visit meets them."""
LAYOUTS: Mapping[str, Words] = {
    "resident": Words("二代证", "Resident card"),
    "hk_macau_taiwan": Words("港澳台居住证 J", "HK/Macau/Taiwan J"),
    "foreign_2017": Words("永居证 I · 2017", "Permanent I · 2017"),
    "foreign_2023": Words("五星卡 Y · 2023", "Five-star Y · 2023"),
}
SHOWN = Seen(
    Words("称呼和打码的证件信息，请核对", "Greeting and masked details, to be confirmed"), "card_read"
)
OTHER_FACE = Seen(
    Words("不是卡上的人就请工作人员核对", "Staff are called unless it is the card's holder"),
    "face",
    "attendant",
)
TAKEN = Seen(Words("没有卡，请放卡", "Asks for a card"), "card", "waiting")


@dataclass(frozen=True)
class Holder:
    """A fictitious person with a card."""

    id: str
    label: Words
    detail: Words


class UnknownFault(Exception):
    """No fault has that name."""


@lru_cache(maxsize=1)
def holders() -> tuple[Holder, ...]:
    """Everybody whose card the rig has, in its order."""
    from devices.simulators.personas import load_personas

    return tuple(_holder(person) for person in load_personas().values())


def _holder(person: Persona) -> Holder:
    layout = LAYOUTS[person.layout.value]
    extra = Words(" · 附加住址", " · new address") if person.newest_address else Words("", "")
    english = person.english_name or person.id.title()
    detail = Words(layout.zh + extra.zh, layout.en + extra.en)
    return Holder(person.id, Words(person.name, english), detail)


@lru_cache(maxsize=1)
def cards() -> Group:
    """Laying down a card brings its holder before the camera; a face alone is somebody else with that card."""
    hands = []
    for holder in holders():
        who, name = {"persona": holder.id}, holder.label
        hands.append(
            Fault(f"card.{holder.id}", Words(f"放卡：{name.zh}", f"Card: {name.en}"), SHOWN,
                  (step("card.put", **who), step("face.show", **who)), (step("card.remove"),),
                  at("id_reader.card", holder.id), hand=True)
        )  # fmt: skip
        hands.append(
            Fault(f"card.face_{holder.id}", Words(f"换人：{name.zh}", f"Face: {name.en}"), OTHER_FACE,
                  (step("face.show", **who),), hand=True)
        )  # fmt: skip
    hands.append(
        Fault("card.remove", Words("拿走卡", "Take the card"), TAKEN, (step("card.remove"),),
              shows=at("id_reader.card", None), hand=True)
    )  # fmt: skip
    return Group(
        "card", Words("人物与证件", "People and cards"), Words("没有卡", "No card"), "card", tuple(hands)
    )


def groups() -> tuple[Group, ...]:
    """Everything, in the order of the window."""
    return (cards(), PERSON, *DEVICES, NETWORK, CLOCK)


@lru_cache(maxsize=1)
def by_name() -> Mapping[str, Fault]:
    """Every fault by its name."""
    return {fault.name: fault for group in groups() for fault in group.faults}


def fault(name: str) -> Fault:
    """The fault of that name. Raises `UnknownFault`."""
    try:
        return by_name()[name]
    except KeyError:
        raise UnknownFault(name) from None


def missing(one: Fault, state: State) -> Words | None:
    """Why it cannot be caused here and now, or nothing. `state` is the rig's, with the line's under `line`."""
    if one.group == "network" and "line" not in state:
        return Words(
            "没有网络开关：只有 main.py demo 的终端经过它",
            "No network line here: only the terminal of main.py demo goes through one",
        )
    if one.group in ("face_camera", "document_camera", "person") and "cameras" not in state:
        return Words("这套模拟器没有摄像头", "This rig has no cameras")
    if (
        one.group in (group.id for group in (READER, PRINTER, PAGES, SCANNER, RELAYS, SUPPLY, PTZ))
        and one.group not in state
    ):
        return Words("这套模拟器没有这台设备", "This rig has no such device")
    return None
