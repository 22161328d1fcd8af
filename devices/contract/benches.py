"""The benches of our own drivers: a simulator behind a cable that can be spoilt, or a small server."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event
from typing import Any

from devices.clock import Clock
from devices.contract.bench import Bench, Fault
from devices.contract.line import Line
from devices.simulators.wire import WireSimulator

SEED = 20261121
SILENCE_S = 4.0
SERIAL_FAULTS: tuple[Fault, ...] = ("unplug", "mute", "noise", "torn")


@contextmanager
def _wired(far: WireSimulator, folder: Path, clock: Clock, option: str = "", **rest: Any) -> Iterator[Bench]:
    """A simulator at `folder/far` behind a cable at `folder/near`."""
    far.start()
    line = Line(folder / "near", folder / "far", clock, Random(SEED))  # noqa: S311 - noise, not a secret
    line.start()

    def fault(name: Fault) -> Callable[[bool], None]:
        return lambda on: line.switch(name, on)

    trouble = rest.pop("trouble", None)
    faults = {name: fault(name) for name in SERIAL_FAULTS} | ({"trouble": trouble} if trouble else {})
    try:
        yield Bench(
            f"sim:{folder / 'near'}{option}",
            missing=f"sim:{folder / 'nothing'}{option}",
            faults=faults,
            **rest,
        )
    finally:
        line.stop()
        far.stop()


@contextmanager
def reader(folder: Path, clock: Clock) -> Iterator[Bench]:
    """A SAM reader with a fictitious person's card on it."""
    from devices.simulators.id_reader import ReaderSimulator
    from devices.simulators.personas import load_personas

    personas = load_personas()
    name, person = next(iter(personas.items()))
    far = ReaderSimulator(folder / "far", clock, personas)

    def lay() -> None:
        far.do("card.put", persona=name)

    with _wired(
        far, folder, clock, prepare=lay, expected=person.number, secrets=(person.number, person.name)
    ) as bench:
        yield bench


@contextmanager
def receipts(folder: Path, clock: Clock, model: str = "escpos") -> Iterator[Bench]:
    """A plain receipt printer; its witness counts the tickets whose code and cut are on the tape."""
    from devices.simulators.receipt_printer import PrinterSimulator
    from devices.simulators.render_receipt import codes, tickets

    far = PrinterSimulator(folder / "far", clock)

    def count() -> int:
        tape = base64.b64decode(far.do("printer.tape")["bytes"])
        return sum(len(codes(ticket)) == 1 for ticket in tickets(tape))

    def trouble(on: bool) -> None:
        far.do("printer.paper", state="out" if on else "ok")

    option = "?model=kiosk" if model == "kiosk" else ""
    with _wired(far, folder, clock, option, count=count, trouble=trouble) as bench:
        far.do("printer.model", name=model)
        yield bench


def kiosk_receipts(folder: Path, clock: Clock) -> Any:
    """A receipt printer with full status and presenter."""
    return receipts(folder, clock, "kiosk")


@contextmanager
def ipp(folder: Path, clock: Clock) -> Iterator[Bench]:  # noqa: ARG001 - as benches are made
    """A small IPP printer on the loopback address."""
    from devices.simulators.ipp_printer import IppSimulator

    far = IppSimulator()
    far.start()
    faults: dict[Fault, Callable[[bool], None]] = {
        "unplug": far.unplug, "mute": far.mute, "torn": far.tear, "noise": far.babble, "trouble": far.empty_tray,
    }  # fmt: skip
    yield Bench(f"sim:{far.uri}", "sim:ipp://127.0.0.1:9/ipp/print", faults, count=lambda: far.printed)
    far.stop()


@contextmanager
def folder(folder: Path, clock: Clock) -> Iterator[Bench]:  # noqa: ARG001 - as benches are made
    """A folder in which the pages lie."""
    place = folder / "pages"

    def unplug(on: bool) -> None:
        if on:
            place.rename(folder / "away")
            place.write_bytes(b"")
        else:
            place.unlink()
            (folder / "away").rename(place)

    (folder / "file").write_bytes(b"")
    cannot: tuple[Fault, ...] = ("mute", "noise", "torn", "trouble")
    count = lambda: len(list(place.glob("*.pdf")))  # noqa: E731
    yield Bench(f"file:{place}", f"file:{folder / 'file' / 'below'}", {"unplug": unplug}, cannot, count=count)


