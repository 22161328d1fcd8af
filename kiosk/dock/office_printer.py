"""Troubles of the A4 printer; the resident meets them where the copies are printed."""

from __future__ import annotations

from kiosk.dock.fault import Fault, Group, Seen, Words, at, seen, step
from kiosk.dock.reader_and_printer import (
    COVER_OPEN,
    JAM,
    NO_ANSWER,
    NO_PRINTER,
    PAPER_END,
    PRINTS,
    TROUBLE,
    UNPLUGGED,
)

TONER = seen(TROUBLE, "toner_empty", "打印机没墨粉了，由工作人员来换", "Out of toner; staff will change it")
FULL = seen(TROUBLE, "output_full", "出纸口满了，把纸取走再打", "The outlet is full; take the paper away")
SERVICE = seen(
    TROUBLE, "service", "打印机现在打不了，以后凭编码补打", "It cannot print now; later, by the code"
)
PAUSED = seen(
    TROUBLE, "paused", "打印机停着，由工作人员让它接着打", "The printer is paused; staff will resume it"
)
HELD = seen(
    TROUBLE,
    "held",
    "扣住的这份已撤掉，不会落到下一位手里",
    "The job held there is cancelled; nobody else gets it",
)
BUSY = seen(TROUBLE, "busy", "打印机正忙，等一会儿再打", "The printer is busy; try again in a while")
ABORTED = seen(
    TROUBLE, "aborted", "打印机现在打不了，以后凭编码补打", "It cannot print now; later, by the code"
)


def _trouble(name: str, zh: str, en: str, sees: Seen) -> Fault:
    return Fault(
        f"page_printer.{name}", Words(zh, en), sees,
        (step("ipp.fault", name=name),), (step("ipp.fault", name="none"),), at("page_printer.fault", name),
    )  # fmt: skip


PAGES = Group(
    "page_printer", Words("激光", "A4 printer"), Words("就绪", "Ready"), "printer",
    (
        _trouble("paper_out", "缺纸", "Paper out", PAPER_END),
        _trouble("out_mid_print", "打到一半缺纸", "Out mid-print", PAPER_END),
        _trouble("paper_low", "纸快完", "Paper low", PRINTS),
        _trouble("jam", "卡纸", "Jam", JAM),
        _trouble("cover_open", "盖开", "Cover open", COVER_OPEN),
        _trouble("toner_out", "缺粉", "Toner out", TONER),
        _trouble("toner_low", "粉快完", "Toner low", PRINTS),
        _trouble("output_full", "出纸口满", "Outlet full", FULL),
        _trouble("service", "要维修", "Needs service", SERVICE),
        _trouble("paused", "暂停", "Paused", PAUSED),
        _trouble("held", "扣住不打", "Job held", HELD),
        _trouble("busy", "忙 0x0507", "Busy 0x0507", BUSY),
        _trouble("aborts", "自己作废", "Aborts jobs", ABORTED),
        Fault(
            "page_printer.mute", Words("不回应", "Mute"), NO_ANSWER,
            (step("ipp.mute", on=True),), (step("ipp.mute", on=False),), at("page_printer.mute", True),
        ),
        Fault(
            "page_printer.unplug", UNPLUGGED, NO_PRINTER, (step("device.unplug", kind="page_printer"),),
            (step("device.replug", kind="page_printer"),), at("page_printer.plugged", False),
        ),
    ),
)  # fmt: skip
