"""Troubles of the card reader and the receipt printer; what the screens say of them is what the drivers report."""

from __future__ import annotations

from kiosk.dock.fault import Dial, Fault, Group, Words, at, seen, some, step, unplug

UNREADABLE = seen(
    "card", "unreadable", "这张卡读不出来，可再放一次", "This card cannot be read; lay it down again"
)
READS = seen("card_read", "", "照常读出，看不出来", "Reads as usual; nothing to see")
READS_SLOWLY = seen("card", "reading", "“正在读”停一秒多，再照常读出", "Reading takes a second longer")
PULLED = seen("card", "pulled", "卡拿早了一点，请再放一次", "The card was taken away too early")
NO_READER = seen(
    "card", "no_reader", "读卡器没有接上，可由工作人员核对", "The reader is not connected; staff can check"
)
PAPER_LOW = seen("receipt", "done", "顶栏“纸快没了”，照常打印", "Paper low in the top bar; prints as usual")


TROUBLE = "printer_trouble"
PAPER_END = seen(TROUBLE, "paper_end", "打印机没纸了，由工作人员加纸", "Out of paper; staff will add some")
NO_ANSWER = seen(
    TROUBLE, "no_answer", "打印机没有回话，等一会儿再打", "The printer does not answer; try later"
)
STALLED = seen(
    TROUBLE, "write_stalled", "打印机没有回话，等一会儿再打", "The printer takes no more; try later"
)
CUT_OFF = seen(
    TROUBLE,
    "no_answer",
    "打印机没有回话，不知道打完没有，可补打",
    "Unknown whether it was printed; a marked reprint is offered",
)
COVER_OPEN = seen(TROUBLE, "cover_open", "打印机盖子开着，按下去就好", "The cover is open; press it shut")
JAM = seen(TROUBLE, "jam", "打印机卡纸了，等工作人员来取", "Paper jam; staff will clear it")
NO_PRINTER = seen(TROUBLE, "unplugged", "打印机没有接上，由工作人员接好", "The printer is not connected")
PRINTING = seen("receipt", "printing", "“正在打印”久一些，然后照常", "Printing takes longer, then ends well")
PRINTS = seen("receipt", "done", "照常打印，看不出来", "Prints as usual; nothing to see")


CARD = Dial("id_reader", "card.fault", "name", "none", "id_reader.fault")
PAPER = Dial("receipt_printer", "printer.paper", "state", "ok", "receipt_printer.paper")
COVER = Dial("receipt_printer", "printer.cover", "open", False, "receipt_printer.cover_open")
JAMS = Dial("receipt_printer", "printer.jam", "on", False, "receipt_printer.jam")
MUTE = Dial("receipt_printer", "printer.mute", "on", False, "receipt_printer.mute")
ACKS = Dial("receipt_printer", "printer.acks", "on", True, "receipt_printer.acks")
FLOW = Dial("receipt_printer", "printer.flow", "on", True, "receipt_printer.xoff")
PACE = Dial("receipt_printer", "printer.pace", "ms", 0, "receipt_printer.pace_ms")
POWER = Dial("receipt_printer", "printer.power", "on", True, "receipt_printer.powered")

READER = Group(
    "id_reader", Words("读卡器", "Card reader"), Words("就绪", "Ready"), "card",
    (
        CARD.to("torn", "残帧", "Torn frame", UNREADABLE),
        CARD.to("bad_xor", "校验错", "Wrong XOR", UNREADABLE),
        CARD.to("oversize", "超长", "Oversize", UNREADABLE),
        CARD.to("merged", "杂讯", "Merged, noise", READS),
        CARD.to("slow", "慢字节", "Slow bytes", READS_SLOWLY),
        CARD.to("pulled", "读时抽走", "Pulled early", PULLED),
        unplug("id_reader", NO_READER),
    ),
)  # fmt: skip

PRINTER = Group(
    "receipt_printer", Words("小票", "Receipts"), Words("就绪", "Ready"), "ticket",
    (
        PAPER.to("paper_low", "纸快完", "Paper low", PAPER_LOW, bad="low"),
        PAPER.to("paper_out", "纸尽", "Paper out", PAPER_END, bad="out"),
        Fault(
            "receipt_printer.out_mid_print", Words("打到一半纸尽", "Out mid-print"), PAPER_END,
            (step("printer.out_after", lines=6),), (step("printer.paper", state="ok"),),
            some("receipt_printer.out_after"),
        ),
        COVER.to("cover_open", "盖开", "Cover open", COVER_OPEN, bad=True),
        JAMS.to("jam", "卡纸", "Jam", JAM, bad=True),
        MUTE.to("mute", "不回应", "Mute", NO_ANSWER, bad=True),
        ACKS.to("no_acks", "不回执", "No acks", CUT_OFF, bad=False),
        FLOW.to("xoff", "一直 XOFF", "Stays XOFF", STALLED, bad=False, stands=at("receipt_printer.xoff", True)),
        PACE.to("slow", "走纸慢", "Slow paper", PRINTING, bad=120),
        POWER.to("power_off", "断电", "Power off", NO_ANSWER, bad=False),
        Fault(
            "receipt_printer.power_mid_print", Words("打到一半断电", "Power lost mid-print"), CUT_OFF,
            (step("printer.power", on=False, after=6),), (step("printer.power", on=True),),
            some("receipt_printer.power_after"),
        ),
        unplug("receipt_printer", NO_PRINTER),
    ),
)  # fmt: skip