@contextmanager
def camera(folder: Path, clock: Clock) -> Iterator[Bench]:  # noqa: ARG001 - as benches are made
    """A stream of pictures that change."""
    from devices.simulators.mjpeg import MjpegServer

    pictures = [_picture(shade) for shade in range(0, 250, 10)]
    state: dict[str, int] = dict.fromkeys(("at", "unplug", "noise", "torn"), 0)
    speaking = Event()
    speaking.set()

    def feed() -> bytes | None:
        speaking.wait(SILENCE_S)
        state["at"] += 1
        picture = b"\xff\xd8noise" if state["noise"] else pictures[state["at"] % len(pictures)]
        return None if state["unplug"] else picture[:40] if state["torn"] else picture

    def fault(name: Fault) -> Callable[[bool], None]:
        return lambda on: state.update({name: int(on)})

    def mute(on: bool) -> None:
        if on:
            speaking.clear()
        else:
            speaking.set()

    server = MjpegServer({"/face.mjpg": (feed, 20.0)}, {}, clock)
    address = f"sim:http://127.0.0.1:{server.start()}/face.mjpg"
    spoilt: tuple[Fault, ...] = ("unplug", "noise", "torn")
    faults = {name: fault(name) for name in spoilt} | {"mute": mute}
    yield Bench(address, "sim:http://127.0.0.1:9/face.mjpg", faults)
    speaking.set()
    server.stop()


def _picture(shade: int) -> bytes:
    """A small grey picture."""
    import cv2  # heavy, and only for this bench
    import numpy as np

    return bytes(cv2.imencode(".jpg", np.full((48, 64, 3), shade, np.uint8))[1])


def visca(folder: Path, clock: Clock) -> Any:
    """A pan-tilt-zoom camera."""
    from devices.simulators.visca import ViscaSimulator

    return _wired(ViscaSimulator(folder / "far", clock), folder, clock)


def pelco(folder: Path, clock: Clock) -> Any:
    """A pan-tilt head that says where it stands."""
    from devices.simulators.pelco import PelcoSimulator

    return _wired(PelcoSimulator(folder / "far", clock), folder, clock, "?model=pelco-d")


@contextmanager
def qr(folder: Path, clock: Clock) -> Iterator[Bench]:
    """A scanner with an article's code before it, which ends in a check digit."""
    from devices.simulators.qr_scanner import QrSimulator

    far, code = QrSimulator(folder / "far", clock), "6901234567892"

    def show() -> None:
        far.do("qr.show", text=code)

    with _wired(far, folder, clock, prepare=show, expected=code, fits=_is_article, secrets=(code,)) as bench:
        yield bench


def _is_article(text: str) -> bool:
    """A GTIN-13: weights 1 and 3 in turn, the sum a multiple of ten (GS1 General Specifications, 7.9)."""
    if len(text) != 13 or not (text.isascii() and text.isdecimal()):
        return False
    return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(text)) % 10 == 0


@contextmanager
def relays(folder: Path, clock: Clock) -> Iterator[Bench]:
    """A relay board; in trouble it answers with exceptions."""
    from devices.simulators.relays import RelaySimulator

    far = RelaySimulator(folder / "far", clock)

    def refuse(on: bool) -> None:
        far.do("relay.fault", name="exception" if on else "none")

    with _wired(far, folder, clock, trouble=refuse) as bench:
        yield bench


@contextmanager
def ups(folder: Path, clock: Clock) -> Iterator[Bench]:
    """A supply on mains."""
    from devices.simulators.ups import HEALTHY, UpsSimulator

    far = UpsSimulator(folder / "far", clock)

    def fail(on: bool) -> None:
        far.do("ups.fault", name="failed" if on else "none")

    with _wired(far, folder, clock, expected=HEALTHY.input_v, trouble=fail) as bench:
        yield bench
