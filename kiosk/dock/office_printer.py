"""Troubles of the A4 printer; the resident meets them where the copies are printed."""

from __future__ import annotations

from kiosk.dock.fault import Dial, Group, Words, seen, unplug
from kiosk.dock.reader_and_printer import (
    COVER_OPEN,
    JAM,
    NO_ANSWER,
    NO_PRINTER,
    PAPER_END,
    PRINTS,
    TROUBLE,
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


OFFICE = Dial("page_printer", "ipp.fault", "name", "none", "page_printer.fault")
MUTE = Dial("page_printer", "ipp.mute", "on", False, "page_printer.mute")

PAGES = Group(
    "page_printer", Words("激光", "A4 printer"), Words("就绪", "Ready"), "printer",
    (
        OFFICE.to("paper_out", "缺纸", "Paper out", PAPER_END),
        OFFICE.to("out_mid_print", "打到一半缺纸", "Out mid-print", PAPER_END),
        OFFICE.to("paper_low", "纸快完", "Paper low", PRINTS),
        OFFICE.to("jam", "卡纸", "Jam", JAM),
        OFFICE.to("cover_open", "盖开", "Cover open", COVER_OPEN),
        OFFICE.to("toner_out", "缺粉", "Toner out", TONER),
        OFFICE.to("toner_low", "粉快完", "Toner low", PRINTS),
        OFFICE.to("output_full", "出纸口满", "Outlet full", FULL),
        OFFICE.to("service", "要维修", "Needs service", SERVICE),
        OFFICE.to("paused", "暂停", "Paused", PAUSED),
        OFFICE.to("held", "扣住不打", "Job held", HELD),
        OFFICE.to("busy", "忙 0x0507", "Busy 0x0507", BUSY),
        OFFICE.to("aborts", "自己作废", "Aborts jobs", ABORTED),
        MUTE.to("mute", "不回应", "Mute", NO_ANSWER, bad=True),
        unplug("page_printer", NO_PRINTER),
    ),
)  # fmt: skip
