"""One honest piece of work for each kind of device, and whether what came of it is true."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from devices.contract.bench import Bench
from devices.life import DeviceError, Kind, Outcome

FRAME_S = 3.0
SCAN_S = 1.5
LOOKS = 50
"""So often a camera is asked where it stands until it is elsewhere; each takes as long as its answer."""
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


class Broken(AssertionError):
    """A promise was not kept; the text says which, in words for the driver's maker."""


def require(kept: bool, words: str) -> None:
    """Raise `Broken` with `words` unless the promise was kept."""
    if not kept:
        raise Broken(words)


def work(device: Any, bench: Bench, job: str) -> Outcome:
    """Do the kind's work once. Raises `Broken` when the driver says something that is not so.

    An error of the driver's own counts as not done; any other exception goes through and is a broken promise.
    """
    bench.prepare()
    try:
        return WORK[device.kind](device, bench, job)
    except DeviceError as error:
        require(bool(error.code), "an error without a code")
        return Outcome.NOT_DONE


def _witnessed(bench: Bench, act: Callable[[], Any]) -> Outcome:
    """A print job, held against what came out."""
    before = bench.count() if bench.count else 0
    result = act()
    if bench.count is None:
        return Outcome(result.outcome)
    came = bench.count() - before
    require(result.outcome is not Outcome.DONE or came == 1, f"said done, and {came} came out")
    require(result.outcome is not Outcome.NOT_DONE or came == 0, f"said not done, and {came} came out")
    require(result.outcome is Outcome.DONE or bool(result.reason), "not done, and no reason")
    return Outcome(result.outcome)


def _receipt(device: Any, bench: Bench, job: str) -> Outcome:
    from devices.receipt_printer.blocks import Cut, Line, Qr

    return _witnessed(bench, lambda: device.print_blocks(job, [Line(job), Line("回执"), Qr(job), Cut()]))


def _page(device: Any, bench: Bench, job: str) -> Outcome:
    return _witnessed(bench, lambda: device.print_pdf(job, PDF, "合同测试"))


def _card(device: Any, bench: Bench, job: str) -> Outcome:  # noqa: ARG001 - as all work is called
    read = device.read()
    require(len(read.photo) > 0, "a card without its photo")
    require(
        bench.expected is None or read.card.number == bench.expected,
        "another card than the one that lies there",
    )
    return Outcome.DONE


def _frame(device: Any, bench: Bench, job: str) -> Outcome:  # noqa: ARG001 - as all work is called
    device.start()
    try:
        frame = device.latest(wait=FRAME_S)
    finally:
        device.stop()
    if frame is None:
        return Outcome.NOT_DONE
    shape = frame.rgb.shape
    require(len(shape) == 3 and shape[2] == 3, f"a frame of shape {shape}")
    return Outcome.DONE


def _steer(device: Any, bench: Bench, job: str) -> Outcome:  # noqa: ARG001 - as all work is called
    from devices.ptz.commands import Way

    before = device.where()
    begun = device.steer(Way.LEFT if before[0] > 0 else Way.RIGHT)
    moved = any(device.where() != before for _ in range(LOOKS)) if begun.outcome is Outcome.DONE else False
    stopped = device.steer(Way.STOP)
    if not begun.outcome is stopped.outcome is Outcome.DONE:
        return Outcome.NOT_DONE
    require(moved, "said done, and it did not move")
    require(device.where() == device.where(), "said done, and it did not stop")
    return Outcome.DONE


def _scan(device: Any, bench: Bench, job: str) -> Outcome:  # noqa: ARG001 - as all work is called
    found = device.scan(SCAN_S, bench.fits)
    require(
        found is None or bench.expected is None or found == bench.expected, "another code than the one shown"
    )
    return Outcome.NOT_DONE if found is None else Outcome.DONE


def _lamp(device: Any, bench: Bench, job: str) -> Outcome:  # noqa: ARG001 - as all work is called
    on, off = device.lamp(True), device.lamp(False)
    device.poll()
    return Outcome.DONE if on.outcome is off.outcome is Outcome.DONE else Outcome.NOT_DONE


def _mains(device: Any, bench: Bench, job: str) -> Outcome:  # noqa: ARG001 - as all work is called
    status = device.read()
    require(bench.expected is None or status.input_v == bench.expected, "another voltage than the supply's")
    return Outcome.DONE


WORK: dict[Kind, Callable[[Any, Bench, str], Outcome]] = {
    Kind.ID_READER: _card,
    Kind.RECEIPT_PRINTER: _receipt,
    Kind.PAGE_PRINTER: _page,
    Kind.FACE_CAMERA: _frame,
    Kind.DOCUMENT_CAMERA: _frame,
    Kind.PTZ_CAMERA: _steer,
    Kind.QR_SCANNER: _scan,
    Kind.RELAYS: _lamp,
    Kind.UPS: _mains,
}
"""Every kind has its work; the suite holds this against `devices.life.Kind`."""
